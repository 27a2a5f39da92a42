"""Needs of one household: those that are felt, and the workers and laws around them."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import part
from sim.foundation.units import I4, WEEKS_PER_YEAR
from sim.world.start import ADULT
from sim.world.state import HAS_WORKER, HOUSEHOLD_SLOTS, PERSON_SLOTS, RUNS_PRODUCT, Cells, Folk

FIRST_PROVIDER = 8  # bit of the provider of product 0; below it those of ORGANISATIONS


@part
def needs_of(folk: Folk, g: int) -> I4:
    """Cells of all needs that a household can have: member by member, then its own."""
    first, last = folk.member_start[g], folk.member_start[g + 1]
    out = np.empty(PERSON_SLOTS * (last - first) + HOUSEHOLD_SLOTS, dtype=np.int32)
    for k in range(last - first):
        for slot in range(PERSON_SLOTS):
            out[PERSON_SLOTS * k + slot] = PERSON_SLOTS * folk.members[first + k] + slot
    for slot in range(HOUSEHOLD_SLOTS):
        out[slot - HOUSEHOLD_SLOTS] = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g + slot
    return out


@part
def present_adults(folk: Folk, g: int, week: int) -> int:
    """Present members of 18 and over."""
    count = 0
    for k in range(folk.member_start[g], folk.member_start[g + 1]):
        i = folk.members[k]
        here = folk.arrive[i] <= week < folk.leave[i]
        if here and week - folk.born[i] >= ADULT * WEEKS_PER_YEAR:
            count += 1
    return count


@part
def known_needs(folk: Folk, cells: Cells, g: int, floor: float) -> int:
    """Felt needs of a household and its members."""
    count = 0
    for c in needs_of(folk, g):
        if cells.unmet[c] > floor:
            count += 1
    return count


@part
def organisation_bits(folk: Folk, cells: Cells, g: int) -> int:
    """Bits of the organisations now working for a household; each product has its own."""
    mask = 0
    for c in needs_of(folk, g):
        if cells.status[c] == HAS_WORKER:
            mask |= 1 << int(cells.desk[c])
        if cells.granted[c] == RUNS_PRODUCT:
            mask |= 1 << (FIRST_PROVIDER + int(cells.product[c]))
    return mask


@part
def law_bits(folk: Folk, cells: Cells, g: int) -> int:
    """Bits of the payers of products that run for a household."""
    mask = 0
    for c in needs_of(folk, g):
        if cells.granted[c] == RUNS_PRODUCT:
            mask |= 1 << int(cells.payer[c])
    return mask


@part
def carried_by(folk: Folk, cells: Cells, g: int, w: int) -> int:
    """Needs of a household in the care of worker w."""
    count = 0
    for c in needs_of(folk, g):
        if cells.status[c] == HAS_WORKER and cells.worker[c] == w:
            count += 1
    return count
