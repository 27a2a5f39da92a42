"""Small runs of ``wijksim evidence``, and what holds for every one of its documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import sim
from sim.experiments import evidence
from sim.inputs.request import SIZES
from sim.show.evidence import Told

SCHEMAS = Path(sim.__file__).parent / "schemas"
TINY: dict[str, Any] = {"citizens": 120, "weeks": 15, "workers": 1}


def shorten(patch: pytest.MonkeyPatch) -> None:
    """Eight weeks of burn-in, and compiling happens when something is lived."""
    for about, size in SIZES.items():
        patch.setitem(SIZES, about, size._replace(burn_in_weeks=8))
    patch.setattr(evidence, "warm_up", lambda *_: None)


def fits(document: Mapping[str, Any]) -> None:
    """The document is as its schema says."""
    name = str(document["schema"]).split("/")[1]
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)


def lines(document: Mapping[str, Any], lang: str) -> str:
    """Everything a terminal would show."""
    told = Told(document, lang)
    rows = ["  ".join(row) for row in told.table()]
    return "\n".join([*told.opening(), *rows, *told.closing()])
