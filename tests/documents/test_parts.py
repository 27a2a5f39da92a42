"""Parts that documents of several kinds share."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sim.documents.parts import Failure, PointFailure, PointTried
from tests.documents import Case, bounds_hold

TAKEN: list[Case] = [
    ("compare", ("targets", 0, "prices"), None),
    ("compare", ("targets", 0, "found"), None),
    ("compare", ("targets", 0, "stands"), None),
    ("compare", ("targets", 0, "value"), -1.0),
    ("compare", ("targets", 0, "group"), ""),
    ("compare", ("interval", "covers"), ["luck", "parameters"]),
    ("compare", ("steadiness", "worlds", "drift", "public_cost", "median_percent"), None),
    ("compare", ("steadiness", "worlds", "planned_median"), None),
    ("compare", ("notes", 0, "values"), {"any": ["thing", "more"], "count": 1}),
    ("compare", ("failures", 0, "where"), None),
    ("compare", ("failures", 0, "found"), None),
    ("compare", ("failures", 0, "allowed"), None),
    ("compare", ("failures", 0, "nearest"), None),
    ("sweep", ("failures", 0, "set"), {"a.b": True, "c.d": 1, "e.f": 0.5, "g.h": "word"}),
    ("sweep", ("failures", 0, "seed"), -3),
]
REFUSED: list[Case] = [
    ("compare", ("targets", 0, "stands"), "near"),
    ("compare", ("targets", 0, "prices"), 2015.5),
    ("compare", ("targets", 0, "fitted"), 1),
    ("compare", ("targets", 0, "value"), None),
    ("compare", ("interval", "level"), 0.9),
    ("compare", ("interval", "covers"), ["parameters"]),
    ("compare", ("outcomes", "one", "better"), "more"),
    ("compare", ("levels_today", "one", "sd"), -0.1),
    ("compare", ("steadiness", "worlds", "worlds"), 0),
    ("compare", ("steadiness", "worlds", "drift", "users_per_1000", "median_percent"), -0.1),
    ("compare", ("steadiness", "worlds", "drift", "users_per_1000", "above"), 1.1),
    ("compare", ("steadiness", "worlds", "planned_above"), -0.1),
    ("compare", ("notes", 0, "code"), "Two words"),
    ("compare", ("notes", 0, "text"), ""),
    ("compare", ("notes", 0, "values"), {"any": []}),
    ("compare", ("failures", 0, "code"), None),
    ("compare", ("failures", 0, "message"), None),
    ("sweep", ("failures", 0, "point"), -1),
    ("sweep", ("failures", 0, "set"), {"a.b": [1]}),
    ("sweep", ("failures", 0, "place"), None),
]


def test_every_value_keeps_within_its_bounds_and_a_fault_is_found_where_it_is() -> None:
    bounds_hold(TAKEN, REFUSED)


def test_a_point_without_a_result_says_why_and_all_that_is_needed_to_live_it_again() -> None:
    why = {"code": "later", "where": None, "found": None, "allowed": None, "nearest": None}
    why |= {"message": "no result"}
    point = {"point": 3, "replication": 0, "scenario": "pilot", "place": "x", "seed": 7, "set": {}}
    found = PointFailure.model_validate({**why, **point})
    assert found.model_dump() == {**why, **point}
    assert set(Failure.model_fields) == set(why) and set(PointTried.model_fields) == set(point)
    for key in (*why, *point):
        with pytest.raises(ValidationError) as caught:
            PointFailure.model_validate({k: v for k, v in {**why, **point}.items() if k != key})
        assert caught.value.errors()[0]["loc"] == (key,)
