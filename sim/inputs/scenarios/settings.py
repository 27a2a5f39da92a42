"""The settings of a run: how long, how many, how large, how the means are compared."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from sim.inputs.files.errors import InputError
from sim.inputs.files.numbers import meant, whole_in
from sim.inputs.files.said import Said
from sim.inputs.files.validation import Where, validated

ALL = "all"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _citizens(raw: object) -> object:
    if raw == ALL:
        return 0
    number = whole_in(raw) if isinstance(raw, str) else raw
    if isinstance(number, int) and number < 1:
        raise ValueError(Said.WHOLE_OR_ALL())
    return raw


def _date(raw: object) -> object:
    # Seconds since 1970, a moment or 20150131 may mean something else to who wrote it.
    if isinstance(raw, str) and _DAY.fullmatch(raw.strip()):
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(raw.strip())
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    raise ValueError(Said.DAY())


Date = Annotated[dt.date, BeforeValidator(_date)]


class Settings(BaseModel, extra="forbid", frozen=True):
    """Settings of a run, with their defaults.

    ``weeks`` are the weeks after the fork, ``citizens`` is 0 for all residents of
    the place, ``start`` is the day of the fork. ``means``: the same euros
    (``equal``), the same hours (``equal_hours``) or what each model really had
    (``as_reported``). ``hours``: first-line hours of the place follow the needs of its residents
    (``need``) or what its municipality spends (``accounts``). ``uncertainty``: parameters from
    their ranges, or random numbers only.
    """

    weeks: int = Field(default=156, ge=1, le=5200, json_schema_extra={"unit": "weeks"})
    burn_in_weeks: int = Field(default=208, ge=0, le=5200, json_schema_extra={"unit": "weeks"})
    replications: int = Field(default=20, ge=1, le=1_000_000, json_schema_extra={"unit": "runs"})
    seed: int = Field(default=1, ge=0, le=2**63 - 1)
    citizens: Annotated[int, BeforeValidator(_citizens)] = Field(
        default=0, le=20_000_000, json_schema_extra={"unit": "residents, or 'all'"}
    )
    means: Literal["equal", "equal_hours", "as_reported"] = "equal"
    uncertainty: Literal["ranges", "luck"] = "ranges"
    start: Date = dt.date(2015, 1, 1)
    hours: Literal["need", "accounts"] = "need"
    closed: bool = False
    vary_people: bool = False


_WHOLE = [name for name, field in Settings.model_fields.items() if field.annotation is int]


def checked(raw: Mapping[str, Any], where: Where, strict: bool) -> dict[str, Any]:
    """The given settings in their own types; ``strict`` refuses text for a number."""
    for name, value in raw.items():
        if isinstance(value, str) and name in _WHOLE and value != ALL and whole_in(value) is None:
            raise InputError(
                code="wrong_type",
                where=where((name,)),
                found=value,
                allowed=Said.WHOLE_OR_ALL() if name == "citizens" else Said.WHOLE(),
                nearest=meant(value),
                message=Said.THOUSANDS(),
            )
    settings = validated(Settings, dict(raw), where, strict=strict)
    return {name: getattr(settings, name) for name in settings.model_fields_set}


def setting_of(name: str, raw: object, where: str, strict: bool = True) -> Any:
    """One setting in its own type; InputError at ``where`` when it may not be that."""
    return checked({name: raw}, lambda _: where, strict)[name]
