"""A limit to how long a piece of work may take, on every system and in every thread.

First the work is stopped with an exception, which Python raises between two of its own steps.
Work that does not come back to Python (compiled code, a system call) cannot be stopped so: a
process of its own is then ended, which whoever began it takes for a process that died.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
from collections.abc import Iterator
from multiprocessing import parent_process

from sim.inputs.files.errors import WijksimError

GRACE = 1.0  # how many times the limit more before the process is ended


class TooLongError(WijksimError):
    """A run took longer than the limit that was set."""


class _TooLong(BaseException):
    """Raised in the thread that works: no ``except Exception`` of the work may swallow it."""


@contextlib.contextmanager
def no_longer_than(seconds: float | None) -> Iterator[None]:
    """Raises TooLongError when what stands in this block takes longer. None is no limit."""
    if seconds is None:
        yield
        return
    watch = _Watch(threading.get_ident(), seconds)
    try:
        try:
            watch.start()
            yield
        finally:
            watch.stop()
    except _TooLong:
        watch.stop()
        raise TooLongError(f"not done after {seconds:g} seconds") from None


class _Watch(threading.Thread):
    """Waits for a thread to be done; when it is not in time, raises in it, then ends all."""

    def __init__(self, thread: int, seconds: float) -> None:
        super().__init__(daemon=True)
        self.thread, self.seconds = ctypes.c_ulong(thread), seconds
        self.done, self.lock = threading.Event(), threading.Lock()

    def run(self) -> None:
        """Wait, raise, wait again, end."""
        if self.done.wait(self.seconds):
            return
        with self.lock:
            if not self.done.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self.thread, ctypes.py_object(_TooLong))
        if not self.done.wait(self.seconds * GRACE) and parent_process() is not None:
            os._exit(1)

    def stop(self) -> None:
        """The work is done, or was stopped: nothing is raised after this returns.

        What was raised already arrives at the call in here at the latest. It is not taken back:
        Python 3.11 would then look for an exception at every step for ever after.
        """
        with self.lock:
            self.done.set()
