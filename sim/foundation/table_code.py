"""How compiled code reads a table: the address of its words in, a borrowed column out.

An extension of numba: a type, the type of its fields, and the code for ``table.field``.
"""

from __future__ import annotations

from typing import Any

import llvmlite.ir as ir
from numba.core import types
from numba.core.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    unbox,
)
from numba.core.typing.templates import AttributeTemplate
from numba.np import arrayobj

WORDS = 4  # per field: address and up to three lengths; a scalar takes the first


class TableType(types.Type):
    """How compiled code knows a table: its name and, per field, what it holds."""

    def __init__(self, name: str, held: tuple[tuple[str, types.Type], ...]) -> None:
        self.held = held
        super().__init__(name=name)

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal keys, equal types: compiled code is kept by them."""
        return self.name, self.held


register_model(TableType)(models.OpaqueModel)  # a pointer to the words


@infer_getattr
class _Fields(AttributeTemplate):
    """The type of ``table.field``."""

    key = TableType

    def generic_resolve(self, table: TableType, name: str) -> types.Type | None:
        """What the field holds; None (numba then tells) when there is no such field."""
        return dict(table.held).get(name)


@lower_getattr_generic(TableType)
def _field(context: Any, builder: Any, table: TableType, words: Any, name: str) -> Any:
    """Code for ``table.field``: a borrowed array (it has no owner) or a scalar."""
    index = [held for held, _ in table.held].index(name)
    held = dict(table.held)[name]
    integer = ir.IntType(64)

    def word(number: int, kind: Any = integer) -> Any:
        """One word of the field; it does not change during a call."""
        at = ir.Constant(integer, WORDS * index + number)
        found = builder.gep(builder.bitcast(words, kind.as_pointer()), [at])
        value = builder.load(found)
        value.set_metadata("invariant.load", builder.module.add_metadata([]))
        return value

    if not isinstance(held, types.Array):
        return word(0, context.get_value_type(held))
    element = context.get_data_type(held.dtype)
    size = ir.Constant(integer, context.get_abi_sizeof(element))
    shape = [word(1 + rank) for rank in range(held.ndim)]
    strides = [size]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    array = arrayobj.make_array(held)(context, builder)
    data = builder.inttoptr(word(0), element.as_pointer())
    arrayobj.populate_array(array, data, shape, strides, size, None)
    return array._getvalue()


@unbox(TableType)
def _pointer(_: TableType, table: Any, c: Any) -> NativeValue:
    """A Python table as the pointer to its words."""
    found = c.pyapi.object_getattr_string(table, "address")
    address = c.pyapi.long_as_longlong(found)
    c.pyapi.decref(found)
    return NativeValue(c.builder.inttoptr(address, c.context.get_value_type(types.voidptr)))
