"""The engine against the object-oriented reading of the same rules, in one run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from benchmarks.worlds import first_week, plan_of
from sim.model.fork import run_weeks
from sim.model.week import PHASES
from sim.support.situation import Situation
from tests.oracle.start import begin

SIZES = (300, 1_000, 3_000, 14_000)
WEEKS, ROUNDS = 8, 5


def oracle(citizens: tuple[int, ...] = SIZES) -> Iterator[dict[str, Any]]:
    """A row per size: nanoseconds per citizen-week of both, alternating, and their ratio.

    Both live the same weeks once in a round, in turn, and neither records; the median of
    some rounds is told.
    """
    for many in citizens:
        start = first_week(plan_of(many, WEEKS * (ROUNDS + 1)))
        run_weeks(start, start.week + WEEKS)  # past what a first week does once
        model = begin_there(start)
        engine, reading = [], []
        for _ in range(ROUNDS):
            engine.append(_engine(start))
            reading.append(_reading(model))
        scale = 1e9 / many / WEEKS
        yield {
            "residents": many,
            "engine ns per citizen-week": round(median(engine) * scale),
            "oracle ns per citizen-week": round(median(reading) * scale),
            "ratio": round(median(b / a for a, b in zip(engine, reading, strict=True))),
        }
        model.close()


def begin_there(start: Any) -> Any:
    """The oracle, lived up to the week of the engine."""
    model = begin(first_week(plan_of(start.settings.inhabitants, WEEKS * (ROUNDS + 1))))
    _live(model, start.week)
    return model


def _engine(now: Situation) -> float:
    began = time.perf_counter()
    run_weeks(now, now.week + WEEKS)
    return time.perf_counter() - began


def _reading(model: Any) -> float:
    began = time.perf_counter()
    _live(model, model.week + WEEKS)
    return time.perf_counter() - began


def _live(model: Any, until: int) -> None:
    while model.week < until:
        for name, _ in PHASES:
            getattr(model, name)()
        model.week += 1
