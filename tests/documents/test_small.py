"""Documents of one page: an error, an estimate, a point, a status, known answers."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from sim.documents.small import NotPassed, Passed, Verify
from sim.show.reader import read
from tests.documents import Case, bounds_hold, schema
from tests.made import made

TAKEN: list[Case] = [
    ("verify", ("limit", 0, "ciw"), None),
    ("verify", ("limit", 0, "found"), None),
    ("verify", ("limit", 0, "tolerance"), None),
    ("verify", ("limit", 0, "gap"), -0.1),
    ("verify", ("limit",), []),
    ("verify", ("passed",), 0),
    ("error", ("where",), None),
    ("error", ("code",), "out_of_range"),
    ("estimate", ("points",), 0),
    ("estimate", ("seconds",), 0.0),
    ("point", ("rows",), []),
    ("point", ("failures",), []),
    ("point", ("rows", 0), {"any": None}),
    ("status", ("state",), "unfinished"),
    ("status", ("study",), None),
    ("status", ("done",), 0),
    ("status", ("points",), None),
]
REFUSED: list[Case] = [
    ("verify", ("limit", 0, "use"), 0.0),
    ("verify", ("limit", 0, "use"), 1.0),
    ("verify", ("limit", 0, "kind"), "random"),
    ("verify", ("limit", 0, "weeks"), 0),
    ("verify", ("limit", 0, "formula"), -0.1),
    ("verify", ("limit", 0, "clock"), None),
    ("verify", ("failed",), -1),
    ("verify", ("checks",), []),
    ("verify", ("code",), "000000000000000000000000000000000000000000000000000000000000000"),
    ("verify", ("out",), ""),
    ("verify", ("weeks",), 0),
    ("error", ("code",), "Out of range"),
    ("error", ("message",), ""),
    ("estimate", ("workers",), 0),
    ("estimate", ("megabytes",), -1.0),
    ("estimate", ("citizen_weeks",), None),
    ("point", ("replication",), -1),
    ("point", ("rows",), None),
    ("status", ("state",), "begun"),
    ("status", ("done",), -1),
    ("status", ("done",), None),
    ("status", ("points",), -1),
]


def test_every_value_keeps_within_its_bounds_and_a_fault_is_found_where_it_is() -> None:
    bounds_hold(TAKEN, REFUSED)


KNOWN: dict[str, Any] = {
    "id": "intake.wait",
    "subject": "intake",
    "what": {"code": "weeks_waited", "text": "Weeks waited", "values": {}},
    "expected": 2.0,
    "tolerance": 0.1,
    "unit": "weeks",
    "source": {"code": "by_hand", "text": "by hand", "values": {}},
    "by": "exact",
}


@pytest.mark.parametrize(
    ("passed", "found", "kind"),
    [(True, 2.05, Passed), (False, 3.0, NotPassed), (None, None, NotPassed), (True, None, None)],
)
def test_a_check_that_passed_has_a_finding_and_one_that_was_skipped_has_none(
    passed: bool | None, found: float | None, kind: type[Passed | NotPassed] | None
) -> None:
    document = {**made(schema("verify")), "checks": [{**KNOWN, "passed": passed, "found": found}]}
    if kind is None:
        with pytest.raises(ValidationError):
            read(Verify, document)
    else:
        assert type(read(Verify, document).checks[0]) is kind


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "Intake.wait"),
        ("id", "intake"),
        ("subject", "money"),
        ("unit", ""),
        ("tolerance", -0.1),
        ("expected", None),
        ("by", "hand"),
    ],
)
def test_a_check_is_refused_by_the_key_that_is_wrong(key: str, value: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        Passed.model_validate({**KNOWN, "passed": True, "found": 2.0, key: value})
    assert [error["loc"] for error in caught.value.errors()] == [(key,)]
