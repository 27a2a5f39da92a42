"""Expected courses of a need against known answers and against lives lived with dice."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.baseline.course import STEPS, course, onset_weights, weeks_above
from sim.foundation.units import F8
from sim.inputs.parameters.parameter import Value
from sim.population.domains import DOMAINS
from sim.support.reach.asking import accept_chance, asking_chance
from sim.world import rules
from sim.world.parameters import Domains, World, make_domains, make_world
from tests.worlds import default_values

NEVER_ASKS = {"asking.level": 0.0, **{f"domain.{d}.signal": 0.0 for d in DOMAINS}}


def severities(cut: float) -> F8:
    return cut + (np.arange(STEPS) + 0.5) * (1.0 - cut) / STEPS


def with_values(**changed: Value) -> tuple[World, Domains]:
    values = {**default_values(), **{k.replace("__", "."): v for k, v in changed.items()}}
    return make_world(values), make_domains(values)


def test_an_unhelped_need_that_only_heals_lasts_as_long_as_halving_says() -> None:
    heal = 0.02
    world, domains = with_values(
        **NEVER_ASKS, needs__growth=0.0, needs__healing=heal, strength__spread=0.0,
        births__leave=0.0,
    )  # fmt: skip
    found = course(world, domains, 0.0)
    for k, cut in enumerate(domains.mild_cut):
        for row, level in ((0, cut), (1, domains.severe_cut[k])):
            weeks = [
                max(0, math.ceil(math.log(e / level) / -math.log(1.0 - heal)))
                for e in severities(cut)
            ]
            assert found[k, row] == pytest.approx(weeks)


def test_those_who_leave_end_the_weeks_as_a_geometric_series() -> None:
    leave = 0.03
    world, domains = with_values(
        **NEVER_ASKS, needs__growth=0.0, needs__healing=0.0, births__leave=leave
    )
    found = course(world, domains, 0.0)
    weeks = math.ceil(math.log(1e-4) / math.log(1.0 - leave))
    assert found[:, 0] == pytest.approx((1.0 - (1.0 - leave) ** weeks) / leave)


def test_onset_severities_are_those_of_the_rule() -> None:
    cut, mean = 0.1, 0.2
    weights = onset_weights(cut, mean)
    assert weights.sum() == pytest.approx(1.0)
    ranks = (np.arange(20_000) + 0.5) / 20_000
    drawn = [rules.onset_severity(cut, mean, rank) for rank in ranks]
    edges = cut + (1.0 - cut) / STEPS * np.arange(STEPS + 1)
    shares = np.histogram(drawn, edges)[0] / len(drawn)
    assert weights == pytest.approx(shares, abs=1e-4)


@pytest.mark.parametrize("k", [0, 3])  # of two units, both severe often enough to be counted
def test_expected_weeks_are_the_mean_of_lives_lived_with_dice(k: int) -> None:
    """Independent lives: own coins, own loop, the same rules."""
    world, domains = with_values()
    lives = 4000
    rng = np.random.default_rng(11)
    left = 1.0 - rules.network_carry(domains.network_carry[k], world.births_help_share, 0.0)
    accepts = accept_chance(world.asking_accept, world.asking_reluctance, 0.5)
    accepts *= world.signal_reached * world.signal_talk
    weeks = np.zeros((lives, 2))
    for one in range(lives):
        strength = 1.0 + rng.normal() * world.strength_spread
        strength = min(world.strength_high, max(world.strength_low, strength))
        e = rules.onset_severity(domains.mild_cut[k], domains.onset_mean[k], 1.0 - rng.random())
        helped, wait = False, 0
        for _ in range(2000):
            if e <= domains.mild_cut[k]:
                break
            weeks[one] += 1.0, e > domains.severe_cut[k]
            if wait:  # severity stands still until somebody comes
                wait -= 1
                continue
            covered, resolve = left, 0.0
            if helped:
                covered = rules.uncovered(left, domains.first_carry[k])
                resolve = domains.first_resolve[k] * world.guidance_effect * world.guidance_dose
            else:
                asks = asking_chance(
                    world.asking_level * domains.asking[k], world.asking_severity,
                    world.asking_reluctance, e * left, world.asking_floor, 0.5, 0.0,
                )  # fmt: skip
                if rng.random() < asks or rng.random() < domains.signal[k] * e * left * accepts:
                    helped, wait = True, int(world.births_wait)
                    continue
                if rng.random() < world.births_leave:
                    break
            grown = rules.pressure(
                world.needs_growth * domains.pace[k], e * covered, world.needs_theta,
                world.needs_form,
            )  # fmt: skip
            heal = rules.healing(world.needs_healing, strength, resolve)
            e = rules.next_resolvable(0.0, e, grown, heal, world.needs_floor)
    expected = weeks_above(course(world, domains, 0.0), domains)[k]
    error = weeks.std(axis=0) / math.sqrt(lives)
    # Four standard errors, and 3 % for the steps of severity and of strength.
    assert (abs(expected - weeks.mean(axis=0)) < 4.0 * error + 0.03 * expected).all()


def test_more_growth_means_more_weeks_and_more_of_them_severe() -> None:
    low, high = (
        weeks_above(course(*with_values(needs__growth=g), 0.0), make_domains(default_values()))
        for g in (0.01, 0.06)
    )
    assert (high >= low).all()
    assert (high[:, 1] > low[:, 1]).all()


def test_a_course_is_followed_once_for_the_same_values_and_cannot_be_written() -> None:
    world, domains = with_values()
    first = course(world, domains, 0.0)
    other = domains.replace(onset_mean=2.0 * domains.onset_mean)
    assert course(world, other, 0.0) is first  # severity at onset is not part of it
    assert course(world, domains.replace(pace=2.0 * domains.pace), 0.0) is not first
    with pytest.raises(ValueError):
        first[0, 0, 0] = 1.0
