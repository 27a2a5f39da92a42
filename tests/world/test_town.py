"""A town is what everybody sees of a neighbourhood: the same columns, with or without support."""

from __future__ import annotations

import numpy as np
import pytest

from sim.foundation.compiled import phase
from sim.support.served import Served
from sim.support.situation import Situation
from sim.world.town import Town
from tests.worlds import begin, default_values, residents_of


@phase
def stronger(town: Town, by: float) -> int:
    """Everybody here is stronger; the week it is."""
    for i in range(town.folk.n):
        town.persons.strength[i] += by
    return town.week


@phase
def stronger_served(here: Served, by: float) -> int:
    """The same, for who sees support too; how many workers there are besides."""
    for i in range(here.folk.n):
        here.persons.strength[i] += by
    return here.week + len(here.staff.org)


@pytest.fixture(scope="module")
def now() -> Situation:
    return begin(residents_of(40, 4), default_values())


def test_support_adds_to_a_town_and_hides_nothing_of_it() -> None:
    added = {"staff", "offices", "products", "specialists", "ledger", "levers", "stay", "since"}
    assert issubclass(Served, Town)
    assert Served.names[: len(Town.names)] == Town.names
    assert added <= set(Served.names) - set(Town.names)
    assert not added & set(Town.names)


def test_what_a_phase_writes_of_either_stands_in_the_situation(now: Situation) -> None:
    before = now.persons.strength.copy()
    assert stronger(now.town, 0.25) == now.week
    assert stronger_served(now.served, 0.5) == now.week + len(now.staff.org)
    assert (now.persons.strength == before + 0.25 + 0.5).all()


def test_a_town_refuses_a_column_of_another_kind(now: Situation) -> None:
    for name, wrong in (
        ("area", now.area.astype(np.int64)),
        ("group", now.group.astype(np.int32)),
        ("base", now.base[0]),
        ("address", now.address.astype(np.int32)),
        ("cells", now.persons),
        ("week", 0.5),
    ):
        with pytest.raises(TypeError, match=f"Town.{name} must be"):
            now.town.replace(**{name: wrong})
