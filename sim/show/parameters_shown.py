"""The section with every parameter: its value, unit, range, kind of evidence and source.

Parameters that come once per domain, product or payer stand together in one table, a row
per parameter and a column per domain: said once, not eight times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sim.inputs.parameters.parameter import Parameter
from sim.inputs.parameters.prices import at_prices, price_year
from sim.inputs.scenarios.resolved import Change
from sim.show.page import Block, Paragraph, Section, Table
from sim.show.reading import View
from sim.show.sources_shown import cited, sources

TOGETHER = ("domain", "product", "payer")  # first words of keys in three parts


def parameters(view: View) -> Section:
    """Every parameter with value, unit, range, kind of evidence and source; then the sources."""
    year = str(price_year(view.comparison.resolved.values))
    blocks: list[Block] = [
        Paragraph(view.text("parameters.intro")),
        Paragraph(view.text("parameters.prices", year=year)),
    ]
    used = [view.parameters[k] for k in view.comparison.resolved.values if k in view.parameters]
    alone = [p for p in used if _group(p) is None]
    for role in dict.fromkeys(p.role for p in alone):
        blocks.append(_list(view, role, [p for p in alone if p.role == role]))
    for group in TOGETHER:
        if together := [p for p in used if _group(p) == group]:
            blocks.append(_Matrix(view, group, together).table())
    blocks += [*_own_values(view), sources(view)]
    return Section("parameters", view.text("headings.parameters"), blocks)


def _group(parameter: Parameter) -> str | None:
    """``domain`` for ``domain.debts_admin.pace``; None for a parameter that stands alone."""
    first, _, rest = parameter.key.partition(".")
    return first if first in TOGETHER and "." in rest else None


def _list(view: View, role: str, chosen: Sequence[Parameter]) -> Table:
    """A row per parameter; the caption has the origin of most, a row what departs from that."""
    head = view.heads("columns", "parameter", "value_range", "treatment_evidence_source")
    usual = _usual(_origin(view, p) for p in chosen)
    rows = [
        (
            f"{p.label(view.lang)} ({p.key})",
            _value_in_range(view, p),
            _origin(view, p).apart(usual),
        )
        for p in chosen
    ]
    caption = _caption(view, f"roles.{role}", len(chosen), usual)
    return Table(caption, head, rows, frozenset({1, 2}), folded=True)


def _caption(view: View, key: str, count: int, usual: _Origin) -> str:
    """The caption of a table: its subject, how many, and the origin of most of them."""
    said = ", ".join(usual)
    return view.text("parameters.list", name=view.text(key), count=count, usual=said)


class _Origin(NamedTuple):
    """The treatment of a parameter, its kind of evidence, and the source of that."""

    treatment: str
    evidence: str
    source: str

    def apart(self, usual: _Origin, before: str = "", form: str = "{}") -> str:
        """The text before it, and in a form each part that is not as usual."""
        other = [part for part, expected in zip(self, usual, strict=True) if part != expected]
        said = before + form.format(", ".join(other)) if other else before
        return cited(said, self.source) if self.source in other else said


def _origin(view: View, p: Parameter) -> _Origin:
    treatment = "drawn" if p.draw and view.full_range else "fixed"
    if p.key in view.comparison.resolved.stated:
        treatment = "stated"
    evidence = view.text(f"evidence.{p.evidence}")
    return _Origin(view.text(f"parameters.{treatment}"), evidence, view.source(p.source))


def _usual(found: Iterable[_Origin]) -> _Origin:
    """The commonest of each part."""
    treatments, kinds, sources = zip(*found, strict=True)
    return _Origin(_most(treatments), _most(kinds), _most(sources))


def _most(values: Iterable[str]) -> str:
    """The commonest value; of equally common ones the first."""
    return Counter(values).most_common(1)[0][0]


class _Matrix:
    """A row per parameter, a column per domain, product or payer.

    The last column holds for the row, the first row has the source of a column; a cell that
    departs from them says so between square brackets.
    """

    def __init__(self, view: View, group: str, chosen: Sequence[Parameter]) -> None:
        self.view, self.group = view, group
        self.by_place = {tuple(p.key.split(".")[1:3]): p for p in chosen}  # column, row
        self.origin = {place: _origin(view, p) for place, p in self.by_place.items()}
        self.columns = list(dict.fromkeys(column for column, _ in self.by_place))
        self.sources = {
            column: _most(o.source for place, o in self.origin.items() if place[0] == column)
            for column in self.columns
        }

    def table(self) -> Table:
        """All of it."""
        view = self.view
        names = list(dict.fromkeys(name for _, name in self.by_place))
        usual = _usual(map(self._whole, names))
        rows = [self._row(name, usual) for name in names]
        if any(self._source(name) is None for name in names):
            named = (cited(source, source) for source in self.sources.values())
            rows.insert(0, [view.text("columns.source"), *named, ""])
        head = [view.text("columns.parameter"), *(self._column_name(c) for c in self.columns)]
        head.append(view.text("columns.treatment_evidence_source"))
        caption = _caption(view, f"parameters.{self.group}_table", len(self.by_place), usual)
        return Table(caption, head, rows, frozenset(range(1, len(head))), folded=True)

    def _source(self, name: str) -> str | None:
        """The source of a whole row; None when columns have their own."""
        found = {o.source for place, o in self.origin.items() if place[1] == name}
        return found.pop() if len(found) == 1 else None

    def _whole(self, name: str) -> _Origin:
        """The origin that holds for a whole row."""
        there = [self.origin[c, name] for c in self.columns if (c, name) in self.origin]
        source = self._source(name) or self.view.text("parameters.of_column")
        return _usual(there)._replace(source=source)

    def _row(self, name: str, usual: _Origin) -> list[str]:
        whole, source = self._whole(name), self._source(name)
        cells = [
            self._cell(c, name, whole._replace(source=source or self.sources[c]))
            for c in self.columns
        ]
        return [self._row_name(name), *cells, whole.apart(usual)]

    def _cell(self, column: str, name: str, usual: _Origin) -> str:
        """Value and range, and each part of its origin that is not as usual."""
        if (column, name) not in self.by_place:
            return ""
        value = _value_in_range(self.view, self.by_place[column, name], unit=False)
        return self.origin[column, name].apart(usual, value, " [{}]")

    def _row_name(self, name: str) -> str:
        """A parameter by itself, without the domain, with its unit and the end of its key."""
        p = next(self.by_place[c, name] for c in self.columns if (c, name) in self.by_place)
        label = p.label(self.view.lang)
        last = label.rpartition(": ")[2] if label.count(": ") == 1 else label.rpartition(", ")[0]
        words = (last or label, self.view.parameter_unit(p.unit))
        return f"{', '.join(part for part in words if part)} (*.{name})"

    def _column_name(self, column: str) -> str:
        """The domain, product or payer, with the beginning of its keys."""
        text = self.view.text
        first = next(p for place, p in self.by_place.items() if place[0] == column)
        name = first.label(self.view.lang).partition(": ")[0]
        for section in ("domains", "payers"):
            name = text.name(section, column) if text.has(f"{section}.{column}") else name
        return f"{name} ({self.group}.{column}.*)"


def _value_in_range(view: View, parameter: Parameter, unit: bool = True) -> str:
    """``0.3 share (0 - 0.6)``; yes, no and choices have no range."""
    value = view.value(view.comparison.resolved.values[parameter.key])
    if not parameter.numeric or parameter.low is None or parameter.high is None:
        return value
    name = view.parameter_unit(parameter.unit) if unit else ""
    limits = f"({view.num.exact(parameter.low)}\N{EN DASH}{view.num.exact(parameter.high)})"
    return " ".join(part for part in (value, name, limits, _in_run(view, parameter)) if part)


def _in_run(view: View, parameter: Parameter) -> str:
    """Of euros of another year than the run's: the year, and their value in the run."""
    values = view.comparison.resolved.values
    stated, year = parameter.prices, price_year(values)
    if stated is None or stated == year:
        return ""
    amount = view.num.exact(round(at_prices(values, parameter.key), 2))
    return view.text("parameters.in_prices_of", stated=stated, amount=amount, year=year)


