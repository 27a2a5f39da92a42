"""The tape: candidate world events at a highest possible rate, each with a mark.

A candidate happens when its mark is below the current hazard relative to the
ceiling, so a better situation can only remove events. Candidates are addressed by
(cell or person, 13-week block, number) and drawn block by block: memory does not
grow with the horizon, and a short run is the beginning of a long one. A hazard
above its ceiling stops the run; it is never clipped.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import phase
from sim.foundation.units import BLOCK_WEEKS, F8, I1, I4, I8
from sim.world.lives import HOUSEHOLD_SLOTS, PERSON_SLOTS, Folk
from sim.world.parameters import DEBTS, GROWING_UP, INCOME, MENTAL, Domains

RISK_CLASSES = 4
RISK_TOP = (0.0, 1.0, 2.0, 3.0)  # highest latent vulnerability in each class


class Candidates(NamedTuple):
    """Candidates of one 13-week block in order of week, then id."""

    start: I8  # [BLOCK_WEEKS + 1] first candidate of each week
    who: I4  # cell (onsets) or person (crises)
    mark: F8  # uniform on (0, 1)
    size: F8  # uniform on (0, 1): severity of an onset; 0 for a crisis
    ceiling: F8  # weekly rate at which candidates were laid


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
    links = np.zeros(8, dtype=np.float64)
    links[MENTAL] = high["spill.debts_mental"] + high["spill.strain_mental"]
    links[DEBTS] = high["spill.income_debts"]
    links[INCOME] = high["spill.mental_income"]
    links[GROWING_UP] = high["spill.mental_growing_up"]
    factor = 1.0 + high["needs.spill"] * links
    top = vulnerability_top(spread_low, high["vulnerability.spread"])
    onset = (domains.birth_max * factor)[:, None] * top[None, :]
    return Ceilings(onset=onset, crisis=high["crisis.rate"])


def onset_rates(folk: Folk, domain: I1, ceilings: Ceilings, first_week: int) -> F8:
    """Ceiling of every cell in a block, 0 where nobody is present, [4n + 3h]."""
    last = first_week + BLOCK_WEEKS
    here = (folk.arrive < last) & (folk.leave > first_week)
    home = (folk.hh_arrive < last) & (folk.hh_leave > first_week)
    present = np.concatenate([np.repeat(here, PERSON_SLOTS), np.repeat(home, HOUSEHOLD_SLOTS)])
    risk = np.concatenate(
        [
            np.repeat(folk.risk[: folk.n], PERSON_SLOTS),
            np.repeat(folk.risk[folk.n :], HOUSEHOLD_SLOTS),
        ]
    )
    return np.where(present, ceilings.onset[domain, risk], 0.0)


def crisis_rates(folk: Folk, ceilings: Ceilings, first_week: int) -> F8:
    """Ceiling of every person in a block, 0 where not present, [n]."""
    last = first_week + BLOCK_WEEKS
    return np.where((folk.arrive < last) & (folk.leave > first_week), ceilings.crisis, 0.0)


@phase
def lay(stream: int, address: I8, rate: F8, seed: int, block: int) -> Candidates:
    """Candidates of one block; row k has ``address[k]`` and weekly ceiling ``rate[k]``."""
    counts = np.zeros(BLOCK_WEEKS + 1, dtype=np.int64)
    room = 1024
    week = np.empty(room, dtype=np.int8)
    who = np.empty(room, dtype=np.int32)
    mark = np.empty(room, dtype=np.float64)
    size = np.empty(room, dtype=np.float64)
    total = 0
    for k in range(len(rate)):
        if rate[k] <= 0.0:
            continue
        moment = 0.0
        number = 0
        while True:
            u0, u1, u2, _ = streams.uniform4(seed, stream, address[k], block, number)
            moment = moment - math.log(u0) / rate[k]
            if moment >= BLOCK_WEEKS:
                break
            if total == room:
                week = np.concatenate((week, np.empty(room, dtype=np.int8)))
                who = np.concatenate((who, np.empty(room, dtype=np.int32)))
                mark = np.concatenate((mark, np.empty(room, dtype=np.float64)))
                size = np.concatenate((size, np.empty(room, dtype=np.float64)))
                room = 2 * room
            counts[int(moment) + 1] += 1
            week[total] = int(moment)
            who[total] = k
            mark[total] = u1
            size[total] = u2
            total += 1
            number += 1
    start = np.cumsum(counts)
    to = start[:-1].copy()
    order = np.empty(total, dtype=np.int64)
    for k in range(total):  # stable counting sort: ids stay ascending within a week
        order[to[week[k]]] = k
        to[week[k]] += 1
    ids = who[:total][order]
    return Candidates(start, ids, mark[:total][order], size[:total][order], rate[ids])
