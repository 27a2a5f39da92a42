"""Finished work of a run that is not whole, as rows in Parquet: from there it can go on.

While work runs, its folder holds ``unfinished/``: ``run.json`` says of which run, and every
finished task has a file of its own, written whole or not at all. Killed by Ctrl-C, by the system
or by a power cut, a run loses what is in hand and no more: the same command in the same folder
goes on, with other workers and other tasks if need be. The files are read back only under the
same code, data, values, seed and libraries; anything else is refused with what differs. A file's
name ends in a digest of the run and of its content: what was damaged, or is of another run, is
taken away and its work is done again. ``run.json`` is sealed: damaged, it is written anew where
the files say by their names that they are of this run, and refused where they do not. What failed
is not finished: it is tried again. When the results are in place the folder goes.

One writer to a folder: a lock of the operating system, gone when its process is, by the library
filelock (flock, LockFileEx). By hand stay: the note that says who writes, because Windows locks
what it stands in; taking the lock file away, which filelock leaves on Unix; and a file system
without locks, where nobody is refused.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.storage.folder import sweep, write_errors, write_whole
from sim.storage.owned import read_sealed, sealed

Row = dict[str, Any]
TEXT, WHOLE, BYTES = pa.string(), pa.int64(), pa.binary()
SCHEMA = "wijksim/unfinished/2"
FOLDER, RUN, LOCK = "unfinished", "run.json", "lock"
SUFFIX = ".parquet"
_DIGITS = 16  # of the digests in the name of a file
_NAMED = 5  # differences named in a refusal
# A file system without locks (some network drives) gives these.
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)


def differing(one: Any, other: Any, at: str = "") -> Iterator[str]:
    """``scenario.settings.weeks: 27, now 30`` for everything that differs between two tables."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in dict.fromkeys([*one, *other]):
            inside = f"{at}.{key}" if at else str(key)
            yield from differing(one.get(key), other.get(key), inside)
    elif one != other:
        yield f"{at}: {_short(one)}, now {_short(other)}"


