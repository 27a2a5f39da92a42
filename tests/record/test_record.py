"""The recorder on a hand-made neighbourhood: every event has a known answer."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sim.foundation.units import NEVER
from sim.population.domains import MENTAL
from sim.record import outcomes as states
from sim.record.levels import holds_second
from sim.record.recorder import Recorder, RunResults
from sim.support.admit.settle import REFERRALS
from sim.support.contract import FIRST_LINE, LIGHT, WMO, WMO_DESK
from sim.support.flows import TAKEN_IN, WAITED
from sim.support.means import CRISIS, PRODUCT
from sim.support.situation import Situation
from sim.world.living import active_cells, engaged_cells
from sim.world.state import (
    HAS_WORKER,
    HOUSEHOLD_SLOTS,
    NO_PRODUCT,
    NO_REQUEST,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_INTAKE,
    WAITS_WORKER,
)
from tests.worlds import begin, copy_situation, default_values, residents_of

CITIZENS, WEEKS = 60, 120
MENTAL_SLOT = 1
CUT = 0.3


@pytest.fixture(scope="module")
def empty() -> Situation:
    """A neighbourhood in which nobody needs anything and nobody ever moves."""
    now = begin(residents_of(CITIZENS, WEEKS), default_values())
    cells = now.cells
    for name in ("lasting", "resolvable", "unmet", "active", "status", "granted"):
        getattr(cells, name)[:] = 0
    for name in ("known", "product", "counts_since"):
        getattr(cells, name)[:] = -1
    folk = now.folk
    now.folk = folk.replace(
        arrive=np.where(folk.arrive <= 0, -1, NEVER).astype(np.int32),
        leave=np.full(folk.n, NEVER, dtype=np.int32),
        hh_arrive=np.where(folk.hh_arrive <= 0, -1, NEVER).astype(np.int32),
        hh_leave=np.full(folk.h, NEVER, dtype=np.int32),
    )
    heads = folk.members[folk.member_start[:-1]]
    cells.holder[PERSON_SLOTS * folk.n :] = np.repeat(heads, HOUSEHOLD_SLOTS)
    return now


class Hand:
    """A neighbourhood moved by hand: one person's mental-health need, week by week."""

    def __init__(self, empty: Situation, weeks: int) -> None:
        self.now = copy_situation(empty)
        folk = self.now.folk = empty.folk.replace(leave=empty.folk.leave.copy())
        sizes = np.diff(folk.member_start)
        here = folk.hh_arrive <= 0
        self.home = int(np.flatnonzero((sizes >= 2) & here)[0])
        self.people = folk.members[folk.member_start[self.home] : folk.member_start[self.home + 1]]
        self.person = int(self.people[0])
        self.cell = PERSON_SLOTS * self.person + MENTAL_SLOT
        self.shared = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * self.home
        self.recorder = Recorder(self.now, weeks)

    def need(self, cell: int, severity: float) -> None:
        """A need as it is after this week's update, without help."""
        cells = self.now.cells
        cells.resolvable[cell] = cells.unmet[cell] = severity
        cells.active[cell] = severity > 0.0
        above = severity > CUT
        if above and cells.counts_since[cell] < 0:
            cells.counts_since[cell] = self.now.week
        elif not above:
            cells.counts_since[cell] = -1

    def status(self, cell: int, status: int, desk: int = WMO_DESK) -> None:
        """Where the need stands from this week."""
        cells = self.now.cells
        cells.status[cell] = status
        cells.desk[cell] = -1 if status == NO_REQUEST else desk
        cells.since[cell] = self.now.week
        cells.worker[cell] = 0 if status == HAS_WORKER else -1
        if status == HAS_WORKER:
            cells.began[cell] = self.now.week
        if status == NO_REQUEST:
            cells.closed[cell] = self.now.week

    def week(self, count: int = 1) -> int:
        """The week ends, ``count`` times; returns the person's state."""
        for _ in range(count):
            self.now.active = active_cells(self.now.cells)
            self.now.engaged = engaged_cells(self.now.cells, self.now.active)
            self.now.week += 1
            self.recorder(self.now)
            self.now.hit = np.zeros(0, dtype=np.int32)
        return int(self.now.persons.state[self.person])

    def results(self) -> RunResults:
        return self.recorder.results(self.now)


