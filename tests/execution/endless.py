"""Work without an end, for processes of their own."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sim.execution.limit import at_task, no_longer_than, take_notes

SHORT = 0.5  # seconds


def busy(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def endless() -> None:
    """In Python's own steps, through what catches all."""
    while True:
        try:
            busy(0.01)
        except BaseException:
            continue


def in_compiled_code() -> None:
    """Never back to Python, and nobody else can use it meanwhile."""
    sum(itertools.repeat(1))


def asleep() -> None:
    """In a call of the system."""
    time.sleep(600.0)


def doomed(work: Callable[[], None], folder: Path) -> None:
    """Task 7 of a pool."""
    take_notes(folder)
    at_task(7)
    with no_longer_than(SHORT):
        work()


def in_time(folder: Path) -> None:
    """Some pieces of work that are done, then one without a limit."""
    take_notes(folder)
    at_task(1)
    for _ in range(3):
        with no_longer_than(5.0):
            busy(0.01)
    busy(0.1)


def one_of_two_threads() -> None:
    """One never ends; another begins after it, with more time, and is done before."""

    def hang() -> None:
        with no_longer_than(SHORT):
            endless()

    thread = threading.Thread(target=hang, daemon=True)
    thread.start()
    busy(0.05)
    with no_longer_than(60.0):
        busy(0.05)
    thread.join()


def endless_at_three(number: int) -> int:
    """A task of a pool."""
    with no_longer_than(2.0):
        while number == 3:
            time.sleep(0.01)
    return number
