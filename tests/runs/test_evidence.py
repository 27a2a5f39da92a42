"""The folder of a check: its failures and its table."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.request import EvidenceRequest
from sim.runs.evidence import evidence, runs_of
from sim.runs.work import failure


def test_a_failure_stands_with_what_was_tried_and_why() -> None:
    item = {"replication": 3, "drawn": {}, **failure(ValueError("made to fail"))}
    under: Any = SimpleNamespace(failures=[item])
    (found,) = runs_of(under, lambda item: f"draw {item['replication']}")
    assert found["run"] == "draw 3" and found["message"] == "ValueError: made to fail"
    assert "drawn" not in found


@pytest.mark.parametrize(("about", "where"), [("luck", "--seeds"), ("foregone", "--draws")])
def test_too_few_runs_are_refused_before_anything_is_run(about: Any, where: str) -> None:
    def never(*_: object) -> Any:
        raise AssertionError

    asked = EvidenceRequest(about, runs=1 if about == "luck" else 0)
    with pytest.raises(InputError) as caught:
        evidence(asked, never, never)
    assert (caught.value.code, caught.value.where) == ("out_of_range", where)
