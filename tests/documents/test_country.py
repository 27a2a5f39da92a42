"""The document of a country: wijken, inhabitants and what lies where."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sim.documents.country import Country, Imputed, Nation, Skipped
from sim.show.reader import read
from tests.documents import Case, bounds_hold, schema
from tests.made import made

TAKEN: list[Case] = [
    ("country", ("places", "failed", "wijken"), 0),
    ("country", ("replications",), 1),
    ("country", ("models", "one", "one", "sd"), None),
    ("country", ("models", "one", "one", "over_wijken", "median"), None),
    ("country", ("differences", "one-other", "one", "luck_at_most"), None),
    ("country", ("differences", "one-other", "one", "inhabitants", "same"), None),
    ("country", ("totals", "one", "inhabitants"), 0.5),
    ("country", ("totals", "one", "models", "one"), None),
    ("country", ("levels_today",), {}),
    ("country", ("seconds",), {"total": 0.0}),
]
REFUSED: list[Case] = [
    ("country", ("places", "asked", "inhabitants"), -1),
    ("country", ("places", "skipped", "no_households", "wijken"), 1.5),
    ("country", ("replications",), 0),
    ("country", ("weeks",), 0),
    ("country", ("outcomes",), {}),
    ("country", ("models",), {}),
    ("country", ("models", "one", "one", "over_wijken", "wijken"), -1),
    ("country", ("differences", "one-other", "one", "luck_at_most"), -0.1),
    ("country", ("differences", "one-other", "one", "inhabitants", "lower"), 1.1),
    ("country", ("totals", "one", "inhabitants"), 0),
    ("country", ("failures", 0, "replication"), -1),
    ("country", ("seconds",), {}),
    ("country", ("seconds", "total"), -1.0),
    ("country", ("seconds", "burn_in"), None),
    ("country", ("out",), None),
]


def test_every_value_keeps_within_its_bounds_and_a_fault_is_found_where_it_is() -> None:
    bounds_hold(TAKEN, REFUSED)


@pytest.mark.parametrize("part", [Skipped, Imputed])
def test_every_reason_to_leave_a_wijk_out_or_fill_it_in_is_counted(
    part: type[Skipped] | type[Imputed],
) -> None:
    whole = {key: {"wijken": 0, "inhabitants": 0} for key in part.model_fields}
    assert part.model_validate(whole)
    for name in whole:
        with pytest.raises(ValidationError) as caught:
            part.model_validate({key: none for key, none in whole.items() if key != name})
        assert caught.value.errors()[0]["loc"] == (name,)


def test_a_summary_reads_all_but_the_time_it_took() -> None:
    document = made(schema("country"))
    assert read(Country, document).seconds.total == 0.5
    seconds = document.pop("seconds")
    assert read(Nation, document).places.asked.wijken == 1
    with pytest.raises(ValidationError):
        read(Nation, {**document, "seconds": seconds})
