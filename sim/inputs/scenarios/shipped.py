"""The built-in scenarios as a list."""

from __future__ import annotations

from typing import Any

from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import chain, scenario_names


def shipped(lang: str) -> dict[str, Any]:
    """The document of the built-in scenarios, the default one first, with titles in ``lang``."""
    return {"schema": "wijksim/scenarios/1", "scenarios": [_row(n, lang) for n in scenario_names()]}


def _row(name: str, lang: str) -> dict[str, Any]:
    found = resolve(name)
    return {
        "id": found.id,
        "title": found.title(lang),
        "place": found.place,
        "models": [model.id for model in found.models],
        "sources": chain(name)[-1].content.sources,
    }
