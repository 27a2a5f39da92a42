"""Births, deaths, moves and the nursing home, written down before anything is simulated.

Support never changes who is born, dies or moves, so the whole script is made once
per (people, seed) and shared by all models. A model year has 52 weeks. Events are
addressed by (permanent id, 13-week block, purpose) and made block by block: a
script of 156 weeks is the beginning of one of 312. Who arrives within a block
meets events from the next block on (simplification, at most 12 weeks without).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.foundation.compiled import phase
from sim.foundation.streams import DEMOGRAPHY, uniform
from sim.foundation.units import NEVER
from sim.inputs.parameters.rates import rate
from sim.population.population import KINDS, People
from sim.world.demography_block import BORN, DONOR, Block, block_events
from sim.world.vital_rates import BLOCK, YEAR, Demography, donors, hazards

__all__ = ["NEVER", "Demography", "Script", "life_script"]


class Script(NamedTuple):
    """Everybody who will ever live here; first residents, then newcomers by (week, address)."""

    household: NDArray[np.int32]  # (n')
    born_week: NDArray[np.int32]  # (n') may be negative; age at week t = (t - born_week) // 52
    woman: NDArray[np.bool_]  # (n')
    arrive_week: NDArray[np.int32]  # (n') first_week for the first residents
    leave_week: NDArray[np.int32]  # (n') first week in which the person is gone; 2**30 never
    leave_why: NDArray[np.int8]  # (n') 0 stays 1 moved out 2 died 3 nursing home 4 left home
    hh_arrive: NDArray[np.int32]  # (h')
    hh_leave: NDArray[np.int32]  # (h')
    hh_area: NDArray[np.int16]  # (h')
    hh_kind: NDArray[np.int8]  # (h') kind on arrival
    member_start: NDArray[np.int64]  # (h' + 1)
    members: NDArray[np.int32]  # (n') ids of household g: members[member_start[g]:...[g + 1]]


def life_script(
    people: People,
    seed: int,
    first_week: int,
    weeks: int,
    how: Demography | None,
) -> Script:
    """The script of ``weeks`` weeks from ``first_week`` (both in weeks; negative start allowed).

    how: None when nobody arrives or leaves; people still grow older.
    """
    book = _Book(people, seed, first_week)
    if how is not None:
        book.open(how)
        for block in range(first_week // BLOCK, -(-(first_week + weeks) // BLOCK)):
            book.fill(block, how)
    return book.script(first_week + weeks)


class _Book:
    """The growing table of people and households while the script is written."""

    def __init__(self, people: People, seed: int, first_week: int) -> None:
        n, h = len(people.age), len(people.kind)
        self.people, self.seed, self.first_week = people, seed, first_week
        shift = _birthday(seed, np.arange(n, dtype=np.int64))
        self.household = people.household.astype(np.int64)
        self.born = first_week - people.age.astype(np.int64) * YEAR - shift
        self.woman = people.woman.copy()
        self.arrive = np.full(n, first_week, dtype=np.int64)
        self.leave = np.full(n, NEVER, dtype=np.int64)
        self.why = np.zeros(n, dtype=np.int8)
        self.hh_arrive = np.full(h, first_week, dtype=np.int64)
        self.hh_leave = np.full(h, NEVER, dtype=np.int64)
        self.origin = np.arange(h, dtype=np.int64)  # the first household at this address
        self.at = np.arange(h, dtype=np.int64)  # who lives at each address now
        self.kind = people.kind.copy()
        self.group = people.area_of_household.astype(np.int64) * len(KINDS) + people.kind

    def open(self, how: Demography) -> None:
        """Chances of what happens, and the households that newcomers are like."""
        self.hazards = hazards(how)
        self.donors, self.level, self.donor_start = donors(
            self.people, self.group, self.hazards, how.couple_ends
        )

    def fill(self, block: int, how: Demography) -> None:
        """One block of 13 weeks: people leave, are born, and fill the places left empty."""
        start, members = _members(self.household, len(self.hh_arrive))
        mothers, when, empty = block_events(
            Block(
                seed=self.seed,
                number=block,
                first=self.first_week,
                at=self.at,
                start=start,
                members=members,
                born=self.born,
                woman=self.woman.view(np.int8),
                leave=self.leave,
                why=self.why,
                hh_leave=self.hh_leave,
                kind=self.people.kind,
                hazard=self.hazards,
                move_shrunk=how.move_shrunk,
                birth_alone=how.birth_alone,
            )
        )
        address = np.flatnonzero(empty < NEVER)
        self._arrivals(block, mothers, when, address, empty[address])

    def _arrivals(
        self,
        block: int,
        mothers: NDArray[np.int64],
        born: NDArray[np.int64],
        address: NDArray[np.int64],
        empty: NDArray[np.int64],
    ) -> None:
        """Append children and new households, in order of (week, address)."""
        n, h = len(self.household), len(self.hh_arrive)
        donor = self._draw_donors(block, address)
        order = np.lexsort((address, empty))
        address, empty, donor = address[order], empty[order], donor[order]
        first = self.people.first.astype(np.int64)
        size = first[donor + 1] - first[donor]
        own = np.repeat(np.arange(len(donor)), size)
        source = np.arange(int(size.sum())) - (np.cumsum(size) - size)[own] + first[donor][own]
        age = self.people.age[source].astype(np.int64)
        week = np.concatenate([empty[own], born])
        home = np.concatenate([h + own, self.household[mothers]])
        street = np.concatenate([address[own], self.origin[self.household[mothers]]])
        rank = np.lexsort((street, week))
        ids = np.empty(len(rank), dtype=np.int64)
        ids[rank] = n + np.arange(len(rank))
        shift = _birthday(self.seed, ids[: len(own)])
        birthday = np.concatenate([empty[own] - age * YEAR - shift, born])
        girl = _girls(self.seed, ids[len(own) :])
        woman = np.concatenate([self.people.woman[source], girl])
        self.household = np.concatenate([self.household, home[rank]])
        self.born = np.concatenate([self.born, birthday[rank]])
        self.woman = np.concatenate([self.woman, woman[rank]])
        self.arrive = np.concatenate([self.arrive, week[rank]])
        self.leave = np.concatenate([self.leave, np.full(len(rank), NEVER)])
        self.why = np.concatenate([self.why, np.zeros(len(rank), dtype=np.int8)])
        self.hh_arrive = np.concatenate([self.hh_arrive, empty])
        self.hh_leave = np.concatenate([self.hh_leave, np.full(len(empty), NEVER)])
        self.origin = np.concatenate([self.origin, address])
        self.kind = np.concatenate([self.kind, self.people.kind[donor]])
        self.at[address] = h + np.arange(len(address))

    def _draw_donors(self, block: int, address: NDArray[np.int64]) -> NDArray[np.int64]:
        """A first household of the same area and kind for every empty address."""
        coin = _draws(self.seed, address, block, DONOR)
        low = self.level[self.donor_start[self.group[address]]]
        high = self.level[self.donor_start[self.group[address] + 1]]
        at = np.searchsorted(self.level, low + coin * (high - low), side="right") - 1
        chosen: NDArray[np.int64] = self.donors[at]
        return chosen

    def script(self, last: int) -> Script:
        """The finished table, without who would arrive in week ``last`` or later."""
        n = max(int(np.searchsorted(self.arrive, last)), len(self.people.age))
        h = max(int(np.searchsorted(self.hh_arrive, last)), len(self.people.kind))
        start, members = _members(self.household[:n], h)
        return Script(
            household=self.household[:n].astype(np.int32),
            born_week=self.born[:n].astype(np.int32),
            woman=self.woman[:n],
            arrive_week=self.arrive[:n].astype(np.int32),
            leave_week=self.leave[:n].astype(np.int32),
            leave_why=self.why[:n],
            hh_arrive=self.hh_arrive[:h].astype(np.int32),
            hh_leave=self.hh_leave[:h].astype(np.int32),
            hh_area=self.people.area_of_household[self.origin[:h]],
            hh_kind=self.kind[:h],
            member_start=start,
            members=members.astype(np.int32),
        )


@phase
def _members(
    household: NDArray[np.int64], households: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Members by household in compressed rows, ids ascending."""
    start = np.zeros(households + 1, dtype=np.int64)
    for i in range(len(household)):
        start[household[i] + 1] += 1
    for g in range(households):
        start[g + 1] += start[g]
    place = start[:-1].copy()
    members = np.empty(len(household), dtype=np.int64)
    for i in range(len(household)):
        members[place[household[i]]] = i
        place[household[i]] += 1
    return start, members


@phase
def _draws(seed: int, who: NDArray[np.int64], week: int, purpose: int) -> NDArray[np.float64]:
    """One uniform per id for a purpose that happens once a block."""
    out = np.empty(len(who), dtype=np.float64)
    for i in range(len(who)):
        out[i] = uniform(seed, DEMOGRAPHY, who[i], week, purpose)
    return out


def _birthday(seed: int, ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole weeks (0-51) since the last birthday on arrival."""
    return (_draws(seed, ids, 0, BORN) * YEAR).astype(np.int64)


def _girls(seed: int, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """True for the newborn who are girls."""
    return np.asarray(_draws(seed, ids, 0, BORN) < rate("forming.girls").value)
