"""The section on money: cost by payer, in the public and in the societal perspective."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sim.documents.compare import Prices
from sim.show import figures, words
from sim.show.numbers import decimals_for
from sim.show.outcomes_shown import PAYER_COSTS, PERSPECTIVES
from sim.show.page import Block, Chart, Heading, Paragraph, Section, Table
from sim.show.reading import View


def costs(view: View) -> Section:
    """Cost by payer under each model, and the account of equal resources."""
    blocks: list[Block] = [Paragraph(view.text("costs.intro"))]
    payers = [p for p, outcome in PAYER_COSTS.items() if outcome in view.document.outcomes]
    if payers and view.pairs:
        blocks.append(_by_payer(view, payers))
    elif payers:
        blocks.append(_payers_table(view, payers))
    if perspectives := view.existing(PERSPECTIVES):
        blocks.append(Paragraph(view.text("costs.perspectives")))
        blocks.append(beside_differences(view, perspectives, "costs.perspectives_table"))
    return Section("costs", view.text("headings.costs"), [*blocks, *_account(view)])


def _by_payer(view: View, payers: Sequence[str]) -> Chart:
    named = {PAYER_COSTS[payer]: view.text.name("payers", payer) for payer in payers}
    table = _payers_table(view, payers)
    return Chart(figures.payers(view, named), view.text("figures.payers_title"), table)


def _payers_table(view: View, payers: Sequence[str]) -> Table:
    outcomes = [PAYER_COSTS[payer] for payer in payers]
    names = [view.text.name("payers", payer) for payer in payers]
    return beside_differences(view, outcomes, "costs.table", names=names)


def means(view: View, outcome: str) -> dict[str, float]:
    """An outcome under every model; nought where it is undefined."""
    return {model: view.level(model, outcome).mean or 0.0 for model in view.models}


def beside_differences(
    view: View,
    outcomes: Sequence[str],
    caption: str,
    first: str = "cost",
    names: Sequence[str] = (),
    **places: str,
) -> Table:
    """Means under every model, then the differences, a row per outcome.

    caption: its key, with what fills its places; first: the head of the names of the rows, which
    are labels of outcomes unless there are others.
    """
    head = [view.text(f"columns.{first}"), *(view.model(m) for m in view.models)]
    head += [view.short_pair(p) for p in view.shown_pairs]
    rows = [
        [
            name,
            *(view.num.level(*view.level(m, outcome)) for m in view.models),
            *(words.size(view, view.finding(pair, outcome)) for pair in view.shown_pairs),
        ]
        for name, outcome in zip(names or map(view.label, outcomes), outcomes, strict=True)
    ]
    return Table(view.text(caption, **places), head, rows)


def _account(view: View) -> list[Block]:
    """Euros and minutes of every model before the first week."""
    accounts = {m: a for m in view.models if (a := view.document.accounts.get(m)) is not None}
    kinds = ("cents_per_year", "minutes_per_week")
    flat = {m: dict(_flat({kind: getattr(a, kind) for kind in kinds})) for m, a in accounts.items()}
    keys = list(dict.fromkeys(key for one in flat.values() for key in one))
    if not keys:
        return []
    rows = [
        [_name(view, key), *(_cell(view, key, one.get(key)) for one in flat.values())]
        for key in keys
    ]
    head = [view.text("columns.entry"), *(view.model(m) for m in flat)]
    return [
        Heading(view.text("headings.account")),
        Paragraph(view.text("costs.account")),
        Paragraph(_counted(view, next(iter(accounts.values())).prices)),
        Table(view.text("costs.account_table"), head, rows, folded=True),
    ]


def _counted(view: View, prices: Prices) -> str:
    """The baseline of budgets, and the prices of all euros."""
    growth = view.num.exact(100.0 * prices.growth)
    return view.text(f"costs.counted_from_{prices.counted_from}", year=prices.year, growth=growth)


Entry = tuple[str, ...]
Nested = Mapping[str, "int | Nested"]


def _flat(table: Nested, before: Entry = ()) -> Iterator[tuple[Entry, int]]:
    """Entries of nested tables as (path of names, value)."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, (*before, key))
        else:
            yield (*before, key), value


def _name(view: View, entry: Entry) -> str:
    return ": ".join(view.text.name("account", part) for part in entry)


def _cell(view: View, entry: Entry, value: int | None) -> str:
    """Euros of cents in three digits, minutes as they are."""
    if value is None:
        return view.num.plain(None)
    if entry[0] != "cents_per_year":
        return view.num.fixed(value, 0)
    return view.num.fixed(value / 100.0, min(0, decimals_for(value / 100.0, 3)))
