"""One block of 13 weeks of the demographic script: events of people and households."""

from __future__ import annotations

import math

import numpy as np

from sim.foundation.compiled import part, phase, rule
from sim.foundation.streams import DEMOGRAPHY, uniform4
from sim.foundation.table import Table
from sim.foundation.units import I1, I8, NEVER, F8x2
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
    """A member is so much younger than the oldest as to be a child, or not."""
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


class Block(Table):
    """One block of the script, and everybody so far: columns that its events read and write."""

    seed: int
    number: int  # of the block
    first: int  # week of the run
    at: I8  # [addresses] household that lives there now
    start: I8  # [households + 1] members of household g: members[start[g]:start[g + 1]]
    members: I8
    born: I8  # [n] week
    woman: I1  # [n]
    leave: I8  # [n] first week in which the person is gone, NEVER
    why: I1  # [n]
    hh_leave: I8  # [households]
    kind: I1  # [addresses] of household
    hazard: F8x2  # [events, ages] within a block
    move_shrunk: float
    birth_alone: float


@part
def _stock(block: Block, g: int, now: int) -> tuple[int, int, bool]:
    """Oldest age and number of adults of who is left, and whether anybody has left or will."""
    oldest = 0
    adults = 0
    shrinks = False
    for k in range(block.start[g], block.start[g + 1]):
        i = block.members[k]
        if block.leave[i] < NEVER:
            shrinks = True
        else:
            age = age_at(now, block.born[i])
            oldest = max(oldest, age)
            adults += 1 if age >= ADULT else 0
    return oldest, adults, shrinks


@rule
def _birth(seed: int, block: int, mother: int, hazard: float) -> int:
    """Week in which a woman has a child in this block, NEVER when she does not."""
    mark, moment, _, _ = uniform4(seed, DEMOGRAPHY, mother, block, CHILD)
    return week_of(hazard, mark, moment, block)


@phase
def block_events(block: Block) -> tuple[I8, I8, I8]:
    """Events of one block at every address; writes who leaves when and why.

    Returns mothers, weeks of birth, and per address the week in which it falls empty
    (NEVER when it does not).
    """
    mothers = np.empty(len(block.members), dtype=np.int64)
    weeks = np.empty(len(block.members), dtype=np.int64)
    births = 0
    empty = np.full(len(block.at), NEVER, dtype=np.int64)
    now = max(block.number * BLOCK, block.first)
    for address in range(len(block.at)):
        g = block.at[address]
        oldest, adults, shrinks = _stock(block, g, now)
        shrunk = block.move_shrunk if shrinks else 0.0
        _departures(block, g, now, oldest, shrunk)
        group = block.kind[address] == KIND_INSTITUTION
        end = _end_of_household(block, g, now, group)
        empty[address] = end
        if end < NEVER:
            block.hh_leave[g] = end
        elif not group:
            factor = 1.0 if adults > 1 else block.birth_alone
            for k in range(block.start[g], block.start[g + 1]):
                i = block.members[k]
                age = age_at(now, block.born[i])
                chance = block.hazard[BIRTH, age] * factor
                may = block.woman[i] == 1 and block.leave[i] == NEVER
                may = may and not is_child_of(age, oldest)  # who has no children at home
                if chance > 0.0 and may:
                    week = _birth(block.seed, block.number, i, chance)
                    if block.first < week < NEVER:
                        mothers[births] = i
                        weeks[births] = week
                        births += 1
    return mothers[:births], weeks[:births], empty


@part
def _departures(block: Block, g: int, now: int, oldest: int, shrunk: float) -> None:
    """Members of household g who leave in this block; shrunk: yearly rate of moving that is
    added once a member is lost."""
    hazard, number = block.hazard, block.number
    u0, u1, _, _ = uniform4(block.seed, DEMOGRAPHY, g, number, MOVE_OUT)
    gone = week_of(either(hazard[MOVE, oldest], shrunk * BLOCK / YEAR), u0, u1, number)
    for k in range(block.start[g], block.start[g + 1]):
        i = block.members[k]
        if block.leave[i] == NEVER:
            age = age_at(now, block.born[i])
            week, reason = _fate(block, i, age, gone, is_child_of(age, oldest))
            if week < NEVER:
                block.leave[i] = week
                block.why[i] = reason


@part
def _end_of_household(block: Block, g: int, now: int, group: bool) -> int:
    """Week in which a household ends in this block, NEVER when an adult stays.

    Children who remain leave with the last adult; a group home has no such rule.
    """
    leave, low, high = block.leave, block.start[g], block.start[g + 1]
    last = now
    for k in range(low, high):
        i = block.members[k]
        if leave[i] < NEVER:
            last = max(last, leave[i])
        elif group or age_at(now, block.born[i]) >= ADULT:
            last = NEVER
            break
    if last < NEVER:
        for k in range(low, high):
            i = block.members[k]
            if leave[i] == NEVER:
                leave[i] = last
                block.why[i] = MOVED_OUT
    return last


@part
def _fate(block: Block, i: int, age: int, gone: int, child: bool) -> tuple[int, int]:
    """Week and reason of leaving of person i in this block, the earliest of the four ways;
    NEVER if not.

    gone: week in which the household moves out; child: lives with a parent.
    """
    seed, number, first = block.seed, block.number, block.first
    u0, u1, u2, u3 = uniform4(seed, DEMOGRAPHY, i, number, FATE)
    week = gone if gone > first else NEVER
    reason = MOVED_OUT
    died = week_of(block.hazard[DEATH, age], u0, u1, number)
    if first < died <= week and died < NEVER:
        week, reason = died, DIED
    taken = week_of(block.hazard[NURSING, age], u2, u3, number)
    if first < taken < week:
        week, reason = taken, NURSING_HOME
    leaving_home = block.hazard[LEAVING_HOME, age] if child else 0.0
    if leaving_home > 0.0:
        v0, v1, _, _ = uniform4(seed, DEMOGRAPHY, i, number, HOME)
        own = week_of(leaving_home, v0, v1, number)
        if first < own < week:
            week, reason = own, LEFT_HOME
    return week, reason