def test_one_citizen_walks_through_every_state(empty: Situation) -> None:
    hand = Hand(empty, 12)
    now, cell, person = hand.now, hand.cell, hand.person
    assert hand.week() == states.SELF_RELIANT
    hand.need(cell, 0.5)
    assert hand.week() == states.HIDDEN
    hand.status(cell, WAITS_INTAKE)
    now.cells.moment[cell] = 0.5
    assert hand.week(2) == states.WAITING
    hand.status(cell, WAITS_WORKER)
    now.tally.lines[FIRST_LINE] += 1
    now.offices.intakes[WMO_DESK] += 1
    now.tally.flows[TAKEN_IN, WMO_DESK, MENTAL] += 1
    now.tally.flows[WAITED, WMO_DESK, MENTAL] += 2
    assert hand.week() == states.WAITING
    hand.status(cell, HAS_WORKER)
    assert hand.week() == states.FIRST_LINE
    now.persons.crisis_until[person] = now.week + 1
    now.hit = np.array([cell], dtype=np.int32)
    now.tally.crises += 1
    assert hand.week() == states.CRISIS
    assert hand.week() == states.FIRST_LINE
    hand.need(cell, 0.0)
    hand.status(cell, NO_REQUEST)
    assert hand.week() == states.SELF_RELIANT
    now.persons.place[person] = 0
    assert hand.week() == states.COLLECTIVE
    now.persons.place[person] = -1
    now.folk.leave[person] = now.week
    assert hand.week() == states.OUTSIDE
    found = hand.results()
    expected = np.zeros((10, 10), dtype=np.int64)
    walk = [
        states.SELF_RELIANT, states.HIDDEN, states.WAITING, states.FIRST_LINE, states.CRISIS,
        states.FIRST_LINE, states.SELF_RELIANT, states.COLLECTIVE, states.OUTSIDE,
    ]  # fmt: skip
    for a, b in pairwise(walk):
        expected[a, b] += 1
    np.testing.assert_array_equal(found.flows, expected)
    # the need counted from week 1, was recognised halfway week 2 and helped in week 5
    assert found.outcomes["days_to_contact"] == 7.0 * 1.5
    assert found.outcomes["days_to_help"] == 7.0 * 4
    assert found.outcomes["wait_intake_days"] == 7.0 * 2
    assert found.outcomes["wait_worker_days"] == 7.0 * 1
    assert found.outcomes["help_length"] == 3.0
    assert found.outcomes["settled_first_line"] == 1.0
    assert found.outcomes["crises_light"] == 1.0
    assert found.outcomes["referral_share"] == 0.0
    assert found.outcomes["reach"] == pytest.approx(6 / 7)


def test_a_household_need_counts_once_and_is_felt_by_all(empty: Situation) -> None:
    hand = Hand(empty, 4)
    hand.need(hand.shared, 0.7)
    hand.week(2)
    found, burden = hand.results(), hand.recorder.notes.burden
    members = hand.people.tolist()
    assert burden[members] == pytest.approx(np.full(len(members), 2 * 0.4))
    assert burden.sum() == pytest.approx(2 * 0.4 * len(members))
    people = found.weekly["residents"][0]
    assert found.outcomes["burden"] == pytest.approx(2 * 0.4 / (people * 2 / 52) * 1000.0)
    np.testing.assert_array_equal(hand.now.persons.burden, burden)
    rows = found.citizens
    assert rows["burden"][np.isin(rows["id"], members)] == pytest.approx(2 * 0.4)
    assert found.weekly["share_hidden"][1] == pytest.approx(len(members) / people)


def test_the_worst_off_households(empty: Situation) -> None:
    hand = Hand(empty, 52)
    hand.need(hand.shared, 0.8)
    hand.need(hand.cell, 0.4)
    hand.week(52)
    found = hand.results().outcomes
    homes = int(hand.recorder.series["households"][0])
    worst = max(1, round(0.05 * homes))
    assert found["burden_top5"] == pytest.approx(52 * (0.5 + 0.1) / worst)
    assert found["burden_top5_share"] == pytest.approx(1.0)
    assert found["wellbeing_mark"] == pytest.approx(
        8.0 - 5.0 * (0.6 + 0.5 * (len(hand.people) - 1)) / hand.recorder.series["residents"][0]
    )


@pytest.mark.parametrize("second", [0.0, 1.0])
def test_a_product_makes_a_user_of_its_law(empty: Situation, second: float) -> None:
    hand = Hand(empty, 52)
    now, cell = hand.now, hand.cell
    now.products = now.products.replace(second=np.full_like(now.products.second, second))
    product = int(np.flatnonzero(now.products.payer == WMO)[0])
    hand.week(3)
    hand.need(cell, 0.6)
    now.cells.granted[cell], now.cells.product[cell] = RUNS_PRODUCT, product
    now.cells.product_since[cell], now.cells.payer[cell] = now.week, WMO
    intensity = int(now.products.intensity[product])
    heavy = states.INTENSIVE if intensity == 2 else states.SPECIALIST
    assert hand.week(10) == heavy
    assert now.persons.provisions[hand.person] == 1
    now.cells.granted[cell], now.cells.product[cell] = NO_PRODUCT, -1
    now.cells.closed[cell] = now.week
    hand.need(cell, 0.0)
    hand.week(39)
    found = hand.results()
    people = found.levels["inhabitants"]
    assert found.levels["wmo_users_per_1000"] == pytest.approx(1000.0 / people)
    assert found.levels["users_per_1000"] == pytest.approx(1000.0 / people)
    assert found.levels["user_households"] == pytest.approx(1.0 / found.levels["households"])
    assert found.levels["more_than_one_per_1000"] == pytest.approx(1000.0 * second / people)
    assert found.levels["first_line_users_per_1000"] == 0.0
    assert found.outcomes["product_length"] == 10.0
    assert found.outcomes["settled_first_line"] == 0.0
    assert now.persons.provisions[hand.person] == 0  # a new model year


