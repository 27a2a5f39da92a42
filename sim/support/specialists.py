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
from sim.foundation.table import Table
from sim.foundation.units import F8, I1, I4, I8, QUARTER
from sim.world.lives import RUNS_PRODUCT, Cells, Persons
from sim.world.waiting import SPECIALISTS, order

NUMBERS = 1 << 20  # room for the specialists of one product in an address


class Specialists(Table):
    """One row per specialist, [s]; rows are added at the end and never removed."""

    product: I1
    rank: I4  # among those of the product; with it the address of luck
    contract: I4  # client minutes a week of a full-time post
    skill: F8
    began: I4  # week in which the specialist began in this post
    caseload: I4  # running trajectories in the specialist's care
    minutes: I4  # minutes a week that these ask


def nobody() -> Specialists:
    """A table without specialists."""
    none = np.zeros(0, dtype=np.int32)
    return Specialists(none.astype(np.int8), none, none, none.astype(np.float64), none, none, none)


@rule
def posts(running: int, minutes: int, contract: int) -> int:
    """Full-time posts that running trajectories of so many minutes a week ask for."""
    return (running * minutes + contract - 1) // contract


@rule
def leaves(coin: float, turnover: float) -> bool:
    """Whether a specialist leaves this quarter; turnover: a year."""
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
    none = np.zeros(count, dtype=np.int32)
    new = Specialists(
        product=product.astype(np.int8),
        rank=rank.astype(np.int32),
        contract=np.full(count, contract, dtype=np.int32),
        skill=np.ones(count, dtype=np.float64),
        began=np.full(count, week, dtype=np.int32),
        caseload=none,
        minutes=none,
    )
    columns = zip(there.values(), new.values(), strict=True)
    return Specialists(*(np.concatenate(both) for both in columns))


@phase
def name_specialists(
    cells: Cells,
    there: Specialists,
    minutes: I8,
    address: I8,
    engaged: I4,
    seed: int,
    week: int,
) -> None:
    """Every running trajectory without one gets a named specialist: the one of its product
    with the fewest cases, the first of equals. minutes: [p] a week each asks."""
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
            who[count] = address[c]
            count += 1
    rows = np.argsort(product, kind="mergesort")  # by product, then by id
    first = np.zeros(len(minutes) + 1, dtype=np.int64)
    for s in range(len(product)):
        first[product[s] + 1] += 1
    first = np.cumsum(first)
    same = np.zeros(count, dtype=np.int32)
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
def leave(
    cells: Cells,
    persons: Persons,
    there: Specialists,
    engaged: I4,
    turnover: float,
    handover: float,
    low: float,
    seed: int,
    week: int,
) -> int:
    """Specialists who leave this quarter are replaced at once; each of their running cases
    loses some of what was built. Returns how many left."""
    left = np.zeros(len(there.product), dtype=np.bool_)
    gone = 0
    for s in range(len(left)):
        who = int(there.product[s]) * NUMBERS + there.rank[s]
        if leaves(streams.uniform(seed, streams.SPECIALIST, who, week, 0), turnover):
            left[s] = True
            there.began[s] = week
            gone += 1
    if gone == 0:
        return 0
    for c in engaged:  # running trajectories alone have a specialist
        s = cells.specialist[c]
        if s >= 0 and left[s]:
            i = cells.holder[c]
            persons.strength[i] = max(low, persons.strength[i] - handover)
    return gone
