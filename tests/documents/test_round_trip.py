"""What is read of a document is what was written: nothing lost, nothing renamed."""

from __future__ import annotations

import runpy
from typing import Any

import pytest

from sim.documents import schemas
from sim.documents.country import Country
from sim.documents.points import Discover, Robust
from sim.documents.schemas import KINDS
from sim.show.reader import read
from tests.documents import schema
from tests.made import made
from tests.show import studies
from tests.show.fixture import made_up


def written(kind: Any, document: dict[str, Any]) -> dict[str, Any]:
    """A document after it was read, as it would be published again."""
    found: dict[str, Any] = read(kind, document).model_dump(by_alias=True, exclude_unset=True)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_with_everything_comes_back_whole(kind: str) -> None:
    document = made(schema(kind))
    assert written(KINDS[kind], document) == document


@pytest.mark.parametrize("kind", studies.EVERY)
def test_a_document_of_a_study_comes_back_whole(kind: str) -> None:
    document = studies.EVERY[kind]()
    assert written(KINDS[kind], document) == document


def test_a_comparison_comes_back_whole() -> None:
    document = dict(made_up(runs=6).document)
    assert written(KINDS["compare"], document) == document


def test_what_is_a_word_of_python_has_its_own_name_in_the_document() -> None:
    found = read(Discover, made(schema("discover")))
    document = found.model_dump(by_alias=True)
    assert document["matters"][0]["not"] == found.matters[0].not_
    assert document["hidden_need"][0]["from"] == found.hidden_need[0].from_
    limit = found.boxes[0].limits["one"]
    assert document["boxes"][0]["limits"]["one"]["from"] == limit.from_


def test_what_was_left_out_stays_out() -> None:
    document = made(schema("robust"))
    del document["command"], document["outcomes"]["one"]["better"]
    assert written(Robust, document) == document
    nation = made(schema("country"))
    nation["seconds"] = {"total": 1.5}
    assert written(Country, nation)["seconds"] == {"total": 1.5}


def test_the_command_writes_the_schemas_that_are_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(schemas, "write_schemas", lambda *folder: asked.append(folder))
    runpy.run_module("sim.documents", run_name="__main__")
    assert asked == [()]