def test_return_to_help_within_a_year(empty: Situation) -> None:
    hand = Hand(empty, 110)
    for weeks_after in (20, 0):
        hand.need(hand.cell, 0.5)
        hand.status(hand.cell, HAS_WORKER)
        hand.week(4)
        hand.need(hand.cell, 0.0)
        hand.status(hand.cell, NO_REQUEST)
        hand.week(1 + weeks_after)
    hand.week(110 - hand.recorder.lived)
    found = hand.results().outcomes
    assert found["return_household"] == pytest.approx(0.5)  # two closes, one return
    assert found["closed_within_year"] == 1.0
    assert found["closed_within_year_1"] == 1.0
    assert found["closed_within_year_2"] is None


def test_money_is_read_from_the_ledger(empty: Situation) -> None:
    hand = Hand(empty, 52)
    ledger = hand.now.ledger
    for _ in range(52):
        ledger.booked[WMO, PRODUCT] += 700
        ledger.booked[WMO, CRISIS] += 300
        ledger.informal[0] += 60
        hand.week()
    found = hand.results()
    people = found.levels["inhabitants"]
    assert found.outcomes["public_cost"] == pytest.approx(520.0 / people)
    assert found.outcomes["cost_line_crisis"] == pytest.approx(156.0 / people)
    assert found.outcomes["cost_payer_wmo"] == found.levels["cost_payer_wmo"]
    hour = 14.0 * 2790.8 / 2772.8  # of 2014 in prices of 2015
    assert found.outcomes["societal_cost"] == pytest.approx((520.0 + 52 * hour) / people)
    assert found.outcomes["informal_hours"] == pytest.approx(52.0 / people)
    assert found.weekly["public_cost"].sum() == pytest.approx(520.0 / people)
    assert found.outcomes["overrun_years"] == 0.0


def test_a_person_helped_near_crisis_is_followed_for_a_year(empty: Situation) -> None:
    hand = Hand(empty, 60)
    hand.need(hand.cell, 0.9)
    hand.status(hand.cell, HAS_WORKER)
    hand.week()
    hand.need(hand.cell, 0.4)
    hand.week(59)
    found = hand.results().outcomes
    assert found["near_crisis_mark_before"] == pytest.approx(8.0 - 5.0 * 0.6)
    assert found["near_crisis_mark_after"] == pytest.approx(8.0 - 5.0 * 0.1)


def test_a_week_out_of_turn_is_refused(empty: Situation) -> None:
    hand = Hand(empty, 2)
    hand.now.week += 1
    with pytest.raises(ValueError, match="does not follow"):
        hand.week()
    again = Hand(empty, 1)
    again.week()
    with pytest.raises(ValueError, match="beyond"):
        again.week()


def test_before_any_week_everything_has_a_reason(empty: Situation) -> None:
    found = Hand(empty, 2).results()
    assert set(found.outcomes) == set(found.reasons)
    assert all(value is None for value in found.outcomes.values())


def test_a_need_referred_to_the_practice_is_one_intake_decision(empty: Situation) -> None:
    hand = Hand(empty, 2)
    lines = hand.now.tally.lines
    lines[FIRST_LINE] += 3
    lines[LIGHT] += 2  # once by the team, once more by the practice
    lines[REFERRALS] += 1
    hand.week()
    assert hand.results().outcomes["referral_share"] == 1 / 4


def test_a_higher_share_of_second_provisions_takes_it_from_nobody(empty: Situation) -> None:
    """The coin is the person's own: whoever holds other products, or whose share is another."""
    now = copy_situation(empty)
    few, many = (
        now.products.replace(second=np.full_like(now.products.second, x)) for x in (0.2, 0.6)
    )
    everybody = np.ones(now.folk.n, dtype=np.int64)
    now.products = few
    low = holds_second(now, everybody)
    alone = holds_second(now, np.where(np.arange(now.folk.n) == 7, everybody, 0))
    now.products = many
    high = holds_second(now, everybody)
    assert 0 < low.sum() < high.sum()
    assert high[low].all()
    assert not np.delete(alone, 7).any() and alone[7] == low[7]
