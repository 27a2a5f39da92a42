"""A scenario and its values as columns of text for a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from typing import Any

from sim.inputs.parameters.parameter import Value
from sim.inputs.parameters.price_index import factor
from sim.inputs.scenarios.answers import QUESTIONS
from sim.show.columns import wrapped
from sim.show.reader import Reader
from sim.show.stated import day, setting_name, setting_value

_WIDTHS = (12, 18, 15, 12, 9)  # of every column but the first, which takes what is left
_LEAST, _USUAL = 30, 110  # of the first column; of a terminal that does not say
_BELOW = "  "  # before what stands below the name of a value
_DEFAULT = "default"  # how the origin of what nobody stated begins

Row = tuple[str, ...]


def lines(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The scenario, then its values by group, each with its key and what is known of it."""
    titles = {model: title[lang] for model, title in document["titles"].items()}
    shown = _Shown(Reader(lang, titles), document)
    yield from shown.opening()
    rows = {
        shown.text("shown.settings"): [
            row for name in document["settings"] for row in shown.setting(name)
        ],
    }
    for key, parameter in document["parameters"].items():
        rows.setdefault(shown.group(parameter["group"]), []).extend(shown.parameter(key))
    left = shutil.get_terminal_size((_USUAL, 0)).columns - sum(_WIDTHS) - 2 * len(_WIDTHS)
    widths = (max(_LEAST, left), *_WIDTHS)
    head = shown.text("shown.head").split("|")
    for name, of in rows.items():
        if of:
            yield ""
            yield name
            yield from wrapped([head, *of], widths)
    if not any(rows.values()):
        yield shown.text("shown.nothing")


class _Shown:
    """Rows of a document in a language."""

    def __init__(self, reader: Reader, document: Mapping[str, Any]) -> None:
        self.reader, self.document, self.text = reader, document, reader.text

    def opening(self) -> Iterator[str]:
        """The scenario, its models, and which of their answers change when."""
        about, title = self.document, self.document["title"][self.reader.lang]
        yield self.text("shown.of_scenario", title=title, id=about["id"], place=about["place"])
        for model, answers in about["models"].items():
            said = " + ".join(answers.values())
            named = f"{self.reader.model(model)} ({model})"
            yield self.text("terminal.of_model", model=named, answers=said)
        for change in about["changes"]:
            if change["answers"]:
                yield self._at("answers", change, answers=" + ".join(change["answers"].values()))

        for event in about.get("events", []):
            kind = "opens" if event["opens"] else "closes"
            what = self.text(f"departures.{kind}_{event['what']}", area=event["area"], places="")
            yield self._at("event", event, what=what)

    def _at(self, key: str, change: Mapping[str, Any], **more: str) -> str:
        who = ", ".join(map(self.reader.model, change["models"])) or self.text(
            "terminal.all_models"
        )
        more |= {"date": day(self.reader, change["date"]), "who": who}
        if (until := change.get("until")) is not None:
            return self.text(f"shown.{key}_until", until=day(self.reader, until), **more)
        return self.text(f"shown.{key}", **more)

    def group(self, group: str) -> str:
        """The heading of a group of parameters."""
        return self.text(f"questions.{group}" if group in QUESTIONS else f"groups_named.{group}")

    def setting(self, name: str) -> Iterator[Row]:
        """The rows of a setting."""
        value, key = self.document["settings"][name], f"settings.{name}"
        shown = setting_value(self.reader, name, value)
        yield setting_name(self.reader, name), shown, "", "", "", ""
        yield self._key(key)

    def parameter(self, key: str) -> Iterator[Row]:
        """The rows of a parameter: itself, its key, and what it is for one model or from a date."""
        about, reader = self.document["parameters"][key], self.reader
        evidence = self.text(f"evidence.{about['evidence']}")
        known = _range(reader, about), evidence, reader.source(about["source"])
        yield (
            about["label"][reader.lang],
            *self._stated(about, self.document["values"][key]),
            *known,
        )
        yield self._key(key)
        for model, own in self.document["model_values"].items():
            if key in own:
                yield self._more(self.text("shown.own", model=reader.model(model)), about, own[key])
        for change in self.document["changes"]:
            if key in change["set"]:
                yield self._more(self._at("dated", change), about, change["set"][key])

    def _key(self, key: str) -> Row:
        origin = self.document["origin"][key]
        shown = key if origin.startswith(_DEFAULT) else f"{key} [{origin}]"
        return f"{_BELOW}{shown}", "", "", "", "", ""

    def _more(self, what: str, about: Mapping[str, Any], value: Value) -> Row:
        return f"{_BELOW}{what}", *self._stated(about, value), "", "", ""

    def _stated(self, about: Mapping[str, Any], value: Value) -> tuple[str, str]:
        """A value and its unit; of euros the year of their prices, and their value in the run's."""
        reader, year, prices = self.reader, self.document["prices_year"], about["prices"]
        unit = reader.parameter_unit(about["unit"])
        if prices is None or isinstance(value, str):
            return reader.value(value), unit
        if prices == year:
            return reader.value(value), self.text("terminal.prices", unit=unit, year=year)
        then = reader.num.exact(float(f"{value * factor(prices, year):.6g}"))
        said = self.text("terminal.prices_then", unit=unit, of=prices, then=then, year=year)
        return reader.value(value), said


def _range(reader: Reader, about: Mapping[str, Any]) -> str:
    if about["choices"]:
        return ", ".join(map(reader.value, about["choices"]))
    if about["low"] is None or about["high"] is None:
        return ""
    return f"{reader.num.exact(about['low'])} \N{EN DASH} {reader.num.exact(about['high'])}"
