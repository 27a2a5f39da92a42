"""The document of foregone conclusions: shares of worlds, and who a lever favours."""

from __future__ import annotations

from typing import get_args

from sim.documents.evidence import Foregone
from sim.documents.parts import BySign
from sim.studies.foregone import NUMBERS
from tests.documents import Case, bounds_hold

TAKEN: list[Case] = [
    ("evidence-foregone", ("pairs", "one-other", "one", "draws"), 0),
    ("evidence-foregone", ("pairs", "one-other", "one", "lower"), None),
    ("evidence-foregone", ("pairs", "one-other", "one", "turns"), None),
    ("evidence-foregone", ("pairs", "one-other", "one", "forced"), None),
    ("evidence-foregone", ("pairs", "one-other", "one", "explained"), None),
    ("evidence-foregone", ("pairs", "one-other", "one", "moves_with", 0, "correlation"), -1),
    ("evidence-foregone", ("pairs", "one-other", "one", "moves_with", 0, "correlation"), 1),
    ("evidence-foregone", ("pairs", "one-other", "one", "moves_with", 0, "also"), []),
    ("evidence-foregone", ("levers", "one", "better"), None),
    ("evidence-foregone", ("levers", "one", "favours"), None),
    ("evidence-foregone", ("levers", "one", "favours", "one"), None),
    ("evidence-foregone", ("levers", "one", "direction"), None),
    ("evidence-foregone", ("levers", "one", "built_in"), None),
    ("evidence-foregone", ("steadiness",), None),
    ("evidence-foregone", ("draws",), 0),
]
REFUSED: list[Case] = [
    ("evidence-foregone", ("pairs", "one-other", "one", "higher"), 1.1),
    ("evidence-foregone", ("pairs", "one-other", "one", "turns"), -0.1),
    ("evidence-foregone", ("pairs", "one-other", "one", "as_drawn", "same"), 1.1),
    ("evidence-foregone", ("pairs", "one-other", "one", "reversed", "lower"), -0.1),
    ("evidence-foregone", ("pairs", "one-other", "one", "most"), "neither"),
    ("evidence-foregone", ("pairs", "one-other", "one", "most"), None),
    ("evidence-foregone", ("pairs", "one-other", "one", "forced"), "unclear"),
    ("evidence-foregone", ("pairs", "one-other", "one", "better"), None),
    ("evidence-foregone", ("pairs", "one-other", "one", "low"), -0.1),
    ("evidence-foregone", ("pairs", "one-other", "one", "moves_with", 0, "part"), "half"),
    ("evidence-foregone", ("pairs", "one-other", "one", "moves_with", 0, "correlation"), 1.1),
    ("evidence-foregone", ("levers", "one", "keys"), ["a.b"]),
    ("evidence-foregone", ("levers", "one", "higher", "one"), 1.1),
    ("evidence-foregone", ("levers", "one", "better"), "neither"),
    ("evidence-foregone", ("levers", "one", "direction", "side"), "neither"),
    ("evidence-foregone", ("levers", "one", "kind"), "cost"),
    ("evidence-foregone", ("levers", "one", "worlds"), -1),
    ("evidence-foregone", ("roles", "one", "held"), -1),
    ("evidence-foregone", ("steadiness", "worlds"), 0),
    ("evidence-foregone", ("steadiness", "planned_above"), 1.1),
    ("evidence-foregone", ("enough",), -1),
    ("evidence-foregone", ("threshold",), None),
]


def test_every_value_keeps_within_its_bounds_and_a_fault_is_found_where_it_is() -> None:
    bounds_hold(TAKEN, REFUSED)


def test_signs_are_the_same_three_wherever_they_are_told() -> None:
    signs = set(BySign.model_fields)
    assert set(get_args(Foregone.model_fields["most"].annotation)) == signs
    assert set(get_args(Foregone.model_fields["forced"].annotation)) == {*signs, None}
    assert signs <= set(Foregone.model_fields)


def test_what_the_table_shows_of_a_pair_stands_in_the_document() -> None:
    assert set(NUMBERS) <= set(Foregone.model_fields)
