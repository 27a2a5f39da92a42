"""The folder of the built-in scenarios: beside the package, or inside it when installed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from sim.inputs.files.errors import InputError, known
from sim.inputs.files.said import Said
from sim.inputs.files.sought import Sought

# A scenario is one of the first two; the others are told what to do about it.
TOML, WORKBOOK, OTHER_WORKBOOKS = ".toml", ".xlsx", (".xls", ".xlsm", ".xlsb", ".ods")
SCENARIO_ENDINGS = (TOML, WORKBOOK)
TABLES = ("births", "hours", "outcomes", "prices", "rates")
_PACKAGE = Path(__file__).resolve().parents[2]


@cache
def scenarios_folder() -> Path:
    """Folder of the built-in scenarios, whatever the working directory.

    The repository comes first, so that an editable install never reads a stale
    copy. Raises ``InputError`` when neither is there (a damaged installation).
    """
    repository = _PACKAGE.parent
    if (repository / "pyproject.toml").is_file() and (repository / "scenarios").is_dir():
        return repository / "scenarios"
    shipped = _PACKAGE / "_scenarios"
    if shipped.is_dir():
        return shipped
    raise InputError(
        code="missing_file",
        where=str(shipped),
        message="the built-in scenarios are missing: the installation is damaged",
    )


def find_file(
    name: str,
    names: Mapping[str, Path],
    where: str,
    kind: str,
    missing: str,
    beside: Path = Path(),
) -> Path:
    """The file of one of the ``names``, or of a path as seen from ``beside``.

    kind: ``scenario`` or ``design``; missing: the message for a path without a file.
    """
    endings = (*SCENARIO_ENDINGS, *OTHER_WORKBOOKS) if kind == "scenario" else (TOML,)
    if name.lower().endswith(endings) or "/" in name or "\\" in name:
        path = beside / name
        if path.is_file():
            return path
        raise InputError(code="missing_file", where=where, found=name, message=missing)
    said = Sought.SCENARIO_OR if kind == "scenario" else Said.FILE_OR
    allowed = said(names=", ".join(names))
    known(name, names, where, f"unknown_{kind}", f"this {kind} does not exist", allowed)
    return names[name]


def beside(file: Path, named: str, where: str, ending: str | tuple[str, ...] = ".csv") -> str:
    """A path that a file names, as seen from that file; a name as it is."""
    if "\0" in named:
        raise InputError(
            code="missing_file",
            where=where,
            found=named,
            allowed=Said.PATH(),
            message="this cannot be a path",
        )
    return str(file.parent / named) if named.lower().endswith(ending) else named


@cache
def table_checksums() -> dict[str, str]:
    """SHA-256 (hex) of the tables of the scenarios folder on which every number rests."""
    paths = [scenarios_folder() / f"{name}.toml" for name in TABLES]
    return {path.name: checksum(path) for path in paths if path.is_file()}


def checksum(path: Path) -> str:
    """SHA-256 (hex) of a text, the same whatever its line ends."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def short_name(path: Path) -> str:
    """A path for messages and origins: ``scenarios/...`` for a built-in file, else as given."""
    return _short(path.absolute()) or str(path)


@lru_cache(maxsize=256)
def _short(path: Path) -> str:
    """``scenarios/...`` for a built-in file by its whole path, else empty."""
    try:
        inside = path.resolve().relative_to(scenarios_folder().resolve())
    except ValueError:
        return ""
    return f"scenarios/{inside.as_posix()}"
