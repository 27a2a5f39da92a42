"""The folder of compiled code and of what else is kept: the user's own, in which nobody else can
write.

Numba's index files are pickles, so that whoever writes one runs code as who reads it. A folder
that another user owns or can write in is therefore not used. Where there is none, because the
home cannot be written or is not known, a temporary folder takes its place and goes at the end;
what another one holds that can be read and not written is copied into it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

VARIABLE = "WIJKSIM_CACHE_DIR"
ROOM = "WIJKSIM_CACHE_MB"  # that what is kept beside compiled code may take; 0 keeps nothing
KEPT = 3  # folders, each of other sources
_NAMES = "numba-" + 16 * "[0-9a-f]"
_OTHERS = stat.S_IWGRP | stat.S_IWOTH

NOTES: dict[str, str] = {}  # what there is to tell, by its code: of which folder or file


def pinned(digest: str) -> Path | None:
    """The folder for compiled code of the sources with this digest; None when there can be none."""
    name, root = f"numba-{digest[:16]}", _usual()
    try:
        if root is not None and (here := _own(root, name)) is not None:
            _drop_old(root)
            return here
        return _temporary(name, root)
    except OSError:
        return None


def beside(name: str) -> Path | None:
    """A folder beside that of compiled code, made when need be; None when there can be none."""
    root = _usual()
    return None if root is None else _own(root, name)


def of_ours(file: Path) -> bool:
    """True for a file of ours, or of the system, and no link; OSError when it is not there."""
    found = file.lstat()
    mine = not hasattr(os, "getuid") or found.st_uid in (0, os.getuid())
    return mine and stat.S_ISREG(found.st_mode)


def trusted(path: Path) -> bool:
    """True for a folder of ours, or of the system, in which nobody else can write."""
    if not hasattr(os, "getuid"):
        return True  # Windows: what is in a user's folder is that user's
    try:
        found = path.lstat()
    except OSError:
        return False
    sticky = bool(found.st_mode & stat.S_ISVTX)
    own = found.st_uid in (0, os.getuid()) and stat.S_ISDIR(found.st_mode)
    return own and (sticky or not found.st_mode & _OTHERS)


def _usual() -> Path | None:
    """The usual place: as asked for, or in the user's folder for caches; None when unknown."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    if os.name == "nt":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "wijksim" if local else None
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wijksim"
    except RuntimeError:  # no home, and a user who is not in the list of users
        return None


def _own(root: Path, name: str) -> Path | None:
    """A folder in the usual place, made when need be; None when it cannot be used."""
    here = root / name
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not trusted(root.resolve()):
            NOTES["cache_of_others"] = str(root)
            return None
        here.mkdir(mode=0o700, exist_ok=True)
        if not trusted(here) or here.lstat().st_mode & stat.S_ISVTX:
            NOTES["cache_of_others"] = str(here)
            return None
        tempfile.TemporaryFile(dir=here).close()
        os.utime(here)
    except OSError:
        return None
    return here


def _drop_old(root: Path) -> None:
    """Compiled code of the oldest other sources goes."""
    with contextlib.suppress(OSError):
        others = sorted(root.glob(_NAMES), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in others[KEPT:]:
            shutil.rmtree(old, ignore_errors=True)


def _temporary(name: str, root: Path | None) -> Path:
    """A folder for this process and its children, with what a folder holds that can be read."""
    made = Path(tempfile.mkdtemp(prefix="wijksim-"))  # 0700
    os.environ[VARIABLE] = str(made)
    os.environ[ROOM] = "0"  # it goes at the end, and may stand in memory
    atexit.register(_remove, made, os.getpid())
    here, there = made / name, None if root is None else root / name
    NOTES.setdefault("cache_not_written", "" if root is None else str(root))
    if there is not None and root is not None and trusted(root.resolve()) and trusted(there):
        with contextlib.suppress(OSError, shutil.Error):
            shutil.copytree(there, here, copy_function=shutil.copy)
    here.mkdir(mode=0o700, exist_ok=True)
    here.chmod(0o700)
    return here


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)
