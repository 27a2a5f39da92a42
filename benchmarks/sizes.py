"""From a thousand to a million residents: time of a week and memory, everything included."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np

try:
    from resource import RUSAGE_SELF, getrusage
except ImportError:  # Windows has none
    getrusage = None  # type: ignore[assignment]

from benchmarks.worlds import at_fork, first_week, models_at_fork, plan_of
from sim.foundation.table import Table
from sim.model.fork import run_weeks
from sim.model.leavers import without_leavers
from sim.record.recorder import Recorder
from sim.runs.paired import Plan
from sim.support.situation import Situation
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS

SIZES = (1_000, 3_000, 14_000, 100_000, 1_000_000)
PILOT = 14_000
WARM = 300
WEEKS = 26  # measured per model, half a year after the fork


def sizes(citizens: tuple[int, ...] = SIZES) -> Iterator[dict[str, Any]]:
    """A row per size: set-up, burn-in, and the mean week of the three models.

    Every size has a process of its own, so that its peak of memory is its own.
    """
    alone = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=alone, max_tasks_per_child=1) as pool:
        yield from pool.map(one_size, citizens)


def one_size(many: int) -> dict[str, Any]:
    """One row, in a process in which everything is compiled."""
    _lived(plan_of(WARM, WEEKS))
    plan = plan_of(many, WEEKS)
    began = time.perf_counter()
    now = first_week(plan)
    set_up = time.perf_counter() - began
    began = time.perf_counter()
    now = without_leavers(run_weeks(now, 0))
    burn_in = time.perf_counter() - began
    return {
        "residents": many,
        "set-up s": round(set_up, 2),
        "burn-in s": round(burn_in, 2),
        **_weeks(list(models_at_fork(plan, now).values()), many),
        **_memory(now, many),
    }


def _lived(plan: Plan) -> None:
    """A hamlet under every model, so that nothing is left to compile or to load."""
    start = at_fork(plan)
    _weeks(list(models_at_fork(plan, start).values()), WARM)


def _weeks(models: list[Situation], many: int) -> dict[str, Any]:
    """The mean week over the models, with the recorder."""
    seconds, needs, citizens, cells, with_one = 0.0, 0, 0, 0, 0
    for now in models:
        recorder = Recorder(now, WEEKS)
        before = time.perf_counter()
        while now.week < WEEKS:
            run_weeks(now, now.week + 1, recorder)
            needs += len(now.active)
        seconds += time.perf_counter() - before
        citizens += int(recorder.series["residents"].sum())
        cells += PERSON_SLOTS * int(recorder.series["residents"].sum())
        cells += HOUSEHOLD_SLOTS * int(recorder.series["households"].sum())
        with_one += len(np.unique(now.cells.holder[now.active]))
    return {
        "ms a week": round(1e3 * seconds / WEEKS / len(models), 2),
        "ns per active need-week": round(1e9 * seconds / needs),
        "ns per citizen-week": round(1e9 * seconds / citizens),
        "share of needs active": round(needs / cells, 2),
        "active needs per citizen": round(needs / citizens, 2),
        "citizens with one": round(with_one / len(models) / many, 2),
    }


def _memory(now: Situation, many: int) -> dict[str, Any]:
    """Bytes of everything a neighbourhood holds, per resident, and the peak of the process."""
    total = 0
    for value in vars(now).values():
        held = value.values() if isinstance(value, Table) else (value,)
        total += sum(x.nbytes for x in held if isinstance(x, np.ndarray))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    peak = "-" if getrusage is None else round(getrusage(RUSAGE_SELF).ru_maxrss / unit)
    return {"bytes per citizen": round(total / many), "peak MB": peak}
