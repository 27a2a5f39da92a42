from __future__ import annotations

import pickle

import numba

from sim.foundation.table import Table
from sim.foundation.table_code import Column, TableType, _Fields
from sim.foundation.units import F8


class Pond(Table):
    depth: F8
    fish: int


KIND = Pond._numba_type_


def test_a_table_s_type_knows_its_fields_and_no_others() -> None:
    fields = _Fields(None)
    assert fields.generic_resolve(KIND, "depth") == Column(numba.float64, 1)
    assert fields.generic_resolve(KIND, "fish") == numba.int64
    assert fields.generic_resolve(KIND, "birds") is None


def test_types_differ_when_a_field_does() -> None:
    other = TableType(Pond, (("depth", KIND.fields["depth"]), ("fish", numba.float64)))
    assert other.name == KIND.name and other != KIND
    assert TableType(Pond, tuple(KIND.fields.items())) == KIND


def test_a_type_travels_as_the_name_of_its_table() -> None:
    assert pickle.loads(pickle.dumps(KIND)) is KIND
    assert len(pickle.dumps(KIND)) < 200
