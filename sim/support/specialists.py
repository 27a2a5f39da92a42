"""Specialists: the persons who carry the running trajectories of a product.

One row per specialist, in the employ of the organisation that delivers the product. Places
and money decide which trajectories run; specialists follow: when running trajectories ask
for more than those of a product have hours for, one more begins. What trajectories do not
ask they spend elsewhere, since their organisations work for more than this neighbourhood.
Specialists live under today's practice whatever the support model is: turnover and what a
hand-over costs are parameters of the world.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import phase, rule
from sim.foundation.units import I1, I4, I8, QUARTER
from sim.support.means import Specialists
from sim.support.served import Served
from sim.world.state import RUNS_PRODUCT
from sim.world.waiting import SPECIALISTS, order

NUMBERS = 1 << 20  # room for the specialists of one product in an address


def nobody() -> Specialists:
    """A table without specialists."""
    return Specialists.zeros(0)


@rule
def posts(running: int, minutes: int, contract: int) -> int:
    """Full-time posts that running trajectories of so many minutes a week ask for."""
    return (running * minutes + contract - 1) // contract


@rule
def leaves(coin: float, turnover: float) -> bool:
    """A specialist leaves this quarter or not; turnover: a year."""
    return coin < turnover * QUARTER


@phase
def wanted(there: Specialists, runs: I4, minutes: I8, contract: int) -> I8:
    """Specialists that each product has too few for its running trajectories, [p]."""
    out = np.zeros(len(runs), dtype=np.int64)
    for p in range(len(runs)):
        out[p] = posts(runs[p], minutes[p], contract)
    for s in range(len(there.product)):
        out[there.product[s]] -= 1
    return np.maximum(out, 0)


def hire(there: Specialists, runs: I4, minutes: I8, contract: int, week: int) -> Specialists:
    """The specialists, and new ones where running trajectories ask for more.

    runs: [p] running trajectories; minutes: [p] a week each asks; contract: minutes a week
    of a post. A product without hours has no specialists.
    """
    more = wanted(there, runs, minutes, contract)
    count = int(more.sum())
    if count == 0:
        return there
    have = np.bincount(there.product, minlength=len(runs))
    product = np.repeat(np.arange(len(runs)), more)
    rank = np.concatenate([np.arange(h, h + m) for h, m in zip(have, more, strict=True)])
    new = Specialists.zeros(
        count,
        product=product.astype(np.int8),
        rank=rank.astype(np.int32),
        contract=np.full(count, contract, dtype=np.int32),
        skill=np.ones(count, dtype=np.float64),
        began=np.full(count, week, dtype=np.int32),
    )
    columns = zip(there.values(), new.values(), strict=True)
    return Specialists(*(np.concatenate(both) for both in columns))


@phase
def rows_by_product(product: I1, products: int) -> tuple[I8, I8]:
    """Specialists by product, then id, and where those of each product begin, [products + 1]."""
    first = np.zeros(products + 1, dtype=np.int64)
    for s in range(len(product)):
        first[product[s] + 1] += 1
    return np.argsort(product, kind="mergesort"), np.cumsum(first)


@phase
def name_specialists(here: Served, engaged: I4) -> None:
    """Every running trajectory in these cells without one gets a named specialist: the one of
    its product with the fewest cases, the first of equals."""
    cells, there, minutes = here.cells, here.specialists, here.products.minutes
    product, caseload = there.product, there.caseload
    caseload[:] = 0
    queue = np.empty(len(engaged), dtype=np.int32)
    since = np.empty(len(engaged), dtype=np.int32)
    who = np.empty(len(engaged), dtype=np.int64)
    count = 0
    for c in engaged:
        if cells.granted[c] != RUNS_PRODUCT:
            continue
        if cells.specialist[c] >= 0:
            caseload[cells.specialist[c]] += 1
        elif minutes[cells.product[c]] > 0:
            queue[count] = c
            since[count] = cells.product_since[c]
            who[count] = here.address[c]
            count += 1
    rows, first = rows_by_product(product, len(minutes))
    same = np.zeros(count, dtype=np.int32)
    seed, week = here.support_seed, here.week
    for j in order(same, since[:count], who[:count], SPECIALISTS, seed, week):
        c = queue[j]
        p = cells.product[c]
        best = -1
        for k in range(first[p], first[p + 1]):
            if best < 0 or caseload[rows[k]] < caseload[best]:
                best = rows[k]
        cells.specialist[c] = best
        if best >= 0:
            caseload[best] += 1
    for s in range(len(product)):
        there.minutes[s] = caseload[s] * minutes[product[s]]


@phase
def leave(here: Served) -> int:
    """Specialists who leave this quarter are replaced at once; each of their running cases
    loses some of what was built. Returns how many left."""
    persons, there, world, week = here.persons, here.specialists, here.world, here.week
    left = np.zeros(len(there.product), dtype=np.bool_)
    gone = 0
    for s in range(len(left)):
        who = int(there.product[s]) * NUMBERS + there.rank[s]
        coin = streams.uniform(here.support_seed, streams.SPECIALIST, who, week, 0)
        if leaves(coin, world.specialist_turnover):
            left[s] = True
            there.began[s] = week
            gone += 1
    if gone == 0:
        return 0
    for c in here.engaged:  # running trajectories alone have a specialist
        s = here.cells.specialist[c]
        if s >= 0 and left[s]:
            i = here.cells.holder[c]
            after = persons.strength[i] - world.specialist_handover
            persons.strength[i] = max(world.strength_low, after)
    return gone
