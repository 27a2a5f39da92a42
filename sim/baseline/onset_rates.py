"""Base rates of new need, solved so that today's practice is stationary.

For each domain, buurt and age group the rate is the one at which, on expected
values, as many needs begin as end at the published prevalence:

    rate = correction x p_e / ((1 - p) T)

with p the share above the mild cut, p_e its resolvable part and T the expected weeks
above the cut after an onset (``course.py``). What that leaves out (spill-over,
vulnerability, the mix of lines) is one stated correction per domain.
"""

from __future__ import annotations

import numpy as np

from sim.baseline.course import course, weeks_above
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.population.domains import DOMAINS, GROWING_UP
from sim.world.parameters import Domains, World


def base_rates(mild: F8, world: World, domains: Domains, barrier: float) -> F8:
    """Weekly base rates of new need, [areas, 3 age groups, 8 domains].

    mild: chance above the mild cut, same shape; barrier: see ``course``. InputError when
    a rate passes its declared upper end (the ceiling of the tape would be broken).
    """
    weeks = weeks_above(course(world, domains, barrier), domains)[:, 0]
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
    """Effect of turning 18 and 65 on lasting needs, [areas, 2, 8] (see ``birthdays``)."""
    lasting = mild * domains.lasting_share
    lasting[:, 1:, GROWING_UP] = 0.0
    before, after = lasting[:, :2, :], lasting[:, 1:, :]
    gain = (after - before) / np.maximum(1.0 - before, 1e-9)
    loss = (after - before) / np.maximum(before, 1e-9)
    return np.where(after >= before, gain, loss)
