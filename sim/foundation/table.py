"""Tables: columns and scalars under names, handed to compiled phases as one pointer.

A table is a frozen dataclass whose fields are annotated with the array names of
``units`` (``F8``: one dimension, ``F8x2``: two), ``int``, ``float``, or the name of another
table. Beside them it keeps one array of words: per field the address and the shape of the
column, the scalar itself, or the address of the other table's words. Compiled code gets the
address of these words and reads a column where a phase names it. So a call costs the same
however many columns a table has, and nothing is counted or copied: a phase borrows what its
caller holds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, NamedTuple, Self, dataclass_transform

import numpy as np
from numba import from_dtype

from sim.foundation.table_code import WORDS, Column, TableType
from sim.foundation.units import I8

_WHOLE, _NUMBERS = (int, np.integer), (int, float, np.integer, np.floating)
SCALARS: dict[str, Any] = {"int": np.dtype(np.int64), "float": np.dtype(np.float64)}
COLUMNS: dict[str, tuple[Any, int]] = {
    f"{kind}{size}{form}": (np.dtype(f"{kind.lower()}{size}"), rank)
    for kind, size in (("F", 8), ("I", 8), ("I", 4), ("I", 2), ("I", 1))
    for rank, form in ((1, ""), (2, "x2"), (3, "x3"))
}


TABLES: dict[str, type[Table]] = {}  # by name, for tables that hold others


class Field(NamedTuple):
    """A field of a table: a column, a scalar (rank 0), or another table."""

    name: str
    dtype: Any
    rank: int
    table: type[Table] | None = None

    @classmethod
    def annotated(cls, name: str, annotation: str) -> Self:
        """From how a field is annotated. KeyError for an unknown name."""
        if annotation in SCALARS:
            return cls(name, SCALARS[annotation], 0)
        if annotation in COLUMNS:
            return cls(name, *COLUMNS[annotation])
        return cls(name, None, 0, TABLES[annotation])

    @property
    def compiled(self) -> Any:
        """The type that compiled code reads."""
        if self.table is not None:
            return self.table._numba_type_
        scalar = from_dtype(self.dtype)
        return Column(scalar, self.rank) if self.rank else scalar

    def note(self, row: I8, value: Any, table: str) -> None:
        """Write where the value is, or a scalar itself, into the words of the field.
        TypeError for what is not as declared."""
        if self.table is not None:
            if not isinstance(value, self.table):
                raise TypeError(f"{table}.{self.name} must be a {self.table.__name__}")
            row[0] = value.pointer
            return
        if self.rank == 0:
            if not isinstance(value, _WHOLE if self.dtype.kind == "i" else _NUMBERS):
                raise TypeError(f"{table}.{self.name} must be {self.dtype}, is {value!r}")
            row[:1].view(self.dtype)[0] = value
            return
        if not isinstance(value, np.ndarray) or value.dtype != self.dtype:
            raise TypeError(f"{table}.{self.name} must be an array of {self.dtype}")
        if value.ndim != self.rank or not value.flags.c_contiguous:
            raise TypeError(
                f"{table}.{self.name} must be contiguous and have {self.rank} dimensions"
            )
        row[0] = value.__array_interface__["data"][0]
        row[1 : 1 + self.rank] = value.shape


@dataclass_transform(frozen_default=True)
class Table:
    """Base of all tables; subclasses are dataclasses (frozen, compared by identity)."""

    names: ClassVar[tuple[str, ...]]  # of the fields, in order
    columns: ClassVar[dict[str, Field]]
    words: ClassVar[I8]  # one array for every table, not for the class
    pointer: ClassVar[int]  # of the words
    _numba_type_: ClassVar[TableType]

    def __init_subclass__(cls) -> None:
        """Name the fields, and tell compiled code what they hold."""
        dataclass(frozen=True, eq=False)(cls)
        declared = (Field.annotated(f.name, str(f.type)) for f in fields(cls))  # type: ignore[arg-type]
        cls.columns = {field.name: field for field in declared}
        cls.names = tuple(cls.columns)
        typed = tuple((field.name, field.compiled) for field in cls.columns.values())
        cls._numba_type_ = TableType(cls, typed)
        TABLES[cls.__name__] = cls

    def __post_init__(self) -> None:
        """Note where the columns are. TypeError for a column that is not as declared."""
        words = np.zeros((len(self.names), WORDS), dtype=np.int64)
        for row, field in zip(words, self.columns.values(), strict=True):
            field.note(row, getattr(self, field.name), type(self).__name__)
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "pointer", words.ctypes.data)

    @classmethod
    def zeros(cls, rows: int, **stated: Any) -> Self:
        """A table of so many rows: noughts in every column that is not stated."""
        rest = [field for name, field in cls.columns.items() if name not in stated]
        return cls(**{field.name: np.zeros(rows, field.dtype) for field in rest}, **stated)

    def values(self) -> tuple[Any, ...]:
        """Every field, in order."""
        return tuple(getattr(self, name) for name in self.names)

    def as_dict(self) -> dict[str, Any]:
        """Every field by name."""
        return dict(zip(self.names, self.values(), strict=True))

    def replace(self, **changes: Any) -> Self:
        """A table with other columns or scalars under these names; the rest is shared."""
        return type(self)(**{**self.as_dict(), **changes})

    def renew(self, name: str, value: Any) -> None:
        """Put another column, scalar or table in place of one, here and for compiled code: for
        who holds tables that change as a run goes on. TypeError as for a new table."""
        self.columns[name].note(self.words[self.names.index(name)], value, type(self).__name__)
        object.__setattr__(self, name, value)

    def copied(self) -> Self:
        """An independent copy: every column is copied; tables within are shared."""
        return type(self)(*(x.copy() if isinstance(x, np.ndarray) else x for x in self.values()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Addresses do not travel between processes."""
        return type(self), self.values()
