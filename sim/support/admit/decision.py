"""Decision on one need at intake, whoever decides.

The order of resort is own strength and network, collective provision, first line,
individual provision. Neutral: the lightest line whose declared reach covers the
severity. Everything else is a lever.
"""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, rule
from sim.population.domains import DAILY_LIVING
from sim.support.admit.practice import coins_for, coins_of, first_line_at, levers_at
from sim.support.admit.settle import settle
from sim.support.admit.term import cut_at, late_line, rough_line, term_of
from sim.support.contract import (
    COLLECTIVE,
    FIRST_LINE,
    INTENSIVE,
    LIGHT,
    MODERATE,
    OWN,
    PRACTICE,
    TEAM,
)
from sim.support.flows import IN_TIME, ROUGH, TAKEN_IN, WAITED, flow
from sim.support.household import known_needs, law_bits, present_adults
from sim.support.served import Served


@rule
def lightest_line(
    severity: float, own: float, collective: float, first: float, two: float, one: float
) -> int:
    """Lightest line whose declared reach covers a severity.

    two, one: severities from which the ZRM level is 2 and 1, where heavier products begin.
    """
    if severity <= own:
        return OWN
    if severity <= collective:
        return COLLECTIVE
    if severity <= first:
        return FIRST_LINE
    if severity <= two:
        return LIGHT
    if severity <= one:
        return MODERATE
    return INTENSIVE


@rule
def seen_severity(
    severity: float,
    generalist: bool,
    single: bool,
    severe: float,
    under: float,
    consult: float,
    seen_part: float,
    coin: float,
) -> float:
    """Severity as it is judged: generalists miss part of a severe single problem,
    unless a specialist is consulted at the table."""
    if generalist and single and severity > severe and coin < under * (1.0 - consult):
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
    """A heavier line is refused when money is short, unless the worker may deviate (M19)."""
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
    """Effect of support under another law: calls for more (a complement, above 0) or takes
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
def lightest_within(here: Served, k: int, severity: float, first_reach: float) -> int:
    """Lightest line that covers a severity in domain k, with this reach of the first line."""
    world, collective = here.world, here.domains.collective_reach[k]
    two, one = world.zrm_level_2, world.zrm_level_1
    return lightest_line(severity, world.needs_floor, collective, first_reach, two, one)


@part
def judged_line(here: Served, c: int) -> int:
    """Line that is decided for a need: one rule after another, each with coins of its own."""
    cells, products, world, domains = here.cells, here.products, here.world, here.domains
    k, org = cells.domain[c], cells.desk[c]
    levers, at_practice, first = levers_at(here, org), org == PRACTICE, products.choice[k, 0]
    seen_coin, able_coin, lean_coin, usual_coin = coins_for(here, c, 0)
    pull_coin, tight_coin, deviate_coin, spread_coin = coins_for(here, c, 1)
    late_coin, law_coin, rough_coin, _ = coins_for(here, c, 5)
    reach = first_reach_of(
        domains.first_reach[k], levers.admit_first_reach, domains.collective_reach[k]
    )
    severity = judged_severity(here, c, seen_coin)
    line = lightest_within(here, k, severity, reach)
    waited, term = here.week - cells.since[c], term_of(world, org)
    line = late_line(line, world.waiting_heavier, waited, term, late_coin)
    if levers.admit_other_law != 0.0:
        own_law = 1 << int(products.payer[first])
        other = (law_bits(here.folk, cells, cells.home[c]) & ~own_law) != 0
        line = between_laws(line, other, levers.admit_other_law, law_coin)
    line = leaned_line(line, levers.admit_lightest_first, lean_coin)
    line = judged_able(line, levers.admit_overestimate, able_coin)
    adults = present_adults(here.folk, cells.home[c], here.week)
    share = here.homes.help_share[cells.home[c]]
    line = usual_care_line(line, k, adults, levers.admit_usual_care, share, usual_coin)
    pull = pull_of(levers.admit_own_product_pull, int(products.owner[first]), int(org))
    line = pulled_line(line, pull, levers.admit_dedication, levers.admit_parallel, pull_coin)
    if products.exempt[first] == 0:
        draw, who = coins_of(0, at_practice), here.address[c]
        draw_coin = streams.uniform(here.support_seed, streams.DRAW_IN, who, here.week, draw)
        line = drawn_line(line, levers.pay_pxq, levers.pay_pxq_draw, draw_coin)
    line = spread_line(line, levers.admit_discretion, levers.admit_discretion_spread, spread_coin)
    line = rough_line(line, min(1.0, world.intake_rough * cut_at(here, org)), rough_coin)
    if line >= LIGHT:
        tight = here.ledger.tight[products.payer[products.choice[k, line - LIGHT]]]
        line = tightened_line(line, tight, levers.admit_discretion, tight_coin, deviate_coin)
    return first_line_at(at_practice) if line == FIRST_LINE else line


@part
def judged_severity(here: Served, c: int, coin: float) -> float:
    """Severity of a need as it is judged at its intake."""
    cells, world, levers = here.cells, here.world, levers_at(here, here.cells.desk[c])
    return seen_severity(
        cells.lasting[c] + cells.resolvable[c],
        cells.desk[c] == TEAM,
        known_needs(here.folk, cells, cells.home[c], world.asking_floor) <= 1,
        world.zrm_level_2,
        levers.admit_under_recognition,
        levers.admit_consult,
        world.intake_seen_part,
        coin,
    )


@part
def decide(here: Served, c: int) -> None:
    """Decide for one need whose intake is done."""
    cells, persons, flows = here.cells, here.persons, here.flows
    i, k, org, waited = cells.holder[c], cells.domain[c], cells.desk[c], here.week - cells.since[c]
    term, levers = term_of(here.world, org), levers_at(here, org)
    flow(flows, TAKEN_IN, org, k, 1)
    flow(flows, WAITED, org, k, waited)
    flow(flows, IN_TIME, org, k, int(term <= 0.0 or waited <= term))
    flow(flows, ROUGH, org, k, int(cut_at(here, org) > 0.0))
    if org == TEAM and levers.admit_fit > 0.0:  # wishes, abilities, needs: M17
        fitted = persons.strength[i] + levers.admit_fit
        persons.strength[i] = min(here.world.strength_high, fitted)
    line = judged_line(here, c)
    here.lines[line] += 1
    settle(here, c, line)
