"""The section that sets differences where hours are scarce beside those where they are not."""

from __future__ import annotations

from sim.documents.today import Ample
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.page import Block, Paragraph, Points, Section, Table
from sim.show.reading import View


def ample(view: View) -> Section:
    """Signs of differences with ample first-line hours: a sentence per pair, and all headlines."""
    found = view.document.ample
    title = view.text("headings.ample")
    if not found:
        return Section("ample", title, [Paragraph(view.text("ample.none"))])
    factor = view.num.exact(found.hours_factor)
    runs = view.num.fixed(found.replications, 0)
    blocks: list[Block] = [
        Paragraph(view.text("ample.intro", runs=runs, factor=factor)),
        Points(signs(view)),
        *(Paragraph(sentence) for sentence in still_short(view)),
        _table(view, found, factor),
        _uses(view, found, factor),
    ]
    return Section("ample", title, blocks)


def signs(view: View) -> list[tuple[str, str]]:
    """Per shown pair what becomes of the sign of unmet need and of public cost, in a sentence."""
    differences = view.document.ample.differences if view.document.ample else {}
    told = []
    for pair in view.shown_pairs:
        outcomes = differences.get(pair, {})
        said = [
            view.text(f"ample.{outcomes[name].sign}", what=view.text(f"answer.{what}"))
            for what, name in (("burden", BURDEN), ("cost", COST))
            if name in outcomes
        ]
        if said:
            told.append((view.pair(pair), "; ".join(said) + "."))
    return told


def still_short(view: View) -> list[str]:
    """Models that are asked for more than there is with these hours too; empty when none is."""
    found = view.document.ample.use_of_hours if view.document.ample else {}
    short = [
        view.model(model)
        for model, uses in found.items()
        if any((use.ample or 0.0) > 1.0 for _, use in uses)
    ]
    return [view.text("ample.still_short", models=", ".join(short))] if short else []


def _table(view: View, found: Ample, factor: str) -> Table:
    """Every main difference with the hours that there are and with ample ones."""
    rows = [
        [
            view.named(name),
            view.short_pair(pair),
            view.both(name, item.binding),
            view.both(name, item.ample),
            view.text(f"ample.short_{item.sign}"),
        ]
        for name in view.existing(next(iter(found.differences.values()), {}))
        for pair in view.shown_pairs
        if (item := found.differences[pair][name])
    ]
    head = view.heads("columns", "outcome", "pair", "as_stated")
    head += [view.text("columns.ample", factor=factor), view.text("columns.sign")]
    return Table(view.text("ample.table"), head, rows, frozenset({1, 4}), folded=True)


def _uses(view: View, found: Ample, factor: str) -> Table:
    """Use of the hours for intake and guidance, in hours asked per hour that there is."""
    rows = [
        [
            f"{view.model(model)}: {view.label(name)}",
            view.num.plain(use.binding),
            view.num.plain(use.ample),
        ]
        for model, uses in found.use_of_hours.items()
        for name, use in uses
    ]
    head = [*view.heads("columns", "use", "as_stated"), view.text("columns.ample", factor=factor)]
    return Table(view.text("ample.use_table"), head, rows, folded=True)
