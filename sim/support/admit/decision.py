"""What is decided for one need at intake, whoever decides.

The order of resort is own strength and network, collective provision, first line,
individual provision. Neutral: the lightest line whose declared reach covers the
severity. Everything else is a lever.
"""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, rule
from sim.foundation.units import I8, I8x3
from sim.population.domains import DAILY_LIVING
from sim.support.admit.practice import coins_of, first_line_at
from sim.support.admit.settle import settle
from sim.support.admit.term import late_line, rough_line
from sim.support.contract import (
    COLLECTIVE,
    FIRST_LINE,
    INTENSIVE,
    LIGHT,
    MODERATE,
    OWN,
    PRACTICE,
    TEAM,
    Levers,
)
from sim.support.flows import IN_TIME, ROUGH, TAKEN_IN, WAITED, flow
from sim.support.household import known_needs, law_bits, present_adults
from sim.support.means import Ledger
from sim.support.products import Products
from sim.world.lives import Cells, Folk, Homes, Persons, Provisions
from sim.world.parameters import Domains, World
from sim.world.waiting import ZRM_1, ZRM_2


@rule
def lightest_line(severity: float, own: float, collective: float, first: float) -> int:
    """Lightest line whose declared reach covers a severity; products have fixed bands."""
    if severity <= own:
        return OWN
    if severity <= collective:
        return COLLECTIVE
    if severity <= first:
        return FIRST_LINE
    if severity <= ZRM_2:
        return LIGHT
    if severity <= ZRM_1:
        return MODERATE
    return INTENSIVE


@rule
def seen_severity(
    severity: float,
    generalist: bool,
    single: bool,
    under: float,
    consult: float,
    seen_part: float,
    coin: float,
) -> float:
    """Severity as it is judged: generalists miss part of a severe single problem,
    unless a specialist is consulted at the table."""
    if generalist and single and severity > ZRM_2 and coin < under * (1.0 - consult):
        return severity * seen_part
    return severity


@rule
def leaned_line(line: int, lightest_first: float, coin: float) -> int:
    """One line lighter (positive) or heavier (negative) than the severity asks."""
    if lightest_first > 0.0 and line > COLLECTIVE and coin < lightest_first:
        return line - 1
    if lightest_first < 0.0 and COLLECTIVE <= line < INTENSIVE and coin < -lightest_first:
        return line + 1
    return line


@rule
def judged_able(line: int, overestimate: float, coin: float) -> int:
    """Own strength or network judged able and is not (B40): the network is pointed to."""
    if line <= FIRST_LINE and coin < overestimate:
        return OWN
    return line


@rule
def usual_care_line(
    line: int, domain: int, adults: int, usual_care: float, help_share: float, coin: float
) -> int:
    """Housemates are expected to do what is usual before individual provision."""
    if line == LIGHT and domain == DAILY_LIVING and adults > 1 and coin < usual_care * help_share:
        return OWN
    return line


@rule
def pull_of(pull: float, owner: int, org: int) -> float:
    """Pull towards a product: only towards one's own organisation's. The team has workers of
    every desk's parent organisation."""
    return pull if owner == org or (org == TEAM and owner >= 0) else 0.0


@rule
def pulled_line(line: int, pull: float, dedication: float, parallel: float, coin: float) -> int:
    """One's own organisation's product is granted, or, where staff is not wholly freed,
    asked for at the partner, instead of a lighter line (T3, T6)."""
    if line in (FIRST_LINE, COLLECTIVE):
        chance = pull + (1.0 - pull) * parallel * (1.0 - dedication)
        if coin < chance:
            return LIGHT
    return line


@rule
def drawn_line(line: int, pxq: float, draw: float, coin: float) -> int:
    """A provider paid per product draws in what a lighter line could do (F17)."""
    if line in (FIRST_LINE, COLLECTIVE) and coin < pxq * draw:
        return LIGHT
    return line


@rule
def tightened_line(line: int, tight: float, discretion: float, coin: float, other: float) -> int:
    """When money is short a heavier line is refused, unless the worker may deviate (M19)."""
    if line >= LIGHT and coin < tight and other >= discretion:
        return line - 1
    return line


@rule
def first_reach_of(own: float, wider: float, least: float) -> float:
    """Severity up to which the first line can settle a need itself: that of the domain, wider
    or narrower by what an answer claims, not below the line before it."""
    return max(least, min(1.0, own + wider))


@rule
def between_laws(line: int, other_law: bool, lever: float, coin: float) -> int:
    """What support under another law does: calls for more (a complement, above 0) or takes
    its place (a substitute, below 0)."""
    if not other_law or not COLLECTIVE <= line <= INTENSIVE:
        return line
    if lever > 0.0 and line < INTENSIVE and coin < lever:
        return line + 1
    if lever < 0.0 and line > COLLECTIVE and coin < -lever:
        return line - 1
    return line


