"""Parts of the cost-effectiveness plane."""

from __future__ import annotations

import numpy as np

from sim.analysis.quadrants import quadrants


def test_every_point_is_counted_once_and_ties_apart() -> None:
    burden = np.array([-1.0, -1.0, 1.0, 1.0, 1.0, 0.0, -1.0, 0.0])
    cost = np.array([-1.0, 1.0, -1.0, 1.0, 2.0, -1.0, 0.0, 0.0])
    assert quadrants(burden, cost) == {
        "less_cheaper": 1,
        "less_dearer": 1,
        "more_cheaper": 1,
        "more_dearer": 2,
        "tie": 3,
    }
