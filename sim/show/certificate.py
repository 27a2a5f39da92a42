"""Sections on where the numbers come from: every parameter, and how to make this again."""

from __future__ import annotations

from sim import __version__
from sim.foundation.compiled import source_digest
from sim.inputs.facts import read_facts
from sim.inputs.parameter import Parameter, Value
from sim.inputs.sources import source_ids
from sim.show.page import Block, Code, Heading, Paragraph, Section, Table
from sim.show.reading import View


def parameters(view: View) -> Section:
    """Every parameter with value, unit, range, kind of evidence and source; then the sources."""
    blocks: list[Block] = [Paragraph(view.text("parameters.intro"))]
    used = [view.parameters[k] for k in view.comparison.resolved.values if k in view.parameters]
    for role in dict.fromkeys(p.role for p in used):
        chosen = [p for p in used if p.role == role]
        caption = f"{view.text(f'roles.{role}')} ({len(chosen)})"
        blocks.append(_parameter_table(view, caption, chosen))
    blocks += _own_values(view)
    blocks.append(_sources(view, used))
    return Section("parameters", view.text("headings.parameters"), blocks)


def _parameter_table(view: View, caption: str, chosen: list[Parameter]) -> Table:
    keys = ("parameter", "value_range", "treatment", "evidence", "source")
    rows = [_parameter_row(view, p) for p in chosen]
    head = [view.text(f"columns.{k}") for k in keys]
    return Table(caption, head, rows, frozenset(range(1, len(keys))), folded=True)


def _parameter_row(view: View, parameter: Parameter) -> list[str]:
    resolved = view.comparison.resolved
    key = parameter.key
    if key in resolved.stated:
        treatment = "stated"
    else:
        treatment = "drawn" if parameter.draw and view.full_range else "fixed"
    return [
        f"{parameter.label(view.lang)} ({key})",
        _value_in_range(view, parameter),
        view.text(f"parameters.{treatment}"),
        view.text(f"evidence.{parameter.evidence}"),
        parameter.source,
    ]


def _value_in_range(view: View, parameter: Parameter) -> str:
    """``0.3 share (0 - 0.6)``; yes, no and choices have no range."""
    value = _value(view, view.comparison.resolved.values[parameter.key])
    unit = view.text.name("parameter_units", parameter.unit) if parameter.unit else ""
    if not parameter.numeric or parameter.low is None or parameter.high is None:
        return value
    limits = f"({view.num.exact(parameter.low)}\N{EN DASH}{view.num.exact(parameter.high)})"
    return " ".join(part for part in (value, unit, limits) if part)


def _value(view: View, value: Value) -> str:
    if isinstance(value, bool):
        return view.text("parameters.yes" if value else "parameters.no")
    return value if isinstance(value, str) else view.num.exact(float(value))


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
            str(value),
            change.date.isoformat(),
        ]
        for change in resolved.changes
        for key, value in {**change.set, **change.answers}.items()
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
    every = frozenset(range(1, len(keys)))
    return Table(caption, head, rows, every, folded=True, english=every)


def certificate(view: View) -> Section:
    """Digests, versions, seed, the command that makes this again, and what failed."""
    document = view.document
    rows = [
        [view.text("certificate.version"), __version__],
        [view.text("certificate.code"), source_digest()],
        [view.text("certificate.results"), str(document["digest"])],
        [view.text("certificate.scenario"), str(document["scenario"])],
        [view.text("certificate.files"), ", ".join(view.comparison.resolved.files)],
        [view.text("certificate.seed"), str(document["seed"])],
    ]
    head = [view.text("columns.what"), view.text("columns.value")]
    blocks: list[Block] = [
        Paragraph(view.text("certificate.intro")),
        *([Code(view.comparison.command)] if view.comparison.command else []),
        Table(view.text("certificate.table"), head, rows, frozenset({1})),
        Heading(view.text("headings.failures")),
    ]
    blocks += _failures(view)
    return Section("certificate", view.text("headings.certificate"), blocks)


def _failures(view: View) -> list[Block]:
    failures = view.comparison.failures
    if not failures:
        return [Paragraph(view.text("failures.none"))]
    rows = [
        [str(i + 1), "; ".join(f"{k}: {v}" for k, v in sorted(one.items()))]
        for i, one in enumerate(failures)
    ]
    head = [view.text("columns.number"), view.text("columns.what_failed")]
    return [
        Paragraph(view.text("failures.some", count=len(failures))),
        Table(view.text("failures.table"), head, rows, frozenset({1})),
    ]
