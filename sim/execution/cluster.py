"""Runs on more than one machine, through dask.distributed (extra ``cluster``)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor

from sim.execution.pool import ExecutorGoneError
from sim.foundation.compiled import source_digest
from sim.inputs.files.errors import InputError, library
from sim.inputs.files.said import Said

OPTION = "--scheduler"
PATIENCE = 10.0  # seconds in which a scheduler must answer


@contextlib.contextmanager
def scheduler(address: str | None) -> Iterator[tuple[Executor | None, int | None]]:
    """The workers of a scheduler as an executor, and how many there are; None without an address.

    Raises InputError when dask.distributed is not there, nothing answers at the address,
    there are no workers, or one of them has other code than this process.
    """
    if address is None:
        yield None, None
        return
    with library("distributed", "distributed", OPTION, address):
        from distributed import Client
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, ImportError) as error:
        allowed = Said.ADDRESS()
        raise _refused(address, allowed, f"no scheduler answers there: {error}") from error
    with client:
        _same_code(dict(client.run(source_digest)))
        try:
            yield client.get_executor(pure=False), sum(client.nthreads().values())
        except ExecutorGoneError as error:
            allowed = Said.AGAIN()
            raise _refused(address, allowed, "the scheduler went away") from error


def _same_code(digests: dict[str, str]) -> None:
    """Every worker has the code of this process."""
    if not digests:
        allowed = Said.A_WORKER()
        raise _refused("no workers", allowed, "the scheduler has no workers")
    other = sorted(worker for worker, digest in digests.items() if digest != source_digest())
    if other:
        why = "these workers have other code: their results would not be the same"
        raise _refused(", ".join(other[:3]), Said.SAME_VERSION(), why, "another_run")


def _refused(found: str, allowed: str, message: str, code: str = "no_scheduler") -> InputError:
    return InputError(code=code, where=OPTION, found=found, allowed=allowed, message=message)
