"""What follows from the line that is decided: a refusal, a place, a worker or a product."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part
from sim.foundation.units import I8, I8x3
from sim.support.admit.practice import coins_of, first_line_at
from sim.support.contract import (
    CARE,
    COLLECTIVE,
    FIRST_LINE,
    LIGHT,
    LONGTERM,
    OWN,
    PRACTICE,
    TEAM,
    Levers,
)
from sim.support.flows import PROVIDED, flow
from sim.support.means import Ledger
from sim.support.products import Products
from sim.world.lives import (
    NO_REQUEST,
    WAITS_INTAKE,
    WAITS_PRODUCT,
    WAITS_WORKER,
    Cells,
    Folk,
    Persons,
    Provisions,
)
from sim.world.living import end_help
from sim.world.parameters import World
from sim.world.provisions import find_place, take_place

REFUSALS, REFERRALS = 6, 7  # in a tally of decisions, after its six lines


@part
def settle(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    provisions: Provisions,
    products: Products,
    ledger: Ledger,
    world: World,
    levers: Levers,
    address: I8,
    c: int,
    line: int,
    seed: int,
    week: int,
    tally: I8,
    flows: I8x3,
) -> None:
    """What a need gets of the line decided. tally: [8] lines decided, refusals, referrals."""
    i, org = cells.holder[c], cells.desk[c]
    got = line
    if line == COLLECTIVE and persons.place[i] < 0:
        draw = coins_of(4, org == PRACTICE)
        coin, pick, _, _ = streams.uniform4(seed, streams.INTAKE, address[c], week, draw)
        p = find_place(provisions, folk.area[cells.home[c]], levers.build_closure, coin, pick)
        if p >= 0:
            take_place(provisions, persons, i, p, week)
        else:
            got = first_line_at(org == PRACTICE)
    if got == OWN:
        tally[REFUSALS] += 1
        point_back(cells, persons, world, c, i, week)
    elif got == COLLECTIVE:
        end_help(cells, c, week)
    elif got == FIRST_LINE:
        cells.status[c] = WAITS_WORKER
        cells.since[c] = week
    else:
        p = products.choice[cells.domain[c], got - LIGHT]
        insured = products.payer[p] == CARE or products.payer[p] == LONGTERM
        if org == TEAM and insured and levers.admit_mandate_care < 0.5:
            tally[REFERRALS] += 1
            refer(cells, c, week)
        else:
            ledger.asked_year[p] += 1
            flow(flows, PROVIDED, org, cells.domain[c], 1)
            grant(cells, c, p, week + int(levers.admit_second_check_weeks))


@part
def point_back(cells: Cells, persons: Persons, world: World, c: int, i: int, week: int) -> None:
    """Person i is pointed to own strength: it suffers, and the door stays shut for a while."""
    persons.strength[i] = max(world.strength_low, persons.strength[i] - world.strength_refusal)
    persons.shy_until[i] = week + int(world.asking_shy_weeks)
    end_help(cells, c, week)


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
