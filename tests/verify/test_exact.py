"""The expected side on its own: formulas everybody knows, Little's law, brute force."""

from __future__ import annotations

import numpy as np
import pytest

from sim.verify import exact
from sim.verify.exact import mean, stationary, variance

RNG = 4


def test_two_states_have_the_share_that_follows_from_their_chances() -> None:
    moves = {"a": [("b", 0.2), ("a", 0.8)], "b": [("a", 0.1), ("b", 0.9)]}
    found = stationary(["a", "b"], lambda state: moves[state])
    assert found["a"] == pytest.approx(1.0 / 3.0, abs=1e-12)


@pytest.mark.parametrize("use", [0.5, 0.8, 0.95])
def test_one_place_without_a_clock_has_the_textbook_queue(use: float) -> None:
    assert exact.erlang_waiting(1, use) == pytest.approx(use * use / (1.0 - use))
    half = use * use / (2.0 * (1.0 - use))  # Pollaczek and Khinchine
    assert exact.crommelin_waiting(1, use) == pytest.approx(half, rel=1e-6)


def test_erlangs_formula_for_three_places() -> None:
    load = 2.4  # Erlang's C written out
    full = load**3 / 6.0 / 0.2
    chance = full / (1.0 + load + load**2 / 2.0 + full)
    assert exact.erlang_waiting(3, 0.8) == pytest.approx(chance * 0.8 / 0.2)


@pytest.mark.parametrize("use", [0.5, 0.8, 0.95])
def test_number_and_wait_are_bound_by_littles_law(use: float) -> None:
    """The two sides are solved apart from one another, so this can fail."""
    for rate, known in (
        (5.0 * use, exact.intake(5.0 * use, 750, 150)),
        (4.6 * use, exact.intake(4.6 * use, 690, 150)),
        (0.75 * use, exact.geometric(0.75 * use, 3, 0.25, False)),
        (0.75 * use, exact.geometric(0.75 * use, 3, 1.0 / 3.0, True)),
    ):
        assert known.wait.sum() == pytest.approx(1.0, abs=1e-7)
        assert mean(known.wait) * rate == pytest.approx(mean(known.waiting), rel=1e-5)
    chance = 3.0 * use / 13
    waiting = mean(exact.fixed_waiting(chance, 3, 13))
    assert mean(exact.fixed_wait(chance, 3, 13)) * chance == pytest.approx(waiting, rel=1e-5)


def test_intake_is_what_a_long_simulation_finds() -> None:
    known = exact.intake(4.0, 750, 150)
    length, found = 0, []
    for come in np.random.default_rng(RNG).poisson(4.0, 200_000).tolist():
        length = max(0, length + come - 5)
        found.append(length)
    assert np.mean(found) == pytest.approx(mean(known.waiting), rel=0.05)
    assert np.var(found) == pytest.approx(variance(known.waiting), rel=0.1)


def test_minutes_that_are_kept_while_somebody_waits_make_the_queue_shorter() -> None:
    """With 4.6 intakes a week the queue is between those with 4 and with 5."""
    few, some, more = (mean(exact.intake(3.8, m, 150).waiting) for m in (600, 690, 750))
    assert more < some < few


def test_the_clock_of_weeks_matters_less_the_longer_help_lasts() -> None:
    for formula, clock in (
        (exact.erlang_waiting(3, 0.8), lambda w: exact.geometric(2.4 / w, 3, 1 / w, False).waiting),
        (exact.crommelin_waiting(3, 0.8), lambda w: exact.fixed_waiting(2.4 / w, 3, w)),
    ):
        gaps = [1.0 - mean(clock(weeks)) / formula for weeks in (4, 13, 52)]
        assert gaps[0] > gaps[1] > gaps[2] > 0.0
        assert gaps[2] < 0.1
