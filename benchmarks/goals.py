"""Goals of speed beside what is found here, and another simulator on the same machine."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

from benchmarks.sizes import PILOT, one_size
from benchmarks.worlds import at_fork, models_at_fork, plan_of
from sim.model.fork import run_weeks
from sim.record.recorder import Recorder
from sim.runs.paired import from_fork, parts_of

TIMES = 5
HALF_YEAR, WHOLE = 26, 156
SMALL, WIJK = 2_000, 3_000
ANEW = "--no-cache"
PAGE = ("compare", "pilot", "--uncertainty", "luck")


def goals() -> Iterator[dict[str, Any]]:
    """A row per goal: the median of five where it takes seconds, once where it takes minutes."""
    with_it, alone = _week()
    yield _row("ns per active need-week, three models, with the recorder", with_it, 90)
    yield _row("the same, engine alone", alone, 60)
    yield _row("bytes per citizen", one_size(PILOT)["bytes per citizen"], 500)
    yield _row(f"{WIJK} residents, three models, {WHOLE} weeks from the fork, s", _wijk(), 1.0)
    small = ("--citizens", str(SMALL), "--replications", "1")
    yield _row("a small what-if, from command to page, s", _median(lambda: _page(*small, ANEW)), 3)
    _page(*small)
    yield _row("the same with a kept burn-in, s", _median(lambda: _page(*small)), 3)
    whole = ("--replications", "20")
    yield _row("compare pilot, 20 runs, s", _page(*whole, ANEW), 40)
    _page(*whole)
    yield _row("the same with kept burn-ins, s", _page(*whole), 30)
    if find_spec("starsim") is not None:
        yield _row("Starsim, SIR among as many agents, ns per agent-week", _starsim(), "")


def _row(what: str, found: float, goal: float | str) -> dict[str, Any]:
    return {"what": what, "found": round(found, 2), "goal": goal}


def _median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(TIMES))


def _week() -> tuple[float, float]:
    """Nanoseconds of an active need in a week, with the recorder and without."""
    start = at_fork(plan_of(PILOT, HALF_YEAR))
    plan = plan_of(PILOT, HALF_YEAR)

    def once(recorded: bool) -> float:
        seconds, needs = 0.0, 0
        for now in models_at_fork(plan, start).values():
            recorder = Recorder(now, HALF_YEAR) if recorded else None
            began = time.perf_counter()
            while now.week < HALF_YEAR:
                run_weeks(now, now.week + 1, recorder)
                needs += len(now.active)
            seconds += time.perf_counter() - began
        return 1e9 * seconds / needs

    once(True)
    return _median(lambda: once(True)), _median(lambda: once(False))


def _wijk() -> float:
    """Seconds of three models from a fork that is there, with all their results."""
    plan = plan_of(WIJK, WHOLE)
    values = plan.resolved.values
    start = at_fork(plan)
    parts = parts_of(plan, values, WIJK)

    def once() -> float:
        began = time.perf_counter()
        from_fork(plan, parts, start)
        return time.perf_counter() - began

    once()
    return _median(once)


def _page(*more: str) -> float:
    """Seconds of a whole command in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        command = [sys.executable, "-m", "sim", *PAGE, *more, "--out", f"{folder}/out"]
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - began


def _starsim() -> float:
    """Nanoseconds of an agent in a week of Starsim's simplest epidemic."""
    import starsim as ss

    def once() -> float:
        model = ss.Sim(
            n_agents=PILOT, diseases="sir", networks="random", dt=ss.weeks(1), dur=52, verbose=0
        )
        model.init()
        began = time.perf_counter()
        model.run()
        return 1e9 * (time.perf_counter() - began) / PILOT / len(model.t.tvec)

    once()
    return _median(once)
