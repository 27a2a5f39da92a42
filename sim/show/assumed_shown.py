"""The section that lists what the default values assume: levers at different values."""

from __future__ import annotations

from collections.abc import Iterator

from sim.documents.compare import Assumed, Lever
from sim.show.page import Block, Paragraph, Section, Table
from sim.show.reader import split
from sim.show.reading import View
from sim.show.sources_shown import cited


def assumed(view: View) -> Section:
    """Per pair how many levers favour which model before anything is drawn, and each of them."""
    blocks: list[Block] = [Paragraph(view.text("assumed.intro"))]
    if view.full_range:
        blocks.append(Paragraph(view.text("assumed.drawn")))
    for pair in view.shown_pairs:
        found = view.document.assumed[pair]
        blocks.append(Paragraph(sentence(view, pair, found)))
        if found.levers:
            blocks.append(_table(view, pair, found.levers))
    return Section("assumed", view.text("headings.assumed"), blocks)


def sentence(view: View, pair: str, found: Assumed) -> str:
    """The count of levers that favour each model of a pair, in a sentence."""
    if not found.levers:
        return view.text("assumed.none", pair=view.pair(pair))
    later, earlier = split(pair)
    return view.text(
        "assumed.count",
        count=len(found.levers),
        later=view.model(later),
        earlier=view.model(earlier),
        for_later=found.favours[later],
        for_earlier=found.favours[earlier],
        no_direction=found.no_direction,
    )


def _table(view: View, pair: str, levers: list[Lever]) -> Table:
    """A row per lever: both values, what they favour, and what they rest on."""
    later, earlier = split(pair)
    head = [view.text("columns.parameter"), view.model(later), view.model(earlier)]
    head += view.heads("columns", "favours", "evidence")
    rows = [list(_row(view, later, earlier, item)) for item in levers]
    caption = view.text("assumed.table", pair=view.short_pair(pair))
    return Table(caption, head, rows, frozenset({3, 4}), folded=True)


def _row(view: View, later: str, earlier: str, item: Lever) -> Iterator[str]:
    yield f"{getattr(item.label, view.lang)} ({item.lever})"
    yield from (view.value(item.values[model], item.unit) for model in (later, earlier))
    yield view.text("assumed.no_direction") if item.favours is None else view.model(item.favours)
    if item.stated:
        yield ", ".join([view.text("parameters.stated"), *item.stated])
        return
    kinds = [view.text(f"evidence.{kind}") for kind in item.evidence]
    said = ", ".join([*kinds, *(view.source(source) for source in item.source)])
    yield cited(said, ", ".join(item.source))
