"""The engine against the object-oriented reading of the same rules, in one run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from benchmarks.worlds import first_week, plan_of
from sim.model.fork import copy_situation, live
from sim.model.week import PHASES
from tests.oracle.start import begin

SIZES = (300, 1_000, 3_000, 14_000)
WEEKS, ROUNDS = 8, 3


def oracle(citizens: tuple[int, ...] = SIZES) -> Iterator[dict[str, Any]]:
    """A row per size: nanoseconds per citizen-week of both, alternating, and their ratio.

    Neither records; the best of some rounds counts for both.
    """
    for many in citizens:
        start = first_week(plan_of(many, WEEKS * (ROUNDS + 1)))
        live(start, start.week + WEEKS)  # past what a first week does once
        model = begin_there(start)
        engine, reading = [], []
        for _ in range(ROUNDS):
            engine.append(min(_engine(start) for _ in range(3)))
            reading.append(_reading(model))
            live(start, start.week + WEEKS)
        scale = 1e9 / many / WEEKS
        yield {
            "residents": many,
            "engine ns": round(min(engine) * scale),
            "oracle ns": round(min(reading) * scale),
            "ratio": round(min(reading) / min(engine)),
        }
        model.close()


def begin_there(start: Any) -> Any:
    """The oracle, lived up to the week of the engine."""
    model = begin(first_week(plan_of(start.settings.inhabitants, WEEKS * (ROUNDS + 1))))
    _live(model, start.week)
    return model


def _engine(start: Any) -> float:
    now = copy_situation(start)
    began = time.perf_counter()
    live(now, now.week + WEEKS)
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
