"""Streams that are closed or narrow, and signals that end a command as Ctrl-C does."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli.main import main
from sim.cli.surroundings import PLAIN, ended_like_ctrl_c, open_streams
from sim.execution.progress import Progress

SAID = "\N{MINUS SIGN}1,5 (\N{MINUS SIGN}2\N{EN DASH}3) \N{EURO SIGN} é ≤ "
SAID += "\N{CJK UNIFIED IDEOGRAPH-4E00}"
PROGRAM = """
import os, signal, sys, time
from sim.cli.main import main
from sim.cli.commands import scenarios
# As at a terminal, whatever the tests were begun with (nohup, in the background).
signal.signal(signal.{name}, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
def stopped(request):
    os.kill(os.getpid(), signal.{name})
    time.sleep(60.0)
object.__setattr__(scenarios.LIST, "answer", stopped)
sys.exit(main(["scenarios", "list", "--lang", "nl"]))
"""


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("cp1252", "-1,5 (-2\N{EN DASH}3) \N{EURO SIGN} é <= ?"),
        ("cp850", "-1,5 (-2-3) EUR é <= ?"),
        ("ascii", "-1,5 (-2-3) EUR e <= ?"),
        ("utf-8", SAID),
    ],
)
def test_a_minus_stays_a_minus_on_a_narrow_code_page(page: str, told: str) -> None:
    open_streams()
    assert SAID.encode(page, errors=PLAIN).decode(page) == told


def test_the_streams_of_a_command_are_made_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    there = io.TextIOWrapper(io.BytesIO(), encoding="cp850")
    monkeypatch.setattr(sys, "stdout", there)
    open_streams()
    assert there.errors == PLAIN


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_closed_stream_stops_nothing(closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, closed, None)
    assert main(["scenarios", "list"]) == 0
    assert main(["compare", "--weeks", "many"]) == 2


def test_progress_without_a_stream_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    progress = Progress("work", shown=True)
    progress.say("something")
    progress(1, 2)


def ended(name: str) -> subprocess.CompletedProcess[str]:
    """A command that is sent a signal while it is at work."""
    program = PROGRAM.format(name=name)
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=600.0,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signals on this system")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_every_signal_that_ends_a_command_ends_it_as_ctrl_c_does(name: str) -> None:
    done = ended(name)
    assert (done.returncode, done.stderr) == (130, "wijksim: onderbroken\n")


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signals on this system")
def test_an_ignored_signal_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_like_ctrl_c():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGTERM) != signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
