"""Collective provisions through a quarter: facilitation, volunteers, beginnings, ends."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import BLOCK_WEEKS, QUARTER, WEEKS_PER_YEAR
from sim.support.contract import WELFARE
from sim.support.means import PROVISION, book
from sim.support.pay.money import money_allows, purse
from sim.support.served import Served
from sim.world.state import PERSON_SLOTS, Cells, Provisions


@rule
def facilitation_effect(dose: float, smother: float) -> float:
    """Effect of facilitation at a dose relative to the optimum: an inverted U.

    Rises to 1 at dose 1; beyond that it stays (smother 0) or falls (M13).
    """
    if dose <= 1.0:
        return dose * (2.0 - dose)
    return 1.0 - smother * min(2.0, (dose - 1.0) * (dose - 1.0))


@rule
def next_vitality(
    vitality: float, growth: float, effect: float, helped: float, decay: float
) -> float:
    """Vitality after a quarter: grows with facilitation and volunteers, else fades."""
    after = vitality + growth * (effect + helped) * (1.0 - vitality) - decay * vitality
    return min(1.0, max(0.0, after))


@rule
def end_chance(continuity: float, vitality: float) -> float:
    """Quarterly chance that an initiative ends (T7): continuity is fragile."""
    return continuity * QUARTER * (1.0 - vitality)


@rule
def begin_chance(rate: float, inhabitants: int, rooms: int, dose: float) -> float:
    """Quarterly chance that a free room sees a new initiative begin (M12)."""
    return min(1.0, rate * QUARTER * inhabitants / 1000.0 / max(rooms, 1) * min(1.0, dose))


@rule
def doors_open(is_open: int, resident_run: int, standing: int, money: bool) -> int:
    """A provision is open now (1) or not: a centre closes while the subsidy is empty, or for good;
    what residents run goes on, carried by them."""
    if resident_run == 1:
        return is_open
    if standing == 0:
        return 0
    return 1 if money else 0


@rule
def share_kept(balance: int, cost: int) -> float:
    """Share of the places bought from free money that goes on when the pool's balance is
    negative: less by the part of their yearly cost that is lacking."""
    if balance >= 0 or cost <= 0:
        return 1.0
    return max(0.0, 1.0 + balance / cost)


@rule
def places_kept(bought: int, share: float) -> int:
    """Whole places that go on."""
    return int(bought * share)


@rule
def helps(chance: float, strength: float) -> float:
    """Quarterly chance that a visitor starts to help others (M23)."""
    return chance * QUARTER * min(1.0, strength)


@part
def worst_own_need(cells: Cells, i: int) -> float:
    """Largest unmet need of person i, without those of the household."""
    worst = 0.0
    for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
        worst = max(worst, cells.unmet[c])
    return worst


@phase
def volunteers(here: Served) -> int:
    """Visitors whose own needs are met start to help; volunteers' hours are counted."""
    folk, persons, world, week = here.folk, here.persons, here.world, here.week
    begun = 0
    for i in range(folk.n):
        if persons.place[i] < 0:
            continue
        if persons.volunteer[i] == 1:
            here.ledger.volunteered[0] += BLOCK_WEEKS * int(world.volunteer_minutes)
            continue
        if week - persons.joined[i] < world.volunteer_settled_weeks:
            continue
        if worst_own_need(here.cells, i) > world.needs_cut:
            continue
        coin = streams.uniform(here.support_seed, streams.VOLUNTEER, folk.id[i], week, 0)
        if coin < helps(here.levers.build_volunteer, persons.strength[i]):
            persons.volunteer[i] = 1
            here.provisions.volunteers[persons.place[i]] += 1
            begun += 1
    return begun


@phase
def build_quarter(
    here: Served, minutes: int, optimum_minutes: float, inhabitants: int, new_places: int
) -> None:
    """A quarter of community work: provisions grow or fade, initiatives begin or end.

    minutes: this quarter's community work; optimum_minutes: minutes a quarter per visitor at
    which facilitation works best; new_places: of a new initiative.
    """
    provisions, levers, week = here.provisions, here.levers, here.week
    useful = minutes * (1.0 - levers.build_rules)
    visitors = 0
    rooms = 0
    for p in range(len(provisions.is_open)):
        visitors += provisions.visitors[p] if provisions.is_open[p] == 1 else 0
        if provisions.is_open[p] == 0 and provisions.resident_run[p] == 1:
            rooms += 1
    dose = useful / max(1.0, optimum_minutes * max(visitors, 1))
    for p in range(len(provisions.is_open)):
        first, second, _, _ = streams.uniform4(here.support_seed, streams.BUILD, p, week, 0)
        if provisions.is_open[p] == 0:
            if provisions.resident_run[p] == 0:  # shut for want of money: as it is
                continue
            if useful > 0.0 and first < begin_chance(
                levers.build_start_rate, inhabitants, rooms, dose
            ):
                open_initiative(here, p, new_places)
            continue
        if useful > 0.0 or provisions.resident_run[p] == 1:
            effect = facilitation_effect(dose, levers.build_smother) if useful > 0.0 else 0.0
            enliven(here, p, effect)
        if provisions.resident_run[p] == 1 and second < end_chance(
            levers.build_continuity, provisions.vitality[p]
        ):
            end_initiative(here, p)


