"""What keeps today's practice stationary for other values than the defaults."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from calibration.today import Today, drawn
from sim.baseline import stationary
from sim.baseline.course import weeks_above
from sim.baseline.stationary import (
    KINDS,
    Surface,
    base_rates,
    beyond,
    by_expectation,
    expected,
    kept_stationary,
    multipliers,
    surfaces,
)
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.scenario import resolve
from sim.population.domains import DOMAINS
from sim.population.places import find_place
from sim.population.population import build_people
from sim.runs.draws import values_of_draw
from sim.world.parameters import make_domains, make_world
from tests.worlds import default_values

PARAMETERS = read_parameters()
KEY = "needs.growth"
BARRIER = float(default_values()["desk.barrier"])
ENDS = PARAMETERS["domain.debts_admin.onset_mean"]


@pytest.fixture
def one_term(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A table with one known surface."""
    table = {("correction", "income_work"): Surface({KEY: (2.0, -1.0)}, -0.5, 0.7, 0.1)}
    monkeypatch.setattr(stationary, "surfaces", lambda: table)
    yield


def at(share: float) -> dict[str, Value]:
    item = PARAMETERS[KEY]
    assert item.low is not None
    assert item.high is not None
    return {**default_values(), KEY: item.low + share * (item.high - item.low)}


def test_nothing_is_multiplied_at_default_values() -> None:
    assert (multipliers(BARRIER, default_values(), PARAMETERS) == 1.0).all()
    before = make_domains(default_values())
    after = kept_stationary(BARRIER, default_values(), PARAMETERS)
    assert all((a == b).all() for a, b in zip(before.values(), after.values(), strict=True))


def test_a_price_moves_no_need() -> None:
    values = {**default_values(), "product.guidance.price": 250.0}
    assert (by_expectation(BARRIER, values, PARAMETERS) == 1.0).all()


@pytest.mark.parametrize("share", [0.05, 0.3, 0.8])
def test_expected_severe_weeks_stay_the_same_part_of_all_weeks(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stationary, "surfaces", dict)
    default = weeks_above(expected(BARRIER, default_values()), make_domains(default_values()))
    domains = kept_stationary(BARRIER, at(share), PARAMETERS)
    found = weeks_above(expected(BARRIER, at(share)), domains)
    least, most = (np.isclose(domains.onset_mean, end) for end in (ENDS.low, ENDS.high))
    free = ~least & ~most
    assert free.sum() >= 3
    parts = found[:, 1] / found[:, 0], default[:, 1] / default[:, 0]
    assert parts[0][free] == pytest.approx(parts[1][free], rel=1e-4)
    assert (parts[0][least] >= parts[1][least]).all()
    assert (parts[0][most] <= parts[1][most]).all()


@pytest.mark.usefixtures("one_term")
def test_the_table_gives_the_difference_of_the_surface_with_the_default() -> None:
    default = stationary.place_in_range(PARAMETERS[KEY], PARAMETERS[KEY].value)

    def surface(u: float) -> float:
        return 2.0 * (u - 0.5) - (u - 0.5) ** 2

    for share in (0.3, 0.4, 0.6):
        stated = min(0.7, max(-0.5, surface(share) - surface(default)))
        found = beyond("correction", "income_work", at(share), PARAMETERS)
        assert found == pytest.approx(stated)
        both = multipliers(BARRIER, at(share), PARAMETERS)
        assert both[0, 0] == pytest.approx(math.exp(stated))
        assert (both[0, 1:] == 1.0).all()
        assert (both[1] == by_expectation(BARRIER, at(share), PARAMETERS)).all()


@pytest.mark.usefixtures("one_term")
def test_the_multiplier_stays_within_what_was_solved() -> None:
    assert beyond("correction", "income_work", at(0.0), PARAMETERS) >= -0.5
    assert beyond("correction", "income_work", at(1.0), PARAMETERS) <= 0.7


def test_the_shipped_table_names_known_parameters_and_states_its_error() -> None:
    assert set(surfaces()) == {(kind, d) for kind in KINDS for d in DOMAINS}
    for surface in surfaces().values():
        assert surface.low <= 0.0 <= surface.high
        assert surface.error > 0.0
        for key in surface.terms:
            assert PARAMETERS[key].draw


def test_corrected_values_stay_in_their_declared_ranges() -> None:
    random = np.random.default_rng(3)
    for _ in range(40):
        values = dict(default_values())
        for key, item in PARAMETERS.items():
            if item.draw and item.low is not None and item.high is not None:
                values[key] = item.low + random.random() * (item.high - item.low)
        domains = kept_stationary(BARRIER, values, PARAMETERS)
        for field, low, high in (("birth_correction", 0.1, 4.0), ("onset_mean", 0.02, 0.5)):
            column = getattr(domains, field)
            assert (column >= low).all()
            assert (column <= high).all()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["nederland", "pilot"])
def test_no_drawn_world_needs_more_new_need_than_its_ceiling(place: str) -> None:
    """Ceilings are raised by hand after a fit; a world above one cannot be lived."""
    keys = [key for key, item in PARAMETERS.items() if item.draw]
    mild = np.ascontiguousarray(build_people(find_place(resolve(place).place), 600, 1).mild)
    for number in range(1000):
        values = {
            **default_values(),
            **values_of_draw(PARAMETERS, keys, 1, number, number % 2 == 1),
        }
        barrier = float(values["desk.barrier"])
        base_rates(mild, make_world(values), kept_stationary(barrier, values, PARAMETERS), barrier)


@pytest.mark.slow
def test_drawn_worlds_keep_the_published_shares_better_than_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Draws that were not used for the table, on other people and other luck."""
    today = Today.at("nederland", 8000, (7,), 104)
    draws = [drawn(dict(today.parameters), 100_000 + k) for k in range(8)]

    def moved() -> float:
        """Root mean square of the logarithm by which severe shares have moved."""
        severe = np.array([today.read(values).severe for values in draws])
        return float(np.sqrt(np.mean(np.log(np.maximum(severe, 0.05)) ** 2)))

    kept = moved()
    monkeypatch.setattr(stationary, "multipliers", lambda *_: np.ones((2, len(DOMAINS))))
    assert kept < 0.8 * moved(), kept
