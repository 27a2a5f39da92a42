"""The neighbourhood made by hand holds nothing but what a check puts in it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.foundation.units import NEVER
from sim.population.domains import PERSON_DOMAINS, SOCIAL
from sim.support.situation import Situation
from sim.verify.hand import (
    every_need_of_persons,
    one_need_each,
    one_need_per_household,
    quiet,
)
from sim.world.state import NO_PRODUCT, NO_REQUEST, PERSON_SLOTS


@pytest.fixture(scope="module")
def now() -> Situation:
    return quiet(60)


def test_nobody_needs_or_gets_anything_and_nobody_leaves(now: Situation) -> None:
    cells, folk = now.cells, now.folk
    for column in (cells.lasting, cells.resolvable, cells.unmet, cells.active, now.shift):
        assert not column.any()
    assert (cells.status == NO_REQUEST).all() and (cells.granted == NO_PRODUCT).all()
    assert (cells.desk == -1).all() and (cells.product == -1).all()
    assert (cells.known == -NEVER).all() and (cells.counts_since == -NEVER).all()
    assert (folk.leave == NEVER).all() and (folk.hh_leave == NEVER).all()
    assert (folk.own_level == 1.0).all() and (now.persons.strength == 1.0).all()
    assert len(now.active) == 0 and now.week == 0


def test_a_household_is_spoken_for_by_its_head(now: Situation) -> None:
    holders = now.cells.holder[PERSON_SLOTS * now.folk.n :].reshape(now.folk.h, -1)
    assert (now.folk.household[holders] == np.arange(now.folk.h)[:, None]).all()
    assert (holders == holders[:, :1]).all()


def test_rows_are_those_of_persons_and_of_heads(now: Situation) -> None:
    social = PERSON_DOMAINS.index(SOCIAL)
    each, per_home = one_need_each(now), one_need_per_household(now)
    assert len(each) == now.folk.n and len(per_home) == now.folk.h
    assert (now.cells.domain[each] == SOCIAL).all() and (each % PERSON_SLOTS == social).all()
    assert set(per_home) <= set(each)
    assert sorted(now.cells.home[per_home]) == list(range(now.folk.h))
    assert every_need_of_persons(now).tolist() == list(range(PERSON_SLOTS * now.folk.n))
