"""Progress on stderr: one ASCII line on a terminal, else a line per 10 %.

By hand and not tqdm, which has no such lines for a log: there it would write on and on.
"""

from __future__ import annotations

import sys
import time
from typing import TextIO

from sim.foundation.plain import plain

WIDTH = 30
STEPS = 10


class Progress:
    """Called with (finished, of); says nothing when not ``shown``."""

    def __init__(self, what: str, shown: bool, stream: TextIO | None = None) -> None:
        self.stream = sys.stderr if stream is None else stream
        # Without stderr (cron, pythonw) there is nobody to show anything.
        self.what, self.shown = plain(what), shown and self.stream is not None
        self.began = time.monotonic()
        self.told = 0

    def __call__(self, finished: int, of: int) -> None:
        """Show it, as often as the stream can bear."""
        if not self.shown or of < 1:
            return
        if self.stream.isatty():
            self._line(finished, of)
        elif finished * STEPS // of > self.told:
            self.told = finished * STEPS // of
            print(f"{self.what}: {finished}/{of}", file=self.stream, flush=True)

    def again(self) -> Progress:
        """The same for a next round of work, from nothing."""
        return Progress(self.what, self.shown, self.stream)

    def say(self, text: str) -> None:
        """A line of its own about the work."""
        if self.shown:
            print(f"{self.what}: {plain(text)}", file=self.stream, flush=True)

    def _line(self, finished: int, of: int) -> None:
        full = finished * WIDTH // of
        gone = time.monotonic() - self.began
        left = gone / finished * (of - finished) if finished else 0.0
        bar = "#" * full + "." * (WIDTH - full)
        end = "\n" if finished == of else ""
        text = f"\r{self.what} [{bar}] {finished}/{of}  {left:4.0f} s left "
        print(text, file=self.stream, end=end, flush=True)
