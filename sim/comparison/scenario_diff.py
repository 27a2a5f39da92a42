"""Two scenarios side by side: a document of what differs between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.inputs.parameters.load import read_parameters
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
    return {
        "schema": "wijksim/scenario-diff/1",
        "a": _about(a),
        "b": _about(b),
        "titles": {model.id: _titles(model) for model in (*a.models, *b.models)},
        "differences": [document_of(one) for one in differences(a, b)],
    }


def document_of(one: Departure) -> dict[str, Any]:
    """A difference as JSON holds it, with the values in both; a place by its name."""
    found = one.document(read_parameters())
    pair = found.pop("old"), found.pop("new")
    if one.kind == "place":
        pair = (find_place(str(pair[0])).name, find_place(str(pair[1])).name)
    return {**found, "a": pair[0], "b": pair[1]}


def _about(resolved: Resolved) -> dict[str, Any]:
    place = find_place(resolved.place)
    return {"id": resolved.id, "title": _titles(resolved), "place": place.name}


def _titles(named: Any) -> dict[str, str]:
    return {lang: named.title(lang) for lang in ("en", "nl")}
