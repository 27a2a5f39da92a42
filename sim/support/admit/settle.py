"""Consequences of a decided line: a refusal, a place, a worker or a product."""

from __future__ import annotations

from sim.foundation.compiled import part
from sim.support.admit.practice import coins_for, first_line_at, levers_at
from sim.support.contract import CARE, COLLECTIVE, FIRST_LINE, LIGHT, LONGTERM, OWN, PRACTICE, TEAM
from sim.support.flows import PROVIDED, flow
from sim.support.served import Served
from sim.world.living import end_help
from sim.world.provisions import find_place, take_place
from sim.world.state import NO_REQUEST, WAITS_INTAKE, WAITS_PRODUCT, WAITS_WORKER, Cells

REFUSALS, REFERRALS = 6, 7  # in a tally of decisions, after its six lines


@part
def settle(here: Served, c: int, line: int) -> None:
    """Give a need the line that is decided."""
    cells, products = here.cells, here.products
    org, week, levers = cells.desk[c], here.week, levers_at(here, cells.desk[c])
    got = line
    if line == COLLECTIVE and not has_place(here, c):
        got = first_line_at(org == PRACTICE)
    if got == OWN:
        here.lines[REFUSALS] += 1
        point_back(here, c)
    elif got == COLLECTIVE:
        end_help(cells, c, week)
    elif got == FIRST_LINE:
        cells.status[c] = WAITS_WORKER
        cells.since[c] = week
    else:
        p = products.choice[cells.domain[c], got - LIGHT]
        insured = products.payer[p] == CARE or products.payer[p] == LONGTERM
        if org == TEAM and insured and levers.admit_mandate_care < 0.5:
            here.lines[REFERRALS] += 1
            refer(cells, c, week)
        else:
            here.ledger.asked_year[p] += 1
            flow(here.flows, PROVIDED, org, cells.domain[c], 1)
            grant(cells, c, p, week + int(levers.admit_second_check_weeks))


@part
def has_place(here: Served, c: int) -> bool:
    """Take a place in a provision for the holder, who may have one already; False where all
    are full."""
    cells, persons, provisions = here.cells, here.persons, here.provisions
    i, levers = cells.holder[c], levers_at(here, cells.desk[c])
    if persons.place[i] >= 0:
        return True
    coin, pick, _, _ = coins_for(here, c, 4)
    p = find_place(provisions, here.folk.area[cells.home[c]], levers.build_closure, coin, pick)
    if p >= 0:
        take_place(provisions, persons, i, p, here.week)
    return bool(p >= 0)


@part
def point_back(here: Served, c: int) -> None:
    """The holder is pointed to own strength: it suffers, and the door stays shut for a while."""
    persons, world, i = here.persons, here.world, here.cells.holder[c]
    persons.strength[i] = max(world.strength_low, persons.strength[i] - world.strength_refusal)
    persons.shy_until[i] = here.week + int(world.asking_shy_weeks)
    end_help(here.cells, c, here.week)


@part
def refer(cells: Cells, c: int, week: int) -> None:
    """The insurer's products stay with the practice: a second intake."""
    cells.status[c] = WAITS_INTAKE
    cells.desk[c] = PRACTICE
    cells.since[c] = week


@part
def grant(cells: Cells, c: int, p: int, since: int) -> None:
    """A need waits for product p from week ``since``; intake is done with it."""
    cells.status[c] = NO_REQUEST
    cells.desk[c] = -1
    cells.stage[c] = 0
    cells.granted[c] = WAITS_PRODUCT
    cells.product[c] = p
    cells.product_since[c] = since
