"""An agent's attributes are fields of its row: read as they are, written only where they may."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np
import pytest

from sim.model.agent_rows import Column, Post, Row


class Person(Row):
    """A row of a table with one column that may be written and one that may not."""

    strength = Column("persons", "strength", float, settable=True)
    place = Column("persons", "place", int)
    helps = Column("persons", "helps", bool, settable=True)


class Worker(Row):
    """A row of the first line or, after those, of the specialists."""

    cases = Post("caseload", int, "running")
    skill = Post("skill", float, "skill", settable=True)


class Model(mesa.Model):
    """A Mesa model over a situation of two small tables."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = itertools.count(1)
        self.situation: Any = SimpleNamespace(
            persons=SimpleNamespace(
                strength=np.array([0.5, 1.5]),
                place=np.array([-1, 3], dtype=np.int16),
                helps=np.array([0, 1], dtype=np.int8),
            ),
            staff=SimpleNamespace(
                role=np.zeros(2, dtype=np.int8),
                caseload=np.array([4, 5]),
                skill=np.array([1.0, 0.9]),
            ),
            specialists=SimpleNamespace(running=np.array([7]), skill=np.array([0.8])),
        )


def test_an_attribute_is_the_field_of_its_own_row_in_plain_types() -> None:
    model = Model()
    first, second = Person(model, 0), Person(model, 1)
    assert (first.strength, second.strength) == (0.5, 1.5)
    assert (first.place, second.place) == (-1, 3)
    assert (first.helps, second.helps) == (False, True)
    assert [type(x) for x in (second.strength, second.place, second.helps)] == [float, int, bool]
    model.situation.persons.strength = np.array([0.25, 0.75])  # a table put in its place
    assert second.strength == 0.75


def test_what_is_written_stands_in_the_table() -> None:
    model = Model()
    person = Person(model, 1)
    person.strength = 1.25
    person.helps = False
    assert model.situation.persons.strength.tolist() == [0.5, 1.25]
    assert model.situation.persons.helps.tolist() == [0, 0]


def test_what_follows_from_the_state_is_read_only() -> None:
    model = Model()
    with pytest.raises(AttributeError, match=r"persons\.place .* read only"):
        Person(model, 0).place = 2
    with pytest.raises(AttributeError, match=r"staff\.caseload .* read only"):
        Worker(model, 2).cases = 2
    assert model.situation.persons.place.tolist() == [-1, 3]


def test_rows_after_the_first_line_are_those_of_specialists() -> None:
    model = Model()
    workers = [Worker(model, row) for row in range(3)]
    assert [worker.cases for worker in workers] == [4, 5, 7]
    assert [worker.skill for worker in workers] == [1.0, 0.9, 0.8]
    workers[2].skill = 0.7
    workers[0].skill = 1.1
    assert model.situation.specialists.skill.tolist() == [0.7]
    assert model.situation.staff.skill.tolist() == [1.1, 0.9]


def test_a_class_has_its_columns_and_not_their_values() -> None:
    assert isinstance(Person.strength, Column) and Person.strength.name == "strength"
    assert isinstance(Worker.skill, Post) and Worker.skill.other == "skill"


def test_agents_are_numbered_by_their_own_model() -> None:
    model, other = Model(), Model()
    assert [Person(model, row).unique_id for row in (5, 3)] == [1, 2]
    assert Worker(other, 0).unique_id == 1
    assert repr(Person(model, 7)) == "<Person 7>"
    assert Person(model, 1).now is model.situation