def _own_values(view: View) -> list[Block]:
    """Values that hold for one model only, and changes at dates."""
    resolved, text = view.comparison.resolved, view.text
    rows = [
        (view.model(model), key, view.value(value), resolved.origin.get(f"model.{model}.{key}", ""))
        for model, values in resolved.model_values.items()
        for key, value in values.items()
    ]
    for change in resolved.changes:
        where = _models(view, change)
        for key, value in change.set.items():
            rows.append((where, key, view.value(value), _days(view, change)))
    for change in resolved.changes:
        where = _models(view, change)
        for question, answer in change.answers.items():
            said = text(f"questions.{question}"), text.name("answers", answer)
            rows.append((where, *said, _days(view, change)))
    if not rows:
        return []
    head = view.heads("columns", "model", "parameter", "value", "origin")
    return [Table(text("parameters.own_table"), head, rows, frozenset({1, 2, 3}), folded=True)]


def _days(view: View, change: Change) -> str:
    """The day on which a change begins, and that on which it ends if it does."""
    if change.until is None:
        return change.date.isoformat()
    return view.text("departures.days", date=str(change.date), until=str(change.until))


def _models(view: View, change: Change) -> str:
    """Models that a change is for."""
    return ", ".join(map(view.model, change.models)) or view.text("parameters.every_model")
