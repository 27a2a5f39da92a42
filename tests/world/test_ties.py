import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation.compiled import plain
from sim.population.places import find_place
from sim.population.population import build_people
from sim.world import ties as graph
from sim.world.ties import Habits, Settled, Ties, build_ties, life_stage, poisson
from tests.examples import examples

NEVER = 2**30


HABITS = Habits(mean_ties=4.0, locality=0.7, homophily=0.4)


def town(h: int, later: int = 0) -> Settled:
    """h households over three areas, ``later`` of them arriving one a week."""
    ids = np.arange(h)
    arrive = np.maximum(ids - (h - later) + 1, 0).astype(np.int32)
    return Settled(
        (ids % 3).astype(np.int16),
        (ids % 5).astype(np.int8),
        (20 + ids * 7 % 70).astype(np.int16),
        arrive,
        np.full(h, NEVER, dtype=np.int32),
    )


def neighbours(ties: Ties, g: int) -> list[int]:
    return [int(x) for x in ties.to[ties.start[g] : ties.start[g + 1]]]


@settings(max_examples=examples("ties"))
@given(
    h=st.integers(1, 120),
    later=st.integers(0, 60),
    seed=st.integers(0, 2**40),
    mean=st.floats(0, 8),
    locality=st.floats(0, 1),
    homophily=st.floats(0, 1),
)
def test_ties_are_mutual_sorted_and_never_to_oneself(
    h: int, later: int, seed: int, mean: float, locality: float, homophily: float
) -> None:
    ties = build_ties(town(h, min(later, h - 1)), Habits(mean, locality, homophily), seed)
    assert ties.start[0] == 0
    assert ties.start[-1] == len(ties.to)
    for g in range(h):
        row = neighbours(ties, g)
        assert row == sorted(set(row))
        assert g not in row
        assert all(g in neighbours(ties, other) for other in row)


@settings(max_examples=examples("other_ties"))
@given(seed=st.integers(0, 2**40), cut=st.integers(60, 119))
def test_later_households_change_no_earlier_tie(seed: int, cut: int) -> None:
    whole = town(120, 60)
    early = Settled(
        whole.area[:cut],
        whole.kind[:cut],
        whole.age_of_head[:cut],
        whole.arrive_week[:cut],
        whole.leave_week[:cut],
    )
    full = build_ties(whole, HABITS, seed)
    part = build_ties(early, HABITS, seed)
    for g in range(cut):
        assert neighbours(part, g) == [x for x in neighbours(full, g) if x < cut]


@settings(max_examples=examples("other_ties"))
@given(seed=st.integers(0, 2**40))
def test_a_household_that_takes_no_part_changes_nobody(seed: int) -> None:
    before = town(80)
    area, kind, age, arrive, leave = before
    more = Settled(
        np.append(area, area[:1]),
        np.append(kind, np.int8(-1)),
        np.append(age, age[:1]),
        np.append(arrive, arrive[:1]),
        np.append(leave, leave[:1]),
    )
    plain = build_ties(before, HABITS, seed)
    with_one = build_ties(more, HABITS, seed)
    assert neighbours(with_one, 80) == []
    assert (plain.to == with_one.to).all()


def test_newcomers_know_only_who_is_there() -> None:
    homes = town(100, 50)
    arrive, leave = homes.arrive_week, homes.leave_week
    leave[:25] = 10
    ties = build_ties(homes, HABITS._replace(mean_ties=5.0), 3)
    for g in range(100):
        for other in neighbours(ties, g):
            late, early = max(g, other), min(g, other)
            assert leave[early] > arrive[late] or arrive[late] == arrive[early]


def test_mean_locality_and_homophily_come_out() -> None:
    people = build_people(find_place("pilot"), None, 1)
    h = len(people.kind)
    age = people.age[people.first[:-1]]
    week, never = np.zeros(h, dtype=np.int32), np.full(h, NEVER, dtype=np.int32)
    homes = Settled(people.area_of_household, people.kind, age, week, never)
    ties = build_ties(homes, Habits(4.5, 0.7, 0.4), 3)
    degree = np.diff(ties.start)
    source = np.repeat(np.arange(h), degree)
    # Standard errors: 0.025 for the mean of 7,572 households, 0.0035 for a share of 17,000 ties.
    assert degree.mean() == pytest.approx(4.5, abs=0.1)
    local = people.area_of_household[source] == people.area_of_household[ties.to]
    assert local.mean() == pytest.approx(0.7, abs=0.015)
    stage = life_stage(people.kind, age)
    alike = (stage[source] == stage[ties.to]).mean()
    mixed = build_ties(homes, Habits(4.5, 0.7, 0.0), 3)
    other = np.repeat(np.arange(h), np.diff(mixed.start))
    chance = (stage[other] == stage[mixed.to]).mean()
    assert alike == pytest.approx(0.4 + 0.6 * chance, abs=0.03)


def test_poisson_at_known_quantiles() -> None:
    # P(0) = 0.1353, P(<=1) = 0.4060, P(<=2) = 0.6767 at a mean of 2.
    found = [poisson(2.0, u) for u in (0.1, 0.2, 0.5, 0.68)]
    assert found == [0, 1, 2, 3]
    assert poisson(0.0, 0.999) == 0


def test_compiled_and_plain_python_choose_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = build_ties(town(90, 30), HABITS, 7)
    for name in ("_choose", "_draw", "poisson", "count_before"):
        monkeypatch.setattr(graph, name, plain(getattr(graph, name)))
    again = build_ties(town(90, 30), HABITS, 7)
    assert np.array_equal(compiled.start, again.start)
    assert np.array_equal(compiled.to, again.to)
