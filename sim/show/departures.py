"""Departures of a scenario from its parent, in a sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.documents.parts import Departing, Departure
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.departures import SIZES
from sim.show.page import Block, Paragraph, Points, Table
from sim.show.reader import Reader
from sim.show.stated import day, parameter_name, setting_name, setting_value

MOST = 12  # sentences; of more a table has all
_IN_TITLE = 2  # departures that a title names
SHARE = "share"  # a unit that is shown in per cent


@dataclass(frozen=True)
class Departures:
    """Those of a document, in the language of a reader."""

    reader: Reader
    document: Departing

    def title(self, scenario: str) -> str:
        """The title of the scenario, with what the command line changes in it."""
        parent = self.document.parent
        named = [one for one in self.document.departures if _in_title(one)]
        if parent is None or parent.id != self.document.scenario or not named:
            return scenario
        every = list(dict.fromkeys(self._short(one) for one in named))
        shown = every[:_IN_TITLE]
        if len(every) > _IN_TITLE:
            shown.append(self.reader.text("departures.more", count=len(every) - _IN_TITLE))
        return "; ".join([scenario, *shown])

    def lines(self) -> list[str]:
        """A sentence on the parent, one for each departure, and a count of those left out."""
        parent, every = self.document.parent, self.document.departures
        if parent is None or not every:
            return []
        name = getattr(parent.title, self.reader.lang)
        found = [self.reader.text("departures.against", parent=name)]
        found += [self.sentence(one) for one in every[:MOST]]
        if len(every) > MOST:
            found.append(self.reader.text("departures.further", count=len(every) - MOST))
        return found

    def blocks(self) -> Sequence[Block]:
        """The same for a page, with all of them in a table where they are many."""
        found, every = self.lines(), self.document.departures
        if not found:
            return []
        text = self.reader.text
        blocks: list[Block] = [Paragraph(found[0])]
        blocks.append(Points([("", line) for line in found[1:]]))
        if len(every) > MOST:
            rows = [(str(n), self.sentence(one)) for n, one in enumerate(every, start=1)]
            head = self.reader.heads("columns", "number", "what")
            caption = text("departures.table", count=len(rows))
            blocks.append(Table(caption, head, rows, frozenset({1}), folded=True))
        return blocks

    def sentence(self, one: Departure) -> str:
        """``Hours at the front: 0.1 instead of 0.12 share of hours, only under Wijkbudget.``"""
        text = self.reader.text
        if one.kind in ("model", "left_out"):
            base = "" if one.old is None else self.reader.model(str(one.old))
            key = "new_model" if base else "own_model"
            key = "left_out" if one.kind == "left_out" else key
            return text(f"departures.{key}", model=self.model(one.key), base=base)
        if one.kind in ("opens", "closes"):
            return self._event(one)
        old = "" if one.old is None else self.value(one, one.old)
        key = "instead" if old else "becomes"
        name = self.name(one)
        what = name[:1].upper() + name[1:]
        said = text(f"departures.{key}", what=what, new=self._with_unit(one), old=old)
        return f"{said}{self._under(one)}{self._from(one)}{self._by(one)}."

    def _event(self, one: Departure) -> str:
        number = one.old
        places = "" if number is None else self.reader.text("departures.places", count=number)
        return f"{self.happening(one, places)}{self._under(one)}{self._on(one)}."

    def happening(self, one: Departure, places: str = "") -> str:
        """A sentence on an opening or closing."""
        area = str(one.old if one.new is None else one.new)
        return self.reader.text(f"departures.{one.kind}_{one.key}", area=area, places=places)

    def _short(self, one: Departure) -> str:
        if one.kind in ("opens", "closes"):
            return self.happening(one)
        if one.kind == "model":
            return self.model(one.key)
        if one.bundle is not None:
            return str(getattr(one.bundle, self.reader.lang))
        return f"{self.name(one)} {self._with_unit(one)}"

    def model(self, model: str) -> str:
        """The name of a model."""
        return self.reader.titles.get(model) or self.reader.text.name("models", model)

    def name(self, one: Departure) -> str:
        """The name of what is otherwise; a lever with the answer that it belongs to."""
        text = self.reader.text
        if one.kind == "answer":
            return text(f"questions.{one.key}")
        if one.label is None:
            return setting_name(self.reader, one.key)
        return parameter_name(self.reader, one.key, str(getattr(one.label, self.reader.lang)))

    def value(self, one: Departure, value: Value) -> str:
        """A value without its unit."""
        reader = self.reader
        if one.kind == "answer":
            return reader.text.name("answers", str(value))
        if one.kind == "setting":
            return setting_value(reader, one.key, value)
        if one.kind == "place":
            return str(value)
        if one.unit == SHARE:
            return f"{reader.num.exact(round(100.0 * float(value), 9))}%"
        return reader.value(value)

    def _with_unit(self, one: Departure) -> str:
        value = "" if one.new is None else self.value(one, one.new)
        numeric = isinstance(one.new, (int, float)) and not isinstance(one.new, bool)
        shown = numeric and one.unit and one.unit != SHARE
        unit = self.reader.parameter_unit(str(one.unit)) if shown else ""
        return f"{value} {unit}".strip()

    def _under(self, one: Departure) -> str:
        if not one.models:
            return ""
        models = ", ".join(self.model(model) for model in one.models)
        return self.reader.text("departures.under", models=models)

    def _on(self, one: Departure) -> str:
        on = day(self.reader, str(one.date))
        return self.reader.text("departures.on", date=on, week=one.week)

    def _from(self, one: Departure) -> str:
        if one.date is None or one.week is None:
            return ""
        since = {"date": day(self.reader, one.date), "week": one.week}
        if one.until is None:
            return self.reader.text("departures.from", **since)
        until = {"until": day(self.reader, one.until), "until_week": one.until_week}
        return self.reader.text("departures.from_until", **since, **until)

    def _by(self, one: Departure) -> str:
        """The bundle that the value comes from."""
        if one.bundle is None:
            return ""
        label = getattr(one.bundle, self.reader.lang)
        return self.reader.text("departures.by", bundle=label)


def _in_title(one: Departure) -> bool:
    # A scenario of another place is called by that place already.
    return one.kind not in ("place", "model", "left_out") and one.key not in SIZES
