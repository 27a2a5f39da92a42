"""Shares of a difference: known answers, and that they add up whatever the numbers are."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.shapley import Subset, interactions, shares, subsets
from sim.foundation.units import F8

THREE = ("reach", "work", "pay")
numbers = st.floats(-1e6, 1e6)


def game(table: dict[str, float]) -> dict[Subset, F8]:
    """Values by subset; ``table`` has a value per set of first letters."""
    by_letter = {name[0]: name for name in THREE}
    return {frozenset(by_letter[c] for c in key): np.array([v]) for key, v in table.items()}


def test_a_textbook_game() -> None:
    """The glove game: one left glove (r), two right gloves (w, p); a pair is worth 1."""
    values = game({"": 0, "r": 0, "w": 0, "p": 0, "rw": 1, "rp": 1, "wp": 0, "rwp": 1})
    found = {name: float(part[0]) for name, part in shares(values, THREE).items()}
    assert found == pytest.approx({"reach": 2 / 3, "work": 1 / 6, "pay": 1 / 6})


def test_what_only_adds_has_no_interaction() -> None:
    own = {"reach": 1.5, "work": -4.0, "pay": 0.25}
    values = {s: np.array([7.0 + sum(own[q] for q in s)]) for s in subsets(THREE)}
    assert {q: float(x[0]) for q, x in shares(values, THREE).items()} == pytest.approx(own)
    assert all(abs(float(x[0])) < 1e-12 for x in interactions(values, THREE).values())


def test_an_interaction_of_two_is_found_and_shared_by_halves() -> None:
    values = {s: np.array([10.0 if {"reach", "pay"} <= s else 0.0]) for s in subsets(THREE)}
    found = interactions(values, THREE)
    assert float(found["reach", "pay"][0]) == pytest.approx(10.0)
    assert float(found["reach", "work"][0]) == pytest.approx(0.0)
    assert float(shares(values, THREE)["pay"][0]) == pytest.approx(5.0)


@given(st.lists(numbers, min_size=32, max_size=32))
def test_shares_add_up_and_are_the_mean_over_orders(drawn: list[float]) -> None:
    five = ("reach", "admit", "work", "pay", "build")
    values = {s: np.array([x]) for s, x in zip(subsets(five), drawn, strict=True)}
    found = shares(values, five)
    whole = float(values[frozenset(five)][0] - values[frozenset()][0])
    scale = max(1.0, *(abs(x) for x in drawn))
    assert math.isclose(sum(float(x[0]) for x in found.values()), whole, abs_tol=1e-9 * scale)
    slow = dict.fromkeys(five, 0.0)
    for order in permutations(five):
        for at, question in enumerate(order):
            before = frozenset(order[:at])
            slow[question] += float(values[before | {question}][0] - values[before][0]) / 120
    assert all(math.isclose(float(found[q][0]), slow[q], abs_tol=1e-9 * scale) for q in five)
