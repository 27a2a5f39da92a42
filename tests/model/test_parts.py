"""Burden in its parts, at the weights that a user states, and cost without long-term care."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation.compiled import plain
from sim.model.fork import copy_situation, run_weeks
from sim.population.domains import DEBTS, DOMAINS
from sim.record import rules as rules
from sim.record.headlines import BY_DOMAIN, BY_SEVERITY, KNOWN_OR_HIDDEN
from sim.record.recorder import Recorder, RunResults
from sim.support.situation import Situation
from tests.examples import examples
from tests.worlds import TODAY, begin, default_values, forked, residents_of

BURN_IN, WEEKS = 26, 8
WAYS = (KNOWN_OR_HIDDEN, BY_SEVERITY, BY_DOMAIN)
# What burden makes: everything else stays as it is, whatever the weights.
OF_BURDEN = ("burden", "wellbeing", "near_crisis")
WEIGHT = st.floats(0.0, 5.0)
Weighed = Callable[..., RunResults]


@pytest.fixture(scope="module")
def weighed() -> Weighed:
    """The same neighbourhood in the same weeks, recorded with weights."""
    residents = residents_of(500, BURN_IN + WEEKS, -BURN_IN)
    start = forked(
        run_weeks(begin(residents, default_values(), -BURN_IN), 0), TODAY, default_values()
    )

    def record(
        hidden: float = 1.0, lasting: float = 1.0, domains: tuple[float, ...] = (1.0,) * 8
    ) -> RunResults:
        now: Situation = copy_situation(start)
        now.world = now.world.replace(burden_weight_hidden=hidden, burden_weight_lasting=lasting)
        now.domains = now.domains.replace(burden_weight=np.array(domains))
        recorder = Recorder(now, WEEKS)
        return recorder.results(run_weeks(now, WEEKS, recorder))

    return record


@pytest.fixture(scope="module")
def plainly(weighed: Weighed) -> RunResults:
    """At the default weights."""
    return weighed()


def of(found: RunResults, name: str) -> float:
    value = found.outcomes[name]
    assert value is not None
    return value


def adds_up(found: RunResults) -> None:
    for way in WAYS:
        parts = [of(found, name) for name in way]
        assert min(parts) >= 0.0
        assert sum(parts) == pytest.approx(of(found, "burden"), rel=1e-9, abs=1e-9)


def test_each_way_to_take_burden_apart_adds_up_to_it(plainly: RunResults) -> None:
    adds_up(plainly)
    for name in (*KNOWN_OR_HIDDEN, *BY_SEVERITY):
        assert of(plainly, name) > 0.0, name


@settings(max_examples=examples("rules") // 30, deadline=None)
@given(WEIGHT, WEIGHT, st.tuples(*[WEIGHT] * 8))
def test_it_adds_up_at_any_weights(
    weighed: Weighed, hidden: float, lasting: float, domains: tuple[float, ...]
) -> None:
    adds_up(weighed(hidden, lasting, domains))


def test_a_part_without_weight_is_left_out(weighed: Weighed, plainly: RunResults) -> None:
    only = tuple(float(k == DEBTS) for k in range(8))
    for found, rest in (
        (weighed(hidden=0.0), "burden_known"),
        (weighed(lasting=0.0), "burden_resolvable"),
        (weighed(domains=only), f"burden_{DOMAINS[DEBTS]}"),
    ):
        assert of(found, "burden") == pytest.approx(of(plainly, rest), rel=1e-9)
        assert of(found, "burden") < of(plainly, "burden")


def test_twice_the_weight_is_twice_the_burden_wherever_it_is_told(
    weighed: Weighed, plainly: RunResults
) -> None:
    double = weighed(domains=(2.0,) * 8)
    for name in ("burden", "burden_top5", "burden_vulnerable", "burden_discounted",
                 *KNOWN_OR_HIDDEN, *BY_SEVERITY, *BY_DOMAIN):  # fmt: skip
        assert of(double, name) == pytest.approx(2.0 * of(plainly, name), rel=1e-12), name
    np.testing.assert_array_equal(double.citizens["burden"], 2.0 * plainly.citizens["burden"])
    np.testing.assert_allclose(double.weekly["burden"], 2.0 * plainly.weekly["burden"], rtol=1e-12)
    for by, groups in plainly.groups.items():
        for group, row in groups.items():
            assert double.groups[by][group]["burden"] == pytest.approx(2.0 * row["burden"])


def test_weights_change_nothing_that_happens(weighed: Weighed, plainly: RunResults) -> None:
    other = weighed(hidden=3.0, lasting=0.2, domains=(0.5, 2.0) * 4)
    changed = {n for n, value in plainly.outcomes.items() if other.outcomes[n] != value}
    assert changed and all(name.startswith(OF_BURDEN) for name in changed), changed
    assert "burden_top5_share" in plainly.outcomes
    np.testing.assert_array_equal(other.flows, plainly.flows)
    np.testing.assert_array_equal(other.citizens["cost"], plainly.citizens["cost"])


@given(st.floats(0.0, 1.0), st.booleans(), st.floats(0.0, 1.0), st.floats(1e-3, 1.0))
def test_at_weight_one_nothing_is_weighed_to_the_bit(
    excess: float, known: bool, share: float, severity: float
) -> None:
    assert plain(rules.weighed)(excess, known, 1.0, 1.0) == excess
    assert plain(rules.with_lasting)(excess, share, 1.0) == excess
    assert plain(rules.lasting_share)(severity, severity) == 1.0
    assert plain(rules.lasting_share)(0.0, severity) == 0.0


def test_a_worked_example() -> None:
    """Severity 0.8, of which 0.6 lasts, unmet 0.5 above a cut of 0.3; hidden counts twice, what
    lasts thrice: 0.2 is weighed 0.4; of that a quarter plainly and three quarters thrice."""
    counted = plain(rules.weighed)(0.2, False, 2.0, 1.0)
    share = plain(rules.lasting_share)(0.6, 0.8)
    assert (counted, share) == pytest.approx((0.4, 0.75))
    assert plain(rules.with_lasting)(counted, share, 3.0) == pytest.approx(0.1 + 0.9)


def test_cost_without_longterm_care_is_what_its_payer_does_not_pay(plainly: RunResults) -> None:
    longterm = of(plainly, "cost_payer_longterm")
    assert longterm > 0.0
    for whole in ("public_cost", "societal_cost"):
        rest = of(plainly, f"{whole}_without_longterm")
        assert rest + longterm == pytest.approx(of(plainly, whole), rel=1e-12)
