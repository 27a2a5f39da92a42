"""The needs of a household: those of its members and its own, each once."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import plain
from sim.support import household
from tests.worlds import begin, default_values, residents_of

needs_of = plain(household.needs_of)


def test_a_household_has_the_needs_that_name_it_and_no_other() -> None:
    now = begin(residents_of(120, 60), default_values())
    for g in range(now.folk.h):
        assert sorted(needs_of(now.folk, g)) == np.flatnonzero(now.cells.home == g).tolist()
