"""Sheets of a comparison with its numbers as the document has them: differences, levels, payers,
gains. A share is shown in per cent and is a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sim.documents.compare import Difference, Result
from sim.show import words
from sim.show.counted import runs_of
from sim.show.numbers import decimals_for
from sim.show.outcomes_shown import PAYER_COSTS
from sim.show.people_shown import KINDS, shares
from sim.show.reading import View
from sim.storage.xlsx_files import PERCENT, WHOLE, Content, Sheet, Shown

_DIGITS = 3  # of the largest number of a row


def heads(view: View, sheet: str) -> list[str]:
    """The heads of a sheet."""
    return view.text(f"workbook.{sheet}_head").split("|")


def differences(view: View, name: str = "differences") -> Sheet:
    """Every difference of every outcome, with its intervals and its runs."""
    rows = [
        _difference(view, outcome, pair, item)
        for pair, found in view.document.differences.items()
        for outcome, item in found.items()
    ]
    return Sheet(view.text(f"workbook.{name}"), heads(view, "differences"), rows)


def _difference(view: View, outcome: str, pair: str, item: Difference) -> list[Content | Shown]:
    runs = runs_of(view.differences(pair, outcome))
    counts: list[Content] = [None] * 3
    middle: list[Content] = [None] * 3
    if runs is not None:
        counts = [runs.less, runs.same, runs.more]
        middle = [runs.middle, runs.least, runs.most]
    ends = [item.mean, item.low, item.high]
    numbers = [*ends, *middle, *_spreads(item)]
    shown = _shown(view, outcome, numbers)
    better = view.document.outcomes[outcome].better
    return [
        *(view.label(outcome), view.unit(outcome), view.text(f"workbook.{better}")),
        view.short_pair(pair),
        *shown[:3],
        *counts,
        *shown[3:],
        words.reading(view, view.finding(pair, outcome)),
        *(outcome, pair),
    ]


def levels(view: View) -> Sheet:
    """Every outcome under every model, with its intervals."""
    rows: list[list[Any]] = []
    for model, found in view.document.models.items():
        for outcome, item in found.items():
            numbers = [item.mean, item.low, item.high, *_spreads(item)]
            names: list[Any] = [view.label(outcome), view.unit(outcome), view.model(model)]
            rows.append([*names, *_shown(view, outcome, numbers), outcome, model])
    return Sheet(view.text("workbook.levels"), heads(view, "levels"), rows)


def payers(view: View) -> Sheet:
    """Means by payer under every model, then the differences between them."""
    rows: list[list[Any]] = []
    for payer, outcome in PAYER_COSTS.items():
        if outcome in view.document.outcomes:
            found: list[Result] = [view.document.models[m][outcome] for m in view.models]
            found += [view.document.differences[pair][outcome] for pair in view.pairs]
            names: list[Any] = [view.text.name("payers", payer), view.unit(outcome)]
            rows.append([*names, *_shown(view, outcome, [one.mean for one in found])])
    head = [*heads(view, "payers"), *map(view.model, view.models)]
    head += map(view.short_pair, view.pairs)
    return Sheet(view.text("workbook.payers"), head, rows)


def gains(view: View) -> Sheet:
    """Shares of residents who are better, the same and worse off, by pair and group."""
    rows: list[list[Any]] = [
        [view.short_pair(pair), label, *(Shown(found[kind], PERCENT) for kind in KINDS)]
        for pair in view.pairs
        for _, label, found in shares(view, pair)
    ]
    return Sheet(view.text("workbook.gains"), heads(view, "gains"), rows)


def _spreads(item: Result) -> Iterator[float | None]:
    """Spread and central 95% of single runs: by chance, then with parameters drawn."""
    for spread in (item.luck, item.full):
        ends = (None,) * 3 if spread is None else (spread.sd, spread.low, spread.high)
        yield from ends


def _shown(view: View, outcome: str, numbers: Sequence[Any]) -> list[Content | Shown]:
    """Numbers of an outcome, in a format that suits the largest of them."""
    form = PERCENT if view.scale(outcome) != 1.0 else format_of(numbers)
    return [Shown(number, form) for number in numbers]


def format_of(numbers: Sequence[float | None]) -> str:
    """The format with as many decimals as the largest of some numbers asks for."""
    most = max((abs(number) for number in numbers if number is not None), default=0.0)
    decimals = max(0, decimals_for(most, _DIGITS))
    return f"{WHOLE}.{'0' * decimals}" if decimals else WHOLE
