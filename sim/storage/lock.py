"""One writer to a folder: a lock of the operating system, gone when its process is.

A process that was killed leaves its file but not its lock, so nothing stale ever has to
be guessed at: the next one takes the file over.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sim.inputs.files.errors import InputError

# A file system without locks (some network drives) gives these; there nobody is kept out.
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)
_FAR = 1 << 20  # the byte that Windows locks: beyond the text, which others may read


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, made when it is not there and taken away afterwards.

    Raises InputError (code ``in_use``) when another process holds it.
    """
    stream = _taken(path)
    try:
        stream.seek(0)
        stream.truncate()
        stream.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
        stream.flush()
        yield
    finally:
        if os.name == "nt":  # an open file cannot be taken away there
            stream.close()
        with contextlib.suppress(OSError):
            path.unlink()
        stream.close()


def _taken(path: Path) -> IO[str]:
    """The open file with its lock; again when it was taken away between opening and locking."""
    while True:
        stream = path.open("a+", encoding="utf-8")
        try:
            _lock(stream)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                stream.close()
                raise _in_use(path) from error
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(stream.fileno()), path.stat()):
                return stream
        stream.close()


def _lock(stream: IO[str]) -> None:
    """Take the lock at once or raise OSError."""
    if sys.platform == "win32":
        import msvcrt

        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
        allowed="one run at a time in a folder: wait, or choose another --out",
        message="another run is writing in this folder",
    )
