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
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import phase
from sim.foundation.units import BLOCK_WEEKS, F8, I1, I4, I8
from sim.world.lives import HOUSEHOLD_SLOTS, PERSON_SLOTS, Folk
from sim.world.parameters import DEBTS, DOMAINS, GROWING_UP, INCOME, MENTAL, Domains, World

# What spills over, as the keys of ``spill`` name it, and the domain whose hazard it raises.
SPILLS = {
    "debts_mental": MENTAL,
    "strain_mental": MENTAL,
    "income_debts": DEBTS,
    "mental_income": INCOME,
    "mental_growing_up": GROWING_UP,
}
RISK_TOP = (0.0, 1.0, 2.0, 3.0)  # highest latent vulnerability in each class


class Candidates(NamedTuple):
    """Candidates of one 13-week block in order of week, then id."""

    start: I8  # [BLOCK_WEEKS + 1] first candidate of each week
    who: I4  # cell (onsets) or person (crises)
    height: F8  # weekly rate: the event happens when the hazard is above it
    size: F8  # uniform on (0, 1): severity of an onset; unused for a crisis
    reach: F8  # weekly rate up to which candidates were laid


class Ceilings(NamedTuple):
    """Highest weekly rates, from the upper ends of everything in the hazards."""

    onset: F8  # [8 domains, 4 risk classes]
    crisis: float


def vulnerability_top(spread_low: float, spread_high: float) -> F8:
    """Highest multiplier in each risk class over the whole range of the spread, [4]."""
    spreads = np.linspace(spread_low, spread_high, 65)
    tops = [float(np.exp(spreads * z - 0.5 * spreads * spreads).max()) for z in RISK_TOP]
    return np.array(tops, dtype=np.float64)


def make_ceilings(domains: Domains, high: dict[str, float], spread_low: float) -> Ceilings:
    """Ceilings from the declared upper ends ``high`` of the parameters' ranges."""
    factor = _spill_factor(high["needs.spill"], {key: high[f"spill.{key}"] for key in SPILLS})
    top = vulnerability_top(spread_low, high["vulnerability.spread"])
    onset = (domains.birth_max * factor)[:, None] * top[None, :]
    return Ceilings(onset=onset, crisis=high["crisis.rate"])


@phase
def onset_ceilings(folk: Folk, domain: I1, ceilings: F8, first_week: int) -> F8:
    """Ceiling of every cell in a block, 0 where nobody is present, [4n + 3h].

    ceilings: [8 domains, 4 risk classes] weekly rates.
    """
    last = first_week + BLOCK_WEEKS
    split = PERSON_SLOTS * folk.n
    out = np.zeros(len(domain), dtype=np.float64)
    for i in range(folk.n):
        if folk.arrive[i] < last and folk.leave[i] > first_week:
            for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
                out[c] = ceilings[domain[c], folk.risk[i]]
    for g in range(folk.h):
        if folk.hh_arrive[g] < last and folk.hh_leave[g] > first_week:
            first = split + HOUSEHOLD_SLOTS * g
            for c in range(first, first + HOUSEHOLD_SLOTS):
                out[c] = ceilings[domain[c], folk.risk[folk.n + g]]
    return out


@phase
def onset_reach(folk: Folk, domain: I1, base: F8, area: I4, group: I1, factor: F8) -> F8:
    """Highest hazard that an onset can have in this block, [4n + 3h].

    base: [areas, 3 age groups, 8 domains]; area, group: per person; factor: [8] highest
    spill-over. A household's head, and so its age group, may change within the block.
    """
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


def spill_top(world: World) -> F8:
    """Highest factor by which trouble elsewhere can raise a hazard, [8]."""
    links = {key: float(getattr(world, f"spill_{key}")) for key in SPILLS}
    return _spill_factor(world.needs_spill, links)


def _spill_factor(spill: float, links: Mapping[str, float]) -> F8:
    """Factor on the hazard of every domain when all trouble elsewhere is at its worst, [8]."""
    worst = np.zeros(len(DOMAINS), dtype=np.float64)
    for key, domain in SPILLS.items():
        worst[domain] += links[key]
    return 1.0 + spill * worst


def crisis_rates(folk: Folk, rate: float, first_week: int) -> F8:
    """A rate for every person in a block, 0 where not present, [n]."""
    last = first_week + BLOCK_WEEKS
    return np.where((folk.arrive < last) & (folk.leave > first_week), rate, 0.0)


@phase
def lay(stream: int, address: I8, ceiling: F8, reach: F8, seed: int, block: int) -> Candidates:
    """Candidates of one block; row k has ``address[k]``, a weekly ``ceiling[k]`` and needs
    candidates up to ``reach[k]``, which decides how many layers are drawn and no more."""
    counts = np.zeros(BLOCK_WEEKS + 1, dtype=np.int64)
    room = 1024
    week = np.empty(room, dtype=np.int8)
    who = np.empty(room, dtype=np.int32)
    height = np.empty(room, dtype=np.float64)
    size = np.empty(room, dtype=np.float64)
    total = 0
    for k in range(len(ceiling)):
        for layer in range(len(streams.LAYERS) - 1):
            low = streams.LAYERS[layer] * ceiling[k]
            width = streams.LAYERS[layer + 1] * ceiling[k] - low
            if low >= reach[k] or width <= 0.0:
                break
            moment = 0.0
            number = layer * streams.LAYER_NUMBERS
            while True:
                u0, u1, u2, _ = streams.uniform4(seed, stream, address[k], block, number)
                moment = moment - math.log(u0) / width
                if moment >= BLOCK_WEEKS:
                    break
                number += 1
                at = low + u1 * width
                if at >= reach[k]:
                    continue
                if total == room:
                    week = np.concatenate((week, np.empty(room, dtype=np.int8)))
                    who = np.concatenate((who, np.empty(room, dtype=np.int32)))
                    height = np.concatenate((height, np.empty(room, dtype=np.float64)))
                    size = np.concatenate((size, np.empty(room, dtype=np.float64)))
                    room = 2 * room
                counts[int(moment) + 1] += 1
                week[total] = int(moment)
                who[total] = k
                height[total] = at
                size[total] = u2
                total += 1
    start = np.cumsum(counts)
    to = start[:-1].copy()
    order = np.empty(total, dtype=np.int64)
    for k in range(total):  # stable counting sort: ids stay ascending within a week
        order[to[week[k]]] = k
        to[week[k]] += 1
    ids = who[:total][order]
    return Candidates(start, ids, height[:total][order], size[:total][order], reach[ids])
