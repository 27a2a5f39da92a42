"""The built-in scenarios as a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import chain


def shipped(names: Iterable[str], lang: str) -> dict[str, Any]:
    """The document of the scenarios of these names, with titles in ``lang``."""
    return {"schema": "wijksim/scenarios/1", "scenarios": [_row(name, lang) for name in names]}


def _row(name: str, lang: str) -> dict[str, Any]:
    found = resolve(name)
    return {
        "id": found.id,
        "title": found.title(lang),
        "place": found.place,
        "models": [model.id for model in found.models],
        "sources": chain(name)[-1].content.sources,
    }
