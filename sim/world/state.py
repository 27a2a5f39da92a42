"""The tables of a neighbourhood: the model's data dictionary.

Rows are in the order of permanent ids; those of who has left may be let go. A **cell** is one
place where a need can be: four per person (0 growing up for a child or daily
living for an adult, 1 mental health, 2 physical health, 3 social contact) and
three per household (income and work, debts, housing). Person ``i`` holds cells
``4*i .. 4*i+3``; household ``g`` holds cells ``4*n + 3*g .. 4*n + 3*g + 2``.
A household need is counted once and felt by all members.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.columns import large, real, small, whole
from sim.foundation.compiled import rule
from sim.foundation.table import Table
from sim.foundation.units import F8, I1, I2, I4, I8, NEVER, F8x2

PERSON_SLOTS = 4
HOUSEHOLD_SLOTS = 3

# Where a need stands with support (Cells.status).
NO_REQUEST, WAITS_INTAKE, WAITS_WORKER, HAS_WORKER = 0, 1, 2, 3
# How far a request has come (Cells.stage).
ASKED_FOR, MET, READY, HELPED_ONCE = 0, 1, 2, 3
# Where a product stands (Cells.granted).
NO_PRODUCT, WAITS_PRODUCT, RUNS_PRODUCT = 0, 1, 2


@rule
def in_support(status: int, granted: int) -> bool:
    """Support knows a need, or not: it waits, is helped, or has a provision."""
    return bool((status != NO_REQUEST) | (granted != NO_PRODUCT))


class Folk(Table):
    """Facts that support never changes: homes, weeks of coming and going, traits, ties.

    n, h: rows of persons and households that there are, or will ever be in this run.
    Weeks are model weeks; ``NEVER`` where something does not happen.
    """

    n: int
    h: int
    id: I4  # [n] permanent, ascending; random numbers are addressed by it
    home_id: I4  # [h] likewise
    household: I4  # [n] household of each person
    born: I4  # [n] week of birth; age in years = (week - born) // 52
    arrive: I4  # [n] first week present
    leave: I4  # [n] first week no longer present
    member_start: I8  # [h+1] CSR of members by household
    members: I4  # [n] ids ascending within a household
    tie_start: I8  # [h+1] CSR of ties by household
    tie_to: I4  # [2m] households tied to, ascending
    area: I2  # [h] buurt
    hh_arrive: I4  # [h]
    hh_leave: I4  # [h]
    own_level: F8  # [n] own strength a person returns to (about 1)
    reluctance: F8  # [n] reluctance to ask, 0-1
    vulnerability: F8  # [n+h] multiplier of onset hazards, mean 1; persons, then households
    risk: I1  # [n+h] risk class of the tape
    circle: F8  # [h] hours a week that a household's circle can give


class Cells(Table):
    """Needs and the help attached to them; one row per cell, [4n + 3h]."""

    domain: I1  # 0..7
    home: I4  # household of the need (fixed)
    holder: I4  # person whose traits speak for it: its owner or the household's head; -1
    lasting: F8  # b: lasting part of severity, 0-1
    resolvable: F8  # e: resolvable part of severity, 0-1
    unmet: F8  # u = (b + e)(1 - coverage), as of this week's need update
    counts_since: I4  # week since when u is above the counting cut; -NEVER otherwise
    known: I4  # week in which support recognised it; -NEVER hidden
    moment: F8  # within-week moment of recognition, 0-1
    status: I1  # NO_REQUEST .. HAS_WORKER
    desk: I1  # organisation where it waits or is helped; -1
    since: I4  # week since when it stands in its present queue
    stage: I1  # of a request: ASKED_FOR .. HELPED_ONCE
    worker: I4  # named worker; -1
    minutes: I4  # guidance minutes of the last week
    effort: F8  # effective hours of the last week
    began: I4  # week in which the running first-line help began
    granted: I1  # NO_PRODUCT .. RUNS_PRODUCT
    product: I1  # product waited for or running; -1
    payer: I1  # payer that began the running product; -1
    specialist: I4  # named specialist of the running product; -1
    product_since: I4  # week in which it began to wait, or to run
    product_until: I4  # planned last week of a running product
    closed: I4  # week in which help last ended; -NEVER when never
    active: I1  # 1 while something goes on


class Persons(Table):
    """State of a person, [n]."""

    strength: F8  # own strength a, bounded
    place: I2  # collective provision taken part in; -1
    joined: I4  # week of joining
    shy_until: I4  # no contact is accepted before this week
    crisis_until: I4  # counted as in crisis before this week
    volunteer: I1  # 1 while helping in a provision
    state: I1  # line of support, see STATES in record/outcome.py
    burden: F8  # burden-weeks felt since the fork: own needs, and the household's in full
    cost: I8  # cents of products and crisis care since the fork
    used: I4  # bits: laws used in this model year
    provisions: I2  # products begun or running in this model year


class Homes(Table):
    """State of a household and its circle, [h]."""

    help_share: F8  # q: share of the asked informal help that is given, 0-1
    demand: F8  # hours a week asked from the circle
    trouble: F8  # largest excess of unmet need over the cut, 0-1
    load: F8  # hours a week this household gives to others and its own
    ties: I4  # present households tied to this one
    strain: F8  # 0-1
    boost: F8  # extra informal help activated by a professional, fades
    told: I4  # times the story was told since the fork
    organisations: I4  # bits: organisations around the household when a worker last came
    plan_worker: I4  # director of the one plan; -1


class Provisions(Table):
    """One row per provision or room for one, [m]."""

    area: I2  # buurt
    is_open: I1  # a centre may be shut for want of money; a room waits for an initiative
    resident_run: I1  # 1 when residents run it (an initiative)
    vitality: F8  # 0-1: how alive it is; scales what it carries and resolves
    places: I4  # visitors it can hold in a week
    visitors: I4  # persons taking part now
    volunteers: I4
    began: I4  # week of opening
    yearly_cost: I8  # cents a year while open, without the places below
    standing: I1  # 0 for a centre that was closed for good, until it opens again
    bought: I4  # places bought from free money
    bought_cost: I8  # cents a year of these places


class Weights(Table):
    """Effects of running products in a week, [products, 8 domains]."""

    carry: F8x2  # share of a need carried
    resolve: F8x2  # share of its resolvable part resolved


class Scratch(Table):
    """Room that phases work in. ``helped``, ``each`` and ``gives`` go from one phase to the next of
    the same week; what is there between weeks says nothing."""

    push: F8  # [n] zero on entry and exit of a phase
    each: F8  # [h]
    gives: F8  # [h]
    helped: I4  # [n + h] bits of domains


def new_scratch(n: int, h: int) -> Scratch:
    """Room for n persons and h households."""
    return Scratch(push=real(n), each=real(h), gives=real(h), helped=whole(n + h))


def cell_count(n: int, h: int) -> int:
    """Number of cells for n persons and h households."""
    return PERSON_SLOTS * n + HOUSEHOLD_SLOTS * h


def new_cells(count: int) -> Cells:
    """Cells without needs or help."""
    return Cells(
        domain=small(count, -1),
        home=whole(count, -1),
        holder=whole(count, -1),
        lasting=real(count),
        resolvable=real(count),
        unmet=real(count),
        counts_since=whole(count, -NEVER),
        known=whole(count, -NEVER),
        moment=real(count),
        status=small(count, NO_REQUEST),
        desk=small(count, -1),
        since=whole(count),
        stage=small(count),
        worker=whole(count, -1),
        minutes=whole(count),
        effort=real(count),
        began=whole(count),
        granted=small(count, NO_PRODUCT),
        product=small(count, -1),
        payer=small(count, -1),
        specialist=whole(count, -1),
        product_since=whole(count),
        product_until=whole(count),
        closed=whole(count, -NEVER),
        active=small(count),
    )


def new_persons(own_level: F8) -> Persons:
    """Persons at their own level of strength, taking part in nothing."""
    n = len(own_level)
    return Persons(
        strength=own_level.copy(),
        place=np.full(n, -1, dtype=np.int16),
        joined=whole(n),
        shy_until=whole(n, -NEVER),
        crisis_until=whole(n, -NEVER),
        volunteer=small(n),
        state=small(n),
        burden=real(n),
        cost=large(n),
        used=whole(n),
        provisions=np.zeros(n, dtype=np.int16),
    )


def new_homes(h: int) -> Homes:
    """Households whose circle helps as asked and carries no strain."""
    return Homes(
        help_share=np.ones(h, dtype=np.float64),
        demand=real(h),
        trouble=real(h),
        load=real(h),
        ties=whole(h),
        strain=real(h),
        boost=real(h),
        told=whole(h),
        organisations=whole(h),
        plan_worker=whole(h, -1),
    )
