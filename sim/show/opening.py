"""The section that says what was compared, for whom, for how long and with what means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.inputs.scenarios.answers import QUESTIONS
from sim.show import steady
from sim.show.messages import told
from sim.show.page import Block, Heading, Paragraph, Points, Section, Table
from sim.show.reading import View


def compared(view: View) -> Section:
    """Place, models and their answers, residents, weeks, means, and notes for the reader."""
    resolved = view.comparison.resolved
    place = view.comparison.population.get("place", {}).get("name", resolved.place)
    intro = view.text("compared.intro", place=place)
    blocks: list[Block] = [Paragraph(intro)]
    if not resolved.changes:
        blocks.append(Paragraph(view.text("compared.laws")))
    blocks += [_short(view), _models(view)]
    blocks += [Heading(view.text("page.notes")), *_notes(view)]
    return Section("compared", view.text("headings.compared"), blocks)


def _notes(view: View) -> Iterator[Block]:
    """What a reader must know before a number; what has no words in our language comes last."""
    known: list[str] = []
    foreign: list[str] = []
    for note in view.comparison.notes:
        sentence = _worded(view, str(note["code"]), note["values"])
        (foreign if sentence is None else known).append(sentence or str(note["message"]))
    for message in view.comparison.population.get("notes", ()):
        sentence = told(view.text, str(message))
        (foreign if sentence is None else known).append(sentence or str(message))
    yield Points([("", sentence) for sentence in known])
    if foreign:
        yield Paragraph(view.text("notes.told"))
        yield Points([("", message) for message in foreign], english=True)


def _worded(view: View, code: str, values: Mapping[str, Any]) -> str | None:
    """A note of the run in the language of the report; None for a code without words."""
    if code == "means":
        return view.text(f"means.{values['means']}")
    if code == "overload":
        ratio = view.num.plain(values["ratio"])
        label = view.label(values["outcome"])
        return view.text("notes.overload", model=view.model(values["model"]), label=label,
                         ratio=ratio, share=view.num.percent(values["share"]))  # fmt: skip
    if code == "undecided":
        where = view.text(f"account.{values['organisation']}")
        share = view.num.percent(values["share"])
        return view.text("notes.undecided", model=view.model(values["model"]), organisation=where,
                         share=share)  # fmt: skip
    if code == "drift":
        names = ", ".join(_moving(view, level) for level in values["levels"])
        return view.text("notes.drift", levels=names)
    if code in steady.CODES:
        return steady.told(view, code, values)
    if code == "prices":
        return view.text("notes.prices", year=str(values["year"]))
    if code == "published_lower":
        payer = values["payer"]
        return view.text("notes.published_lower", payer=view.text.name("payers", payer),
                         option=f"payer.{payer}.cut")  # fmt: skip
    if code in ("overrun_booked", "overrun_followed"):
        models = ", ".join(view.model(model) for model in values["models"])
        return view.text(f"notes.{code}", payer=view.text.name("payers", values["payer"]),
                         percent=view.num.plain(values["percent"]), models=models)  # fmt: skip
    if not view.text.has(f"notes.{code}"):
        return None
    numbers = {key: view.num.exact(float(value)) for key, value in values.items()}
    return view.text(f"notes.{code}", **numbers)


def _moving(view: View, level: str) -> str:
    """``mild_debts_admin`` as people say it."""
    form, _, domain = level.partition("_")
    return view.text(f"notes.drift_{form}", domain=view.text.name("domains", domain))


def _short(view: View) -> Table:
    document = view.document
    covers = "luck_parameters" if view.full_range else "luck"
    count = view.num.fixed
    rows = [
        [view.text("compared.citizens"), count(document["citizens"], 0)],
        [view.text("compared.weeks"), count(document["weeks"], 0)],
        [view.text("compared.burn_in"), count(document["burn_in_weeks"], 0)],
        [view.text("compared.replications"), count(document["replications"], 0)],
        [view.text("compared.means"), view.text(f"means_short.{document['means']}")],
        [view.text("compared.covers"), view.text(f"compared.{covers}")],
    ]
    head = [view.text("columns.what"), view.text("columns.value")]
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
    words_in = frozenset(range(1, len(head)))
    return Table(view.text("compared.models_table"), head, rows, words_in)
