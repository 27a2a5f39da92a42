"""A new scenario file, for ``wijksim scenarios new``."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import SCENARIO_ENDINGS, TOML, WORKBOOK
from sim.inputs.files.said import Said
from sim.inputs.files.sought import Sought
from sim.inputs.lookup_request import NewRequest
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import scenario_names
from sim.population.places import find_place, place_key
from sim.show.starter import Start, starter
from sim.show.starter_sheet import starter_sheets
from sim.storage.xlsx_files import workbook

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def new_scenario(request: NewRequest) -> dict[str, Any]:
    """Write the file or workbook of a new scenario: the paths written.

    Raises InputError for what cannot be its name, a place or scenario that is not there, and a
    file that is there already.
    """
    name = _checked(request.name)
    parent = resolve(request.extends, where="--extends")
    ending = WORKBOOK if request.xlsx else TOML
    out = Path(f"{name}{ending}") if request.file is None else request.file
    if out.suffix != ending:
        raise _other_ending(out, ending)
    key, title = None, name.replace("_", " ").capitalize()
    if request.place is not None:
        key = place_key(request.place, "--place")
        title = f"{title}: {find_place(key, '--place').name}"
    start = Start(
        name=name,
        extends=_beside(str(request.extends), SCENARIO_ENDINGS, out),
        titles={"nl": title, "en": title},
        place=None if key is None else _beside(key, ".csv", out),
    )
    if request.xlsx:
        content = workbook(starter_sheets(start, parent, out.name, request.lang))
    else:
        content = starter(start, parent, request.lang).encode()
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise _there(out) from None
    return {"written": [str(out)]}


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        near = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_0123456789") or None
        raise InputError(
            code="wrong_type",
            where="NAME",
            found=name,
            allowed=Said.NAME(),
            nearest=near,
            message=Sought.NO_SCENARIO_NAME(),
        )
    if name in scenario_names():
        raise InputError(
            code="duplicate",
            where="NAME",
            found=name,
            allowed=Sought.ANOTHER_NAME(),
            message=Sought.BUILT_IN_NAME(),
        )
    return name


def _beside(named: str, ending: str | tuple[str, ...], out: Path) -> str:
    """A path of the command line as the new file names it; a code or name as it is."""
    if not named.lower().endswith(ending):
        return named
    return Path(os.path.relpath(named, out.parent)).as_posix()


def _other_ending(out: Path, ending: str) -> InputError:
    workbook_asked = ending == WORKBOOK
    return InputError(
        code="usage",
        where="--out",
        found=str(out),
        allowed=Sought.XLSX_FILE() if workbook_asked else Sought.TOML_FILE(),
        nearest=str(out.with_suffix(ending)) if out.name else None,
        message=Sought.NO_XLSX_FILE() if workbook_asked else Sought.NO_TOML_FILE(),
    )


def _there(out: Path) -> InputError:
    return InputError(
        code="in_the_way",
        where=str(out),
        allowed=Sought.ANOTHER_FILE(),
        message=Sought.FILE_THERE(),
    )
