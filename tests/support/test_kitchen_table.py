"""Admission at the kitchen table: one conversation per household, and desks that stay."""

from __future__ import annotations

from dataclasses import replace

from sim.support.admit import desks, kitchen_table
from sim.support.admit.kitchen_table import ANSWER, step
from sim.support.contract import INCOME_DESK, ORGANISATIONS, SOCIAL_WORK, TEAM, USE_INTAKE, WMO_DESK
from sim.support.situation import Situation
from sim.world.state import WAITS_INTAKE
from tests.support.quiet import (
    DAILY,
    DEBTS,
    HOUSING,
    INTAKE,
    asks,
    homes,
    levers_of,
    need,
    of_head,
    of_home,
    quiet,
    team,
    with_levers,
)


def intake(now: Situation) -> dict[str, int]:
    """Minutes of intake by organisation, of those that had any."""
    spent = now.ledger.minutes[:, USE_INTAKE]
    return {name: int(spent[org]) for org, name in enumerate(ORGANISATIONS) if spent[org]}


def test_two_needs_are_one_conversation_at_the_table_and_two_stories_at_desks() -> None:
    found = {}
    for name, now, orgs in (
        ("table", team(admit_conversation=0.3), (TEAM, TEAM)),
        ("desks", with_levers(quiet(), admit_conversation=0.3), (WMO_DESK, INCOME_DESK)),
    ):
        g = homes(now)[0]
        asks(now, of_head(now, g, DAILY), orgs[0])
        asks(now, of_home(now, g, DEBTS), orgs[1])
        (kitchen_table if name == "table" else desks).step(now)
        assert not (now.cells.status == WAITS_INTAKE).any()
        found[name] = (intake(now), int(now.homes.told[g]))
    assert found["table"] == ({"team": INTAKE + 27}, 1)
    assert found["desks"] == ({"wmo_desk": INTAKE, "income_desk": INTAKE}, 2)


def test_a_law_outside_the_mandate_stays_with_its_desk() -> None:
    now = team()
    first, other = homes(now)[:2]
    asks(now, of_home(now, first, DEBTS), TEAM)
    asks(now, of_home(now, other, HOUSING), SOCIAL_WORK)
    step(now)
    assert intake(now) == {"team": INTAKE, "social_work": INTAKE}


def test_what_the_table_sees_and_passes_on_is_seen_at_its_desk_the_same_week() -> None:
    now = team(admit_breadth=1.0)
    g = homes(now)[0]
    asks(now, of_home(now, g, DEBTS), TEAM)
    housing = need(now, of_home(now, g, HOUSING), 0.5)
    step(now)
    assert intake(now) == {"team": 2 * INTAKE, "social_work": INTAKE}
    assert now.cells.status[housing] != WAITS_INTAKE


def test_at_an_empty_table_no_minutes_are_kept() -> None:
    now = team()
    offices = now.offices
    offices.intake_left[TEAM] = offices.intake_taken[TEAM] = 500
    offices.waiting[TEAM] = 3
    step(now)
    assert offices.intake_left[TEAM] == offices.intake_taken[TEAM] == offices.waiting[TEAM] == 0
    assert intake(now) == {}


def test_without_means_everybody_goes_on_waiting() -> None:
    now = team(admit_breadth=1.0)
    now.settings = replace(now.settings, no_means=True)
    first, other = homes(now)[:2]
    asked = [
        asks(now, of_home(now, first, DEBTS), TEAM),
        asks(now, of_home(now, other, HOUSING), SOCIAL_WORK),
    ]
    seen = need(now, of_head(now, first, DAILY), 0.5)
    step(now)
    assert intake(now) == {} and now.homes.told.sum() == 0
    assert (now.cells.status[asked] == WAITS_INTAKE).all() and now.cells.status[seen] == 0


def test_who_waits_at_the_table_may_give_up_as_at_a_desk() -> None:
    now = team(admit_drop_out=1.0)
    now.settings = replace(now.settings, no_means=True)
    g = homes(now)[0]
    cells = [asks(now, of_home(now, g, DEBTS), TEAM, weeks=1), of_head(now, g, DAILY)]
    asks(now, cells[1], TEAM)  # this week: nobody gives up at once
    step(now)
    assert now.tally.drop_outs == 1
    assert (now.cells.status[cells] == WAITS_INTAKE).tolist() == [False, True]


def test_the_table_has_the_levers_of_desks_and_those_of_a_conversation() -> None:
    own = levers_of(ANSWER) - levers_of(desks.ANSWER)
    assert own >= {"breadth", "conversation", "consult", "fit", "dedication", "mandate_care"}
    assert levers_of(desks.ANSWER) - levers_of(ANSWER) == {"wrong_desk"}
    assert ANSWER.step is step
