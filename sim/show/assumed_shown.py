"""The section that lists what the default values assume: levers at different values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.show.page import Block, Paragraph, Section, Table
from sim.show.reading import View, split

OWN = "this model"


def assumed(view: View) -> Section:
    """Per pair how many levers favour which model before anything is drawn, and each of them."""
    blocks: list[Block] = [Paragraph(view.text("assumed.intro"))]
    if view.full_range:
        blocks.append(Paragraph(view.text("assumed.drawn")))
    for pair in view.shown_pairs:
        found = view.document["assumed"][pair]
        blocks.append(Paragraph(sentence(view, pair, found)))
        if found["levers"]:
            blocks.append(_table(view, pair, found["levers"]))
    return Section("assumed", view.text("headings.assumed"), blocks)


def sentence(view: View, pair: str, found: Mapping[str, Any]) -> str:
    """How many levers favour which model of a pair."""
    later, earlier = split(pair)
    if not found["levers"]:
        return view.text("assumed.none", pair=view.pair(pair))
    return view.text(
        "assumed.count",
        count=len(found["levers"]),
        later=view.model(later),
        earlier=view.model(earlier),
        for_later=found["favours"][later],
        for_earlier=found["favours"][earlier],
        no_direction=found["no_direction"],
    )


def _table(view: View, pair: str, levers: list[dict[str, Any]]) -> Table:
    """A row per lever: both values, what they favour, and what they rest on."""
    later, earlier = split(pair)
    rows = [list(_row(view, later, earlier, item)) for item in levers]
    head = [view.text("columns.parameter"), view.model(later), view.model(earlier),
            view.text("columns.favours"), view.text("columns.evidence")]  # fmt: skip
    caption = view.text("assumed.table", pair=view.short_pair(pair))
    return Table(caption, head, rows, frozenset({3, 4}), folded=True)


def _row(view: View, later: str, earlier: str, item: Mapping[str, Any]) -> Iterator[str]:
    yield f"{item['label'][view.lang]} ({item['lever']})"
    yield from (_value(view, item["values"][model], item["unit"]) for model in (later, earlier))
    favours = item["favours"]
    yield view.text("assumed.no_direction") if favours is None else view.model(favours)
    if item["stated"]:
        yield ", ".join([view.text("parameters.stated"), *item["stated"]])
        return
    kinds = [view.text(f"evidence.{kind}") for kind in item["evidence"]]
    sources = [view.text("parameters.this_model") if source == OWN else source
               for source in item["source"]]  # fmt: skip
    yield ", ".join([*kinds, *sources])


def _value(view: View, value: Any, unit: str) -> str:
    """``0.3 share``; yes, no and choices have no unit."""
    if isinstance(value, bool):
        return view.text("parameters.yes" if value else "parameters.no")
    if isinstance(value, str):
        return view.text.name("choices", value)
    return f"{view.num.exact(float(value))} {view.text.name('parameter_units', unit)}".strip()
