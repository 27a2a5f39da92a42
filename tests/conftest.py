"""Settings for all tests: the same examples every time, no deadline on a busy machine; and
what tests have to tell, at the end of a run."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "wijksim",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("wijksim")

# Burn-ins of before would hide what a test is about; a test that wants them asks for room.
os.environ["WIJKSIM_CACHE_MB"] = "0"

TOLD = "told"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A line for the end of the run, also from a process of its own."""
    return lambda line: record_property(TOLD, line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests told, in the order in which they ended."""
    for report in terminalreporter.getreports("passed"):
        for name, line in report.user_properties:
            if name == TOLD:
                terminalreporter.write_line(str(line))