@rule
def spread_line(line: int, discretion: float, spread: float, coin: float) -> int:
    """Room to deviate also means unequal help for equal need."""
    if COLLECTIVE < line < INTENSIVE:
        if coin < 0.5 * discretion * spread:
            return line - 1
        if coin > 1.0 - 0.5 * discretion * spread:
            return line + 1
    return line


@part
def judged_line(
    folk: Folk,
    cells: Cells,
    homes: Homes,
    products: Products,
    ledger: Ledger,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    c: int,
    cut: float,
    term: float,
    seed: int,
    week: int,
) -> int:
    """Line that is decided for a need: one rule after another, each with coins of its own.

    cut: share of the intake's time left out; term: weeks within which it should be decided.
    """
    k, g, org = cells.domain[c], cells.home[c], cells.desk[c]
    seen_coin, able_coin, lean_coin, usual_coin = streams.uniform4(
        seed, streams.INTAKE, address[c], week, coins_of(0, org == PRACTICE)
    )
    pull_coin, tight_coin, deviate_coin, spread_coin = streams.uniform4(
        seed, streams.INTAKE, address[c], week, coins_of(1, org == PRACTICE)
    )
    late_coin, law_coin, rough_coin, _ = streams.uniform4(
        seed, streams.INTAKE, address[c], week, coins_of(5, org == PRACTICE)
    )
    single = known_needs(folk, cells, g, world.asking_floor) <= 1
    severity = seen_severity(
        cells.lasting[c] + cells.resolvable[c], org == TEAM, single,
        levers.admit_under_recognition, levers.admit_consult, world.intake_seen_part, seen_coin,
    )  # fmt: skip
    reach = first_reach_of(
        domains.first_reach[k], levers.admit_first_reach, domains.collective_reach[k]
    )
    line = lightest_line(severity, world.needs_floor, domains.collective_reach[k], reach)
    line = late_line(line, world.waiting_heavier, week - cells.since[c], term, late_coin)
    if levers.admit_other_law != 0.0:
        own_law = 1 << int(products.payer[products.choice[k, 0]])
        other = (law_bits(folk, cells, g) & ~own_law) != 0
        line = between_laws(line, other, levers.admit_other_law, law_coin)
    line = leaned_line(line, levers.admit_lightest_first, lean_coin)
    line = judged_able(line, levers.admit_overestimate, able_coin)
    adults = present_adults(folk, g, week)
    line = usual_care_line(
        line, k, adults, levers.admit_usual_care, homes.help_share[g], usual_coin
    )
    first = products.choice[k, 0]
    pull = pull_of(levers.admit_own_product_pull, int(products.owner[first]), int(org))
    line = pulled_line(line, pull, levers.admit_dedication, levers.admit_parallel, pull_coin)
    if products.exempt[first] == 0:
        draw = coins_of(0, org == PRACTICE)
        draw_coin = streams.uniform(seed, streams.DRAW_IN, address[c], week, draw)
        line = drawn_line(line, levers.pay_pxq, levers.pay_pxq_draw, draw_coin)
    line = spread_line(line, levers.admit_discretion, levers.admit_discretion_spread, spread_coin)
    line = rough_line(line, min(1.0, world.intake_rough * cut), rough_coin)
    if line >= LIGHT:
        tight = ledger.tight[products.payer[products.choice[k, line - LIGHT]]]
        line = tightened_line(line, tight, levers.admit_discretion, tight_coin, deviate_coin)
    return first_line_at(org == PRACTICE) if line == FIRST_LINE else line


@part
def decide(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    homes: Homes,
    provisions: Provisions,
    products: Products,
    ledger: Ledger,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    c: int,
    cut: float,
    term: float,
    seed: int,
    week: int,
    tally: I8,
    flows: I8x3,
) -> None:
    """Decide for one need whose intake is done. tally: [8] lines decided, refusals, referrals.

    cut: share of the intake's time left out; term: weeks within which it should be decided.
    """
    i, k, org, waited = cells.holder[c], cells.domain[c], cells.desk[c], week - cells.since[c]
    flow(flows, TAKEN_IN, org, k, 1)
    flow(flows, WAITED, org, k, waited)
    flow(flows, IN_TIME, org, k, int(term <= 0.0 or waited <= term))
    flow(flows, ROUGH, org, k, int(cut > 0.0))
    if cells.desk[c] == TEAM and levers.admit_fit > 0.0:  # wishes, abilities, needs: M17
        persons.strength[i] = min(world.strength_high, persons.strength[i] + levers.admit_fit)
    line = judged_line(
        folk, cells, homes, products, ledger, world, domains, levers, address, c, cut, term, seed,
        week,
    )  # fmt: skip
    tally[line] += 1
    settle(
        folk, cells, persons, provisions, products, ledger, world, levers, address, c, line, seed,
        week, tally, flows,
    )  # fmt: skip
