"""What is decided for one need at intake, whoever decides.

The order of resort is own strength and network, collective provision, first line,
individual provision. Neutral: the lightest line whose declared reach covers the
severity. Everything else is a lever.
"""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, rule
from sim.foundation.units import I8
from sim.support.contract import (
    CARE,
    COLLECTIVE,
    FIRST_LINE,
    INTENSIVE,
    LIGHT,
    LONGTERM,
    MODERATE,
    OWN,
    PRACTICE,
    TEAM,
    Levers,
)
from sim.support.means import Ledger
from sim.support.products import Products
from sim.world.lives import (
    HOUSEHOLD_SLOTS,
    NO_REQUEST,
    PERSON_SLOTS,
    WAITS_INTAKE,
    WAITS_PRODUCT,
    WAITS_WORKER,
    Cells,
    Folk,
    Homes,
    Persons,
)
from sim.world.living import end_help
from sim.world.parameters import DAILY_LIVING, Domains, World
from sim.world.provisions import Provisions, find_place, take_place
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
    severity: float, generalist: bool, single: bool, under: float, consult: float, coin: float
) -> float:
    """Severity as it is judged: generalists miss part of a severe single problem,
    unless a specialist is consulted at the table."""
    if generalist and single and severity > ZRM_2 and coin < under * (1.0 - consult):
        return severity * 0.6
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
def spread_line(line: int, discretion: float, spread: float, coin: float) -> int:
    """Room to deviate also means unequal help for equal need."""
    if COLLECTIVE < line < INTENSIVE:
        if coin < 0.5 * discretion * spread:
            return line - 1
        if coin > 1.0 - 0.5 * discretion * spread:
            return line + 1
    return line


@part
def present_adults(folk: Folk, g: int, week: int) -> int:
    """Present members of 18 and over."""
    count = 0
    for k in range(folk.member_start[g], folk.member_start[g + 1]):
        i = folk.members[k]
        if folk.arrive[i] <= week < folk.leave[i] and week - folk.born[i] >= 936:
            count += 1
    return count


@part
def known_needs(folk: Folk, cells: Cells, g: int, floor: float) -> int:
    """Felt needs of a household and its members."""
    count = 0
    for k in range(folk.member_start[g], folk.member_start[g + 1]):
        i = folk.members[k]
        for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
            if cells.unmet[c] > floor:
                count += 1
    first = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g
    for c in range(first, first + HOUSEHOLD_SLOTS):
        if cells.unmet[c] > floor:
            count += 1
    return count


@rule
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
    seed: int,
    week: int,
    tally: I8,
) -> None:
    """Decide for one need whose intake is done. tally: [8] lines decided, refusals, referrals."""
    k = cells.domain[c]
    i = cells.holder[c]
    g = cells.home[c]
    org = cells.desk[c]
    if org == TEAM and levers.admit_fit > 0.0:  # wishes, abilities, needs: M17
        persons.strength[i] = min(world.strength_high, persons.strength[i] + levers.admit_fit)
    seen_coin, able_coin, lean_coin, usual_coin = streams.uniform4(
        seed, streams.INTAKE, address[c], week, 0
    )
    pull_coin, tight_coin, deviate_coin, spread_coin = streams.uniform4(
        seed, streams.INTAKE, address[c], week, 1
    )
    severity = seen_severity(
        cells.lasting[c] + cells.resolvable[c],
        org == TEAM,
        known_needs(folk, cells, g, world.asking_floor) <= 1,
        levers.admit_under_recognition,
        levers.admit_consult,
        seen_coin,
    )
    line = lightest_line(
        severity, world.needs_floor, domains.collective_reach[k], domains.first_reach[k]
    )
    line = leaned_line(line, levers.admit_lightest_first, lean_coin)
    line = judged_able(line, levers.admit_overestimate, able_coin)
    line = usual_care_line(
        line,
        k,
        present_adults(folk, g, week),
        levers.admit_usual_care,
        homes.help_share[g],
        usual_coin,
    )
    owned = products.owner[products.choice[k, 0]] >= 0  # a partner delivers it
    line = pulled_line(
        line,
        levers.admit_own_product_pull if owned else 0.0,
        levers.admit_dedication,
        levers.admit_parallel,
        pull_coin,
    )
    if products.exempt[products.choice[k, 0]] == 0:
        draw_coin = streams.uniform(seed, streams.DRAW_IN, address[c], week, 0)
        line = drawn_line(line, levers.pay_pxq, levers.pay_pxq_draw, draw_coin)
    line = spread_line(line, levers.admit_discretion, levers.admit_discretion_spread, spread_coin)
    product = -1
    if line >= LIGHT:
        product = products.choice[k, line - LIGHT]
        line = tightened_line(
            line,
            ledger.tight[products.payer[product]],
            levers.admit_discretion,
            tight_coin,
            deviate_coin,
        )
        if line >= LIGHT:
            product = products.choice[k, line - LIGHT]
    if org == PRACTICE and line == FIRST_LINE:
        line = LIGHT  # the practice's first line is itself a product
        product = products.choice[k, 0]
    tally[line] += 1
    if line == COLLECTIVE and persons.place[i] < 0:
        p = find_place(provisions, folk.area[g], levers.build_closure, spread_coin)
        if p >= 0:
            take_place(provisions, persons, i, p, week)
        else:
            line = FIRST_LINE
            if org == PRACTICE:
                line = OWN
    if line == OWN:
        tally[6] += 1
        cells.refused[c] += 1
        persons.strength[i] = max(world.strength_low, persons.strength[i] - world.strength_refusal)
        persons.shy_until[i] = week + int(world.asking_shy_weeks)
        end_help(cells, c, week)
    elif line == COLLECTIVE:
        end_help(cells, c, week)
    elif line == FIRST_LINE:
        cells.status[c] = WAITS_WORKER
        cells.since[c] = week
    elif (
        org == TEAM
        and (products.payer[product] == CARE or products.payer[product] == LONGTERM)
        and levers.admit_mandate_care < 0.5
    ):
        tally[7] += 1  # the insurer's products stay with the practice: a second intake
        cells.status[c] = WAITS_INTAKE
        cells.desk[c] = PRACTICE
        cells.since[c] = week
    else:
        cells.status[c] = NO_REQUEST
        cells.desk[c] = -1
        cells.granted[c] = WAITS_PRODUCT
        cells.product[c] = product
        cells.product_since[c] = week + int(levers.admit_second_check_weeks)
