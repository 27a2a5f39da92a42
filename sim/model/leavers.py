"""Rows of who has left are let go at the fork, where nobody looks back at them.

A row is not an id. ``Folk.id`` and ``Folk.home_id`` are permanent, rows are in their order, and
random numbers are addressed by them, so that nothing depends on which rows there are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.foundation.table import Table
from sim.foundation.units import BLOCK_WEEKS, I4, I8
from sim.support.situation import Situation
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS, Folk, cell_count, new_scratch
from sim.world.tape import no_candidates

T = TypeVar("T", bound=Table)


class Rows(NamedTuple):
    """Rows that stay, ascending, and the row that each old one becomes: -1 when it goes."""

    stay: I8
    to: I4

    @classmethod
    def where(cls, stays: NDArray[np.bool_]) -> Rows:
        """From a mark on every row."""
        to = np.where(stays, np.cumsum(stays) - 1, -1).astype(np.int32)
        return cls(np.flatnonzero(stays), to)

    def moved(self, rows: I4) -> I4:
        """Old rows, or -1, as they are now."""
        return np.where(rows < 0, rows, self.to[rows]).astype(np.int32)


def without_leavers(now: Situation) -> Situation:
    """The same neighbourhood without the rows of those who left before this week.

    The tape is laid again: ValueError when this week is not the first of a block and somebody
    left. What has no rows of residents is shared. The first member of a household that is still
    there stays, because groups of residents count its needs under that person.
    """
    persons, homes = _staying(now.folk, now.week)
    if len(persons.stay) == now.folk.n and len(homes.stay) == now.folk.h:
        return now
    if now.week % BLOCK_WEEKS:
        raise ValueError(f"week {now.week} is not the first of a block")
    cells = _cells(now.folk, persons, homes)
    table = _rows_of(now.cells, cells.stay)
    return replace(
        now,
        folk=_folk(now.folk, persons, homes),
        cells=table.replace(home=homes.moved(table.home), holder=persons.moved(table.holder)),
        persons=_rows_of(now.persons, persons.stay),
        homes=_rows_of(now.homes, homes.stay),
        address=now.address[cells.stay],
        area=now.area[persons.stay],
        group=now.group[persons.stay],
        scratch=new_scratch(len(persons.stay), len(homes.stay)),
        active=cells.moved(now.active),
        engaged=cells.moved(now.engaged),
        hit=cells.moved(now.hit),
        onset_tape=no_candidates(),
        crisis_tape=no_candidates(),
    )


def _staying(folk: Folk, week: int) -> tuple[Rows, Rows]:
    """Persons and households that stay."""
    lives = folk.hh_leave >= week
    first = np.zeros(folk.n, dtype=np.bool_)
    first[folk.members[folk.member_start[:-1]][lives]] = True
    return Rows.where((folk.leave >= week) & lives[folk.household] | first), Rows.where(lives)


def _cells(folk: Folk, persons: Rows, homes: Rows) -> Rows:
    """Cells of persons and households that stay."""
    stays = np.zeros(cell_count(folk.n, folk.h), dtype=np.bool_)
    split = PERSON_SLOTS * folk.n
    stays[:split].reshape(-1, PERSON_SLOTS)[persons.stay] = True
    stays[split:].reshape(-1, HOUSEHOLD_SLOTS)[homes.stay] = True
    return Rows.where(stays)


def _rows_of(table: T, rows: I8) -> T:
    """These rows of every column of a table."""
    return type(table)(*(column[rows] for column in table.values()))


def _folk(folk: Folk, persons: Rows, homes: Rows) -> Folk:
    """Those who stay, their households and the ties among these."""
    members, member_start = _links(folk.members, folk.member_start, homes, persons)
    ties, tie_start = _links(folk.tie_to, folk.tie_start, homes, homes)
    of_both = np.concatenate([persons.stay, folk.n + homes.stay])
    of_persons = ("id", "born", "arrive", "leave", "own_level", "reluctance")
    of_homes = ("home_id", "area", "hh_arrive", "hh_leave", "circle")
    return folk.replace(
        n=len(persons.stay),
        h=len(homes.stay),
        household=homes.moved(folk.household[persons.stay]),
        members=members,
        member_start=member_start,
        tie_to=ties,
        tie_start=tie_start,
        vulnerability=folk.vulnerability[of_both],
        risk=folk.risk[of_both],
        **{name: getattr(folk, name)[persons.stay] for name in of_persons},
        **{name: getattr(folk, name)[homes.stay] for name in of_homes},
    )


def _links(linked: I4, start: I8, homes: Rows, ends: Rows) -> tuple[I4, I8]:
    """Compressed rows of the households that stay, with the ends that stay."""
    to = ends.to[linked]
    home = np.repeat(homes.to, np.diff(start))
    stays = (home >= 0) & (to >= 0)
    many = np.bincount(home[stays], minlength=len(homes.stay))
    return to[stays], np.concatenate([[0], np.cumsum(many)]).astype(np.int64)
