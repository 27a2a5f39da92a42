"""One writer to a folder: a lock of the operating system, gone when its process is.

The lock is the library filelock's (flock, LockFileEx). By hand stay: the note that says who
writes, because Windows locks what it stands in; taking the lock file away, which filelock leaves
on Unix; and a file system without locks, where nobody is refused.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from sim.inputs.files.errors import InputError

# A file system without locks (some network drives) gives these.
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)


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
        allowed="one run at a time in a folder: wait, or choose another --out",
        message="another run is writing in this folder",
    )
