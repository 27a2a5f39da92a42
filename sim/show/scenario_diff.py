"""Differences between two scenarios, as columns of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.documents.parts import Departing, Departure
from sim.show.columns import columns, wrapped
from sim.show.departures import SHARE, Departures
from sim.show.reader import Reader
from sim.show.stated import day

WIDTHS = (38, 18, 18, 18, 18, 16)  # of the columns


def lines(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The two scenarios, then a row for everything that differs."""
    text = Reader(lang, {}).text
    sides = [(side.upper(), document[side]) for side in ("a", "b")]
    yield from columns([(n, one["id"], one["title"][lang], one["place"]) for n, one in sides])
    rows = diff_rows(document, lang)
    yield ""
    if not rows:
        yield text("scenario_diff.nothing")
        return
    yield from wrapped([text("scenario_diff.head").split("|"), *rows], WIDTHS)


def diff_rows(document: Mapping[str, Any], lang: str) -> list[tuple[str, ...]]:
    """Name, value in the first and in the second, unit, models and date of every difference."""
    titles = {model: title[lang] for model, title in document["titles"].items()}
    named = Departures(Reader(lang, titles), Departing(schema="", scenario="", departures=[]))
    return [_row(named, one) for one in document["differences"]]


def _row(named: Departures, one: Mapping[str, Any]) -> tuple[str, ...]:
    reader, values = named.reader, (one["a"], one["b"])
    rest = {key: value for key, value in one.items() if key not in ("a", "b")}
    of = Departure.model_validate({**rest, "old": one["a"], "new": one["b"]})
    who = ", ".join(map(named.model, one["models"]))
    since = "" if one["date"] is None else day(reader, one["date"])
    if one["kind"] in ("model", "left_out"):
        there = [reader.text(f"scenario_diff.{key}") for key in ("absent", "there")]
        shown = there if one["kind"] == "model" else there[::-1]
        return reader.text("scenario_diff.model", model=named.model(one["key"])), *shown, "", "", ""
    if one["kind"] in ("opens", "closes"):
        shown = [reader.text(f"scenario_diff.{_there(value)}") for value in values]
        return named.happening(of), *shown, "", who, since
    name = named.name(of)
    shown = ["" if value is None else named.value(of, value) for value in values]
    unit = "" if one["unit"] in (None, SHARE) else reader.parameter_unit(one["unit"])
    return name[:1].upper() + name[1:], *shown, unit, who, since


def _there(value: object) -> str:
    return "absent" if value is None else "there"
