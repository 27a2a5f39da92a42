"""Building by quarters under every answer: what is bought, what begins, what stands as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.parameters.parameter import Value
from sim.support.build import as_is, collectivise, reinvest
from sim.support.build.steps import build
from sim.support.contract import WELFARE
from sim.support.means import PROVISION
from sim.support.situation import LONG_AGO, Situation
from sim.world.provisions import new_provisions
from tests.support.quiet import homes, levers_of, of_home, quiet
from tests.worlds import Values

LAST_OF_QUARTER, LAST_OF_YEAR = 12, 51
PLACE = 1_000  # cents a year of one more place
HARDLY: dict[str, Value] = {"start_rate": 0.0, "continuity": 0.0, "volunteer": 0.0}


def standing(
    answer: str, week: int = LAST_OF_QUARTER, pay: str = "silos", **levers: Value
) -> Situation:
    """A centre and an initiative, each with 20 places, in a week under an answer to Build."""
    values: Values = {}
    if answer != "as_is":
        values = {f"{answer}__{name}": value for name, value in {**HARDLY, **levers}.items()}
    now = quiet(("desk", "desks", "separate_plans", pay, answer), **values)
    table = new_provisions(1, 1, 20, 0.5, 52_000)
    table.is_open[:], table.places[:], table.vitality[:] = 1, 20, 0.5
    now.provisions, now.week = table, week
    now.settings = replace(now.settings, place_cents=PLACE, new_places=15)
    now.ledger.budget[:] = 10**9
    return now


def test_reinvest_buys_whole_places_alike_with_its_share_of_what_is_free() -> None:
    now = standing("reinvest", reinvest=0.5)
    now.ledger.free[0] = 9_999  # 4,999 to spend: 2,499 for either, two places each
    reinvest.ANSWER.step(now)
    table = now.provisions
    assert table.places.tolist() == [22, 22] and table.bought.tolist() == [2, 2]
    assert table.bought_cost.tolist() == [2 * PLACE, 2 * PLACE]
    assert now.ledger.free[0] == 0  # what was not spent is not kept
    reinvest.ANSWER.step(now)
    assert table.bought.tolist() == [2, 2]


@given(free=st.integers(0, 10**7), share=st.floats(0.0, 1.0), rooms=st.integers(0, 2))
def test_reinvest_never_spends_more_than_its_share(free: int, share: float, rooms: int) -> None:
    now = standing("reinvest", reinvest=share)
    now.provisions.is_open[rooms:] = 0
    now.provisions.resident_run[:] = 1  # no subsidy opens them again
    now.ledger.free[0] = free
    reinvest.ANSWER.step(now)
    spent = int(now.provisions.bought_cost.sum())
    assert spent == PLACE * now.provisions.bought.sum() <= share * free
    if rooms:
        assert share * free - spent < rooms * PLACE + 1
    assert (now.provisions.bought[rooms:] == 0).all()


@pytest.mark.parametrize("answer", ["as_is", "collectivise"])
def test_nothing_is_bought_under_the_other_answers(answer: str) -> None:
    now = standing(answer)
    now.ledger.free[0] = 10**8
    (as_is if answer == "as_is" else collectivise).ANSWER.step(now)
    assert now.provisions.places.tolist() == [20, 20] and now.ledger.free[0] == 0


def test_community_work_begins_an_initiative_and_keeps_a_centre_lively() -> None:
    found = {}
    for answer in ("as_is", "collectivise"):
        levers = {"start_rate": 1e9} if answer == "collectivise" else {}
        now = standing(answer, **levers)
        now.provisions.is_open[1] = 0
        now.community_minutes = 10_000
        build(now)
        assert now.community_minutes == 0  # a quarter's work, once
        found[answer] = (now.provisions.is_open.tolist(), now.tally.build.tolist())
    assert found == {"as_is": ([1, 0], [0, 0]), "collectivise": ([1, 1], [1, 0])}


def test_only_community_work_lets_the_recovered_help_others() -> None:
    for answer, helpers in (("as_is", 0), ("collectivise", 1)):
        levers = {"volunteer": 1e9} if answer == "collectivise" else {}
        now = standing(answer, **levers)
        person = int(now.cells.holder[of_home(now, homes(now)[0], 0)])
        now.persons.place[person], now.persons.joined[person] = 0, LONG_AGO
        build(now)
        assert now.persons.volunteer.sum() == now.tally.volunteers == helpers


def test_only_the_last_week_of_a_quarter_builds_and_every_week_pays() -> None:
    weekly = (52_000 + 0) // 52
    for week in range(LAST_OF_QUARTER - 2, LAST_OF_QUARTER + 2):
        now = standing("reinvest", week, reinvest=1.0)
        now.community_minutes, now.ledger.free[0] = 500, 2 * PLACE
        build(now)
        quarter = week == LAST_OF_QUARTER
        assert now.provisions.bought.tolist() == ([1, 1] if quarter else [0, 0])
        assert (now.community_minutes, int(now.ledger.free[0])) == (
            (0, 0) if quarter else (500, 2 * PLACE)
        )
        assert now.ledger.booked[WELFARE, PROVISION] == weekly


def test_bought_places_are_paid_for_from_the_week_after() -> None:
    now = standing("reinvest", reinvest=1.0)
    now.ledger.free[0] = 2 * 52 * PLACE
    build(now)
    assert now.provisions.bought.tolist() == [52, 52]
    before = int(now.ledger.booked[WELFARE, PROVISION])
    now.week += 1
    build(now)
    assert now.ledger.booked[WELFARE, PROVISION] - before == 52_000 // 52 + 2 * PLACE


@pytest.mark.parametrize(
    ("pay", "week", "kept"),
    [
        ("wijkbudget", LAST_OF_YEAR, 5),
        ("wijkbudget", LAST_OF_YEAR - 1, 10),
        ("silos", LAST_OF_YEAR, 10),
    ],
)
def test_places_end_at_the_end_of_a_pools_year_that_does_not_return_a_surplus(
    pay: str, week: int, kept: int
) -> None:
    now = standing("reinvest", week, pay, reinvest=0.0)
    table = now.provisions
    table.bought[:], table.bought_cost[:], table.places[:] = 10, 10 * PLACE, 30
    now.ledger.reserve[0] = -10 * PLACE  # half of what they cost
    build(now)
    assert table.bought.tolist() == [kept, kept]
    assert table.places.tolist() == [20 + kept, 20 + kept]


def test_without_means_nothing_is_paid_and_nothing_ends() -> None:
    now = standing("reinvest", LAST_OF_YEAR, "wijkbudget", reinvest=0.0)
    now.settings = replace(now.settings, no_means=True)
    now.provisions.bought[:], now.provisions.bought_cost[:] = 10, 10 * PLACE
    now.ledger.reserve[0] = -(10**9)
    build(now)
    assert now.provisions.bought.tolist() == [10, 10]
    assert not now.ledger.booked.any()


def test_each_answer_adds_to_the_one_before() -> None:
    assert levers_of(as_is.ANSWER) == set()
    assert levers_of(reinvest.ANSWER) - levers_of(collectivise.ANSWER) == {"reinvest"}
    for answer in (as_is.ANSWER, collectivise.ANSWER, reinvest.ANSWER):
        assert answer.step is build and answer.question == "build" and answer.fixed == {}
