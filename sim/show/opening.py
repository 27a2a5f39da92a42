"""The section that says what was compared, for whom, for how long and with what means."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.answers import QUESTIONS
from sim.show.outcomes_shown import UTILISATION
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
    blocks += [Heading(view.text("page.notes")), Points([("", n) for n in _notes(view)])]
    told = [*view.comparison.notes, *view.comparison.population.get("notes", ())]
    if told:
        blocks.append(Paragraph(view.text("notes.told")))
        blocks.append(Points([("", str(note)) for note in told], english=True))
    return Section("compared", view.text("headings.compared"), blocks)


def _notes(view: View) -> Iterator[str]:
    """What a reader must know before a number, in the language of the report."""
    document, comparison = view.document, view.comparison
    yield view.text(f"means.{document['means']}")
    if comparison.full is not None:
        runs, luck = comparison.full.replications, comparison.luck.replications
        yield view.text("notes.two_sets", runs=runs, luck=luck)
    band = document.get("gains_dead_band", {}).get("value")
    if band is not None:
        yield view.text("notes.dead_band", band=view.num.exact(float(band)))
    imputed = comparison.population.get("imputed", {})
    if imputed.get("areas_x_domains"):
        yield view.text("notes.imputed", count=imputed["areas_x_domains"], of=imputed["of"])
    if comparison.failures:
        yield view.text("notes.failures", count=len(comparison.failures))
    yield from _overloads(view)


def _overloads(view: View) -> Iterator[str]:
    """Models under which more is asked than there are hours for."""
    for outcome in view.existing(UTILISATION):
        for model in view.models:
            mean = view.level(model, outcome)["mean"]
            if mean is not None and mean >= 1.0:
                label, ratio = view.label(outcome), view.num.plain(mean)
                yield view.text("notes.overload", model=view.model(model), label=label, ratio=ratio)


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
