"""Silos and wijkbudget: who pays what when a budget runs out, and where a surplus goes."""

from __future__ import annotations

import pytest

from sim.inputs.parameters.parameter import Value
from sim.support.contract import PAYERS, WMO, YOUTH
from sim.support.means import PRODUCT
from sim.support.pay import silos, wijkbudget
from sim.support.pay.steps import pay
from sim.support.products import product_ids
from sim.support.situation import Situation
from sim.world.living import engaged_cells
from sim.world.state import RUNS_PRODUCT, WAITS_PRODUCT
from tests.support.quiet import DAILY, homes, levers_of, need, neutral, of_head, quiet
from tests.worlds import TODAY

IDS = product_ids(neutral())
GUIDANCE = IDS.index("guidance")
POOL = ("desk", "desks", "separate_plans", "wijkbudget", "as_is")
LAWS = ("wmo", "youth", "income", "welfare", "care")
PLENTY = 10**12
WAITING = 3  # for guidance


def covering(*laws: str, **levers: Value) -> Situation:
    """A neighbourhood budget that covers these laws."""
    covers = {f"wijkbudget__covers_{law}": float(law in laws) for law in LAWS}
    return quiet(POOL, **covers, **{f"wijkbudget__{k}": v for k, v in levers.items()})


def waiting(now: Situation) -> list[int]:
    """Three adults wait for guidance under the Wmo, which has no contract of its own."""
    cells = [need(now, of_head(now, g, DAILY), 0.4) for g in homes(now)[:WAITING]]
    now.cells.granted[cells], now.cells.product[cells] = WAITS_PRODUCT, GUIDANCE
    now.cells.product_since[cells] = now.week
    now.engaged = engaged_cells(now.cells, now.active)
    now.ledger.contract[GUIDANCE], now.ledger.places[GUIDANCE] = 0, 1000.0
    assert now.products.payer[GUIDANCE] == WMO
    return cells


STOPS = {"stop_when_empty": 1.0}


@pytest.mark.parametrize(
    ("laws", "begin"),
    [(None, 0), (("wmo", "youth"), WAITING), (("youth",), 0), (("wmo", "income"), 0)],
    ids=["silos", "wmo+youth", "youth", "wmo+income"],
)
def test_money_of_youth_lets_help_under_the_wmo_begin_only_where_one_budget_covers_both(
    laws: tuple[str, ...] | None, begin: int
) -> None:
    now = quiet(TODAY, silos__stop_when_empty=1.0) if laws is None else covering(*laws, **STOPS)
    cells = waiting(now)
    now.ledger.budget[:] = 0
    now.ledger.budget[YOUTH] = PLENTY
    (silos if laws is None else wijkbudget).ANSWER.step(now)
    assert (now.cells.granted[cells] == RUNS_PRODUCT).sum() == begin
    price = int(now.products.price[GUIDANCE])
    booked = now.ledger.booked[:, PRODUCT]
    assert booked[WMO] == begin * price  # by the law that it falls under, whoever has the money
    assert booked.sum() == booked[WMO]


def test_an_overspent_law_in_the_pool_keeps_the_others_from_beginning_too() -> None:
    """The other side of one purse: in silos what youth costs is no matter of the Wmo."""
    for now, begin in (
        (quiet(TODAY, silos__stop_when_empty=1.0), WAITING),
        (covering("wmo", "youth", **STOPS), 0),
    ):
        cells = waiting(now)
        now.ledger.budget[:] = 1_000_000
        now.ledger.year[YOUTH] = 5_000_000
        pay(now)
        assert (now.cells.granted[cells] == RUNS_PRODUCT).sum() == begin


def at_the_end_of(now: Situation, week: int, budget: int = 10**9) -> Situation:
    """In a week with so much for every payer; a tenth of it was spent."""
    now.week = week
    now.ledger.budget[:] = budget
    now.ledger.year[:] = budget // 10
    now.ledger.reserve[0] = now.ledger.free[0] = 0
    return now


def test_a_quarter_sets_free_what_the_year_is_heading_to_leave_over_in_a_pool_alone() -> None:
    now = at_the_end_of(covering("wmo", "youth", team_share=0.25), 12)
    wijkbudget.ANSWER.step(now)
    spent = int(now.ledger.year[[WMO, YOUTH]].sum())
    free = (2 * 10**9 - 4 * spent) // 4  # this quarter and three more
    assert now.ledger.free[0] == int(free * 0.75) > 0
    salaries = now.settings.cents_per_fte * int(now.staff.contract.sum())
    team = salaries // now.settings.minutes_per_fte
    assert now.team_bonus == pytest.approx(0.25 * free * 4 / team)
    apart = at_the_end_of(quiet(TODAY), 12)
    silos.ANSWER.step(apart)
    assert apart.ledger.free[0] == 0 and apart.team_bonus == 0.0


def test_a_surplus_is_the_pools_to_carry_and_nobodys_between_silos() -> None:
    found = {}
    for name, now in (("silos", quiet(TODAY)), ("pool", covering("wmo", "youth"))):
        at_the_end_of(now, 51)
        before, booked = now.ledger.year.copy(), now.ledger.booked.sum(axis=1)
        pay(now)
        year = before + now.ledger.booked.sum(axis=1) - booked
        found[name] = (int(now.ledger.reserve[0]), int((10**9 - year[[WMO, YOUTH]]).sum()))
        assert not now.ledger.year.any()
    assert found["silos"][0] == 0
    assert found["pool"][0] == found["pool"][1] > 0


@pytest.mark.parametrize("laws", [("wmo",), ("wmo", "youth", "income", "welfare", "care")])
def test_the_holder_tightens_the_laws_it_covers_and_no_other(laws: tuple[str, ...]) -> None:
    now = at_the_end_of(covering(*laws, tighten=0.5), 12, 10**6)
    now.ledger.year[:] = 10**6  # four times what may be spent by now
    pay(now)
    tight = {name: float(now.ledger.tight[PAYERS.index(name)]) for name in PAYERS}
    assert tight == {name: 0.5 if name in laws else 0.0 for name in PAYERS}


def test_between_silos_the_response_to_an_overrun_comes_after_its_lag() -> None:
    now = at_the_end_of(quiet(TODAY, silos__response=0.5, silos__response_lag=3.0), 51, 10**6)
    now.ledger.year[:] = 0
    now.ledger.year[YOUTH] = 1_500_000  # half over
    tight = []
    for _ in range(5):
        now.ledger.budget[:] = 10**9
        now.ledger.budget[YOUTH] = 10**6
        pay(now)
        tight.append(float(now.ledger.tight[YOUTH]))
        now.week += 1
    assert tight[:3] == [0.0, 0.0, 0.0]
    assert tight[3] == tight[4] > 0.2


def test_a_wijkbudget_has_the_levers_of_silos_and_a_pool_by_its_nature() -> None:
    assert wijkbudget.ANSWER.fixed == {"pooled": 1.0} and silos.ANSWER.fixed == {}
    own = levers_of(wijkbudget.ANSWER) - levers_of(silos.ANSWER)
    assert own == {*(f"covers_{law}" for law in LAWS), "tighten", "team_share"}
    assert levers_of(silos.ANSWER) < levers_of(wijkbudget.ANSWER)
    for answer in (silos.ANSWER, wijkbudget.ANSWER):
        assert answer.step is pay and answer.question == "pay"
