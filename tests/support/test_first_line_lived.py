"""The first line in a neighbourhood: the door, files, temporary workers, circles, a take-over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation.compiled import plain
from sim.foundation.units import BLOCK_WEEKS, I4, I8, WEEKS_PER_YEAR
from sim.model.week import PHASES, run_week
from sim.population.domains import DOMAINS
from sim.support.admit.desks import serve_desk
from sim.support.admit.first_contact import gather
from sim.support.admit.intake import queue_at
from sim.support.admit.opening import open_door
from sim.support.admit.practice import levers_at
from sim.support.contract import (
    PRACTICE,
    SOCIAL_WORK,
    TEAM,
    UNUSED,
    USE_CONTACT,
    WMO_DESK,
    YOUTH_DESK,
)
from sim.support.flows import REQUESTS, SETTLED
from sim.support.means import DESK_PAYER, HIRED, new_offices
from sim.support.minutes import door_minutes
from sim.support.pay.places import follow
from sim.support.products import UNLIMITED
from sim.support.reach.desk import reach_with
from sim.support.reach.signals import REACHED, SIGNALLED, SIGNALS, TALKS
from sim.support.situation import Situation
from sim.support.takeover import divided, hand_on, take_over
from sim.support.work.closing import close
from sim.world.state import ASKED_FOR, HAS_WORKER, MET, NO_REQUEST, READY, WAITS_INTAKE
from tests.examples import examples
from tests.worlds import (
    GENERALIST,
    TODAY,
    Values,
    begin,
    default_values,
    fields,
    forked,
    look_again,
    practice_of,
    residents_of,
    with_values,
)

NOBODY_SETTLED = {f"domain__{domain}__settled": 0.0 for domain in DOMAINS}
# Long intakes, so that queues are always behind.
HIRING = with_values(
    desks__hire=1.0, kitchen_table__hire=1.0, hire__lag=5.0, intake__minutes=4000.0,
    asking__level=0.2, staff__fte=15.0, contact__minutes=10.0, term__wmo_desk=1.0,
    term__youth_desk=1.0, term__income_desk=1.0, term__social_work=1.0, term__team=1.0,
)  # fmt: skip


def waiting_at(
    now: Situation, org: int, unmet: Sequence[float], home: int | None = None, stage: int = 0
) -> list[int]:
    """Cells of requests that are made at an organisation, one for each unmet need."""
    cells = now.cells
    desk = now.domains.desk[cells.domain]
    fit = (cells.holder >= 0) & (cells.status == NO_REQUEST) & (cells.granted == 0)
    fit &= (cells.home == home) if home is not None else (desk == org)
    rows = [int(c) for c in np.flatnonzero(fit)[-len(unmet) :]]
    assert len(rows) == len(unmet)
    cells.unmet[rows] = cells.resolvable[rows] = unmet
    cells.lasting[rows] = 0.0
    cells.status[rows], cells.desk[rows], cells.stage[rows] = WAITS_INTAKE, org, stage
    cells.since[rows] = now.week - 1
    look_again(now, *rows)
    return rows


def some(values: Values | None = None, answers: Sequence[str] = TODAY) -> Situation:
    """A neighbourhood in its first week, under today's practice or taken over from it."""
    now = begin(residents_of(120, 120), values or default_values())
    return now if answers == TODAY else forked(now, answers, values or default_values())


# --- the door


