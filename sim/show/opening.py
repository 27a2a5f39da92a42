"""The section on what was compared: for whom, for how long and with what resources."""

from __future__ import annotations

from sim.foundation.units import WEEKS_PER_YEAR
from sim.inputs.scenarios.answers import QUESTIONS
from sim.show.page import Block, Heading, Paragraph, Points, Section, Table
from sim.show.reading import View
from sim.show.sentences import told


def changed(view: View) -> Section:
    """The section on departures of the scenario from its parent; empty where there are none."""
    return Section("changed", view.text("departures.heading"), view.departures.blocks())


def compared(view: View) -> Section:
    """Place, models and their answers, residents, weeks, resources, and notes for the reader."""
    blocks: list[Block] = [Paragraph(view.text("compared.intro", place=view.place))]
    if not view.comparison.resolved.changes:
        blocks.append(Paragraph(view.text("compared.laws")))
    blocks += [_short(view), _models(view)]
    blocks += [Heading(view.text("page.notes")), _notes(view)]
    return Section("compared", view.text("headings.compared"), blocks)


def _notes(view: View) -> Points:
    """Notes of the run and of the place, before any number."""
    return Points([("", told(view, note)) for note in (*view.notes(), *view.population_notes)])


def _short(view: View) -> Table:
    document = view.document
    counts = {
        "citizens": view.num.fixed(document.citizens, 0),
        "weeks": _duration(view, document.weeks),
        "burn_in": _duration(view, document.burn_in_weeks),
        "replications": view.num.fixed(document.replications, 0),
    }
    rows = [[view.text(f"compared.{key}"), shown] for key, shown in counts.items()]
    covers = "luck_parameters" if view.full_range else "luck"
    rows.append([view.text("compared.means"), view.text(f"means_short.{document.means}")])
    rows.append([view.text("compared.covers"), view.text(f"compared.{covers}")])
    head = view.heads("columns", "what", "value")
    return Table(view.text("compared.table"), head, rows, frozenset({1}))


def _duration(view: View, weeks: int) -> str:
    """``3 years (156 weeks)``; in weeks alone when they are no whole years above one."""
    years, rest = divmod(weeks, WEEKS_PER_YEAR)
    shown = {"weeks": view.num.fixed(weeks, 0), "years": view.num.fixed(years, 0)}
    return view.text(
        "compared.in_years" if years > 1 and not rest else "compared.in_weeks", **shown
    )


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
