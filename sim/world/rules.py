"""Rules of the world for one need, person or household, under any policy.

Pure functions of scalars, read by the compiled phases and by anyone who wants
to check the model by hand.
"""

from __future__ import annotations

import math

from sim.foundation.compiled import rule

# Forms of the growth of need, as World.needs_form tells them apart.
THRESHOLD, CONSTANT, PROPORTIONAL = range(3)
NEAR = 1e-6  # of an own strength of about 1
AGREE = 0.2  # severity above theta at which all forms grow alike


@rule
def severity(lasting: float, resolvable: float) -> float:
    """Severity s = b + e, 0-1."""
    return lasting + resolvable


@rule
def uncovered(share: float, carry: float) -> float:
    """Uncovered share that is left when one more source carries part of it."""
    return share * (1.0 - carry)


@rule
def network_carry(carry: float, help_share: float, boost: float) -> float:
    """Share of a need carried by the circle: weight x help given, at most the weight."""
    return carry * min(1.0, help_share * (1.0 + boost))


@rule
def first_line_carry(carry: float, effort: float, dose: float) -> float:
    """Share carried by first-line work: full weight at the full dose of hours."""
    return carry * min(1.0, effort / dose)


@rule
def healing(base: float, strength: float, resolve: float) -> float:
    """Share of the resolvable part that goes in a week: r0 a + help, at most 0.9."""
    return min(0.9, base * strength + resolve)


@rule
def pressure(growth: float, unmet: float, theta: float, form: int) -> float:
    """Weekly growth of need, before there is less left to grow: nothing up to
    theta, then one of three forms that agree at theta + ``AGREE``.

    THRESHOLD: g (u - theta); CONSTANT: g AGREE; PROPORTIONAL: g u AGREE / (theta + AGREE).
    """
    if form == THRESHOLD or unmet <= theta:
        return growth * max(0.0, unmet - theta)
    if form == CONSTANT:
        return growth * AGREE
    return growth * unmet * (AGREE / (theta + AGREE))


@rule
def next_resolvable(
    lasting: float, resolvable: float, pressure: float, heal: float, floor: float
) -> float:
    """Resolvable part after one week: + pressure (1 - s) - healing e."""
    s = lasting + resolvable
    after = resolvable + pressure * (1.0 - s) - heal * resolvable
    if after < floor:
        return 0.0
    return min(after, 1.0 - lasting)


@rule
def burden(unmet: float, cut: float) -> float:
    """Unmet need above the counting cut (burden of one week)."""
    return max(0.0, unmet - cut)


@rule
def onset_factor(spill: float, links: float) -> float:
    """Factor by which trouble elsewhere raises the hazard of a new need."""
    return 1.0 + spill * links


@rule
def after_onset(lasting: float, resolvable: float, onset: float) -> float:
    """An onset lifts the resolvable part to its severity, bounded by 1 - b."""
    return min(max(resolvable, onset), 1.0 - lasting)


@rule
def next_strength(
    strength: float, own_level: float, speed: float, push: float, low: float, high: float
) -> float:
    """Own strength returns to the person's own level and is pushed by what happens. Without
    a push it is there once it is within ``NEAR``."""
    after = strength + speed * (own_level - strength) + push
    there = (push == 0.0) & (abs(after - own_level) < NEAR)
    return own_level if there else min(high, max(low, after))


@rule
def circle_free(capacity: float, strain: float, contagion: float, trouble: float) -> float:
    """Hours a week that a household can give, less its strain and its own trouble."""
    return capacity * (1.0 - strain) * max(0.0, 1.0 - contagion * trouble)


@rule
def share_given(free: float, asked: float) -> float:
    """Share of asked hours that a helper gives: all when there is room."""
    if asked <= free:
        return 1.0
    return free / asked


@rule
def next_strain(
    strain: float, load: float, capacity: float, slope: float, recovery: float
) -> float:
    """Strain of a helping household: rises with load over capacity, else recovers."""
    over = 0.0
    if load > capacity:
        over = (load - capacity) / max(capacity, 0.25)
    after = strain + slope * min(over, 2.0) * (1.0 - strain) - recovery * strain
    if after < 1e-4:
        return 0.0
    return min(1.0, after)


@rule
def boost_left(boost: float, half_life: float) -> float:
    """Activated help fades with a half-life unless followed up."""
    after = boost * math.exp(-0.6931471805599453 / half_life)
    if after < 1e-3:
        return 0.0
    return after


@rule
def crisis_hazard(rate: float, worst: float, level: float) -> float:
    """Weekly hazard of a crisis, rising in the worst unmet need above a level."""
    return rate * max(0.0, worst - level) / (1.0 - level)


@rule
def joins(chance: float, unmet: float) -> float:
    """Weekly chance that a person with need goes to a provision of its own accord."""
    return chance * min(1.0, unmet / 0.5)


@rule
def onset_severity(mild_cut: float, mean: float, size: float) -> float:
    """Severity at onset: the mild cut plus an exponential, at most 0.9."""
    return min(0.9, mild_cut - mean * math.log(size))
