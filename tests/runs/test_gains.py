from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.model.digest import citizens_digest
from sim.runs.gains import DEAD_BAND, gains, pairs, shares


def test_every_pair_once_later_minus_earlier() -> None:
    found = [name for name, _, _ in pairs(["fragmented", "generalist_team", "wijkbudget"])]
    assert found == [
        "generalist_team-fragmented",
        "wijkbudget-fragmented",
        "wijkbudget-generalist_team",
    ]


@given(change=arrays(np.float64, st.integers(1, 40), elements=st.floats(-50, 50)))
def test_shares_add_to_one_and_turn_round_with_the_sign(change: np.ndarray) -> None:
    found, mirrored = shares(change), shares(-change)
    assert sum(found.values()) == pytest.approx(1.0)
    assert found["better"] == mirrored["worse"] and found["same"] == mirrored["same"]


def test_only_residents_of_both_runs_count_whatever_their_order_of_rows() -> None:
    earlier = (np.array([1, 2, 3, 4]), np.array([10.0, 10.0, 10.0, 99.0]))
    later = (np.array([1, 2, 3, 5]), np.array([8.0, 10.0 + DEAD_BAND, 12.0, 0.0]))
    labels = {"age": (("young", "old", "none"), np.array([0, 0, 1, 1]))}
    found = gains(later, earlier, labels)
    third = pytest.approx(1 / 3)
    assert found["all"] == {"better": third, "worse": third, "same": third}
    assert found["age:young"] == {"better": 0.5, "worse": 0.0, "same": 0.5}
    assert found["age:old"]["worse"] == 1.0
    assert "age:none" not in found


def test_a_pair_names_the_later_model_first() -> None:
    assert list(pairs(["a", "b"])) == [("b-a", "b", "a")]
    alone = np.array([1])
    better = gains((alone, np.array([2.0])), (alone, np.array([9.0])), {})
    assert better["all"] == {"better": 1.0, "worse": 0.0, "same": 0.0}


def test_a_digest_does_not_hang_on_the_order_of_rows() -> None:
    rows = {"id": np.array([3, 5, 8]), "burden": np.array([0.5, 0.0, 2.5])}
    other = {name: column[[2, 0, 1]] for name, column in rows.items()}
    assert citizens_digest(rows) == citizens_digest(other)
    moved = {**rows, "burden": np.array([0.0, 0.5, 2.5])}
    assert citizens_digest(rows) != citizens_digest(moved)
