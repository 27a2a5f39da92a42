"""The kinds of values that recur in documents: what each takes, and what it refuses."""

from __future__ import annotations

import math
from typing import Any

import pytest
from pydantic import Field, ValidationError

from sim.documents.base import (
    Better,
    Code,
    Count,
    Covers,
    Digest,
    Document,
    Level,
    Means,
    ModelId,
    Names,
    NotNegative,
    Number,
    Pair,
    Part,
    Sha256,
    Share,
    Some,
    Sometimes,
    Text,
    Way,
)


class Every(Part):
    """One of each."""

    number: Number = None
    not_negative: NotNegative = 0.0
    share: Share = 0.0
    count: Count = 0
    some: Some = 1
    sometimes: Sometimes[Count] = None
    text: Text = "x"
    names: Names = Field(default_factory=list)
    model: ModelId = "x"
    pair: Pair = "x-y"
    code: Code = "x"
    digest: Digest = "0" * 16
    sha: Sha256 = "0" * 64
    means: Means = "equal"
    way: Way = "lower"
    better: Better = "neither"
    level: Level = 0.95
    covers: Covers = Field(default_factory=lambda: ["luck"])


TAKEN: dict[str, list[Any]] = {
    "number": [None, -1.5, 0, 10**9],
    "not_negative": [0, 0.0, 2.5],
    "share": [0, 1, 0.5],
    "count": [0, 7],
    "some": [1, 7],
    "sometimes": [0, 3],
    "text": ["a", " "],
    "names": [[], ["a", "b"]],
    "model": ["fragmented", "a+b", "desk+desks+separate_plans+silos+as_is", "plan_2"],
    "pair": ["wijkbudget-fragmented", "a+b-c+d+e"],
    "code": ["out_of_range", "a1"],
    "digest": ["0123456789abcdef", "f" * 40],
    "sha": ["a" * 64],
    "means": ["equal", "equal_hours", "as_reported"],
    "way": ["lower", "higher"],
    "better": ["higher", "lower", "neither"],
    "level": [0.95],
    "covers": [["luck"], ["luck", "parameters"]],
}
REFUSED: dict[str, list[Any]] = {
    "number": ["1.5", True, math.nan, math.inf],
    "not_negative": [-0.001, None, -math.inf],
    "share": [-0.001, 1.001, None],
    "count": [-1, 1.0, True, "1", None],
    "some": [0, -1],
    "sometimes": [None, -1],
    "text": ["", 5, None],
    "names": [["a", "b", "a"], "ab", [1]],
    "model": ["Fragmented", "", "a+", "a+b+c+d+e+f", "2_plan", "a-b", "a b"],
    "pair": ["a", "a-", "a-b-c", "A-b"],
    "code": ["out of range", "Odd", "a+b", ""],
    "digest": ["0" * 15, "G" * 16, "0" * 16 + "\n!"],
    "sha": ["0" * 63, "0" * 65],
    "means": ["the same", None],
    "way": ["neither"],
    "better": ["more", None],
    "level": [0.9, 95, None],
    "covers": [["parameters"], [], ["parameters", "luck"]],
}


def test_the_tables_have_every_kind_of_value() -> None:
    assert set(TAKEN) == set(REFUSED) == set(Every.model_fields)


@pytest.mark.parametrize("key", TAKEN)
def test_a_value_within_its_bounds_is_kept(key: str) -> None:
    for value in TAKEN[key]:
        found = Every.model_validate({key: value})
        assert found.model_dump(exclude_unset=True) == {key: value}


@pytest.mark.parametrize("key", REFUSED)
def test_a_value_out_of_its_bounds_is_refused_at_its_place(key: str) -> None:
    for value in REFUSED[key]:
        with pytest.raises(ValidationError) as caught:
            Every.model_validate({key: value})
        assert {error["loc"][0] for error in caught.value.errors()} == {key}, value


def test_a_part_has_no_other_key_and_does_not_change() -> None:
    with pytest.raises(ValidationError) as caught:
        Every.model_validate({"counts": 1})
    assert [error["loc"] for error in caught.value.errors()] == [("counts",)]
    with pytest.raises(ValidationError):
        Every().count = 2


def test_a_document_says_of_which_kind_it_is_under_its_published_name() -> None:
    assert Document.model_validate({"schema": "wijksim/x/1"}).schema_ == "wijksim/x/1"
    for wrong in ({}, {"schema_": "wijksim/x/1"}):
        with pytest.raises(ValidationError) as caught:
            Document.model_validate(wrong)
        assert ("schema",) in [error["loc"] for error in caught.value.errors()]
