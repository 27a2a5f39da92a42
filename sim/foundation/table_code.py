"""Tables in compiled code: the address of a table's words in, a borrowed column out.

An extension of numba: a type, the type of its fields, and the code for ``table.field``.
"""

from __future__ import annotations

import hashlib
import operator
from typing import Any

import llvmlite.ir as ir
from numba.core import types
from numba.core.extending import (
    NativeValue,
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    unbox,
)
from numba.core.typing.templates import AttributeTemplate
from numba.np import arrayobj

WORDS = 4  # per field: address and up to three lengths; a scalar takes the first


class Column(types.Array):
    """A column of a table: an array whose rows are counted from its beginning only.

    Numba lets a negative number count from the end and so looks at the sign of every row
    that is read or written, which took a sixth of a week. Here a row below 0 is as much
    outside the column as one beyond it; NUMBA_BOUNDSCHECK=1 finds either.
    """

    def __init__(self, scalar: Any, rank: int) -> None:
        super().__init__(scalar, rank, "C", name=f"column({scalar}, {rank}d)")


register_model(Column)(models.ArrayModel)


def _row(context: Any, builder: Any, index: Any, value: Any) -> tuple[Any, Any]:
    """A row number, or numbers, as ones without a sign; what is none (a slice) as it is."""
    if isinstance(index, types.Integer):
        return types.uintp, context.cast(builder, value, index, types.intp)
    kinds: tuple[Any, ...] = getattr(index, "types", (index,))
    if not all(isinstance(kind, types.Integer) for kind in kinds):
        return index, value
    whole = types.UniTuple(types.uintp, len(kinds))
    parts = (
        context.cast(builder, builder.extract_value(value, at), kind, types.intp)
        for at, kind in enumerate(kinds)
    )
    return whole, context.make_tuple(builder, whole, tuple(parts))


@lower_builtin(operator.getitem, Column, types.Integer)
def _read_row(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """Code for ``column[row]``."""
    kind, row = _row(context, builder, sig.args[1], args[1])
    changed = sig.replace(args=(sig.args[0], kind))
    return arrayobj.getitem_arraynd_intp(context, builder, changed, (args[0], row))


@lower_builtin(operator.getitem, Column, types.BaseTuple)
def _read_rows(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """Code for ``column[row, k]``."""
    kind, rows = _row(context, builder, sig.args[1], args[1])
    changed = sig.replace(args=(sig.args[0], kind))
    return arrayobj.getitem_array_tuple(context, builder, changed, (args[0], rows))


@lower_builtin(operator.setitem, Column, types.Any, types.Any)
def _write_row(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """Code for ``column[row] = x`` and ``column[row, k] = x``."""
    column, index, value = sig.args
    kind, row = _row(context, builder, index, args[1])
    changed = sig.replace(args=(column, kind, value))
    return arrayobj.setitem_array(context, builder, changed, (args[0], row, args[2]))


class TableType(types.Type):
    """A table in compiled code: its name and the types of its fields, in order."""

    def __init__(self, owner: type, fields: tuple[tuple[str, types.Type], ...]) -> None:
        self.owner, self.fields = owner, dict(fields)
        text = " ".join(f"{field}:{kind.key}" for field, kind in fields)
        self.digest = hashlib.sha256(text.encode()).hexdigest()
        super().__init__(name=owner.__qualname__)

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal keys, equal types; compiled code is looked up by them."""
        return self.name, self.digest

    def __reduce__(self) -> Any:
        """By the table it is the type of: every compiled function names its tables on disk, and
        tables of tables are long to write out."""
        if "<" in self.name:  # made within a function, where nobody finds it
            return super().__reduce__()
        return getattr, (self.owner, "_numba_type_")


register_model(TableType)(models.OpaqueModel)  # a pointer to the words


@infer_getattr
class _Fields(AttributeTemplate):
    """The type of ``table.field``."""

    key = TableType

    def generic_resolve(self, table: TableType, name: str) -> types.Type | None:
        """Of the field; None when there is no such field: numba refuses it then."""
        return table.fields.get(name)


@lower_getattr_generic(TableType)
def _field(context: Any, builder: Any, table: TableType, words: Any, name: str) -> Any:
    """Code for ``table.field``: a borrowed array (it has no owner) or a scalar."""
    index = list(table.fields).index(name)
    field = table.fields[name]
    integer = ir.IntType(64)

    def word(number: int, kind: Any = integer) -> Any:
        """One word of the field; it does not change during a call."""
        at = ir.Constant(integer, WORDS * index + number)
        found = builder.gep(builder.bitcast(words, kind.as_pointer()), [at])
        value = builder.load(found)
        value.set_metadata("invariant.load", builder.module.add_metadata([]))
        return value

    if isinstance(field, TableType):
        return builder.inttoptr(word(0), context.get_value_type(field))
    if not isinstance(field, types.Array):
        return word(0, context.get_value_type(field))
    element = context.get_data_type(field.dtype)
    size = ir.Constant(integer, context.get_abi_sizeof(element))
    shape = [word(1 + rank) for rank in range(field.ndim)]
    strides = [size]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    array = arrayobj.make_array(field)(context, builder)
    data = builder.inttoptr(word(0), element.as_pointer())
    arrayobj.populate_array(array, data, shape, strides, size, None)
    return array._getvalue()


@unbox(TableType)
def _pointer(_: TableType, table: Any, c: Any) -> NativeValue:
    """A Python table as the pointer to its words."""
    found = c.pyapi.object_getattr_string(table, "pointer")
    address = c.pyapi.long_as_longlong(found)
    c.pyapi.decref(found)
    return NativeValue(c.builder.inttoptr(address, c.context.get_value_type(types.voidptr)))
