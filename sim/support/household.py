"""The needs of one household: what of them is felt, and who works on them."""

from __future__ import annotations

from sim.foundation.compiled import part
from sim.foundation.units import WEEKS_PER_YEAR
from sim.world.lives import HAS_WORKER, HOUSEHOLD_SLOTS, PERSON_SLOTS, RUNS_PRODUCT, Cells, Folk
from sim.world.start import ADULT

FIRST_PROVIDER = 8  # bit of the provider of product 0; below it those of ORGANISATIONS


@part
def home_cells(folk: Folk, g: int) -> int:
    """How many needs a household can have: those of its members and its own."""
    members = int(folk.member_start[g + 1] - folk.member_start[g])
    return PERSON_SLOTS * members + HOUSEHOLD_SLOTS


@part
def home_cell(folk: Folk, g: int, k: int) -> int:
    """The ``k``-th of these: member by member, then the household's own."""
    first = int(folk.member_start[g])
    own = PERSON_SLOTS * (int(folk.member_start[g + 1]) - first)
    if k < own:
        return PERSON_SLOTS * int(folk.members[first + k // PERSON_SLOTS]) + k % PERSON_SLOTS
    return PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g + k - own


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
    for k in range(home_cells(folk, g)):
        if cells.unmet[home_cell(folk, g, k)] > floor:
            count += 1
    return count


@part
def organisation_bits(folk: Folk, cells: Cells, g: int) -> int:
    """Bits of the organisations now working for a household; each product has its own."""
    mask = 0
    for k in range(home_cells(folk, g)):
        c = home_cell(folk, g, k)
        if cells.status[c] == HAS_WORKER:
            mask |= 1 << int(cells.desk[c])
        if cells.granted[c] == RUNS_PRODUCT:
            mask |= 1 << (FIRST_PROVIDER + int(cells.product[c]))
    return mask


@part
def law_bits(folk: Folk, cells: Cells, g: int) -> int:
    """Bits of the payers of products that run for a household."""
    mask = 0
    for k in range(home_cells(folk, g)):
        c = home_cell(folk, g, k)
        if cells.granted[c] == RUNS_PRODUCT:
            mask |= 1 << int(cells.payer[c])
    return mask


@part
def carried_by(folk: Folk, cells: Cells, g: int, w: int) -> int:
    """Needs of a household in the care of worker w."""
    count = 0
    for k in range(home_cells(folk, g)):
        c = home_cell(folk, g, k)
        if cells.status[c] == HAS_WORKER and cells.worker[c] == w:
            count += 1
    return count
