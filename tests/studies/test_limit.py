"""Work that takes too long is stopped, and nothing is raised once it is done."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from sim.execution.limit import TooLongError, no_longer_than


def busy(seconds: float) -> int:
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        count += 1
    return count


def test_work_in_time_is_left_alone() -> None:
    for _ in range(50):
        with no_longer_than(5.0):
            busy(0.001)
    with no_longer_than(None):
        busy(0.001)


def test_work_that_takes_too_long_is_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(TooLongError, match=r"not done after 0\.05 seconds"), no_longer_than(0.05):
        busy(60.0)
    assert time.monotonic() - began < 30.0


def test_it_is_stopped_in_any_thread_and_through_what_catches_all() -> None:
    seen: list[str] = []

    def work() -> None:
        try:
            with no_longer_than(0.05):
                try:
                    busy(60.0)
                except Exception:
                    seen.append("swallowed")
        except TooLongError:
            seen.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30.0)
    assert seen == ["stopped"]


def test_an_error_of_the_work_comes_through() -> None:
    with pytest.raises(ValueError, match="own"), no_longer_than(5.0):
        raise ValueError("own")


def test_at_the_very_edge_it_is_one_or_the_other() -> None:
    """Nothing is raised behind the block, whichever of the two was first."""
    for number in range(100):
        try:
            with no_longer_than(0.002):
                busy(0.002 + (number % 5 - 2) * 0.0002)
        except TooLongError:
            pass
        busy(0.0005)


AFTERWARDS = """
import sys
from sim.execution.limit import TooLongError, no_longer_than

def called():
    return sum(range(10))

with no_longer_than(60.0):
    called()
try:
    with no_longer_than(0.01):
        while True:
            called()
except TooLongError:
    pass
sys.settrace(lambda *_: None)
print(called())
"""


def test_nothing_of_it_is_left_behind() -> None:
    """What is followed step by step, as by a debugger, goes on afterwards; it hung for ever."""
    done = subprocess.run(
        [sys.executable, "-c", AFTERWARDS], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["45"]
