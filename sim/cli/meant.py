"""The meaning of a place that stands where a scenario is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.inputs.command_line import command_line
from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import OTHER_WORKBOOKS, WORKBOOK
from sim.inputs.files.sought import Sought
from sim.inputs.option import options_of

_USUAL = "pilot"
_CODE = "CODE"  # where one of several codes is to be typed


def place_meant(request: Any, error: InputError) -> InputError:
    """The error on a scenario; what to type instead where a place or its file stands there."""
    # Imported here: nearly every request names a scenario, and needs no places for it.
    from sim.population.place_names import fitting, listed, named
    from sim.population.place_search import every_place
    from sim.population.places import is_file, place_key

    name = str(request.scenario)
    absent = error.code == "unknown_scenario" and error.where == "scenario"
    place = is_file(name) and not name.lower().endswith((WORKBOOK, *OTHER_WORKBOOKS))
    if "place" not in options_of(request) or not (absent or place):
        return error
    try:
        return _typed(request, place_key(name))
    except InputError:
        found = named(name)
    if not found and error.nearest is None:
        found = [one for _, one in fitting(name, every_place())]
    if len(found) == 1:
        return _typed(request, found[0].code)
    return _typed(request, _CODE, listed(found)) if found else error


def _typed(request: Any, place: str, places: str = "") -> InputError:
    line = command_line(replace(request, scenario=_USUAL, place=place))
    return InputError(
        code="unknown_scenario",
        where="scenario",
        found=str(request.scenario),
        allowed=Sought.TYPE_ONE(line=line, places=places) if places else line,
        message=Sought.A_PLACE(),
    )
