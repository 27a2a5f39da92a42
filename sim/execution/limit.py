"""A limit to how long a piece of work may take: the process that does it is ended.

``faulthandler`` of the standard library watches, in a thread outside Python: it also ends work
that never comes back to Python (compiled code, a system call), on every system.

- In our own pool the note of the process says which task it was; the pool goes on without it.
- Given an executor of processes that others begin (dask with its nannies), the process is ended
  all the same; dask begins it anew and gives the task up after some deaths (KilledWorker).
- In the process that was begun by hand (a pool of threads, a dask worker without a nanny) nothing
  can be ended without all: the work goes on, and has failed when it comes back too late.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import parent_process
from pathlib import Path
from typing import TextIO

from sim.inputs.files.errors import WijksimError

MOST = 0.5 * threading.TIMEOUT_MAX  # seconds that can be waited for


class TooLongError(WijksimError):
    """A run took longer than the limit that was set."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"not done after {seconds:g} seconds")

    def __reduce__(self) -> tuple[object, ...]:
        return TooLongError, (self.seconds,)


class _Watch:
    """The pieces of work of this process that have a limit: it ends with the first that passes."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.until: dict[object, tuple[float, float]] = {}  # moments, and seconds from their begin
        self.note: TextIO | None = None
        self.task = -1

    def change(self, piece: object, seconds: float | None) -> None:
        """A piece of work begins with so many seconds, or (None) is over."""
        with self.lock:
            if seconds is None:
                del self.until[piece]
            else:
                self.until[piece] = time.monotonic() + min(seconds, MOST), seconds
            if self.until:
                first, seconds = min(self.until.values())
                if self.note is not None:
                    self.note.seek(0)
                    self.note.truncate()
                    self.note.write(f"{self.task} {seconds!r}\n")
                    self.note.flush()
                left = max(1e-3, first - time.monotonic())
                faulthandler.dump_traceback_later(left, exit=True, file=self.note or sys.stderr)
            else:
                faulthandler.cancel_dump_traceback_later()


_watch = _Watch()


@contextlib.contextmanager
def no_longer_than(seconds: float | None) -> Iterator[None]:
    """A block that ends its process when it takes longer. None is no limit.

    Raises TooLongError after a block that took longer where the process cannot be ended.
    """
    if seconds is None:
        yield
        return
    piece, began, ends = object(), time.monotonic(), parent_process() is not None
    if ends:
        _watch.change(piece, seconds)
    try:
        yield
    finally:
        if ends:
            _watch.change(piece, None)
    if time.monotonic() - began > seconds:
        raise TooLongError(seconds)


def take_notes(folder: Path) -> None:
    """In a new process of a pool: a file of its own for what it was ended at."""
    _watch.note = (folder / str(os.getpid())).open("w", encoding="utf-8")


def at_task(index: int) -> None:
    """The task of the pool that this process works on from now."""
    _watch.task = index


def ended_at(folder: Path) -> dict[int, TooLongError]:
    """Tasks whose process was ended for them, from the notes of a pool that is gone."""
    found = {}
    for path in folder.iterdir():
        line, _, traceback = path.read_text(encoding="utf-8").partition("\n")
        if traceback:  # the watch wrote it and ended the process
            task, seconds = line.split()
            found[int(task)] = TooLongError(float(seconds))
    return found
