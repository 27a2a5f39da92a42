"""The section with every parameter: its value, unit, range, kind of evidence and source.

Parameters that come once per domain, product or payer stand together in one table, a row
per parameter and a column per domain: said once, not eight times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.inputs.parameters.facts import read_facts
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.parameters.prices import at_prices, price_year
from sim.inputs.parameters.sources import source_ids
from sim.show.page import Block, Paragraph, Section, Table
from sim.show.reading import View

TOGETHER = ("domain", "product", "payer")  # first words of keys in three parts
_CHOICES = ("choices", "domains", "payers", "account")  # where the names of choices are
_OWN = "this model"


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
        chosen = [p for p in alone if p.role == role]
        blocks.append(_list(view, f"{view.text(f'roles.{role}')} ({len(chosen)})", chosen))
    for group in TOGETHER:
        together = [p for p in used if _group(p) == group]
        if together:
            blocks.append(_matrix(view, group, together))
    blocks += _own_values(view)
    blocks.append(_sources(view, used))
    return Section("parameters", view.text("headings.parameters"), blocks)


def _group(parameter: Parameter) -> str | None:
    """``domain`` for ``domain.debts_admin.pace``; None for a parameter that stands alone."""
    first, _, rest = parameter.key.partition(".")
    return first if first in TOGETHER and "." in rest else None


def _list(view: View, caption: str, chosen: Sequence[Parameter]) -> Table:
    """A row per parameter."""
    keys = ("parameter", "value_range", "treatment_evidence_source")
    rows = [
        [
            f"{p.label(view.lang)} ({p.key})",
            _value_in_range(view, p),
            _origin(view, p).told,
        ]
        for p in chosen
    ]
    head = [view.text(f"columns.{k}") for k in keys]
    return Table(caption, head, rows, frozenset(range(1, len(keys))), folded=True)


@dataclass(frozen=True, slots=True)
class _Origin:
    """How a parameter is treated, what kind of evidence it has, and where that is from."""

    treatment: str
    evidence: str
    source: str

    @property
    def told(self) -> str:
        """All three, for one cell."""
        return f"{self.treatment}, {self.evidence}, {self.source}"


def _matrix(view: View, group: str, chosen: Sequence[Parameter]) -> Table:
    """A row per parameter, a column per domain, product or payer.

    The last columns hold for the row, the first row holds the source of a column; a cell
    that departs from them says so between square brackets.
    """
    columns = list(dict.fromkeys(p.key.split(".")[1] for p in chosen))
    names = list(dict.fromkeys(p.key.split(".")[2] for p in chosen))
    by_key = {p.key: p for p in chosen}
    origin = {p.key: _origin(view, p) for p in chosen}
    of_column = {c: _most(o.source for k, o in origin.items() if k.split(".")[1] == c)
                 for c in columns}  # fmt: skip
    rows, by_column = [], False
    for name in names:
        keys = [f"{group}.{c}.{name}" for c in columns]
        there = [origin[key] for key in keys if key in origin]
        one_source = len({o.source for o in there}) == 1
        row = _Origin(
            _most(o.treatment for o in there),
            _most(o.evidence for o in there),
            there[0].source if one_source else view.text("parameters.of_column"),
        )
        cells = []
        for column, key in zip(columns, keys, strict=True):
            usual = row.source if one_source else of_column[column]
            cells.append(_cell(view, by_key[key], origin[key], row, usual) if key in by_key else "")
        first = next(by_key[key] for key in keys if key in by_key)
        rows.append([_row_name(view, first, name), *cells, row.told])
        by_column = by_column or not one_source
    if by_column:
        rows.insert(0, [view.text("columns.source"), *of_column.values(), ""])
    head = [view.text("columns.treatment_evidence_source")]
    titles = [_column_name(view, by_key, f"{group}.{c}.") for c in columns]
    caption = view.text(f"parameters.{group}_table", count=len(chosen))
    every = frozenset(range(1, len(columns) + 2))
    return Table(caption, [view.text("columns.parameter"), *titles, *head], rows, every,
                 folded=True)  # fmt: skip


def _origin(view: View, p: Parameter) -> _Origin:
    return _Origin(_treatment(view, p), view.text(f"evidence.{p.evidence}"), _source(view, p))


def _most(values: Iterator[str]) -> str:
    """The commonest value; of equally common ones the first."""
    return Counter(values).most_common(1)[0][0]


def _cell(view: View, p: Parameter, own: _Origin, row: _Origin, usual: str) -> str:
    """Value and range, and what departs from the row."""
    other = [a for a, b in ((own.treatment, row.treatment), (own.evidence, row.evidence),
                            (own.source, usual)) if a != b]  # fmt: skip
    value = _value_in_range(view, p, unit=False)
    return f"{value} [{', '.join(other)}]" if other else value


def _row_name(view: View, p: Parameter, name: str) -> str:
    """What a parameter is, without whose it is, with its unit and the end of its key."""
    label = p.label(view.lang)
    words = label.rpartition(": ")[2] if label.count(": ") == 1 else label.rpartition(", ")[0]
    unit = view.text.name("parameter_units", p.unit) if p.unit else ""
    return f"{', '.join(part for part in (words or label, unit) if part)} (*.{name})"


def _column_name(view: View, by_key: dict[str, Parameter], start: str) -> str:
    """Whose the parameters are, with the beginning of their keys."""
    p = next(item for key, item in by_key.items() if key.startswith(start))
    whose = start.split(".")[1]
    name = p.label(view.lang).partition(": ")[0]
    for section in ("domains", "payers"):
        name = view.text.name(section, whose) if view.text.has(f"{section}.{whose}") else name
    return f"{name} ({start}*)"


def _treatment(view: View, parameter: Parameter) -> str:
    if parameter.key in view.comparison.resolved.stated:
        return view.text("parameters.stated")
    drawn = parameter.draw and view.full_range
    return view.text("parameters.drawn" if drawn else "parameters.fixed")


def _source(view: View, parameter: Parameter) -> str:
    own = parameter.source == _OWN
    return view.text("parameters.this_model") if own else parameter.source


def _value_in_range(view: View, parameter: Parameter, unit: bool = True) -> str:
    """``0.3 share (0 - 0.6)``; yes, no and choices have no range."""
    value = _value(view, view.comparison.resolved.values[parameter.key])
    if not parameter.numeric or parameter.low is None or parameter.high is None:
        return value
    name = view.text.name("parameter_units", parameter.unit) if unit and parameter.unit else ""
    limits = f"({view.num.exact(parameter.low)}\N{EN DASH}{view.num.exact(parameter.high)})"
    return " ".join(part for part in (value, name, limits, _in_run(view, parameter)) if part)


def _in_run(view: View, parameter: Parameter) -> str:
    """Of euros of another year than the run's: the year, and what they are in the run."""
    values = view.comparison.resolved.values
    year = price_year(values)
    if parameter.prices is None or parameter.prices == year:
        return ""
    amount = view.num.exact(round(at_prices(values, parameter.key), 2))
    return view.text("parameters.in_prices_of", stated=str(parameter.prices), amount=amount,
                     year=str(year))  # fmt: skip


