"""Expected weeks that one need lasts and is severe, under today's practice.

Unhelped until recognised, then a wait, then first-line help until the mild cut; nobody
else and no other need. Expected values over own strength, for every severity at onset.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from sim.foundation.compiled import phase
from sim.foundation.units import F8
from sim.support.reach.asking import accept_chance, asking_chance, either
from sim.world import rules
from sim.world.parameters import Domains, World

HORIZON = 520  # weeks followed after an onset
STEPS = 80  # severities at onset, between the mild cut and 1
SETTLED = 1e-4  # chance of being still unknown below which nothing more is followed
MOST = 0.9  # severity at onset, as in rules.onset_severity
CARRIED = ("network_carry", "first_carry", "first_resolve")
# What a course reads of the domains; severity at onset is not among them.
READ = ("pace", "mild_cut", "severe_cut", *CARRIED, "signal", "asking")
MEAN_RELUCTANCE = 0.5  # reluctance is uniform between 0 and 1
# Own strength is normal: Gauss-Hermite nodes, and weights that add to 1.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
STRENGTH_STEPS: F8 = _NODES
STRENGTH_WEIGHTS: F8 = _WEIGHTS / _WEIGHTS.sum()


def course(world: World, domains: Domains, barrier: float) -> F8:
    """Expected weeks above the mild and above the severe cut, [8, 2, STEPS]; read only.

    By domain and by severity at onset, in steps between the mild cut and 1. barrier: what
    the practice's counters add to the step to ask. Followed once for the same values.
    """
    return _courses(world.values(), tuple(getattr(domains, f).tobytes() for f in READ), barrier)


@lru_cache(maxsize=8)
def _courses(scalars: tuple[Any, ...], columns: tuple[bytes, ...], barrier: float) -> F8:
    """The same from the scalars of the world and what a course reads of the domains."""
    world = World(*scalars)
    found = dict(zip(READ, (np.frombuffer(column).copy() for column in columns), strict=True))
    nothing = np.zeros(len(found[READ[0]]))
    domains = Domains(*(found.get(field, nothing) for field in Domains.names))
    out = np.zeros((len(domains.mild_cut), 2, STEPS))
    for step, weight in zip(STRENGTH_STEPS, STRENGTH_WEIGHTS, strict=True):
        strength = 1.0 + step * world.strength_spread
        strength = min(world.strength_high, max(world.strength_low, strength))
        for k in range(len(out)):
            out[k] += weight * _unhelped(world, domains, k, strength, barrier)
    out.flags.writeable = False
    return out


def onset_weights(cut: float, mean: float) -> F8:
    """Chance of each step of severity at onset: the cut plus an exponential, [STEPS]."""
    edges = cut + (1.0 - cut) / STEPS * np.arange(STEPS + 1)
    beyond = np.exp((cut - edges) / mean)
    beyond[edges > MOST] = 0.0
    weights: F8 = -np.diff(beyond)
    return weights


def weeks_above(courses: F8, domains: Domains) -> F8:
    """Expected weeks above the mild and the severe cut after an onset, [8, 2]."""
    return np.stack(
        [
            one @ onset_weights(cut, mean)
            for one, cut, mean in zip(courses, domains.mild_cut, domains.onset_mean, strict=True)
        ]
    )


@phase
def _helped(world: World, domains: Domains, k: int, strength: float) -> F8:
    """Weeks above both cuts from the start of help until the mild cut, [2, STEPS]."""
    out = np.zeros((2, STEPS), dtype=np.float64)
    cut, severe = domains.mild_cut[k], domains.severe_cut[k]
    growth = world.needs_growth * domains.pace[k]
    left = rules.uncovered(
        1.0, rules.network_carry(domains.network_carry[k], world.births_help_share, 0.0)
    )
    left = rules.uncovered(left, domains.first_carry[k])
    heal = rules.healing(
        world.needs_healing,
        strength,
        domains.first_resolve[k] * world.guidance_effect * world.guidance_dose,
    )
    for j in range(STEPS):
        e = cut + (j + 0.5) * (1.0 - cut) / STEPS
        for _ in range(HORIZON):
            if e <= cut:
                break
            out[0, j] += 1.0
            if e > severe:
                out[1, j] += 1.0
            grown = rules.pressure(growth, e * left, world.needs_theta, world.needs_form)
            e = rules.next_resolvable(0.0, e, grown, heal, world.needs_floor)
    return out


@phase
def _unhelped(world: World, domains: Domains, k: int, strength: float, barrier: float) -> F8:
    """The same from the onset on, by severity at onset."""
    helped = _helped(world, domains, k, strength)
    out = np.zeros((2, STEPS), dtype=np.float64)
    cut, severe = domains.mild_cut[k], domains.severe_cut[k]
    growth = world.needs_growth * domains.pace[k]
    left = rules.uncovered(
        1.0, rules.network_carry(domains.network_carry[k], world.births_help_share, 0.0)
    )
    heal = rules.healing(world.needs_healing, strength, 0.0)
    accepts = accept_chance(world.asking_accept, world.asking_reluctance, MEAN_RELUCTANCE)
    accepts *= world.signal_reached * world.signal_talk
    width = (1.0 - cut) / STEPS
    for j in range(STEPS):
        e = cut + (j + 0.5) * width
        unknown = 1.0
        for _ in range(HORIZON):
            if e <= cut or unknown < SETTLED:
                break
            asks = either(
                asking_chance(
                    world.asking_level * domains.asking[k],
                    world.asking_severity,
                    world.asking_reluctance,
                    e * left,
                    world.asking_floor,
                    MEAN_RELUCTANCE,
                    barrier,
                ),
                domains.signal[k] * e * left * accepts,
            )
            place = min(float(STEPS - 1), max(0.0, (e - cut) / width - 0.5))
            below = min(int(place), STEPS - 2)
            part = place - below
            for row in range(2):
                here = 1.0 if row == 0 or e > severe else 0.0
                after = helped[row, below] * (1.0 - part) + helped[row, below + 1] * part
                out[row, j] += unknown * (here + asks * (world.births_wait * here + after))
            unknown = unknown * (1.0 - asks) * (1.0 - world.births_leave)
            grown = rules.pressure(growth, e * left, world.needs_theta, world.needs_form)
            e = rules.next_resolvable(0.0, e, grown, heal, world.needs_floor)
    return out
