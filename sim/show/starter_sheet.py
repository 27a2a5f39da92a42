"""A first what-if as a workbook, for who begins one: a row per lever that is most used, its value
empty as long as nothing is different, and a sheet that explains how it is filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sim.inputs.files.sheet_said import Head
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import YES_OR_NO, Parameter
from sim.inputs.scenarios.resolved import Resolved
from sim.show.reader import Reader
from sim.show.starter import COMMON, SETTINGS, Start
from sim.show.stated import parameter_name, setting_name
from sim.storage.xlsx_files import DAY, Content, Sheet, Shown

HEADS = (
    *(Head.KEY, Head.LABEL, Head.VALUE, Head.UNIT, Head.NOW, Head.ALLOWED, Head.DATE),
    Head.MODEL,
)
_TO_FILL = (Head.VALUE, Head.DATE, Head.MODEL)
_ALLOWED = {
    "weeks": "whole",
    "citizens": "whole_or_all",
    "replications": "whole",
    "start": "day",
}


def starter_sheets(start: Start, parent: Resolved, file: str, lang: str) -> list[Sheet]:
    """The sheets of the workbook; parent: the scenario that it extends; file: its name."""
    reader = Reader(lang, {})
    at = {head: column for column, head in enumerate(HEADS)}
    table = Sheet(
        reader.text("sheet.what_if"),
        [head.value[lang == "nl"] for head in HEADS],
        [*_scenario(start, parent, reader), *_settings(parent, reader), *_levers(parent, reader)],
        formats={at[Head.DATE]: DAY[lang]},
        to_fill=[at[head] for head in _TO_FILL],
        choices={at[Head.MODEL]: [model.id for model in parent.models]},
    )
    lines = reader.text("sheet.explain", name=start.name, file=file).splitlines()
    return [table, Sheet(reader.text("sheet.explained"), (), [[line] for line in lines])]


def _row(
    key: str, label: str, value: Content, now: Content | Shown, allowed: str, unit: str = ""
) -> list[Any]:
    return [key, label, value, unit, now, allowed, None, None]


def _scenario(start: Start, parent: Resolved, reader: Reader) -> Iterator[list[Any]]:
    """The name of the scenario, its place, and what it extends and compares."""
    text, label = reader.text, "scenario_keys.{}".format
    models = ", ".join(model.id for model in parent.models)
    title = start.titles[reader.lang]
    yield _row("name", text(label("name")), start.name, None, "")
    yield _row("title", text("sheet.title"), title, parent.title(reader.lang), "")
    yield _row("place", text(label("place")), start.place, parent.place, text("sheet.codes"))
    extends = text("sheet.scenarios")
    yield _row("extends", text(label("extends")), start.extends, None, extends)
    yield _row("models", text(label("models")), None, models, models)
    yield _row("with", text(label("with")), None, None, text("sheet.bundles"))


def _settings(parent: Resolved, reader: Reader) -> Iterator[list[Any]]:
    for name in SETTINGS:
        now = getattr(parent.settings, name)
        allowed = ", ".join(("equal", "equal_hours", "as_reported"))
        if name in _ALLOWED:
            allowed = reader.text(f"sheet.{_ALLOWED[name]}")
        now = "all" if name == "citizens" and not now else now
        now = Shown(now, DAY[reader.lang]) if isinstance(now, dt.date) else now
        yield _row(f"settings.{name}", setting_name(reader, name), None, now, allowed)


def _levers(parent: Resolved, reader: Reader) -> Iterator[list[Any]]:
    for key in COMMON:
        known = read_parameters()[key]
        label = parameter_name(reader, key, known.label(reader.lang))
        unit = reader.parameter_unit(known.unit)
        now = parent.values[key]
        if known.unit == YES_OR_NO:
            now = reader.value(bool(now))
        yield _row(key, label, None, now, _range(known, reader), unit)


def _range(known: Parameter, reader: Reader) -> str:
    """``0 to 0.2, or 0% to 20%``; the choices of what is no number."""
    if known.unit == YES_OR_NO:
        return ", ".join(reader.value(said) for said in (True, False))
    if not known.numeric:
        return ", ".join(known.choices)
    ends = {"low": known.low or 0.0, "high": known.high or 0.0}
    said = {name: reader.num.exact(end) for name, end in ends.items()}
    said |= {f"{name}_percent": f"{reader.num.exact(100.0 * e)}%" for name, e in ends.items()}
    return reader.text("sheet.share_range" if known.in_percent else "sheet.range", **said)
