"""What one citizen more, another citizen, or a longer horizon can and cannot reach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.model.setup import Residents
from sim.model.week import run_week
from sim.support.situation import Situation
from sim.world.state import new_cells
from sim.world.ties import Ties
from tests.examples import examples
from tests.worlds import (
    another_need,
    begin,
    copy_situation,
    default_values,
    fields,
    frozen,
    null_values,
    reached,
    residents_of,
    unlimited,
)


def live_both(now: Situation, wider: Situation, rows: dict[str, NDArray[np.intp]]) -> list[str]:
    """One week of both; fields that differ from those rows of the wider neighbourhood."""
    run_week(now)
    run_week(wider)
    return [
        name
        for table, keep in rows.items()
        for name, array in fields(now, table).items()
        if (array != fields(wider, table)[name][keep]).any()
    ]


def test_a_short_run_is_the_beginning_of_a_long_one() -> None:
    values = default_values()
    short, long = (begin(residents_of(150, weeks), values) for weeks in (40, 104))
    n, h = short.folk.n, short.folk.h
    assert long.folk.n > n
    persons = np.arange(4 * n)
    homes = 4 * long.folk.n + np.arange(3 * h)
    rows = {
        "cells": np.concatenate([persons, homes]),
        "persons": np.arange(n),
        "homes": np.arange(h),
    }
    for _ in range(40):
        assert live_both(short, long, rows) == [], f"week {short.week - 1}"
    assert frozen(short, "ledger", "staff", "provisions") == frozen(
        long, "ledger", "staff", "provisions"
    )


@settings(max_examples=examples("one_citizen"))
@given(who=st.integers(0, 100), strength=st.floats(0.4, 1.6))
def test_two_worlds_that_differ_for_one_citizen_differ_only_in_that_household(
    who: int, strength: float
) -> None:
    """No ties, neutral levers and means for everybody: nothing else can carry it on."""
    now = begin(residents_of(120, 60, ties=False), unlimited(null_values()))
    other = another_need(copy_situation(now), who, strength=strength)
    home = int(now.folk.household[who])
    assert reached(now, other) == {home}
    for _ in range(30):
        run_week(now)
        run_week(other)
        assert reached(now, other) <= {home}


def one_more(residents: Residents) -> Residents:
    """The same neighbourhood and one more person, alone, without ties, as the last row."""
    script, n, h = residents.script, len(residents.script.household), len(residents.script.hh_area)

    def more(array: NDArray[Any], value: int) -> NDArray[Any]:
        return np.append(array, np.array([value], dtype=array.dtype))

    alone = script._replace(
        household=more(script.household, h),
        born_week=more(script.born_week, -40 * 52),
        woman=more(script.woman, 1),
        arrive_week=more(script.arrive_week, 0),
        leave_week=more(script.leave_week, 2**30),
        leave_why=more(script.leave_why, 0),
        hh_arrive=more(script.hh_arrive, 0),
        hh_leave=more(script.hh_leave, 2**30),
        hh_area=more(script.hh_area, 0),
        hh_kind=more(script.hh_kind, 0),
        member_start=more(script.member_start, n + 1),
        members=more(script.members, n),
    )
    ties = Ties(np.append(residents.ties.start, residents.ties.start[-1]), residents.ties.to)
    return replace(residents, script=alone, ties=ties)


def test_one_extra_citizen_without_needs_changes_nobody_else() -> None:
    residents = residents_of(150, 60)
    now = begin(residents, default_values())
    more = begin(one_more(residents), default_values())
    n, h = now.folk.n, now.folk.h
    new = np.concatenate([np.arange(4 * n, 4 * n + 4), 4 * (n + 1) + 3 * h + np.arange(3)])
    others = np.delete(np.arange(len(more.cells.home)), new)
    empty = new_cells(len(new))
    for name, array in fields(more, "cells").items():  # help at the start was shared out anew
        field = name.removeprefix("cells.")
        array[others] = getattr(now.cells, field)
        if field not in ("domain", "home", "holder"):
            array[new] = getattr(empty, field)
    more.folk.vulnerability[[n, n + 1 + h]] = 0.0
    assert (now.folk.vulnerability == np.delete(more.folk.vulnerability, [n, n + 1 + h])).all()
    rows = {"cells": others, "persons": np.arange(n), "homes": np.arange(h)}
    for _ in range(40):
        assert live_both(now, more, rows) == [], f"week {now.week - 1}"
        assert frozen(now, "ledger", "staff", "offices") == frozen(
            more, "ledger", "staff", "offices"
        )
    assert (more.cells.active[new] == 0).all()
