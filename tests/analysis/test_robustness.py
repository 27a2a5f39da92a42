"""Ways to weigh a choice: known answers from decision theory."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.analysis.robustness import METRICS, agreement, mean_spread, minimax_regret, ranks, regret
from sim.foundation.units import F8

# Three worlds, three choices; less is better. By hand below.
LOSSES = np.array([[1.0, 4.0, 3.0], [9.0, 4.0, 3.0], [2.0, 4.0, 6.0]])


def test_by_hand() -> None:
    assert regret(LOSSES).tolist() == [[0, 3, 2], [6, 1, 0], [0, 2, 4]]
    assert minimax_regret(LOSSES).tolist() == [6, 3, 4]
    assert METRICS["worst_case"](LOSSES).tolist() == [9, 4, 6]
    assert METRICS["hurwicz"](LOSSES).tolist() == [5, 4, 4.5]
    assert mean_spread(LOSSES)[1] == 4.0
    assert METRICS["regret_90"](LOSSES)[0] == pytest.approx(np.quantile([0, 6, 0], 0.9))


def test_agreement_of_rankings() -> None:
    same = np.array([[1.0, 2.0, 3.0]] * 4)
    assert agreement(same) == pytest.approx(1.0)
    assert agreement(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])) == pytest.approx(0.0)
    assert agreement(same[:1]) is None and agreement(np.full((3, 3), 2.0)) is None


@given(
    hnp.arrays(np.float64, st.tuples(st.integers(1, 9), st.integers(2, 4)),
               elements=st.floats(-1e6, 1e6)),
    st.floats(-1e3, 1e3),
)  # fmt: skip
def test_a_choice_that_is_never_worse_is_never_ranked_below(losses: F8, shift: float) -> None:
    best = losses.min(axis=1, keepdims=True)
    with_best = np.column_stack([best, losses])
    for metric in METRICS.values():
        values = metric(with_best)
        if metric is not mean_spread:  # a spread is disliked, also that of a better choice
            assert values[0] <= values.min() + 1e-6 * max(1.0, np.abs(losses).max())
    assert np.allclose(regret(losses + shift), regret(losses), atol=1e-6)
    assert ranks(minimax_regret(with_best)).min() >= 1.0