def _value(view: View, value: Value) -> str:
    if isinstance(value, bool):
        return view.text("parameters.yes" if value else "parameters.no")
    if not isinstance(value, str):
        return view.num.exact(float(value))
    section = next((s for s in _CHOICES if view.text.has(f"{s}.{value}")), _CHOICES[0])
    return view.text.name(section, value)


def _own_values(view: View) -> list[Block]:
    """Values that hold for one model only, and changes at dates."""
    resolved = view.comparison.resolved
    rows = [
        [
            view.model(model),
            key,
            _value(view, value),
            resolved.origin.get(f"model.{model}.{key}", ""),
        ]
        for model, values in resolved.model_values.items()
        for key, value in values.items()
    ]
    rows += [
        [
            ", ".join(view.model(m) for m in change.models) or view.text("parameters.every_model"),
            key,
            _value(view, value),
            change.date.isoformat(),
        ]
        for change in resolved.changes
        for key, value in change.set.items()
    ]
    rows += [
        [
            ", ".join(view.model(m) for m in change.models) or view.text("parameters.every_model"),
            view.text(f"questions.{question}"),
            view.text.name("answers", answer),
            change.date.isoformat(),
        ]
        for change in resolved.changes
        for question, answer in change.answers.items()
    ]
    if not rows:
        return []
    head = [view.text(f"columns.{k}") for k in ("model", "parameter", "value", "origin")]
    return [Table(view.text("parameters.own_table"), head, rows, frozenset({1, 2, 3}), folded=True)]


def _sources(view: View, used: list[Parameter]) -> Table:
    """The rows of the table of sources that parameters name."""
    facts = read_facts()
    names = {name for p in used for name in source_ids(p.source)}
    rows = [
        [name, fact.quantity, fact.value, fact.source, fact.confidence]
        for name, fact in facts.items()
        if name in names
    ]
    keys = ("source", "quantity", "value", "found_in", "confidence")
    head = [view.text(f"columns.{k}") for k in keys]
    caption = view.text("parameters.sources_table", count=len(rows))
    return Table(caption, head, rows, frozenset(range(1, len(keys))), folded=True, foreign=True)
