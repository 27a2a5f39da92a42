"""Turn the first complaint of pydantic into an error that a user can act on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sim.inputs.files.errors import InputError, nearest, shown
from sim.inputs.files.said import Both, Said
from sim.inputs.files.toml_file import Key, named, places_under, read_toml

M = TypeVar("M", bound=BaseModel)
# Names the place in a file of the keys inside the checked table.
Where: TypeAlias = Callable[[tuple[Key, ...]], str]

_UNION_TAGS = ("bool", "int", "float", "str", "list[str]")
# How complaints about a type begin, and what is allowed there.
_TYPES = {
    "int": Said.WHOLE,
    "float": Said.NUMBER,
    "string_pattern": Said.NAME,
    "string": Said.TEXT,
    "bool": Said.TRUE_OR_FALSE,
    "list": Said.LIST,
    "tuple": Said.LIST,
    "dict": Said.TABLE,
    "model": Said.TABLE,
    "date": Said.DAY,
    "too_short": Said.NOT_EMPTY,
}


def validated(
    model: type[M], table: Mapping[str, Any], where: Where, strict: bool | None = None
) -> M:
    """The model of a table; ``InputError`` for the first thing wrong in it.

    strict: whether a text is refused for a number; None is as the model says.
    """
    try:
        return model.model_validate(table, strict=strict)
    except ValidationError as error:
        raise wrapped(error, model, where) from None


def read_rows(path: Path, row: type[M]) -> tuple[dict[str, M], str]:
    """The tables of a TOML file, each a row, by name; and the text of the file."""
    tables, text = read_toml(path)
    rows = {
        name: validated(row, table, places_under(path, text, name))
        for name, table in tables.items()
    }
    return rows, text


def wrapped(error: ValidationError, model: type[BaseModel], where: Where) -> InputError:
    """An ``InputError`` for the first thing wrong, with the nearest key where one is near."""
    details = error.errors()
    # Unknown keys first: a misspelt key also shows as a missing one.
    detail = next((d for d in details if d["type"] == "extra_forbidden"), details[0])
    keys = tuple(part for part in detail["loc"] if part not in _UNION_TAGS)
    if detail["type"] == "extra_forbidden":
        fields = list(_table(model, keys[:-1]))
        return InputError(
            code="unknown_key",
            where=where(keys),
            found=str(keys[-1]),
            allowed=", ".join(fields) or None,
            nearest=nearest(str(keys[-1]), fields),
            message=f"key '{keys[-1]}' does not exist here",
        )
    if detail["type"] == "missing":
        return InputError(
            code="missing_key", where=where(keys), message=f"key '{keys[-1]}' is missing"
        )
    if detail["type"] == "literal_error":
        return _bad_choice(detail, where(keys))
    return _bad_value(detail, where(keys), _table(model, keys[:-1]).get(named(keys[-1:])))


def _bad_choice(detail: ErrorDetails, where: str) -> InputError:
    allowed = str(detail["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
    return InputError(
        code="out_of_range",
        where=where,
        found=shown(detail["input"]),
        allowed=allowed,
        nearest=nearest(shown(detail["input"]), allowed.split(", ")),
        message="this is not one of the choices",
    )


def _bad_value(detail: ErrorDetails, where: str, field: FieldInfo | None) -> InputError:
    outside = any(word in detail["type"] for word in ("than", "finite", "too_"))
    said = _allowed(detail)
    return InputError(
        code="out_of_range" if outside else "wrong_type",
        where=where,
        found=shown(detail["input"]),
        allowed=_range(field) or said,
        message="the value is outside its range" if outside else f"the value is not valid: {said}",
    )


def _allowed(detail: ErrorDetails) -> str:
    """The look of a value of the type that is asked for."""
    if "error" in detail.get("ctx", {}):  # a check of our own
        own = detail["ctx"]["error"].args[0]
        return own if isinstance(own, Both) else str(own)
    kind = next((kind for kind in _TYPES if detail["type"].startswith(kind)), None)
    return detail["msg"].removeprefix("Input should be ") if kind is None else _TYPES[kind]()


def _range(field: FieldInfo | None) -> str | None:
    """``1 to 5200 weeks`` from the bounds of a field; None when it has none."""
    if field is None:
        return None
    bounds = {type(item).__name__: item for item in field.metadata}
    if "Le" not in bounds:
        return None
    low = bounds["Ge"].ge if "Ge" in bounds else 1
    extra = field.json_schema_extra
    unit = extra.get("unit", "") if isinstance(extra, dict) else ""
    return Said.RANGE(low=low, high=bounds["Le"].le, unit=unit)


def _table(model: type[BaseModel], keys: tuple[Key, ...]) -> dict[str, FieldInfo]:
    """The fields by key of the table at ``keys``; {} where names are free."""
    at: Any = model
    for key in keys:
        at = _inside(at, key)
    if not (isinstance(at, type) and issubclass(at, BaseModel)):
        return {}
    return _fields(at)


def _fields(kind: type[BaseModel]) -> dict[str, FieldInfo]:
    """Fields by the key under which a file states them."""
    return {field.alias or name: field for name, field in kind.model_fields.items()}


def kind_at(model: type[BaseModel], keys: tuple[Key, ...]) -> Any:
    """The type of what stands at keys of a table; None where there is none, or any is right."""
    at: Any = model
    for key in keys:
        at = _inside(at, key)
    return None if at is Any else at


def _stated(kind: Any) -> Any:
    """Of what may be left out the type that it has when it is stated."""
    if get_origin(kind) in (Union, UnionType):
        return next((one for one in get_args(kind) if one is not NoneType), None)
    return kind


def _inside(kind: Any, key: Key) -> Any:
    """The type of what stands at a key of a table, a mapping or a list; None when unknown."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = _fields(kind).get(str(key))
        found = None if field is None else field.annotation
    else:
        found = next(iter(get_args(kind)[-1 if get_origin(kind) is dict else 0 :]), None)
    return _stated(found)
