"""Collective provisions: places where people meet, join in and help each other."""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase
from sim.foundation.units import I4, I8, NEVER
from sim.world import rules
from sim.world.state import PERSON_SLOTS, Folk, Persons, Provisions
from sim.world.town import Town
from sim.world.waiting import VISITS, VISITS_KEPT, level_of, order


def new_provisions(areas: int, rooms: int, places: int, vitality: float, cost: int) -> Provisions:
    """One subsidised neighbourhood centre per buurt and room for ``rooms`` initiatives."""
    m = areas + rooms
    standing = np.arange(m) < areas
    return Provisions(
        area=(np.arange(m) % max(areas, 1)).astype(np.int16),
        is_open=standing.astype(np.int8),
        resident_run=(~standing).astype(np.int8),
        vitality=np.where(standing, vitality, 0.0),
        places=np.where(standing, places, 0).astype(np.int32),
        visitors=np.zeros(m, dtype=np.int32),
        volunteers=np.zeros(m, dtype=np.int32),
        began=np.where(standing, -NEVER, 0).astype(np.int32),
        yearly_cost=np.where(standing, cost, 0).astype(np.int64),
        standing=np.ones(m, dtype=np.int8),
        bought=np.zeros(m, dtype=np.int32),
        bought_cost=np.zeros(m, dtype=np.int64),
    )


@part
def admits(provisions: Provisions, p: int, closed: float, coin: float) -> bool:
    """A provision is open, has room and lets a newcomer in, or not.

    closed: chance that a resident-run group turns a newcomer away (T14).
    """
    return bool(
        (provisions.is_open[p] == 1)
        & (provisions.visitors[p] < provisions.places[p])
        & ((provisions.resident_run[p] == 0) | (coin >= closed))
    )


@part
def find_place(provisions: Provisions, area: int, closed: float, coin: float, pick: float) -> int:
    """One of the provisions that admit, drawn by ``pick``: of the own buurt, or else of all;
    -1 when there is none."""
    for anywhere in range(2):
        many = 0
        for p in range(len(provisions.is_open)):
            near = (anywhere == 1) | (provisions.area[p] == area)
            many += near & admits(provisions, p, closed, coin)
        left = int(pick * many)
        for p in range(len(provisions.is_open)):
            near = (anywhere == 1) | (provisions.area[p] == area)
            if near & admits(provisions, p, closed, coin):
                if left == 0:
                    return p
                left -= 1
    return -1


@part
def take_place(provisions: Provisions, persons: Persons, i: int, p: int, week: int) -> None:
    """Person i takes part in provision p from this week."""
    persons.place[i] = p
    persons.joined[i] = week
    provisions.visitors[p] += 1


@phase
def count_visitors(persons: Persons, provisions: Provisions) -> None:
    """Visitors and volunteers of every provision, counted afresh."""
    provisions.visitors[:] = 0
    provisions.volunteers[:] = 0
    for i in range(len(persons.place)):
        p = persons.place[i]
        if p >= 0:
            provisions.visitors[p] += 1
            provisions.volunteers[p] += persons.volunteer[i]


@phase
def leave_places(town: Town) -> None:
    """Visitors stop coming by chance, or because the provision closed."""
    folk, persons, provisions, seed = town.folk, town.persons, town.provisions, town.support_seed
    for i in range(len(persons.place)):
        p = persons.place[i]
        if p < 0:
            continue
        coin = streams.uniform(seed, streams.JOIN, folk.id[i], town.week, 1)
        if provisions.is_open[p] == 0 or coin < town.world.provision_leave:
            persons.place[i] = -1
            persons.volunteer[i] = 0


@phase
def make_room(town: Town) -> int:
    """Those who came last stop coming to a provision that gave up places; returns how many."""
    persons, provisions, seed, week = town.persons, town.provisions, town.support_seed, town.week
    gone = 0
    for p in range(len(provisions.places)):
        if provisions.visitors[p] <= provisions.places[p]:
            continue
        here = np.flatnonzero(persons.place == p)
        level = np.zeros(len(here), dtype=np.int32)
        who = town.folk.id[here].astype(np.int64)
        turns = order(level, persons.joined[here], who, VISITS_KEPT, seed, week)
        for j in turns[provisions.places[p] :]:
            persons.place[here[j]] = -1
            persons.volunteer[here[j]] = 0
            gone += 1
    return gone


@phase
def may_join(folk: Folk, persons: Persons, active: I4) -> I8:
    """Persons with a need of their own who take part in nothing, ascending."""
    out = np.empty(len(active), dtype=np.int64)
    count = 0
    last = -1
    for c in active:
        if c >= PERSON_SLOTS * folk.n:
            break
        i = c // PERSON_SLOTS
        out[count] = i
        count += (i != last) & (persons.place[i] < 0)
        last = i
    return out[:count]


@phase
def fill_places(town: Town, closed: float) -> int:
    """People who go to a provision of their own accord get a place in the order that
    waiting gives; returns how many did. closed: see ``admits``."""
    folk, cells, persons, provisions = town.folk, town.cells, town.persons, town.provisions
    world, domains, seed, week = town.world, town.domains, town.support_seed, town.week
    people = may_join(folk, persons, town.active)
    coins = streams.uniforms(seed, streams.JOIN, folk.id[people].astype(np.int64), week, 0)
    wanting = np.empty(len(people), dtype=np.int32)
    level = np.empty(len(people), dtype=np.int32)
    count = 0
    for j in range(len(people)):
        if coins[j] >= world.provision_join:  # the highest chance there is
            continue
        i = people[j]
        unmet = 0.0  # the largest need that a provision can carry
        for o in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
            if domains.collective_carry[cells.domain[o]] > 0.0:
                unmet = max(unmet, cells.unmet[o])
        if unmet > 0.0 and coins[j] < rules.joins(world.provision_join, unmet):
            wanting[count] = i
            level[count] = level_of(world, unmet)
            count += 1
    joined = 0
    who = folk.id[wanting[:count]].astype(np.int64)
    for j in order(level[:count], np.zeros(count, dtype=np.int32), who, VISITS, seed, week):
        i = wanting[j]
        coin, pick, _, _ = streams.uniform4(seed, streams.JOIN, folk.id[i], week, 2)
        p = find_place(provisions, folk.area[folk.household[i]], closed, coin, pick)
        if p >= 0:
            take_place(provisions, persons, i, p, week)
            joined += 1
    return joined