def test_first_contacts_go_as_far_as_the_minutes_reach_the_most_urgent_first() -> None:
    room = int(door_minutes(some().staff, 0.0)[WMO_DESK])
    now = some(with_values(contact__minutes=float(room // 3), **NOBODY_SETTLED))
    asked = waiting_at(now, WMO_DESK, (0.2, 0.6, 0.35, 0.8, 0.05))
    before = now.ledger.minutes.copy()
    open_door(now, WMO_DESK)
    assert now.cells.stage[asked].tolist() == [ASKED_FOR, MET, MET, MET, ASKED_FOR]
    left = room - 3 * (room // 3)  # kept for the next, who waits
    assert now.offices.door_left[WMO_DESK] == left
    assert now.offices.door_taken[WMO_DESK] == room
    taken = now.ledger.minutes - before
    assert taken[WMO_DESK, USE_CONTACT] == taken.sum() == 3 * (room // 3)
    assert now.tally.flows[REQUESTS].sum() == now.tally.flows[REQUESTS, WMO_DESK].sum() == 3


def test_what_a_first_contact_settles_is_helped_and_waits_no_more() -> None:
    settled = {f"domain__{domain}__settled": 1.0 for domain in DOMAINS}
    now = some(
        with_values(contact__minutes=5.0, contact__reach=1e12, contact__domains=0.0, **settled)
    )
    asked = waiting_at(now, WMO_DESK, (0.3, 0.6))
    open_door(now, WMO_DESK)
    assert (now.cells.status[asked] == NO_REQUEST).all()
    assert (now.cells.stage[asked] == ASKED_FOR).all()  # a later request begins anew
    relief = 1.0 - now.world.contact_relief
    assert now.cells.resolvable[asked] == pytest.approx([0.3 * relief, 0.6 * relief])
    assert now.tally.flows[SETTLED].sum() == now.tally.flows[REQUESTS].sum() == 2


def test_the_team_meets_all_requests_of_a_household_at_once() -> None:
    now = some(with_values(contact__minutes=5.0, **NOBODY_SETTLED), GENERALIST)
    home = int(np.argmax(np.bincount(now.folk.household)))
    asked = waiting_at(now, TEAM, (0.3, 0.4, 0.5), home)
    open_door(now, TEAM)
    assert (now.cells.stage[asked] == MET).all()
    each = now.world.contact_minutes
    minutes = int(each + 2.0 * each * now.levers.admit_conversation)
    assert now.offices.door_taken[TEAM] == now.ledger.minutes[TEAM, USE_CONTACT] == minutes


def test_desks_beside_a_team_admit_as_today() -> None:
    now = some(answers=GENERALIST)
    at = [plain(levers_at)(now.served, org) for org in range(TEAM + 1)]
    assert at == [now.practice.stay] * TEAM + [now.levers] and now.levers != now.practice.stay


def test_a_request_is_decided_on_when_its_file_is_complete_and_an_acute_one_at_once() -> None:
    now = some(with_values(lead__wmo=1e9))
    asked = waiting_at(now, WMO_DESK, (0.3, 0.9, 0.6), stage=MET)
    gather(now.served)
    assert now.cells.stage[asked].tolist() == [MET, READY, MET]
    assert queue_at(now.cells, now.engaged, WMO_DESK).tolist() == [asked[1]]
    youth = waiting_at(now, YOUTH_DESK, (0.3,), stage=ASKED_FOR)
    now.world = some(with_values(lead__wmo=1.0, lead__youth=1.0)).world
    gather(now.served)
    assert (now.cells.stage[asked] == READY).all()
    assert (now.cells.stage[youth] == ASKED_FOR).all()  # nobody has spoken with them


def test_the_practice_sees_people_without_a_file_and_in_its_own_hours() -> None:
    now = some()
    waiting_at(now, PRACTICE, (0.3, 0.6))
    serve_desk(now, now.engaged, PRACTICE)
    assert now.offices.intakes[PRACTICE] == 2
    assert now.offices.intake_full[PRACTICE] == now.ledger.minutes[PRACTICE].sum() == 0


def test_signals_are_followed_as_far_as_minutes_reach_the_most_urgent_first() -> None:
    room = int(door_minutes(some().staff, 0.0)[WMO_DESK])
    everybody = {f"domain__{domain}__signal": 1e6 for domain in DOMAINS}
    now = some(
        with_values(
            signal__minutes=float(room // 3),
            signal__reached=1.0,
            signal__talk=1.0,
            asking__level=0.0,
            asking__accept=1.0,
            asking__reluctance=0.0,
            crisis__known=0.0,
            **everybody,
        )
    )
    now.cells.unmet[:] = 0.0
    told = waiting_at(now, WMO_DESK, (0.4, 0.6, 0.2, 0.8, 0.35))
    now.cells.status[told], now.cells.desk[told] = NO_REQUEST, -1
    reach_with(now, 0)
    assert (now.cells.status[told] == WAITS_INTAKE).tolist() == [True, True, False, True, False]
    assert now.engaged[np.isin(now.engaged, told)].tolist() == [told[0], told[1], told[3]]
    counts = now.tally.reach
    assert counts[[SIGNALS, REACHED, TALKS, SIGNALLED]].tolist() == [3, 3, 3, 3]
    assert now.offices.door_taken[WMO_DESK] == now.ledger.minutes.sum() == 3 * (room // 3)


# --- temporary workers


def by_organisation(now: Situation, minutes: I4) -> I8:
    total: I8 = np.zeros(len(now.offices.hired), dtype=np.int64)
    np.add.at(total, now.staff.org, minutes)
    return total


@pytest.mark.parametrize("answers", [TODAY, GENERALIST], ids="+".join)
def test_temporary_workers_come_after_the_lag_and_are_paid_by_the_minute(
    answers: tuple[str, ...],
) -> None:
    now = some(HIRING, answers)
    price = now.settings.cents_per_fte / WEEKS_PER_YEAR / now.settings.minutes_per_fte
    kept = now.offices.intake_left.copy()
    came = 0
    for _ in range(2 * BLOCK_WEEKS + 7):
        staff, offices, week = now.staff, now.offices, now.week
        hired, there = staff.hired.copy(), by_organisation(now, staff.minutes)
        assert (by_organisation(now, hired) <= offices.hired).all()
        before, booked = fields(now, "ledger", "offices"), now.ledger.booked.copy()
        used = before["ledger.minutes"].copy()
        earlier, ordered = offices.hired.copy(), offices.order_week.copy()
        run_week(now)
        for payer in DESK_PAYER:
            minutes = int(hired[staff.payer == payer].sum())
            cents = int(price * now.world.hire_price * minutes)
            assert now.ledger.booked[payer, HIRED] - booked[payer, HIRED] == cents
        used = (now.ledger.minutes - used)[:, :UNUSED].sum(axis=1)
        assert (used <= there + kept).all()
        kept += there - used
        new = offices.order_week != ordered
        assert (offices.order_week[new] == week + 5).all()
        assert not new.any() or week % BLOCK_WEEKS == 0
        changed = offices.hired != earlier
        assert (offices.order_week[changed] == now.week).all()
        came += int(changed.sum())
    assert came > 0
    assert now.ledger.booked[:, HIRED].sum() > 0
    assert (now.offices.hired[[PRACTICE]] == 0).all()


@pytest.mark.parametrize(
    ("answers", "lever"), [(TODAY, "desks.hire"), (GENERALIST, "kitchen_table.hire")]
)
def test_who_hires_nobody_pays_nothing_for_it(answers: tuple[str, ...], lever: str) -> None:
    now = some({**HIRING, lever: 0.0}, answers)
    for _ in range(BLOCK_WEEKS + 7):
        run_week(now)
    assert now.ledger.booked[:, HIRED].sum() == now.offices.hired.sum() == 0
    assert (now.staff.hired == 0).all()


@settings(max_examples=examples("rules"))
@given(amount=st.integers(0, 10**7), parts=st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_minutes_are_divided_without_a_rest(amount: int, parts: list[int]) -> None:
    found = divided(amount, np.array(parts, dtype=np.int64))
    whole = sum(parts)
    assert found.sum() == (amount if whole else 0)
    for got, part in zip(found.tolist(), parts, strict=True):
        assert not whole or abs(got - amount * part / whole) < len(parts)


def test_temporary_workers_go_along_with_the_workers() -> None:
    offices = new_offices()
    offices.hired[:2], offices.ordered[:2], offices.intake_left[:2] = (90, 30), (120, 30), (7, 2)
    offices.order_week[:2], offices.behind[:2] = (9, 4), (0.5, 0.4)
    moved = np.zeros((6, 6), dtype=np.int64)
    moved[0, 0], moved[0, TEAM], moved[1, TEAM] = 100, 200, 50
    hand_on(offices, moved)
    assert offices.hired[[0, 1, TEAM]].tolist() == [30, 0, 90]
    assert offices.ordered[[0, 1, TEAM]].tolist() == [40, 0, 110]
    assert offices.intake_left[[0, 1, TEAM]].tolist() == [2, 0, 7]
    assert offices.order_week[[0, TEAM]].tolist() == [9, 9]
    assert offices.behind[:2].tolist() == [0.5, 0.0]  # nobody works at the second any more


def test_a_team_that_ends_gives_its_temporary_workers_back() -> None:
    now = some(HIRING)
    for _ in range(BLOCK_WEEKS + 7):
        run_week(now)
    hired = int(now.offices.hired.sum())
    assert hired > 0
    for answers in (GENERALIST, TODAY):
        take_over(now, practice_of(answers, HIRING, now.week))
        assert now.offices.hired.sum() == hired
        assert (now.offices.hired[by_organisation(now, now.staff.contract) == 0] == 0).all()
    assert now.offices.hired[TEAM] == 0


# --- circles and places


def test_whether_a_circle_fades_does_not_hang_on_whose_case_comes_first() -> None:
    boosts = []
    for first in (0, 1):
        now = some(
            with_values(
                separate_plans__keep_up=1.0,
                separate_plans__activate=1.0,
                separate_plans__realise=1.0,
                separate_plans__boost=0.3,
            )
        )
        home = int(np.argmax(np.bincount(now.folk.household)))
        rows = waiting_at(now, SOCIAL_WORK, (0.9, 0.9), home)
        now.cells.status[rows], now.cells.worker[rows] = HAS_WORKER, 0
        now.cells.began[rows[first]] = now.week
        now.cells.began[rows[1 - first]] = now.week - BLOCK_WEEKS
        now.homes.boost[home] = 0.1
        close(now.served, 0.0)
        assert now.tally.closing.tolist() == [0, 0, 1, 1, 1, 1]
        boosts.append(float(now.homes.boost[home]))
    assert boosts == pytest.approx([0.6, 0.6])  # kept up at 0.3, and activated once more


def test_places_follow_the_year_and_its_counts_begin_anew() -> None:
    now = some()
    ledger, count = now.ledger, len(now.products.places)
    ledger.asked_year[:], ledger.waited[:] = 400, 10
    before = ledger.places.copy()
    contract = ledger.contract.copy()
    price = now.products.price
    now.world = now.world.replace(places_catch_up=3.0)
    follow(now.served, np.full(count, 300, dtype=np.int32), price, 0.1)
    limited = (now.products.places < UNLIMITED) & (before > 0.0)
    assert limited.any()
    assert ledger.places[limited] == pytest.approx(1.1 * before[limited])
    unlimited = now.products.places == UNLIMITED
    assert (ledger.places[unlimited] == before[unlimited]).all()
    stated = contract > 0
    assert stated.any() and not stated.all()
    assert ledger.contract[stated] == pytest.approx(1.1 * contract[stated], abs=1.0)
    assert (ledger.contract[~stated] == 0).all()
    assert ledger.asked_year.sum() == 0
    assert (ledger.waited == 300).all()
    once = ledger.places.copy()
    paid = ledger.contract.copy()
    ledger.waited[:] = 0
    follow(now.served, np.zeros(count, dtype=np.int32), price, 0.1)
    assert (ledger.places == once).all()  # nobody asked
    assert (ledger.contract == paid).all()
    ledger.asked_year[:] = 400
    follow(now.served, np.full(count, 300, dtype=np.int32), price, 0.0)
    assert (ledger.places == once).all()  # a step of nought: contracts stay
    assert (ledger.contract == paid).all()


def test_the_phases_of_a_week_leave_this_weeks_temporary_minutes_until_they_are_paid() -> None:
    now = some(HIRING)
    for _ in range(BLOCK_WEEKS + 7):
        hired = now.staff.hired.copy()
        for name, step in PHASES:
            if name == "pay":
                assert (now.staff.hired == hired).all()
            step(now)
        now.week += 1
    assert (now.staff.hired > 0).any()
