"""Documents of conclusions over many points: conditions, boxes, safe choices."""

from __future__ import annotations

from tests.documents import Case, bounds_hold

TAKEN: list[Case] = [
    ("discover", ("boxes", 0, "elsewhere", "coverage"), None),
    ("discover", ("boxes", 0, "limits", "one", "low"), "a choice"),
    ("discover", ("boxes", 0, "limits", "one", "from"), 0),
    ("discover", ("tree", 0, "share"), None),
    ("discover", ("tree", 0, "points"), 0),
    ("discover", ("tree", 0, "conditions"), []),
    ("discover", ("tree", 0, "conditions", 0, "sign"), ">"),
    ("discover", ("map",), None),
    ("discover", ("map", "share", 0, 0), None),
    ("discover", ("map", "points", 0, 0), 0),
    ("discover", ("matters",), []),
    ("discover", ("boxes",), []),
    ("discover", ("hidden_need",), []),
    ("discover", ("matters", 0, "not"), True),
    ("robust", ("agreement",), None),
    ("robust", ("outcomes", "one", "agreement"), None),
    ("robust", ("outcomes", "one", "better"), "higher"),
    ("robust", ("possible", "one", "one", "one"), None),
    ("robust", ("luck", "one", "one"), None),
    ("robust", ("plane", "pairs", "one-other", "points"), []),
    ("robust", ("cloud", "points", "one"), [[1.0, -2.0]]),
    ("robust", ("enough",), {}),
]
REFUSED: list[Case] = [
    ("discover", ("boxes", 0, "coverage"), 1.1),
    ("discover", ("boxes", 0, "density"), None),
    ("discover", ("boxes", 0, "elsewhere", "everywhere"), None),
    ("discover", ("boxes", 0, "limits", "one", "to"), 1.1),
    ("discover", ("boxes", 0, "limits", "one", "again"), -0.1),
    ("discover", ("boxes", 0, "limits", "one", "unit"), None),
    ("discover", ("tree", 0, "conditions", 0, "sign"), "<"),
    ("discover", ("tree", 0, "points"), -1),
    ("discover", ("tree", 0, "high"), 1.1),
    ("discover", ("map", "share", 0, 0), 1.1),
    ("discover", ("map", "points", 0, 0), -1),
    ("discover", ("matters", 0, "distance"), 1.1),
    ("discover", ("matters", 0, "chance"), -0.1),
    ("discover", ("hidden_need", 0, "share"), None),
    ("discover", ("hidden_need", 0, "points"), -1),
    ("discover", ("holds", "share"), 1.1),
    ("discover", ("holds", "low"), None),
    ("discover", ("statement",), []),
    ("discover", ("points",), 0),
    ("discover", ("difference",), "one"),
    ("discover", ("both",), 1),
    ("robust", ("outcomes", "one", "better"), "neither"),
    ("robust", ("outcomes", "one", "better"), None),
    ("robust", ("outcomes", "one", "metrics", "one", "one"), None),
    ("robust", ("outcomes", "one", "best"), {"Some Model": 0.5}),
    ("robust", ("enough", "one", "share"), 1.1),
    ("robust", ("cloud", "points", "one", 0), [1.0]),
    ("robust", ("plane", "pairs", "one-other", "points", 0), [1.0, 2.0, 3.0]),
    ("robust", ("plane", "pairs", "one-other", "shares", "one"), -0.1),
    ("robust", ("runs",), 0),
]


def test_every_value_keeps_within_its_bounds_and_a_fault_is_found_where_it_is() -> None:
    bounds_hold(TAKEN, REFUSED)
