"""Which provision somebody goes to."""

from __future__ import annotations

import numpy as np
import pytest

from sim.world.provisions import find_place, new_provisions
from sim.world.state import Provisions

NOWHERE = -1


@pytest.fixture
def provisions() -> Provisions:
    """A centre in each of two buurten, and rooms with a group of residents in each."""
    made = new_provisions(areas=2, rooms=2, places=10, vitality=1.0, cost=0)
    made.is_open[:], made.places[:] = 1, 10
    return made


def found(provisions: Provisions, area: int, closed: float = 0.0) -> set[int]:
    """Where newcomers of a buurt go, whatever the pick."""
    picks = np.linspace(0.0, 1.0, 50, endpoint=False)
    return {int(find_place(provisions, area, closed, 0.5, pick)) for pick in picks}


def test_the_own_buurt_comes_first_and_within_it_nobody(provisions: Provisions) -> None:
    assert found(provisions, 0) == {0, 2}
    assert found(provisions, 1) == {1, 3}


def test_who_finds_the_own_buurt_full_goes_to_any_other(provisions: Provisions) -> None:
    provisions.visitors[[0, 2]] = 10
    assert found(provisions, 0) == {1, 3}
    provisions.is_open[1] = 0
    assert found(provisions, 0) == {3}
    provisions.visitors[3] = 10
    assert found(provisions, 0) == {NOWHERE}


def test_a_closed_group_is_passed_by(provisions: Provisions) -> None:
    assert found(provisions, 0, closed=1.0) == {0}
    provisions.visitors[0] = 10
    assert found(provisions, 0, closed=1.0) == {1}
