"""Two scenarios side by side: a document of what differs between them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.answers import ModelChoice
from sim.inputs.scenarios.departures import Departure
from sim.inputs.scenarios.differences import differences
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.scenario import resolve
from sim.population.places import find_place


def scenario_diff(first: str | Path, second: str | Path) -> dict[str, Any]:
    """The document of everything that differs between two scenarios; places by name.

    Raises InputError for a scenario that is not right.
    """
    a, b = resolve(first, where="A"), resolve(second, where="B")
    names = {one.place: find_place(one.place).name for one in (a, b)}
    return {
        "schema": "wijksim/scenario-diff/1",
        "a": _about(a, names),
        "b": _about(b, names),
        "titles": {model.id: titles_of(model) for model in (*a.models, *b.models)},
        "differences": [document_of(one, names) for one in differences(a, b)],
    }


def document_of(one: Departure, names: Mapping[str, str]) -> dict[str, Any]:
    """A difference as JSON holds it, with the values in both; names: of places, by code."""
    found = one.document(read_parameters())
    pair = found.pop("old"), found.pop("new")
    if one.kind == "place":
        pair = (names[pair[0]], names[pair[1]])
    return {**found, "a": pair[0], "b": pair[1]}


def _about(resolved: Resolved, names: Mapping[str, str]) -> dict[str, Any]:
    return {"id": resolved.id, "title": titles_of(resolved), "place": names[resolved.place]}


def titles_of(named: Resolved | ModelChoice) -> dict[str, str]:
    """The title of a scenario or model in both languages."""
    return {lang: named.title(lang) for lang in ("en", "nl")}
