"""Who comes and goes in a week is who a row says it of, in order, and looked up once."""

from __future__ import annotations

import gc
import weakref

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.units import I4, NEVER
from sim.world.calendar import Event, calendar_of
from sim.world.state import Folk


def weeks_of(*weeks: int) -> I4:
    return np.array(weeks, dtype=np.int32)


def people(arrive: I4, leave: I4, hh_arrive: I4, hh_leave: I4) -> Folk:
    """Persons and households of whom only the comings and goings are known."""
    n, h = len(arrive), len(hh_arrive)
    kinds = {"I1": np.int8, "I2": np.int16, "I4": np.int32, "I8": np.int64, "F8": np.float64}
    empty = {
        name: np.zeros(max(n, h) + 1, dtype=kinds[kind])
        for name, kind in Folk.__annotations__.items()
        if kind in kinds
    }
    own = {"arrive": arrive, "leave": leave, "hh_arrive": hh_arrive, "hh_leave": hh_leave}
    return Folk(**{**empty, **own, "n": n, "h": h})


def test_rows_of_a_week_are_in_the_order_of_their_ids() -> None:
    event = Event.of(weeks_of(3, -2, 3, NEVER, 0, 3))
    assert event.rows(3).tolist() == [0, 2, 5]
    assert event.rows(-2).tolist() == [1] and event.rows(0).tolist() == [4]
    assert event.rows(1).tolist() == event.rows(4).tolist() == []
    assert event.rows(NEVER).tolist() == [3]
    assert event.rows(3).dtype == np.int32


@given(weeks=st.lists(st.integers(-5, 5), max_size=30), week=st.integers(-6, 6))
def test_everybody_is_found_in_their_own_week_and_in_no_other(weeks: list[int], week: int) -> None:
    found = Event.of(weeks_of(*weeks)).rows(week)
    assert found.tolist() == [row for row, own in enumerate(weeks) if own == week]


def test_a_calendar_keeps_persons_and_households_apart() -> None:
    folk = people(weeks_of(0, 4, 4), weeks_of(9, 8, 7), weeks_of(4, 0), weeks_of(7, 9))
    calendar = calendar_of(folk)
    assert calendar.comers.rows(4).tolist() == [1, 2]
    assert calendar.goers.rows(7).tolist() == [2]
    assert calendar.homes_filled.rows(4).tolist() == [0]
    assert calendar.homes_emptied.rows(9).tolist() == [1]


def test_a_calendar_is_made_once_and_goes_with_its_people() -> None:
    folk = people(weeks_of(0), weeks_of(5), weeks_of(0), weeks_of(5))
    other = people(weeks_of(3), weeks_of(5), weeks_of(3), weeks_of(5))
    calendar = calendar_of(folk)
    assert calendar_of(folk) is calendar
    assert calendar_of(other).comers.rows(3).tolist() == [0]
    gone = weakref.ref(folk)
    del folk, calendar
    gc.collect()
    assert gone() is None
