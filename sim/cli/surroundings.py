"""The surroundings of a command: streams that may be closed or narrow, signals that end it."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import signal
import sys
import unicodedata
from collections.abc import Iterator
from types import FrameType

PLAIN = "wijksim.plain"  # what a stream does with a sign that it does not have
# Signs of our texts that narrow code pages lack, as people would type them.
TYPED = {
    **dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}", "-"),
    **dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}", "'"),
    **dict.fromkeys("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}", '"'),
    **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "),
    "\N{PLUS-MINUS SIGN}": "+/-",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{EURO SIGN}": "EUR",
}
ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")  # as Ctrl-C; not every system has all of them


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_typed, error.object[error.start : error.end])), error.end


def _typed(sign: str) -> str:
    bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return TYPED.get(sign) or bare or "?"


codecs.register_error(PLAIN, _plain)


def open_streams() -> None:
    """Make sure that something can be printed: nothing listens where a stream was closed (cron,
    pythonw), and a sign that a stream lacks is written as people type it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAIN)


@contextlib.contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """Whatever asks a command to end does it as Ctrl-C does; asked twice it is still cleaning up.

    What is ignored (nohup) stays ignored, and a thread that is not the first has no signals.
    """
    before = {}
    for name in ENDING:
        number = getattr(signal, name, None)
        with contextlib.suppress(ValueError):
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                before[number] = signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
