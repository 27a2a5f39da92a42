"""Parts of a comparison on today's practice and on ample hours."""

from __future__ import annotations

from itertools import product
from typing import get_args

import numpy as np
import pytest

from sim.comparison.ample import sign
from sim.comparison.steadiness import drift
from sim.documents.today import BothHours, YearDrift
from tests.documents import Case, bounds_hold

TAKEN: list[Case] = [
    ("compare", ("steadiness", "levels", "one", "steady"), None),
    ("compare", ("steadiness", "levels", "one", "seen"), None),
    ("compare", ("steadiness", "levels", "one", "error"), None),
    ("compare", ("steadiness", "levels", "one", "drift"), -3.0),
    ("compare", ("steadiness", "levels", "one", "percent"), None),
    ("compare", ("steadiness", "levels", "one", "may_be"), 0),
    ("compare", ("steadiness", "not_steady"), []),
    ("compare", ("steadiness", "worlds"), None),
    ("compare", ("steadiness", "floors"), {}),
    ("compare", ("drift_today", "years"), 0),
    ("compare", ("drift_today", "model"), None),
    ("compare", ("drift_today", "reason"), "too_short"),
    ("compare", ("drift_today", "outcomes", "one", "first"), None),
    ("compare", ("differences", "one-other", "one", "drift_today", "larger"), None),
    ("compare", ("differences", "one-other", "one", "drift_today", "low"), None),
    ("compare", ("ample", "hours_factor"), 1),
    ("compare", ("ample", "use_of_hours", "one", "utilisation_intake", "ample"), None),
    ("compare", ("ample", "differences", "one-other", "one", "ample", "mean"), None),
]
REFUSED: list[Case] = [
    ("compare", ("steadiness", "levels", "one", "error"), -0.1),
    ("compare", ("steadiness", "levels", "one", "percent_error"), -0.1),
    ("compare", ("steadiness", "levels", "one", "may_be"), -0.1),
    ("compare", ("steadiness", "levels", "one", "drift"), None),
    ("compare", ("steadiness", "levels", "one", "before"), None),
    ("compare", ("steadiness", "not_steady"), ["a", "a"]),
    ("compare", ("steadiness", "not_seen"), ["a", "a"]),
    ("compare", ("steadiness", "sample"), "both"),
    ("compare", ("steadiness", "replications"), 0),
    ("compare", ("steadiness", "test"), ""),
    ("compare", ("steadiness", "floors", "one"), -0.1),
    ("compare", ("drift_today", "years"), -1),
    ("compare", ("drift_today", "reason"), "unknown"),
    ("compare", ("drift_today", "outcomes", "one", "last"), "much"),
    ("compare", ("differences", "one-other", "one", "drift_today", "mean"), None),
    ("compare", ("ample", "hours_factor"), 0.9),
    ("compare", ("ample", "replications"), 0),
    ("compare", ("ample", "differences", "one-other", "one", "sign"), "flips"),
    (
        "compare",
        ("ample", "use_of_hours", "one"),
        {"utilisation_intake": {"binding": 1.0, "ample": 1.0}},
    ),
]


def test_every_value_keeps_within_its_bounds_and_a_fault_is_found_where_it_is() -> None:
    bounds_hold(TAKEN, REFUSED)


def test_every_sign_that_a_comparison_gives_has_its_place_and_no_other() -> None:
    means = (None, -1.0, 0.0, 1.0)
    ways = [
        {"mean": m, "low": low, "high": high}
        for m, (low, high) in product(means, ((None, None), (-2.0, -0.5), (-1.0, 1.0), (0.5, 2.0)))
    ]
    made = {sign(binding, ample) for binding, ample in product(ways, ways)}
    assert made == set(get_args(BothHours.model_fields["sign"].annotation))
    for name in made:
        assert BothHours.model_validate({"binding": ways[0], "ample": ways[1], "sign": name})


@pytest.mark.parametrize(("runs", "known"), [(1, False), (20, True)])
def test_a_drift_is_taken_as_it_is_measured(runs: int, known: bool) -> None:
    last = np.linspace(100.0, 102.0, runs)
    found = YearDrift.model_validate(drift(np.full(runs, 100.0), last, 0.0))
    assert found.drift == pytest.approx(found.last - found.before)
    assert (found.steady is not None) == (found.seen is not None) == known
    assert (found.error is not None) == known