@part
def enliven(here: Served, p: int, effect: float) -> None:
    """Vitality of a provision after a quarter; effect: of facilitation."""
    provisions, world = here.provisions, here.world
    full = max(1.0, world.volunteer_full_help * provisions.places[p])
    provisions.vitality[p] = next_vitality(
        provisions.vitality[p],
        world.provision_growth,
        effect,
        min(1.0, provisions.volunteers[p] / full),
        world.provision_decay,
    )


@part
def open_initiative(here: Served, p: int, places: int) -> None:
    """Residents begin an initiative in a free room."""
    provisions = here.provisions
    provisions.is_open[p] = 1
    provisions.vitality[p] = here.world.provision_first_vitality
    provisions.places[p] = places
    provisions.began[p] = here.week
    here.build[0] += 1


@part
def end_initiative(here: Served, p: int) -> None:
    """An initiative ends; its room is free, without the places bought for it."""
    provisions = here.provisions
    provisions.is_open[p] = 0
    provisions.vitality[p] = 0.0
    provisions.places[p] = 0
    provisions.bought[p] = 0
    provisions.bought_cost[p] = 0
    here.build[1] += 1


@phase
def reinvest(provisions: Provisions, cents: int, cents_per_place: int) -> int:
    """Free euros become places in open provisions, evenly, with their yearly cost.

    Returns the yearly cents taken on.
    """
    rooms = 0
    for p in range(len(provisions.is_open)):
        rooms += int(provisions.is_open[p])
    if rooms == 0 or cents_per_place <= 0:
        return 0
    each = cents // rooms // cents_per_place
    taken = 0
    for p in range(len(provisions.is_open)):
        if provisions.is_open[p] == 1 and each > 0:
            provisions.places[p] += int(each)
            provisions.bought[p] += int(each)
            provisions.bought_cost[p] += each * cents_per_place
            taken += each * cents_per_place
    return taken


@phase
def give_up_places(provisions: Provisions, balance: int) -> int:
    """Places bought from free money end in proportion when the surplus does not return.

    balance: cents that the budget holder carries into the new year. Returns places ended.
    """
    cost = 0
    for p in range(len(provisions.bought)):
        cost += provisions.bought_cost[p]
    share = share_kept(balance, cost)
    ended = 0
    if share >= 1.0:
        return ended
    for p in range(len(provisions.bought)):
        before = provisions.bought[p]
        after = places_kept(before, share)
        if after < before:
            provisions.places[p] -= before - after
            provisions.bought_cost[p] = provisions.bought_cost[p] * after // before
            provisions.bought[p] = after
            ended += before - after
    return ended


@phase
def pay_provisions(here: Served, regime: int) -> None:
    """Provisions are open as far as there is money, and what is open is paid for the week.

    The money is welfare's own, as granted for the year, and then the pool's when that
    covers it: what other laws cost ends no granted subsidy. regime: of provisions.
    """
    provisions, ledger, levers = here.provisions, here.ledger, here.levers
    stop, gone = levers.pay_stop_when_empty >= 0.5, here.week % WEEKS_PER_YEAR
    own, used = ledger.budget[WELFARE], ledger.year[WELFARE]
    budget, spent = purse(ledger, levers, WELFARE)
    money = money_allows(regime, stop, own, used, gone)
    money = money or money_allows(regime, stop, budget, spent, gone)
    for p in range(len(provisions.is_open)):
        provisions.is_open[p] = doors_open(
            provisions.is_open[p], provisions.resident_run[p], provisions.standing[p], money
        )
        if money and provisions.is_open[p] == 1:
            cost = provisions.yearly_cost[p] + provisions.bought_cost[p]
            book(ledger, WELFARE, PROVISION, cost // WEEKS_PER_YEAR)
