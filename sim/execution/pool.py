"""Many runs at once, in processes that may die.

Any ``concurrent.futures.Executor`` will do (for a cluster, that of dask.distributed).
Without one a pool of spawned processes is made; never forked ones. When a worker dies
the pool is broken and nobody knows whose fault it was: the tasks under way are run
again, each alone in a fresh process. One that breaks its own process too has had two
strikes and is recorded as a failure; the rest goes on. A process that was ended because its
task took too long (:mod:`sim.execution.limit`) says so: that task has failed at once, and the
others under way wait for the next pool.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from concurrent.futures.process import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process, resource_tracker
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Generic, TypeVar

from sim.execution.limit import at_task, ended_at, take_notes
from sim.inputs.files.errors import WijksimError

T = TypeVar("T")
R = TypeVar("R")

WINDOW = 2  # tasks submitted per worker, so that a large set never waits in memory
MOST_WORKERS = 61 if os.name == "nt" else 1024  # Windows cannot wait for more
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMBA_NUM_THREADS",
)


class WorkerDiedError(WijksimError):
    """The process that did a task went away (killed, or out of memory), twice."""


class ExecutorGoneError(WijksimError):
    """The executor that was given gave up what it had taken on: a scheduler that went away."""


@dataclass(frozen=True)
class Failed:
    """A task without a result: ``died`` is True when it took its process with it."""

    index: int
    error: Exception
    died: bool = False


@dataclass
class Outcome(Generic[R]):
    """Results by the index of their task, and what failed."""

    done: dict[int, R]
    failed: list[Failed]


@dataclass(frozen=True)
class Workers:
    """The processes that do the tasks.

    count: processes (None: one per core, at most one per task; 1: in this process).
    executor: used as it is, instead of processes of our own.
    apart: never in this process, so that a task may end the one that it is done in.
    """

    count: int | None = None
    executor: Executor | None = None
    apart: bool = False


EVERY_CORE = Workers()
Tick = Callable[[int, int], None]  # finished, of


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def run_tasks(
    work: Callable[[T], R],
    tasks: Sequence[T],
    by: Workers = EVERY_CORE,
    tick: Tick | None = None,
    keep: Callable[[int, R], None] | None = None,
) -> Outcome[R]:
    """``work`` on every task; a task that raises or dies is a failure, the others go on.

    ``work`` and the tasks must be picklable unless they are done in this process.
    Interrupting ends all processes at once.
    keep: called here with the index and the result of every task as soon as it is done.
    """
    count = min(by.count or cores(), max(1, len(tasks)), MOST_WORKERS)
    runs = _Runs(work, tasks, tick, keep)
    if by.executor is not None:
        runs.suspects += runs.on(by.executor, count, range(len(tasks)))
        runs.give_up_suspects()
    elif count == 1 and not by.apart:
        runs.here()
    else:
        runs.in_processes(count)
    return Outcome(runs.done, sorted(runs.failed, key=lambda item: item.index))


@dataclass
class _Runs(Generic[T, R]):
    """The tasks of one call and how far they are."""

    work: Callable[[T], R]
    tasks: Sequence[T]
    tick: Tick | None
    keep: Callable[[int, R], None] | None
    done: dict[int, R] = field(default_factory=dict)
    failed: list[Failed] = field(default_factory=list)
    suspects: list[int] = field(default_factory=list)

    def here(self) -> None:
        """One after the other in this process."""
        for index, task in enumerate(self.tasks):
            try:
                result = self.work(task)
            except Exception as error:
                self.failed.append(Failed(index, error))
            else:
                self._take(index, result)
            self._tell()

    def in_processes(self, count: int) -> None:
        """In a pool; after a death, suspects alone and the rest in a new pool."""
        left: Iterable[int] = range(len(self.tasks))
        while left:
            left = self._pooled(count, left)
            for index in self._taken_suspects():
                self._pooled(1, [index])
                self.give_up_suspects()

    def give_up_suspects(self) -> None:
        """Tasks under way when the last process died have failed."""
        message = "the process of this run died twice (killed, or out of memory)"
        for index in self._taken_suspects():
            self.failed.append(Failed(index, WorkerDiedError(message), died=True))
            self._tell()

    def on(self, executor: Executor, count: int, indices: Iterable[int]) -> list[int]:
        """Submit within a window and gather; returns what was never begun.

        When the executor breaks, what was under way is suspect.
        """
        waiting = deque(indices)
        running: dict[Future[R], int] = {}
        while waiting or running:
            try:
                while waiting and len(running) < count * WINDOW:
                    index = waiting[0]
                    running[executor.submit(_do, self.work, index, self.tasks[index])] = index
                    waiting.popleft()
            except BrokenExecutor:
                broken = True
            else:
                broken = self._gather(running)
            if broken:
                self.suspects += list(running.values())
                break
        return list(waiting)

    def _gather(self, running: dict[Future[R], int]) -> bool:
        """Take what has finished; True when a process died."""
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        broken = False
        for future in finished:
            if future.cancelled():
                raise ExecutorGoneError("the executor gave up the tasks that it had taken on")
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                broken = True
                continue
            index = running.pop(future)
            if error is None:
                self._take(index, future.result())
            elif isinstance(error, Exception):
                # dask's own, named because dask is optional: the workers that did it died
                died = type(error).__name__ == "KilledWorker"
                self.failed.append(Failed(index, error, died))
            else:
                raise error
            self._tell()
        return broken

    def _pooled(self, count: int, indices: Iterable[int]) -> list[int]:
        """In one pool; returns what is left. What took too long has failed, and clears others."""
        with TemporaryDirectory(prefix="wijksim-", ignore_cleanup_errors=True) as notes:
            with _processes(count, Path(notes)) as pool:
                left = self.on(pool, count, indices)
            late = ended_at(Path(notes))
        for index in set(late).intersection(self.suspects):
            self.suspects.remove(index)
            self.failed.append(Failed(index, late[index], died=True))
            self._tell()
        return [*self._taken_suspects(), *left] if late else left

    def _taken_suspects(self) -> list[int]:
        taken, self.suspects = self.suspects, []
        return taken

    def _take(self, index: int, result: R) -> None:
        self.done[index] = result
        if self.keep is not None:
            self.keep(index, result)

    def _tell(self) -> None:
        if self.tick is not None:
            self.tick(len(self.done) + len(self.failed), len(self.tasks))


@contextlib.contextmanager
def _processes(count: int, notes: Path) -> Iterator[ProcessPoolExecutor]:
    """A pool of spawned processes with one thread each, ended at once on an error."""
    with _one_thread():
        _tracker_outlives_hangup()
        pool = ProcessPoolExecutor(count, get_context("spawn"), _begin, (notes,))
        try:
            yield pool
        except BaseException:
            # Waiting for runs that nobody wants would keep Ctrl-C hanging.
            for process in list((getattr(pool, "_processes", None) or {}).values()):
                process.terminate()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()


def _tracker_outlives_hangup() -> None:
    """Begin Python's tracker of shared things so that a closed terminal does not end it before
    us: it shields itself from other signals, and complains when it is gone."""
    if hasattr(signal, "SIGHUP"):
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
        try:
            resource_tracker.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _do(work: Callable[[T], R], index: int, task: T) -> R:
    at_task(index)
    return work(task)


def _begin(notes: Path) -> None:
    """In a new process: an interrupt ends it without a traceback, as does its parent's end."""
    take_notes(notes)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot end its processes: without this they wait for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Processes begun here use one thread for linear algebra; our own setting returns."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
