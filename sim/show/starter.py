"""A first scenario file for who begins one, with the levers that are most used explained in it.

What is meant to be switched on stands behind a # alone, what explains it behind a # and a space.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.resolved import Resolved
from sim.show.reader import Reader
from sim.show.stated import parameter_name, setting_name

SETTINGS = ("weeks", "citizens", "replications", "start", "means")
# The levers, hours and budgets that people ask for first, a few of every question.
COMMON = (
    *("staff.fte", "payer.wmo.cut", "payer.youth.cut", "outreach.presence"),
    *("desks.second_check_weeks", "kitchen_table.dedication", "kitchen_table.mandate_youth"),
    *("kitchen_table.breadth", "one_plan.max_weeks", "one_plan.coaching", "silos.response"),
    *("wijkbudget.team_share", "collectivise.community", "reinvest.reinvest"),
)
DATED = "staff.fte"  # the example of a change at a date


class Start(NamedTuple):
    """The opening of a new scenario: name, what it extends, titles, and another place if any."""

    name: str
    extends: str
    titles: Mapping[str, str]
    place: str | None


def starter(start: Start, parent: Resolved, lang: str) -> str:
    """The text of the file; parent: the scenario that it extends."""
    return "\n".join(_lines(start, parent, Reader(lang, {}))) + "\n"


def _lines(start: Start, parent: Resolved, reader: Reader) -> Iterator[str]:
    yield from _note(reader, "intro", name=start.name)
    yield f"extends = {_toml(start.extends)}"
    yield f"name = {_toml(start.name)}"
    titles = ", ".join(f"{lang} = {_toml(title)}" for lang, title in start.titles.items())
    yield f"title = {{ {titles} }}"
    if start.place is not None:
        yield f"place = {_toml(start.place)}"
    else:
        yield from _note(reader, "place")
        yield f"#place = {_toml(parent.place)}"
    yield from _note(reader, "models")
    yield f"#models = {json.dumps([model.id for model in parent.models])}"
    yield ""
    yield from _note(reader, "settings")
    yield "[settings]"
    for name in SETTINGS:
        value = getattr(parent.settings, name)
        yield f"# {setting_name(reader, name)}"
        yield f"#{name} = {_toml('all' if name == 'citizens' and not value else value)}"
    yield ""
    yield from _note(reader, "set")
    yield "[set]"
    for key in COMMON:
        yield f"# {_explained(reader, key)}"
        yield f"#{_toml(key)} = {_toml(parent.values[key])}"
    yield ""
    yield from _note(reader, "change")
    yield "#[[change]]"
    yield f"#date = {_a_year_on(parent.settings.start)}"
    yield f"#set = {{ {_toml(DATED)} = {_toml(parent.values[DATED])} }}"


def _note(reader: Reader, key: str, **values: str) -> Iterator[str]:
    yield from (f"# {line}" for line in reader.text(f"starter.{key}", **values).splitlines())


def _explained(reader: Reader, key: str) -> str:
    """``hours in the first line: 0.42 to 2.5 fte per 1,000 inhabitants; default 0.68 (assumed)``"""
    known = read_parameters()[key]
    low, high = (reader.num.exact(end) for end in (known.low or 0.0, known.high or 0.0))
    return reader.text(
        "starter.lever",
        label=parameter_name(reader, key, known.label(reader.lang)),
        low=low,
        high=high,
        unit=reader.parameter_unit(known.unit),
        default=reader.value(known.value),
        evidence=reader.text(f"evidence.{known.evidence}"),
    )


def _a_year_on(start: dt.date) -> dt.date:
    return dt.date(start.year + 1, start.month, min(start.day, 28))


def _toml(value: Value | dt.date) -> str:
    """A value as TOML has it; its texts are written as those of JSON."""
    return str(value) if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)
