"""The first part of every document of a study."""

from __future__ import annotations

from sim.comparison.opening import opening
from sim.runs.paired import make_plan
from tests.small import SMALL, small


def test_it_says_at_what_size_and_with_what_seeds() -> None:
    request = small()
    found = opening(make_plan(request, request.models))
    assert list(found["titles"]) == list(SMALL["models"])
    assert (found["citizens"], found["whole"]) == (SMALL["citizens"], False)
    assert (found["replications"], found["weeks"], found["burn_in_weeks"]) == (2, 15, 8)
    assert found["interval"] == {"level": 0.95, "covers": ["luck", "parameters"]}
    everybody = small(citizens=None, uncertainty="luck", models=SMALL["models"][:1])
    whole = opening(make_plan(everybody, everybody.models))
    assert whole["interval"]["covers"] == ["luck"]
    assert whole["whole"] and whole["citizens"] > SMALL["citizens"]
