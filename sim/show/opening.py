"""The section on what was compared: for whom, for how long and with what resources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sim.inputs.scenarios.answers import QUESTIONS
from sim.show import steady
from sim.show.messages import told
from sim.show.page import Block, Heading, Paragraph, Points, Section, Table
from sim.show.reading import View

Values = Mapping[str, Any]


def compared(view: View) -> Section:
    """Place, models and their answers, residents, weeks, resources, and notes for the reader."""
    blocks: list[Block] = [Paragraph(view.text("compared.intro", place=view.place))]
    if not view.comparison.resolved.changes:
        blocks.append(Paragraph(view.text("compared.laws")))
    blocks += [_short(view), _models(view)]
    blocks += [Heading(view.text("page.notes")), *_notes(view)]
    return Section("compared", view.text("headings.compared"), blocks)


def _notes(view: View) -> Iterator[Block]:
    """Notes before any number; those without words in the language of the page come last."""
    found = [(_worded(view, note.code, note.values), note.message) for note in view.notes()]
    found += [(told(view.text, message), message) for message in view.population_notes]
    yield Points([("", sentence) for sentence, _ in found if sentence is not None])
    if foreign := [("", message) for sentence, message in found if sentence is None]:
        yield Paragraph(view.text("notes.told"))
        yield Points(foreign, english=True)


def _worded(view: View, code: str, values: Values) -> str | None:
    """A note in the language of the report; None for a code without words."""
    if code in steady.CODES:
        return steady.told(view, code, values)
    key = f"means.{values['means']}" if code == "means" else f"notes.{code}"
    if not view.text.has(key):
        return None
    places = {name: _PLACES.get(name, _number)(view, value) for name, value in values.items()}
    if code == "published_lower":
        places["option"] = f"payer.{values['payer']}.cut"
    return view.text(key, **places)


def _number(view: View, value: float) -> str:
    return view.num.exact(float(value))


def _moving(view: View, levels: list[str]) -> str:
    """``mild_debts_admin`` and others, as people say it."""
    found = []
    for level in levels:
        form, _, domain = level.partition("_")
        name = view.text.name("domains", domain)
        found.append(view.text(f"notes.drift_{form}", domain=name))
    return ", ".join(found)


# Places of notes that are no stated number, by name.
_PLACES: dict[str, Callable[[View, Any], str]] = {
    "means": lambda view, means: str(means),
    "model": View.model,
    "models": lambda view, models: ", ".join(view.model(model) for model in models),
    "outcome": View.label,
    "ratio": lambda view, ratio: view.num.plain(ratio),
    "share": lambda view, share: view.num.percent(share),
    "percent": lambda view, percent: view.num.exact(float(f"{percent:.3g}")),
    "organisation": lambda view, name: view.text(f"account.{name}"),
    "payer": lambda view, payer: view.text.name("payers", payer),
    "levels": _moving,
    "year": lambda view, year: str(year),
}


def _short(view: View) -> Table:
    document = view.document
    counts = {
        "citizens": document.citizens,
        "weeks": document.weeks,
        "burn_in": document.burn_in_weeks,
        "replications": document.replications,
    }
    rows = [[view.text(f"compared.{key}"), view.num.fixed(n, 0)] for key, n in counts.items()]
    covers = "luck_parameters" if view.full_range else "luck"
    rows.append([view.text("compared.means"), view.text(f"means_short.{document.means}")])
    rows.append([view.text("compared.covers"), view.text(f"compared.{covers}")])
    head = view.heads("columns", "what", "value")
    return Table(view.text("compared.table"), head, rows, frozenset({1}))


def _models(view: View) -> Table:
    """The answer of every model to every question, as its result key spells it or its choice."""
    answers = {choice.id: choice.answers for choice in view.comparison.resolved.models}
    for model in view.models:
        parts = model.split("+")
        if model not in answers and len(parts) == len(QUESTIONS):
            answers[model] = dict(zip(QUESTIONS, parts, strict=True))
    shown = [m for m in view.models if m in answers]
    rows = [
        [view.text(f"questions.{q}"), *(view.text.name("answers", answers[m][q]) for m in shown)]
        for q in QUESTIONS
    ]
    head = [view.text("columns.question"), *(view.model(m) for m in shown)]
    return Table(view.text("compared.models_table"), head, rows, frozenset(range(1, len(head))))
