"""Names of what is counted stand in the order of the numbers by which code finds them."""

from __future__ import annotations

from sim.record import moment, weekly
from sim.record.headlines import BY_DOMAIN, BY_SEVERITY, HEADLINES, KNOWN_OR_HIDDEN
from sim.record.outcomes import OUTCOMES


def test_series_have_their_constants_in_order() -> None:
    constants = {name: n for name, n in vars(weekly).items() if name.startswith("S_")}
    assert sorted(constants.values()) == list(range(weekly.SHARES, len(weekly.SERIES)))
    by_name = {
        "burden": weekly.S_BURDEN,
        "caseload": weekly.S_CASELOAD,
        "crises": weekly.S_CRISES,
        "network_strain": weekly.S_STRAIN,
        "residents": weekly.S_RESIDENTS,
        "first_line_minutes": weekly.S_FIRST_LINE_MINUTES,
        "guidance_room": weekly.S_GUIDANCE_ROOM,
    }
    assert {name: weekly.SERIES.index(name) for name in by_name} == by_name


def test_households_at_a_moment_have_a_name_per_count() -> None:
    assert moment.HOME_COUNTS[0] == "households" and len(moment.HOME_COUNTS) == 9
    assert moment.HOME_COUNTS[moment.HOME_COUNTS.index("carers") + 1] == "carers_intensive"


def test_headlines_and_parts_of_burden_are_outcomes() -> None:
    assert set(HEADLINES) <= set(OUTCOMES) and len(set(HEADLINES)) == len(HEADLINES)
    assert {*KNOWN_OR_HIDDEN, *BY_SEVERITY, *BY_DOMAIN} <= set(OUTCOMES)
    assert len(BY_DOMAIN) == 8
