"""What is finished of work that is not, so that it can go on where it stopped.

While work runs, its folder holds ``unfinished/``: ``run.json`` says what run it is, and every
finished task has a file of its own, written whole or not at all. Killed by Ctrl-C, by the system
or by a power cut, a run loses what is in hand and no more: the same command in the same folder
goes on. The files are read back only under the same code, data, values, seed and libraries;
anything else is refused with what differs. A file's name ends in a digest of the run and of its
content: what was damaged, or is of another run, is taken away and its work is done again. When the
results are in place the folder goes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from sim.inputs.files.errors import InputError
from sim.storage.atomic import write_whole
from sim.storage.folder import sweep, told
from sim.storage.lock import locked

SCHEMA = "wijksim/unfinished/1"
FOLDER, RUN, LOCK = "unfinished", "run.json", "lock"
DIGITS = 16  # of the digest in the name of a file
_TOLD = 5  # differences named in a refusal

K = TypeVar("K", bound="Kept")


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

    suffix = ".parquet"

    def __init__(self, folder: Path, run: dict[str, Any]) -> None:
        self.folder, self.run = folder, run
        self.damaged = 0  # files that were found damaged and taken away
        text = json.dumps(run, sort_keys=True)
        self.key = hashlib.sha256(text.encode()).hexdigest()

    def put(self, name: str, content: bytes) -> None:
        """Write what a task gave in place of what it gave before. InputError when it cannot be."""
        path = self.folder / f"{name}-{self._digest(content)}{self.suffix}"
        with told(self.folder):
            write_whole(path, content)
            for other in self.named(name):
                if other != path:
                    other.unlink()

    def named(self, name: str) -> list[Path]:
        """The files of a task, of which there is one unless a writer was killed."""
        return sorted(self.folder.glob(f"{name}-{'?' * DIGITS}{self.suffix}"))

    def whole(self, path: Path, tidy: bool = True) -> bytes | None:
        """The content of a file, or None for one that is damaged; ``tidy`` takes that away."""
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if path.stem.rpartition("-")[2] == self._digest(content):
            return content
        if tidy:
            self.damaged += 1
            path.unlink(missing_ok=True)
        return None

    def _digest(self, content: bytes) -> str:
        return hashlib.sha256(self.key.encode() + content).hexdigest()[:DIGITS]

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
