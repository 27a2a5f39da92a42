"""Read a text file that somebody wrote."""

from __future__ import annotations

from pathlib import Path

from sim.inputs.files.errors import InputError


def read_text(path: Path, where: str, code: str) -> str:
    """The text of a file, with or without a byte-order mark.

    InputError when it is absent (``missing_file``) or not UTF-8 (``code``); where: how it
    is named to the user.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            code="missing_file", where=where, message="the file does not exist"
        ) from None
    except UnicodeDecodeError:
        raise InputError(code=code, where=where, message="the file is not UTF-8 text") from None
