"""The document of a comparison: what each number may be, and where a wrong one is found."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sim.documents.compare import Compare, Compared, Seconds
from sim.show.reader import read
from tests.documents import Case, bounds_hold, schema
from tests.made import made

TAKEN: list[Case] = [
    ("compare", ("burn_in_weeks",), 0),
    ("compare", ("luck_replications",), 0),
    ("compare", ("out",), None),
    ("compare", ("models", "one", "one", "mean"), None),
    ("compare", ("models", "one", "one", "full"), None),
    ("compare", ("differences", "one-other", "one", "variance_ratio"), None),
    ("compare", ("differences", "one-other", "one", "drift_today"), None),
    ("compare", ("gains", "one-other", "worse"), None),
    ("compare", ("gains", "one-other", "worse"), 1),
    ("compare", ("gains_other_luck",), {}),
    ("compare", ("levels_today",), {}),
    ("compare", ("ample",), None),
    ("compare", ("steadiness",), None),
    ("compare", ("assumed", "one-other", "levers", 0, "favours"), None),
    ("compare", ("accounts", "one", "prices", "growth"), -0.02),
]
REFUSED: list[Case] = [
    ("compare", ("citizens",), 0),
    ("compare", ("weeks",), 0),
    ("compare", ("replications",), 0),
    ("compare", ("burn_in_weeks",), -1),
    ("compare", ("outcomes",), {}),
    ("compare", ("models",), {}),
    ("compare", ("outcomes", "one", "label"), ""),
    ("compare", ("models", "one", "one", "sd"), -0.1),
    ("compare", ("models", "one", "one", "luck", "sd"), -0.1),
    ("compare", ("models", "one", "one", "reason"), None),
    ("compare", ("differences", "one-other", "one", "variance_ratio"), -0.1),
    ("compare", ("gains", "one-other", "worse"), -0.1),
    ("compare", ("gains_other_luck", "zero_line", "one", "same"), 1.1),
    ("compare", ("gains_dead_band", "value"), -1.0),
    ("compare", ("flow_states",), []),
    ("compare", ("flow_states",), ["hidden", "hidden"]),
    ("compare", ("flows", "one", 0, 0), -1),
    ("compare", ("assumed", "one-other", "levers", 0, "kind"), "cost"),
    ("compare", ("assumed", "one-other", "favours", "one"), -1),
    ("compare", ("assumed", "one-other", "no_direction"), -1),
    ("compare", ("accounts", "one", "prices", "counted_from"), "guessed"),
    ("compare", ("accounts", "one", "minutes_per_week", "one", "one"), 1.5),
    ("compare", ("failures", 0, "replication"), -1),
    ("compare", ("seconds", "burn_in"), -0.1),
    ("compare", ("seconds", "compile"), None),
]


def test_every_value_keeps_within_its_bounds_and_a_fault_is_found_where_it_is() -> None:
    bounds_hold(TAKEN, REFUSED)


def test_a_report_reads_all_but_the_time_it_took() -> None:
    document = made(schema("compare"))
    assert read(Compare, document).seconds.total == 0.5
    with pytest.raises(ValidationError) as caught:
        read(Compared, document)
    assert [error["loc"] for error in caught.value.errors()] == [("seconds",)]
    del document["seconds"]
    assert read(Compared, document).out == document["out"]
    with pytest.raises(ValidationError):
        read(Compare, document)


def test_what_was_compiled_before_took_no_time_to_compile() -> None:
    spent = dict.fromkeys(("population", "burn_in", "simulate", "report", "total"), 0.0)
    assert Seconds.model_validate(spent).compile is None
    for name in spent:
        with pytest.raises(ValidationError):
            Seconds.model_validate({key: 0.0 for key in spent if key != name})
