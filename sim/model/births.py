"""Base rates of new need, solved so that today's practice is stationary.

For each domain, buurt and age group the rate is the one at which, on expected
values, as many needs begin as end at the published prevalence:

    rate = correction x p_e / ((1 - p) T)

with p the share above the mild cut, p_e its resolvable part and T the expected weeks
above the cut after an onset. T follows the need rule itself over quantiles of onset
severity and own strength: unhelped until recognised, then a wait, then healing with
first-line help. What this leaves out (spill-over, vulnerability, the mix of lines) is
one stated correction per domain.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import phase
from sim.foundation.units import F8
from sim.inputs.errors import InputError
from sim.support.contract import Levers
from sim.support.reach.asking import accept_chance, asking_chance, either
from sim.world import rules
from sim.world.parameters import DOMAINS, GROWING_UP, Domains, World

HORIZON = 520  # weeks followed after an onset
ONSET_RANKS = np.array([0.9, 0.7, 0.5, 0.3, 0.15, 0.05])
ONSET_WEIGHTS = np.array([0.2, 0.2, 0.2, 0.2, 0.1, 0.1])
STRENGTH_STEPS = np.array([-1.7320508075688772, 0.0, 1.7320508075688772])  # Gauss-Hermite
STRENGTH_WEIGHTS = np.array([1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0])
MEAN_RELUCTANCE = 0.5


@phase
def weeks_above(
    world: World,
    domains: Domains,
    levers: Levers,
    ranks: F8,
    rank_weights: F8,
    steps: F8,
    step_weights: F8,
) -> F8:
    """Expected weeks above the mild cut after an onset, [8]."""
    out = np.zeros(8, dtype=np.float64)
    for k in range(8):
        left = rules.uncovered(
            1.0, rules.network_carry(domains.network_carry[k], world.births_help_share, 0.0)
        )
        for r in range(len(ranks)):
            for s in range(len(steps)):
                strength = min(
                    world.strength_high,
                    max(world.strength_low, 1.0 + steps[s] * world.strength_spread),
                )
                e = rules.onset_severity(domains.mild_cut[k], domains.onset_mean[k], ranks[r])
                unknown = 1.0
                total = 0.0
                for _ in range(HORIZON):
                    if e <= domains.mild_cut[k] or unknown < 1e-4:
                        break
                    total += unknown
                    asks = either(
                        asking_chance(
                            world.asking_level,
                            world.asking_severity,
                            world.asking_reluctance,
                            e * left,
                            world.asking_floor,
                            MEAN_RELUCTANCE,
                            levers.reach_barrier,
                        ),
                        domains.signal[k]
                        * e
                        * left
                        * accept_chance(
                            world.asking_accept, world.asking_reluctance, MEAN_RELUCTANCE
                        ),
                    )
                    total += (
                        unknown
                        * asks
                        * (world.births_wait + _helped_weeks(world, domains, k, e, left, strength))
                    )
                    unknown = unknown * (1.0 - asks) * (1.0 - world.births_leave)
                    e = rules.next_resolvable(
                        0.0,
                        e,
                        rules.pressure(
                            world.needs_growth * domains.pace[k],
                            e * left,
                            world.needs_theta,
                            world.needs_form,
                        ),
                        rules.healing(world.needs_healing, strength, 0.0),
                        world.needs_floor,
                    )
                out[k] += rank_weights[r] * step_weights[s] * total
    return out


@phase
def _helped_weeks(
    world: World, domains: Domains, k: int, e: float, left: float, strength: float
) -> float:
    """Weeks from the start of first-line help until severity is at the mild cut."""
    helped = rules.uncovered(left, domains.first_carry[k])
    heal = rules.healing(
        world.needs_healing, strength, domains.first_resolve[k] * world.guidance_dose
    )
    for week in range(HORIZON):
        if e <= domains.mild_cut[k]:
            return float(week)
        e = rules.next_resolvable(
            0.0,
            e,
            rules.pressure(
                world.needs_growth * domains.pace[k],
                e * helped,
                world.needs_theta,
                world.needs_form,
            ),
            heal,
            world.needs_floor,
        )
    return float(HORIZON)


def base_rates(mild: F8, world: World, domains: Domains, levers: Levers) -> F8:
    """Weekly base rates of new need, [areas, 3 age groups, 8 domains].

    mild: chance above the mild cut, same shape. InputError when a rate passes its
    declared upper end (the ceiling of the tape would be broken).
    """
    weeks = weeks_above(
        world, domains, levers, ONSET_RANKS, ONSET_WEIGHTS, STRENGTH_STEPS, STRENGTH_WEIGHTS
    )
    resolvable = mild * (1.0 - domains.lasting_share)
    rates: F8 = domains.birth_correction * resolvable / ((1.0 - mild) * np.maximum(weeks, 1.0))
    rates[:, 1:, GROWING_UP] = 0.0
    over = rates > domains.birth_max
    if over.any():
        area, group, k = (int(x[0]) for x in np.nonzero(over))
        key = f"domain.{DOMAINS[k]}.birth_max"
        raise InputError(
            code="birth_rate",
            where=key,
            found=f"{rates[area, group, k]:.5f} per week",
            allowed=f"at most {domains.birth_max[k]:.5f} per week",
            nearest=None,
            message=(
                f"the base rate that keeps {DOMAINS[k]} stationary is above {key}; "
                "raise that ceiling or lower the prevalence"
            ),
        )
    return rates


def birthday_shift(mild: F8, domains: Domains) -> F8:
    """What turning 18 and 65 does to lasting needs, [areas, 2, 8] (see ``birthdays``)."""
    lasting = mild * domains.lasting_share
    lasting[:, 1:, GROWING_UP] = 0.0
    before, after = lasting[:, :2, :], lasting[:, 1:, :]
    gain = (after - before) / np.maximum(1.0 - before, 1e-9)
    loss = (after - before) / np.maximum(before, 1e-9)
    return np.where(after >= before, gain, loss)
