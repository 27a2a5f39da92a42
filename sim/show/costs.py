"""The section on money: cost by payer, in the public and in the societal perspective."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.show import paths, words
from sim.show.outcomes_shown import PAYER_COSTS, PERSPECTIVES
from sim.show.page import Block, Chart, Heading, Paragraph, Section, Table
from sim.show.reading import View


def costs(view: View) -> Section:
    """Who pays how much under each model, and the account of equal means."""
    blocks: list[Block] = [Paragraph(view.text("costs.intro"))]
    payers = {p: o for p, o in PAYER_COSTS.items() if view.has(o)}
    if payers:
        parts = {
            payer: {m: float(view.level(m, o).get("mean") or 0.0) for m in view.models}
            for payer, o in payers.items()
        }
        unit = view.unit(next(iter(payers.values())))
        table = beside_differences(
            view, {view.text.name("payers", p): o for p, o in payers.items()}
        )
        svg = paths.stacked(view, "payers", parts, unit)
        blocks.append(Chart(svg, view.text("figures.payers_title"), table))
    perspectives = {view.label(o): o for o in view.existing(PERSPECTIVES)}
    if perspectives:
        blocks += [
            Paragraph(view.text("costs.perspectives")),
            beside_differences(view, perspectives, view.text("costs.perspectives_table")),
        ]
    blocks += _account(view)
    return Section("costs", view.text("headings.costs"), blocks)


def beside_differences(
    view: View, rows: Mapping[str, str], caption: str | None = None, first: str | None = None
) -> Table:
    """Means under every model, then the differences, one row per outcome; first: head of the
    names of the rows."""
    head = [first or view.text("columns.cost"), *(view.model(m) for m in view.models)]
    head += [view.short_pair(p) for p in view.shown_pairs]
    cells = []
    for label, outcome in rows.items():
        levels = [view.level(m, outcome) for m in view.models]
        means = [view.num.level(i.get("mean"), i.get("low"), i.get("high")) for i in levels]
        changes = []
        for pair in view.shown_pairs:
            changes.append(words.size(view, view.finding(pair, outcome)))
        cells.append([label, *means, *changes])
    return Table(caption or view.text("costs.table"), head, cells)


def _account(view: View) -> list[Block]:
    """Euros and minutes of every model before the first week."""
    accounts = view.comparison.accounts
    there = {m: dict(accounts[m]) for m in view.models if m in accounts}
    prices = [one.pop("prices") for one in there.values() if "prices" in one]
    flat = {m: dict(_flat(one)) for m, one in there.items()}
    keys = list(dict.fromkeys(key for one in flat.values() for key in one))
    if not keys:
        return []
    rows = [[_name(view, key), *(_cell(view, key, flat[m].get(key)) for m in flat)] for key in keys]
    head = [view.text("columns.entry"), *(view.model(m) for m in flat)]
    return [
        Heading(view.text("headings.account")),
        Paragraph(view.text("costs.account")),
        *[Paragraph(_counted(view, one)) for one in prices[:1]],
        Table(view.text("costs.account_table"), head, rows, folded=True),
    ]


def _counted(view: View, prices: Mapping[str, Any]) -> str:
    """What budgets are counted from, and in which prices all euros stand."""
    growth = view.num.exact(100.0 * float(prices["growth"]))
    return view.text(
        f"costs.counted_from_{prices['counted_from']}", year=str(prices["year"]), growth=growth
    )


Entry = tuple[str, ...]


def _flat(table: Mapping[str, Any], before: Entry = ()) -> Iterator[tuple[Entry, Any]]:
    """Entries of nested tables as (path of names, value)."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, (*before, str(key)))
        else:
            yield (*before, str(key)), value


def _name(view: View, entry: Entry) -> str:
    return ": ".join(view.text.name("account", part) for part in entry)


def _cell(view: View, entry: Entry, value: object) -> str:
    if not isinstance(value, (int, float)):
        return view.num.plain(None)
    if entry[0].startswith("cents"):
        return view.num.fixed(value / 100.0, 2)
    return view.num.fixed(value, 0)
