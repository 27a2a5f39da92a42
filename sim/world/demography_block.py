"""Events of people and households in one block of 13 weeks of the demographic script."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.foundation.compiled import part, phase, rule
from sim.foundation.streams import DEMOGRAPHY, uniform4
from sim.foundation.units import NEVER, F8x2
from sim.population.forming import KIND_INSTITUTION, OLDEST
from sim.world.start import ADULT
from sim.world.vital_rates import BIRTH, BLOCK, DEATH, LEAVING_HOME, MOVE, NURSING, YEAR

STAYS, MOVED_OUT, DIED, NURSING_HOME, LEFT_HOME = range(5)
YOUNGER_THAN_PARENT = 15  # years below the oldest member: a grown child, not a partner

# Purposes of a draw: for a person, for a household, for a place that falls empty.
FATE, CHILD, BORN, MOVE_OUT, DONOR, HOME = range(6)


@rule
def age_at(week: int, born_week: int) -> int:
    """Completed years, at most the oldest age of the tables."""
    return min((week - born_week) // YEAR, OLDEST - 1)


@rule
def is_child_of(age: int, oldest: int) -> bool:
    """True for a member so much younger than the oldest that they are a child."""
    return oldest - age >= YOUNGER_THAN_PARENT


@rule
def either(chance: float, rate: float) -> float:
    """Chance of an event when a second, independent rate (per block) is added to it."""
    return chance + (1.0 - chance) * (1.0 - math.exp(-rate))


@rule
def week_of(hazard: float, mark: float, moment: float, block: int) -> int:
    """Week of an event in this block, NEVER when the mark is above the hazard."""
    if mark >= hazard:
        return NEVER
    return block * BLOCK + int(moment * BLOCK)


@part
def _stock(
    members: NDArray[np.int64],
    low: int,
    high: int,
    now: int,
    born: NDArray[np.int64],
    leave: NDArray[np.int64],
) -> tuple[int, int, bool]:
    """Oldest age and number of adults of who is left, and whether anybody has left or will."""
    oldest = 0
    adults = 0
    shrinks = False
    for k in range(low, high):
        i = members[k]
        if leave[i] < NEVER:
            shrinks = True
        else:
            age = age_at(now, born[i])
            oldest = max(oldest, age)
            adults += 1 if age >= ADULT else 0
    return oldest, adults, shrinks


@rule
def _birth(seed: int, block: int, mother: int, hazard: float) -> int:
    """Week in which a woman has a child in this block, NEVER when she does not."""
    mark, moment, _, _ = uniform4(seed, DEMOGRAPHY, mother, block, CHILD)
    return week_of(hazard, mark, moment, block)


@phase
def block_events(
    seed: int,
    block: int,
    first: int,
    at: NDArray[np.int64],
    start: NDArray[np.int64],
    members: NDArray[np.int64],
    born: NDArray[np.int64],
    woman: NDArray[np.bool_],
    leave: NDArray[np.int64],
    why: NDArray[np.int8],
    hh_leave: NDArray[np.int64],
    address_kind: NDArray[np.int8],
    hazard: F8x2,
    move_shrunk: float,
    birth_alone: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Events of one block at every address; writes who leaves when and why.

    Returns mothers, weeks of birth, and per address the week in which it falls empty
    (NEVER when it does not).
    """
    mothers = np.empty(len(members), dtype=np.int64)
    weeks = np.empty(len(members), dtype=np.int64)
    births = 0
    empty = np.full(len(at), NEVER, dtype=np.int64)
    now = max(block * BLOCK, first)
    for address in range(len(at)):
        g = at[address]
        low, high = start[g], start[g + 1]
        oldest, adults, shrinks = _stock(members, low, high, now, born, leave)
        shrunk = move_shrunk if shrinks else 0.0
        u0, u1, _, _ = uniform4(seed, DEMOGRAPHY, g, block, MOVE_OUT)
        gone = week_of(either(hazard[MOVE, oldest], shrunk * BLOCK / YEAR), u0, u1, block)
        for k in range(low, high):
            i = members[k]
            if leave[i] == NEVER:
                age = age_at(now, born[i])
                grown = hazard[LEAVING_HOME, age] if is_child_of(age, oldest) else 0.0
                week, reason = _fate(
                    seed, block, first, i, gone, hazard[DEATH, age], hazard[NURSING, age], grown
                )
                if week < NEVER:
                    leave[i] = week
                    why[i] = reason
        group = address_kind[address] == KIND_INSTITUTION
        end = _end_of_household(members, low, high, now, group, born, leave, why)
        empty[address] = end
        if end < NEVER:
            hh_leave[g] = end
        elif not group:
            factor = 1.0 if adults > 1 else birth_alone
            for k in range(low, high):
                i = members[k]
                age = age_at(now, born[i])
                chance = hazard[BIRTH, age] * factor
                may = woman[i] and leave[i] == NEVER and not is_child_of(age, oldest)
                if chance > 0.0 and may:  # a grown child at home has no children there
                    week = _birth(seed, block, i, chance)
                    if first < week < NEVER:
                        mothers[births] = i
                        weeks[births] = week
                        births += 1
    return mothers[:births], weeks[:births], empty


@part
def _end_of_household(
    members: NDArray[np.int64],
    low: int,
    high: int,
    now: int,
    group: bool,
    born: NDArray[np.int64],
    leave: NDArray[np.int64],
    why: NDArray[np.int8],
) -> int:
    """Week in which a household ends in this block, NEVER when an adult stays.

    Children who remain leave with the last adult; a group home has no such rule.
    """
    last = now
    for k in range(low, high):
        i = members[k]
        if leave[i] < NEVER:
            last = max(last, leave[i])
        elif group or age_at(now, born[i]) >= ADULT:
            last = NEVER
            break
    if last < NEVER:
        for k in range(low, high):
            i = members[k]
            if leave[i] == NEVER:
                leave[i] = last
                why[i] = MOVED_OUT
    return last


@rule
def _fate(
    seed: int,
    block: int,
    first: int,
    i: int,
    gone: int,
    death: float,
    nursing: float,
    leaving_home: float,
) -> tuple[int, int]:
    """Week and reason of person i leaving in this block, earliest of four ways; NEVER if not.

    gone: week in which the household moves out; the others are chances within the block.
    """
    u0, u1, u2, u3 = uniform4(seed, DEMOGRAPHY, i, block, FATE)
    week = gone if gone > first else NEVER
    reason = MOVED_OUT
    died = week_of(death, u0, u1, block)
    if first < died <= week and died < NEVER:
        week, reason = died, DIED
    taken = week_of(nursing, u2, u3, block)
    if first < taken < week:
        week, reason = taken, NURSING_HOME
    if leaving_home > 0.0:
        v0, v1, _, _ = uniform4(seed, DEMOGRAPHY, i, block, HOME)
        own = week_of(leaving_home, v0, v1, block)
        if first < own < week:
            week, reason = own, LEFT_HOME
    return week, reason
