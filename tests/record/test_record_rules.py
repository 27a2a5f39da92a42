"""States of a citizen from the needs that one has: known answers and invariants."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.compiled import plain
from sim.record.levels import more_than_one
from sim.record.outcomes import (
    COLLECTIVE,
    CRISIS,
    FIRST_LINE,
    HIDDEN,
    INTENSIVE,
    NETWORK,
    SELF_RELIANT,
    SPECIALIST,
    WAITING,
)
from sim.record.rules import FIRST_STATE, first_state, help_step, need_bits, state_bits
from sim.record.window import Totals
from sim.world.state import (
    HAS_WORKER,
    NO_PRODUCT,
    NO_REQUEST,
    RUNS_PRODUCT,
    WAITS_INTAKE,
    WAITS_PRODUCT,
    WAITS_WORKER,
)

CUT = 0.3


@pytest.mark.parametrize(
    ("need", "state"),
    [
        # severity, unmet, carried by circle, status, granted, intensity
        ((0.9, 0.2, 0.0, NO_REQUEST, RUNS_PRODUCT, 2), INTENSIVE),
        ((0.9, 0.2, 0.0, NO_REQUEST, RUNS_PRODUCT, 1), SPECIALIST),
        ((0.9, 0.2, 0.0, NO_REQUEST, RUNS_PRODUCT, 0), SPECIALIST),
        ((0.4, 0.4, 0.0, HAS_WORKER, NO_PRODUCT, 0), FIRST_LINE),
        ((0.4, 0.24, 0.4, NO_REQUEST, NO_PRODUCT, 0), NETWORK),
        ((0.4, 0.4, 0.0, WAITS_INTAKE, NO_PRODUCT, 0), WAITING),
        ((0.4, 0.4, 0.0, WAITS_WORKER, NO_PRODUCT, 0), WAITING),
        ((0.4, 0.4, 0.0, NO_REQUEST, WAITS_PRODUCT, 0), WAITING),
        ((0.4, 0.4, 0.0, NO_REQUEST, NO_PRODUCT, 0), HIDDEN),
        ((0.3, 0.3, 0.0, NO_REQUEST, NO_PRODUCT, 0), SELF_RELIANT),
        # carried below the cut, but not by the circle alone
        ((0.9, 0.2, 0.4, NO_REQUEST, NO_PRODUCT, 0), SELF_RELIANT),
        # a need in the queue that the circle carries is carried
        ((0.4, 0.24, 0.4, WAITS_INTAKE, NO_PRODUCT, 0), NETWORK),
    ],
)
def test_one_need_gives_one_state(
    need: tuple[float, float, float, int, int, int], state: int
) -> None:
    assert plain(first_state)(plain(need_bits)(*need, CUT)) == state


def first_of(mask: int, in_crisis: bool, takes_part: bool) -> int:
    """As the recorder finds it: looked up."""
    own = state_bits(mask, in_crisis, takes_part)
    assert FIRST_STATE[own] == first_state(own)
    return int(FIRST_STATE[own])


def test_the_first_state_that_applies_wins() -> None:
    everything = sum(1 << state for state in range(INTENSIVE, SELF_RELIANT))
    assert first_of(everything, True, True) == CRISIS
    assert first_of(everything, False, True) == INTENSIVE
    assert first_of(0, False, True) == COLLECTIVE
    assert first_of(1 << NETWORK | 1 << HIDDEN, False, True) == COLLECTIVE
    assert first_of(1 << NETWORK | 1 << WAITING | 1 << HIDDEN, False, False) == NETWORK
    assert first_of(1 << WAITING | 1 << HIDDEN, False, False) == WAITING


@given(
    severity=st.floats(0.0, 1.0),
    share=st.floats(0.0, 1.0),
    carried=st.floats(0.0, 1.0),
    status=st.integers(0, 3),
    granted=st.integers(0, 2),
    intensity=st.integers(0, 2),
)
def test_a_need_is_never_hidden_and_known(
    severity: float, share: float, carried: float, status: int, granted: int, intensity: int
) -> None:
    mask = plain(need_bits)(severity, severity * share, carried, status, granted, intensity, CUT)
    known = status != NO_REQUEST or granted != NO_PRODUCT
    assert not (known and mask >> HIDDEN & 1)
    assert (mask >> HIDDEN & 1) == (not known and severity * share > CUT)
    assert 0 <= mask < 1 << SELF_RELIANT


def test_steps_of_help() -> None:
    assert help_step(NO_REQUEST, NO_PRODUCT, 0) == 0
    assert help_step(WAITS_WORKER, NO_PRODUCT, 0) == 0
    assert help_step(HAS_WORKER, NO_PRODUCT, 0) == 1
    assert [help_step(NO_REQUEST, RUNS_PRODUCT, level) for level in range(3)] == [2, 3, 4]


@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=20))
def test_more_than_one_bit(masks: list[int]) -> None:
    found = more_than_one(np.array(masks, dtype=np.int64))
    assert found.tolist() == [mask.bit_count() > 1 for mask in masks]


def test_a_window_holds_what_was_added_in_it() -> None:
    def at(value: int) -> Totals:
        return Totals(**{f.name: np.full(2, value) for f in fields(Totals)})

    added = at(9).since(at(4))
    assert all(getattr(added, f.name).tolist() == [5, 5] for f in fields(Totals))
