"""The tape: candidate world events at a highest possible rate, each with a mark.

A candidate has a height between 0 and the ceiling of its kind (its mark times the
ceiling, a weekly rate) and happens when that is below the current hazard, so a better
situation can only remove events. Heights are laid in layers, each addressed by (cell or
person, 13-week block, layer, number): a run draws only the layers that its hazards can
reach, and what it leaves out could not have happened. Memory does not grow with the
horizon, and a short run is the beginning of a long one. A hazard above its ceiling
stops the run; it is never clipped.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from sim.foundation import streams
from sim.foundation.columns import large, real, whole
from sim.foundation.compiled import phase
from sim.foundation.table import Table
from sim.foundation.units import BLOCK_WEEKS, F8, I1, I4, I8, F8x2
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS, Folk
from sim.world.town import Town

ROUNDING = 1e-9  # more than is lost in working out a gap
SHELF = 64_000_000  # bytes of candidates that other models may use, per neighbourhood


class Candidates(Table):
    """Candidates of one 13-week block in order of week, then id."""

    start: I8  # [BLOCK_WEEKS + 1] first candidate of each week
    who: I4  # cell (onsets) or person (crises)
    height: F8  # weekly rate: the event happens when the hazard is above it
    size: F8  # uniform on (0, 1): severity of an onset; unused for a crisis
    reach: F8  # weekly rate up to which candidates were laid


def no_candidates() -> Candidates:
    """A block without candidates."""
    return Candidates(large(BLOCK_WEEKS + 1), whole(0), real(0), real(0), real(0))


class Sheet(Table):
    """One block of the tape to be laid: a row per cell or person, [r]."""

    stream: int
    address: I8
    ceiling: F8  # weekly rate
    reach: F8  # weekly rate up to which candidates are needed: layers beyond it are not drawn
    seed: int
    block: int

    @property
    def key(self) -> tuple[int, ...]:
        """All that decides the candidates, but for the addresses."""
        return self.stream, self.seed, self.block, mark_of(self.ceiling), mark_of(self.reach)


@phase
def onset_reach(town: Town, factor: F8) -> F8:
    """Highest hazard that an onset can have in this block, [4n + 3h].

    factor: [8] highest spill-over. A household's head, and so its age group, may change within
    the block.
    """
    folk, domain, base = town.folk, town.cells.domain, town.base
    area, group = town.area, town.group
    split = PERSON_SLOTS * folk.n
    out = np.zeros(len(domain), dtype=np.float64)
    for i in range(folk.n):
        for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
            k = domain[c]
            out[c] = base[area[i], group[i], k] * folk.vulnerability[i] * factor[k]
    for g in range(folk.h):
        first = split + HOUSEHOLD_SLOTS * g
        for c in range(first, first + HOUSEHOLD_SLOTS):
            k = domain[c]
            top = max(base[folk.area[g], 1, k], base[folk.area[g], 2, k])
            out[c] = top * folk.vulnerability[folk.n + g] * factor[k]
    return out


def crisis_rates(folk: Folk, rate: float, first_week: int) -> F8:
    """A rate for every person in a block, 0 where not present, [n]."""
    last = first_week + BLOCK_WEEKS
    return np.where((folk.arrive < last) & (folk.leave > first_week), rate, 0.0)


def lay(sheet: Sheet) -> Candidates:
    """Candidates of one block."""
    return Candidates(*_lay(sheet))


@dataclass
class _Shelf:
    """Candidates of blocks that were laid for the same people, by all that decides them."""

    blocks: dict[tuple[int, ...], Candidates] = field(default_factory=dict)
    room: int = SHELF  # bytes left

    def put(self, key: tuple[int, ...], laid: Candidates) -> None:
        """Keep them while there is room."""
        size = sum(column.nbytes for column in laid.values())
        if size <= self.room:
            self.blocks[key] = laid
            self.room -= size


_SHELVES: WeakKeyDictionary[Folk, _Shelf] = WeakKeyDictionary()


def lay_once(folk: Folk, sheet: Sheet) -> Candidates:
    """As ``lay``; models that run with the same people from one fork share what was laid."""
    shelf = _SHELVES.setdefault(folk, _Shelf())
    key = sheet.key
    laid = shelf.blocks.get(key)
    if laid is None:
        laid = lay(sheet)
        shelf.put(key, laid)
    return laid


def mark_of(values: F8) -> int:
    """64 bits that hardly any other numbers have: the sum of their bits, each times its weight."""
    words = values.view(np.uint64)
    return int((words * _weights(len(words))).sum(dtype=np.uint64))


@lru_cache(maxsize=4)  # every neighbourhood has other counts
def _weights(count: int) -> NDArray[np.uint64]:
    """Odd numbers without any order."""
    some = np.random.default_rng(count).integers(0, 1 << 63, count, dtype=np.uint64)
    odd: NDArray[np.uint64] = 2 * some + 1
    return odd


@phase
def _begun(sheet: Sheet) -> tuple[I4, I1]:
    """Rows and layers in which there may be candidates in this block, by row, then layer.

    Most have none: the first gap is then longer than the block. -log(u) is at least 1 - u,
    so that only where that could be shorter a gap is worked out.
    """
    address, ceiling, reach = sheet.address, sheet.ceiling, sheet.reach
    bits = np.zeros(len(ceiling), dtype=np.int8)
    rows = np.flatnonzero(ceiling > 0.0)
    found, count = 0, len(rows)
    for layer in range(len(streams.LAYERS) - 1):
        below, left = streams.LAYERS[layer], 0
        for j in range(count):  # what a higher layer can reach, a lower one can
            rows[left] = rows[j]
            left += below * ceiling[rows[j]] < reach[rows[j]]
        count = left
        number = layer * streams.LAYER_NUMBERS
        some = address[rows[:count]]
        first = streams.uniforms(sheet.seed, sheet.stream, some, sheet.block, number)
        weeks = BLOCK_WEEKS * (streams.LAYERS[layer + 1] - below)
        for j in range(count):
            if 1.0 - first[j] < weeks * ceiling[rows[j]] + ROUNDING:
                bits[rows[j]] |= 1 << layer
                found += 1
    row, at = np.empty(found, dtype=np.int32), np.empty(found, dtype=np.int8)
    found = 0
    for k in range(len(bits)):
        if bits[k] != 0:
            for layer in range(len(streams.LAYERS) - 1):
                if bits[k] >> layer & 1 == 1:
                    row[found], at[found] = k, layer
                    found += 1
    return row, at


@phase
def _by_week(week: I4) -> tuple[I8, I8]:
    """Candidates in order of week, equals as they were; and the first of each week."""
    first = np.zeros(BLOCK_WEEKS + 1, dtype=np.int64)
    for j in range(len(week)):
        first[week[j] + 1] += 1
    first = np.cumsum(first)
    to, out = first.copy(), np.empty(len(week), dtype=np.int64)
    for j in range(len(week)):
        out[to[week[j]]] = j
        to[week[j]] += 1
    return out, first


@phase
def _lay(sheet: Sheet) -> tuple[I8, I4, F8, F8, F8]:
    """The columns of the candidates of a block."""
    begun = _begun(sheet)
    room = _room(2 * len(begun[0]))
    found = _fill(sheet, begun, room)
    if found > len(room[0]):
        room = _room(found)
        _fill(sheet, begun, room)
    who, week, mark = room
    order, start = _by_week(week[:found])
    who = who[order]
    return start, who, mark[0][order], mark[1][order], sheet.reach[who]


@phase
def _room(candidates: int) -> tuple[I4, I4, F8x2]:
    """Columns for so many candidates: who, week, and height and size."""
    who, week = np.empty(candidates, dtype=np.int32), np.empty(candidates, dtype=np.int32)
    return who, week, np.empty((2, candidates), dtype=np.float64)


@phase
def _fill(sheet: Sheet, begun: tuple[I4, I1], room: tuple[I4, I4, F8x2]) -> int:
    """Candidates one after another for every row and layer in which they begin; returns how
    many there are, of which as many are written as there is room for."""
    row, layer = begun
    who, week, mark = room
    seed, stream, block = sheet.seed, sheet.stream, sheet.block
    number = layer.astype(np.int64) * streams.LAYER_NUMBERS
    first = streams.blocks(seed, stream, sheet.address[row], block, number)  # [4, r]
    found = 0
    for j in range(len(row)):
        k, n = row[j], number[j]
        low = streams.LAYERS[layer[j]] * sheet.ceiling[k]
        width = streams.LAYERS[layer[j] + 1] * sheet.ceiling[k] - low
        gap, high, big = first[0, j], first[1, j], first[2, j]
        moment = 0.0 - math.log(gap) / width
        while moment < BLOCK_WEEKS:
            at = low + high * width
            if at < sheet.reach[k]:
                if found < len(who):
                    who[found], week[found] = k, int(moment)
                    mark[0, found], mark[1, found] = at, big
                found += 1
            n += 1
            gap, high, big, _ = streams.uniform4(seed, stream, sheet.address[k], block, n)
            moment = moment - math.log(gap) / width
    return found
