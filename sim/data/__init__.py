"""The shipped open data: where it comes from is told in README.md beside it.

Every file is read through ``read_bytes``, which compares it with the published
SHA-256 (``checksums.json``), so damaged data stop a run instead of bending it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from functools import cache
from pathlib import Path

from sim.inputs.files.errors import InputError

FOLDER = Path(__file__).resolve().parent


@cache
def checksums() -> dict[str, str]:
    """SHA-256 (hex) of every data file, by file name."""
    path = FOLDER / "checksums.json"
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged("checksums.json", str(error)) from error
    return {str(name): str(digest) for name, digest in listed.items()}


def read_bytes(name: str) -> bytes:
    """The content of one data file; ``InputError`` when it is missing or damaged."""
    try:
        content = (FOLDER / name).read_bytes()
    except OSError as error:
        raise InputError(
            code="missing_file",
            where=name,
            message="a file of the shipped data is missing; install the package again",
        ) from error
    # Text files may have been given other line ends by a version control system.
    compared = content if name.endswith(".gz") else content.replace(b"\r\n", b"\n")
    found = hashlib.sha256(compared).hexdigest()
    if found != checksums().get(name):
        raise _damaged(name, found[:12])
    return content


@cache
def table(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A CSV file (plain or gzip) as (header, lines); lines are not yet split."""
    content = read_bytes(name)
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")
    lines = text.splitlines()
    return tuple(lines[0].split(",")), tuple(lines[1:])


def rows(name: str, prefix: str = "") -> list[dict[str, str]]:
    """The rows of a data file whose first column begins with ``prefix``, as text by column."""
    header, lines = table(name)
    chosen = [line for line in lines if line.startswith(prefix)]
    return [dict(zip(header, cells, strict=True)) for cells in csv.reader(chosen)]


def number(text: str | None) -> float | None:
    """A cell as a number; None for an empty (suppressed) cell."""
    return float(text) if text else None


def _damaged(name: str, found: str) -> InputError:
    return InputError(
        code="storage",
        where=name,
        found=found,
        allowed=checksums().get(name, "")[:12] if name != "checksums.json" else None,
        message="a file of the shipped data is damaged; install the package again",
    )
