"""Where a week goes: nanoseconds of every phase, and of the recorder, per active need."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from benchmarks.sizes import PILOT
from benchmarks.worlds import at_fork, models_at_fork, plan_of
from sim.model.week import PHASES
from sim.record.recorder import Recorder
from sim.support.situation import Situation

WEEKS = 104
RECORDER, WHOLE = "recorder", "whole"


def phases() -> Iterator[dict[str, Any]]:
    """A row per phase, the most costly first, over the three models of the pilot."""
    plan = plan_of(PILOT, WEEKS)
    start = at_fork(plan)
    for _ in range(2):  # the first time is to load compiled code
        spent, needs = Counter[str](), 0
        for now in models_at_fork(plan, start).values():
            needs += _lived(now, spent)
    spent[WHOLE] = sum(spent.values())
    for name, nanoseconds in spent.most_common():
        yield {"phase": name, "ns per active need-week": round(nanoseconds / needs, 2)}


def _lived(now: Situation, spent: Counter[str]) -> int:
    """Run a model, adding what each phase takes; returns the active needs of all weeks."""
    recorder, needs = Recorder(now, WEEKS), 0
    while now.week < WEEKS:
        for name, step in PHASES:
            began = time.perf_counter_ns()
            step(now)
            spent[name] += time.perf_counter_ns() - began
        now.week += 1
        began = time.perf_counter_ns()
        recorder(now)
        spent[RECORDER] += time.perf_counter_ns() - began
        needs += len(now.active)
    return needs
