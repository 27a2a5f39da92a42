"""Two finished comparisons side by side: what differs in question, and in outcomes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.comparison.kept import DOCUMENT, manifest_of
from sim.comparison.scenario_diff import document_of, titles_of
from sim.inputs.scenarios.differences import differences
from sim.inputs.scenarios.resolved import Resolved, resolved_of
from sim.record.headlines import HEADLINES
from sim.storage.owned import OUTPUTS, altered, damaged

POPULATION = "population.json"
_ENDS = ("mean", "low", "high")


@dataclass(frozen=True)
class _Results:
    """The content of a folder of a finished comparison."""

    folder: Path
    manifest: Mapping[str, Any]
    document: Mapping[str, Any]
    resolved: Resolved
    place: str  # its name

    def about(self) -> dict[str, Any]:
        """The folder, and what was asked in it."""
        return {
            "folder": str(self.folder),
            "id": self.resolved.id,
            "title": titles_of(self.resolved),
            "place": self.place,
            "command": self.manifest["command"],
            "finished": self.manifest["finished"],
        }


def results_diff(first: Path, second: Path) -> dict[str, Any]:
    """The document of two folders of finished comparisons.

    Raises InputError for a folder without a finished comparison, or with altered files.
    """
    a, b = _read(first, "A"), _read(second, "B")
    names = {a.resolved.place: a.place, b.resolved.place: b.place}
    found = differences(a.resolved, b.resolved)
    return {
        "schema": "wijksim/results-diff/1",
        "a": a.about(),
        "b": b.about(),
        "same_code": a.manifest["code_sha256"] == b.manifest["code_sha256"],
        "titles": {m.id: titles_of(m) for m in (*a.resolved.models, *b.resolved.models)},
        "differences": [document_of(one, names) for one in found],
        "models": _beside(a.document["models"], b.document["models"]),
        "pairs": _beside(a.document["differences"], b.document["differences"]),
    }


def _read(folder: Path, where: str) -> _Results:
    manifest = manifest_of(folder, where)
    names = [file for file in (DOCUMENT, POPULATION) if file in manifest[OUTPUTS]]
    if wrong := altered(folder, manifest, names):
        raise damaged(folder / wrong, where)
    document, population = (
        json.loads((folder / file).read_text(encoding="utf-8")) for file in (DOCUMENT, POPULATION)
    )
    resolved = resolved_of(manifest["scenario"], manifest["choices"])
    return _Results(folder, manifest, document, resolved, population["place"]["name"])


def _beside(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Main outcomes of every model or pair in both; None where one of them has it not."""
    return {
        name: {
            outcome: {"a": _ends(first, name, outcome), "b": _ends(second, name, outcome)}
            for outcome in HEADLINES
        }
        for name in dict.fromkeys((*first, *second))
    }


def _ends(of: Mapping[str, Any], name: str, outcome: str) -> dict[str, float | None] | None:
    found = of.get(name, {}).get(outcome)
    return None if found is None else {end: found[end] for end in _ENDS}
