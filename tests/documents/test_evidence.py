"""Documents of evidence: parameters that do something, and what shared luck is worth."""

from __future__ import annotations

from typing import get_args

from sim.documents.evidence import EvidenceLiveness, State, StateCount
from tests.documents import Case, bounds_hold

TAKEN: list[Case] = [
    ("evidence-liveness", ("parameters", "one", "ends", 0, "level"), None),
    ("evidence-liveness", ("parameters", "one", "ends", 0, "relative"), None),
    ("evidence-liveness", ("parameters", "one", "ends", 0, "rises"), 0),
    ("evidence-liveness", ("parameters", "one", "range"), [0, 1.5, "a choice"]),
    ("evidence-liveness", ("parameters", "one", "default"), True),
    ("evidence-liveness", ("moves_nothing",), []),
    ("evidence-liveness", ("burn_in_weeks",), 0),
    ("evidence-luck", ("pairs", "one-other", "one", "sd_paired"), None),
    ("evidence-luck", ("pairs", "one-other", "one", "ratio"), 0),
    ("evidence-luck", ("pairs", "one-other", "one", "difference"), -3.5),
    ("evidence-luck", ("pairs", "one-other", "one", "reason"), None),
    ("evidence-luck", ("titles",), {}),
]
REFUSED: list[Case] = [
    ("evidence-liveness", ("parameters", "one", "state"), "dead"),
    ("evidence-liveness", ("parameters", "one", "role"), "outcome"),
    ("evidence-liveness", ("parameters", "one", "ends", 0, "citizens"), 0),
    ("evidence-liveness", ("parameters", "one", "ends", 0, "runs"), 0),
    ("evidence-liveness", ("parameters", "one", "ends", 0, "changed"), -1),
    ("evidence-liveness", ("parameters", "one", "ends", 0, "model"), "Some Model"),
    ("evidence-liveness", ("parameters", "one", "outcomes_changed"), -1),
    ("evidence-liveness", ("count", "alive"), -1),
    ("evidence-liveness", ("refused",), ["a", "a"]),
    ("evidence-liveness", ("runs",), 0),
    ("evidence-liveness", ("weeks",), 0),
    ("evidence-liveness", ("means",), "as is"),
    ("evidence-luck", ("resamples",), 0),
    ("evidence-luck", ("pairs", "one-other", "one", "ratio"), -0.1),
    ("evidence-luck", ("pairs", "one-other", "one", "runs"), -1),
    ("evidence-luck", ("pairs", "one-other", "one", "sd_apart"), -0.1),
    ("evidence-luck", ("titles", "one"), {"en": "One"}),
    ("evidence-luck", ("seconds",), {}),
]


def test_every_value_keeps_within_its_bounds_and_a_fault_is_found_where_it_is() -> None:
    bounds_hold(TAKEN, REFUSED)


def test_every_state_is_counted_and_those_that_are_not_alive_are_named() -> None:
    states = set(get_args(State))
    assert set(StateCount.model_fields) == states
    assert states - {"alive"} <= set(EvidenceLiveness.model_fields)
