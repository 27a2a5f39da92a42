"""Settings, places and days as people read them: their names, and their values."""

from __future__ import annotations

import datetime as dt

from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import ANSWERS
from sim.show.reader import Reader

_LEVERS = {answer for answers in ANSWERS.values() for answer in answers}


def setting_name(reader: Reader, name: str) -> str:
    """The name of a setting, or of the place."""
    return reader.text(f"departures.{name}")


def parameter_name(reader: Reader, key: str, label: str) -> str:
    """The label of a parameter; of a lever with the answer that it belongs to."""
    answer = key.partition(".")[0]
    return f"{label} ({reader.text.name('answers', answer)})" if answer in _LEVERS else label


def setting_value(reader: Reader, name: str, value: Value) -> str:
    """The value of a setting, as JSON holds it."""
    if name == "means":
        return reader.text(f"means_short.{value}")
    if name == "hours":
        return reader.text(f"hours_short.{value}")
    if name == "uncertainty":
        return reader.text(f"uncertainty.{value}")
    if name == "citizens" and value in (0, "all"):
        return reader.text("departures.all")
    if name == "start":
        return day(reader, str(value))
    return reader.value(value)


def day(reader: Reader, iso: str) -> str:
    """``1 May 2014`` in the words of the language."""
    found = dt.date.fromisoformat(iso)
    return f"{found.day} {reader.text(f'months.{found.month}')} {found.year}"