def _short(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 24 else text[:12] + "..."


class Checkpoint:
    """Rows of the finished tasks of one run in a folder, a file for every task.

    job: the columns that name a job, of which a task does some and a file holds all rows;
    types: of columns that are not decimal numbers.
    """

    def __init__(
        self,
        folder: Path,
        run: dict[str, Any],
        job: Sequence[str],
        types: Mapping[str, pa.DataType],
    ) -> None:
        self.folder, self.run = folder, run
        self.job, self.types = tuple(job), types
        self.damaged = 0  # files that were found damaged and taken away
        self.mended = False  # whether run.json was damaged, and written anew
        text = json.dumps(run, sort_keys=True)
        self._key = hashlib.sha256(text.encode()).hexdigest()

    def write(self, rows: Sequence[Row]) -> None:
        """Write what a task gave, in place of what it gave before. InputError when it cannot be."""
        if not rows:
            return
        names = dict.fromkeys(name for row in rows for name in row)
        types = [(name, self.types.get(name, pa.float64())) for name in names]
        table = pa.Table.from_pylist(list(rows), schema=pa.schema(types))
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        content = sink.getvalue().to_pybytes()
        jobs = "/".join(" ".join(str(row[name]) for name in self.job) for row in rows)
        task = hashlib.sha256(jobs.encode()).hexdigest()[:_DIGITS]
        path = self.folder / f"{task}-{self._digest(content)}{SUFFIX}"
        with write_errors(self.folder):
            write_whole(path, content)
            for other in self.folder.glob(f"{task}-*{SUFFIX}"):
                if other != path:
                    other.unlink()

    def done(self, tidy: bool = True) -> set[tuple[Any, ...]]:
        """The jobs that are done; ``tidy`` takes a damaged file, or one of another run, away."""
        found: set[tuple[Any, ...]] = set()
        for content in self._contents(tidy):
            jobs = pq.read_table(pa.BufferReader(content), columns=list(self.job))
            found |= set(zip(*(jobs[name].to_pylist() for name in self.job), strict=True))
        return found

    def table(self, models: Sequence[str] = ()) -> pa.Table:
        """Every row, by job and, where rows have one, by model in the given order."""
        every = pa.concat_tables(
            [pq.read_table(pa.BufferReader(content)) for content in self._contents()],
            promote_options="default",
        )
        keys = {name: every[name] for name in self.job}
        if models:
            keys["model"] = pc.index_in(every["model"], pa.array(models))
        order = pc.sort_indices(pa.table(keys), sort_keys=[(name, "ascending") for name in keys])
        return every.take(order)

    def files(self) -> list[Path]:
        """Files of finished tasks, in order of name."""
        return sorted(self.folder.glob("*" + SUFFIX))

    def clear(self) -> None:
        """Take all files away: the results are in place, or nothing is finished."""
        for path in [*self.files(), *self.folder.glob("*.part")]:
            path.unlink()
        (self.folder / RUN).unlink(missing_ok=True)

    def begin(self) -> None:
        """Go on with the same run or begin; InputError when another run was left here."""
        path = self.folder / RUN
        try:
            there = read_run(path)
        except InputError:
            if self.files() and not self.done(tidy=False):
                raise
            self.mended, there = True, None
        if there is None:
            self.mended |= bool(self.done(tidy=False))
            if not self.mended:
                self.clear()
            document = sealed({"schema": SCHEMA, "run": self.run})
            with write_errors(self.folder):
                write_whole(path, (json.dumps(document, indent=1) + "\n").encode())
            return
        different = list(differing(there, self.run))
        if different:
            more = len(different) - _NAMED
            named = "; ".join(different[:_NAMED]) + (f"; and {more} more" if more > 0 else "")
            raise InputError(
                code="another_run",
                where="--out",
                found=named,
                allowed=Said.AS_BEGUN(folder=self.folder),
                message="this folder holds the unfinished work of another run",
            )

    def _contents(self, tidy: bool = True) -> Iterator[bytes]:
        """Every whole file, in order of name; ``tidy`` takes a damaged one away."""
        for path in self.files():
            try:
                content = path.read_bytes()
            except OSError:
                continue
            if path.stem.rpartition("-")[2] == self._digest(content):
                yield content
            elif tidy:
                self.damaged += 1
                path.unlink(missing_ok=True)

    def _digest(self, content: bytes) -> str:
        return hashlib.sha256(self._key.encode() + content).hexdigest()[:_DIGITS]


def read_run(path: Path) -> dict[str, Any] | None:
    """The run that the files belong to; None without. InputError when it was damaged."""
    found = read_sealed(path)
    return None if found is None or found["schema"] != SCHEMA else dict(found["run"])


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Take the lock of a folder; ``path`` is the note of who has it, gone afterwards.

    Raises InputError (code ``in_use``) when another writer has it. A process that was killed
    leaves its files but not its lock: the next one takes them over.
    """
    file = path.with_name(f"{path.name}.file")
    lock = FileLock(file, timeout=0, fallback_to_soft=False)
    try:
        lock.acquire()
    except OSError as error:  # Timeout is one
        if isinstance(error, Timeout) or error.errno not in _NO_LOCKS:
            raise _in_use(path) from error
    try:
        path.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}), "utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
        with contextlib.suppress(OSError):  # Windows: it is open, and goes with its release
            file.unlink()
        lock.release()


def _in_use(path: Path) -> InputError:
    try:
        who = json.loads(path.read_text(encoding="utf-8"))
        found = f"process {who['pid']} on {who['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        found = "another process"
    return InputError(
        code="in_use",
        where=str(path.parent.parent),
        found=found,
        allowed=Said.ONE_AT_A_TIME(),
        message="another run is writing in this folder",
    )


@contextlib.contextmanager
def writing(checkpoint: Checkpoint) -> Iterator[Checkpoint]:
    """The checkpoint in ``unfinished`` of a results folder, for one writer at a time.

    Raises InputError when another process writes there, another run was left there, or
    nothing can be written. Without any finished work nothing stays behind.
    """
    folder = checkpoint.folder.parent
    made = not folder.exists()
    with write_errors(folder):
        checkpoint.folder.mkdir(parents=True, exist_ok=True)
    try:
        with locked(checkpoint.folder / LOCK):
            checkpoint.begin()
            sweep(folder)
            try:
                yield checkpoint
            finally:
                if not checkpoint.files():
                    checkpoint.clear()
    finally:
        for path in (checkpoint.folder, folder) if made else (checkpoint.folder,):
            with contextlib.suppress(OSError):
                path.rmdir()  # only when it is empty
