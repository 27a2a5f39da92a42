"""What is finished of a comparison that is not, so that it can go on where it stopped.

While a comparison runs, its folder holds ``unfinished/``: ``run.json`` says what run it is,
and every finished replication (of a country: every finished task) has a file of its own,
written whole or not at all. Killed by Ctrl-C, by the system or by a power cut, a comparison
loses what is in hand and no more: the same command in the same folder goes on. The files
are read back only under the same code, data, values, seed and libraries; anything else is
refused with what differs. When the results are in place the folder ``unfinished`` goes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from sim.data import checksums
from sim.experiments.kept import packed, unpacked, write_whole
from sim.experiments.lock import locked
from sim.experiments.manifest import versions
from sim.experiments.paired import Plan
from sim.experiments.replicate import Replication, Task
from sim.experiments.store import sweep, told
from sim.foundation.compiled import source_digest
from sim.inputs.errors import InputError
from sim.inputs.load import read_parameters

SCHEMA = "wijksim/unfinished/1"
FOLDER, RUN, LOCK = "unfinished", "run.json", "lock"
_TOLD = 5  # differences named in a refusal

K = TypeVar("K", bound="Kept")


def identity(plan: Plan) -> dict[str, Any]:
    """All that a replication is a function of, as JSON holds it."""
    ranges = {
        key: [item.value, item.low, item.high, item.draw, item.direction]
        for key, item in read_parameters().items()
    }
    whole = {
        "code": source_digest(),
        "data": dict(checksums()),
        "scenario": plan.resolved.document(),
        "ranges": ranges,
        "today": [plan.today.answers, dict(plan.today_values)],
        "place": hashlib.sha256(repr(plan.place).encode()).hexdigest(),
        "versions": versions(),
    }
    found: dict[str, Any] = json.loads(json.dumps(whole, default=str))
    # Where a value was stated changes no number; the command line says it anyway.
    for name in ("origin", "files", "title"):
        found["scenario"].pop(name, None)
    return found


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


class Kept:
    """The finished work of a run in a folder, in files of one kind; one run a folder."""

    suffix = ".npz"

    def __init__(self, folder: Path, run: dict[str, Any]) -> None:
        self.folder, self.run = folder, run
        text = json.dumps(run, sort_keys=True)
        self.key = hashlib.sha256(text.encode()).hexdigest()

    def files(self) -> list[Path]:
        """What is finished, in order of name."""
        return sorted(self.folder.glob("*" + self.suffix))

    def count(self) -> int:
        """Files of finished work."""
        return len(self.files())

    def clear(self) -> None:
        """Take away what was kept: the results are in place, or there is nothing to keep."""
        for path in [*self.files(), *self.folder.glob("*.part")]:
            path.unlink()
        (self.folder / RUN).unlink(missing_ok=True)

    def begin(self) -> None:
        """Go on with the same run or begin; InputError when another run was left here."""
        path = self.folder / RUN
        there = _read_run(path)
        if there is None:
            self.clear()
            document = {"schema": SCHEMA, "run": self.run}
            with told(self.folder):
                write_whole(path, (json.dumps(document, indent=1) + "\n").encode())
            return
        different = list(differing(there, self.run))
        if different:
            raise _other_run(self.folder, different)


class Ledger(Kept):
    """The finished replications in a folder; made by ``opened``."""

    def read(self, task: Task) -> Replication | None:
        """What this task gave before; None when it is still to do."""
        path = self._path(task)
        return unpacked(path, self.key) if path.is_file() else None

    def write(self, task: Task, item: Replication) -> None:
        """Keep what a task gave. Raises InputError when it cannot be written."""
        with told(self.folder):
            write_whole(self._path(task), packed(item, self.key))

    def _path(self, task: Task) -> Path:
        reverse = "-reverse" if task.reverse else ""
        return self.folder / f"{task.kind}-{task.number}{reverse}{self.suffix}"


def _read_run(path: Path) -> dict[str, Any] | None:
    """What run the files belong to; None when that cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return dict(found["run"]) if found["schema"] == SCHEMA else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _other_run(folder: Path, different: list[str]) -> InputError:
    more = len(different) - _TOLD
    told = "; ".join(different[:_TOLD]) + (f"; and {more} more" if more > 0 else "")
    return InputError(
        code="another_run",
        where="--out",
        found=told,
        allowed=f"what it was begun with, another --out, or the same without {folder}",
        message="this folder holds the unfinished work of another run",
    )


def opened(folder: Path, run: dict[str, Any]) -> AbstractContextManager[Ledger]:
    """The ledger of a results folder, for one writer at a time; see ``held``."""
    return held(Ledger(folder / FOLDER, run))


@contextlib.contextmanager
def held(kept: K) -> Iterator[K]:
    """What is kept in ``unfinished`` of a results folder, for one writer at a time.

    Raises InputError when another process writes there, another run was left there, or
    nothing can be written. Without any finished work nothing stays behind.
    """
    folder = kept.folder.parent
    made = not folder.exists()
    with told(folder):
        kept.folder.mkdir(parents=True, exist_ok=True)
    try:
        with locked(kept.folder / LOCK):
            kept.begin()
            sweep(folder)
            try:
                yield kept
            finally:
                if kept.count() == 0:
                    kept.clear()
    finally:
        for path in (kept.folder, folder) if made else (kept.folder,):
            with contextlib.suppress(OSError):
                path.rmdir()  # only when it is empty
