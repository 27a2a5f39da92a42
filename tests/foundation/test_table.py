"""A table in compiled code is the table in Python: same columns, same scalars, same writes."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from sim.foundation.compiled import phase
from sim.foundation.table import Table
from sim.foundation.units import F8, I1, I4, I8, F8x2, I8x3


class Shed(Table):
    """A small one with every kind of field."""

    count: int
    share: float
    weight: F8
    kind: I1
    row: I4
    grid: F8x2
    cube: I8x3


def shed() -> Shed:
    return Shed(
        count=-3,
        share=0.25,
        weight=np.array([1.0, 2.0, 4.0]),
        kind=np.array([5, -6], dtype=np.int8),
        row=np.array([], dtype=np.int32),
        grid=np.arange(6.0).reshape(2, 3),
        cube=np.arange(24).reshape(2, 3, 4),
    )


@phase
def look(table: Shed) -> tuple[int, float, float, int, int, float, int]:
    return (
        table.count, table.share, table.weight[2], table.kind[1], len(table.row),
        table.grid[1, 2], table.cube[1, 2, 3],
    )  # fmt: skip


@phase
def write(table: Shed, value: float) -> None:
    table.weight[0] = value
    table.grid[0, :] = value
    table.cube[1, 0, 2] += 1


@phase
def shapes(table: Shed) -> tuple[int, int, int, int, int]:
    cube = table.cube
    return table.grid.shape[0], table.grid.shape[1], cube.shape[0], cube.shape[1], cube.shape[2]


class Bench(Table):
    """One with columns of rows alone."""

    long: I8
    short: I1
    weight: F8


def test_what_is_not_stated_is_nought_in_the_type_of_its_column() -> None:
    made = Bench.zeros(3, short=np.array([4, 5], dtype=np.int8))
    assert made.long.tolist() == [0, 0, 0] and made.weight.tolist() == [0.0, 0.0, 0.0]
    assert (made.long.dtype, made.weight.dtype) == (np.int64, np.float64)
    assert made.short.tolist() == [4, 5]
    with pytest.raises(TypeError, match=r"Shed\.grid must be contiguous"):
        Shed.zeros(2, count=1, share=0.5)


def test_compiled_code_reads_every_kind_of_field() -> None:
    assert look(shed()) == (-3, 0.25, 4.0, -6, 0, 5.0, 23)
    assert shapes(shed()) == (2, 3, 2, 3, 4)


def test_what_compiled_code_writes_stands_in_the_table() -> None:
    table = shed()
    write(table, 9.0)
    assert table.weight.tolist() == [9.0, 2.0, 4.0]
    assert table.grid[0].tolist() == [9.0, 9.0, 9.0]
    assert table.cube[1, 0, 2] == 15


def test_a_replaced_column_is_read_and_the_rest_is_shared() -> None:
    table = shed()
    other = table.replace(weight=np.array([7.0, 7.0, 8.0]), share=0.5)
    assert look(other)[1:3] == (0.5, 8.0)
    assert look(table)[1:3] == (0.25, 4.0)
    assert other.grid is table.grid
    write(other, 3.0)
    assert table.grid[0, 0] == 3.0 and table.weight[0] == 1.0


def test_a_copy_and_what_came_through_a_pipe_stand_on_their_own() -> None:
    table = shed()
    for other in (table.copied(), pickle.loads(pickle.dumps(table))):
        assert look(other) == look(table)
        write(other, 6.0)
        assert other.weight[0] == 6.0 and table.weight[0] == 1.0


def test_a_field_cannot_be_set_behind_the_table_s_back() -> None:
    with pytest.raises(AttributeError):
        shed().weight = np.zeros(3)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("weight", np.zeros(3, dtype=np.float32)),
        ("weight", np.zeros((3, 1))),
        ("weight", np.zeros(6)[::2]),
        ("grid", np.zeros((3, 2)).T),
        ("kind", [1, 2]),
    ],
)
def test_a_column_that_is_not_as_declared_is_refused(name: str, value: object) -> None:
    with pytest.raises(TypeError, match=rf"Shed\.{name} must be"):
        shed().replace(**{name: value})


class Yard(Table):
    """A table of a table."""

    shed: Shed
    week: int


@phase
def look_within(yard: Yard) -> tuple[float, int]:
    yard.shed.weight[1] += 1.0
    return yard.shed.weight[1], yard.week


def test_compiled_code_reads_and_writes_a_table_within_a_table() -> None:
    within = shed()
    yard = Yard(shed=within, week=3)
    assert look_within(yard) == (3.0, 3)
    assert within.weight[1] == 3.0


def test_a_renewed_field_is_what_compiled_code_reads() -> None:
    yard = Yard(shed=shed(), week=3)
    other = shed()
    yard.renew("week", 4)
    yard.renew("shed", other)
    assert yard.week == 4 and yard.shed is other
    assert look_within(yard) == (3.0, 4) and other.weight[1] == 3.0
    with pytest.raises(TypeError, match=r"Yard\.shed must be a Shed"):
        yard.renew("shed", 3)


def test_a_table_of_tables_travels_between_processes() -> None:
    yard = pickle.loads(pickle.dumps(Yard(shed=shed(), week=3)))
    assert look_within(yard) == (3.0, 3)
    kind = pickle.loads(pickle.dumps(Yard._numba_type_))
    assert kind is Yard._numba_type_
