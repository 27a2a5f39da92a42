"""The page of curves: outcomes along one input at a time, and the points of breaking even."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.documents.parts import Interval
from sim.documents.studies import BreakEven, Curve, Curves
from sim.inputs.parameters.parameter import Value
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import canvas, columns_for, look, zero_line

OF_PAIRS = 3  # looks of models are not those of their differences
HEAD = ("input", "pair", "outcome", "break_even", "range", "crosses")

Own = Words[Curves]


def curves(document: Document, lang: str) -> list[Section]:
    """Sure points of breaking even, then outcomes along every input."""
    words = Words(Curves, document, lang)
    along = [
        Section(f"along-{number}", words.input(name), list(_curve(words, name, item)))
        for number, (name, item) in enumerate(words.document.inputs.items())
    ]
    return [words.answer(list(_answer(words))), *along, words.closing()]


def _answer(words: Own) -> Iterator[Block]:
    """Every break-even point that is there whatever the random numbers, then the others."""
    text, found = words.text, list(_breaks(words))
    sure = [one.row(words) for one in found if one.sure]
    unsure = [one.row(words) for one in found if not one.sure]
    head, in_words = words.heads("study", *HEAD), frozenset({1, 2})
    yield Paragraph(text("study.break_even_read"))
    if sure:
        yield Table(text("study.break_even_table"), head, sure, in_words)
    else:
        yield Paragraph(text("study.no_break_even"), strong=True)
    if unsure:
        yield Table(text("study.break_even_unsure"), head, unsure, in_words, folded=True)


@dataclass(frozen=True)
class Break:
    """A place where a difference is nought along an input, or may be."""

    input: str
    pair: str
    outcome: str
    found: BreakEven

    @property
    def sure(self) -> bool:
        """True when the difference is clear on both sides of it."""
        return self.found.at is not None and self.found.clear

    def row(self, words: Own) -> tuple[str, ...]:
        """Which, where, and how sure."""
        found, at, ends = self.found, words.num.plain(None), words.num.plain(None)
        if found.at_value is not None:
            at = words.place(self.input, found.at_value)
        if found.low_value is not None and found.high_value is not None:
            ends = words.between(self.input, found.low_value, found.high_value)
        names = words.input(self.input), words.pair(self.pair), words.label(self.outcome)
        return (*names, at, ends, words.num.percent(found.crosses))


def _breaks(words: Own) -> Iterator[Break]:
    for name, item in words.document.inputs.items():
        for pair, outcomes in item.break_even.items():
            for outcome, found in outcomes.items():
                if found.at is not None or found.crosses:
                    yield Break(name, pair, outcome, found)


@dataclass(frozen=True)
class _Lines:
    """One outcome along an input: a line for every model, or for every pair of them."""

    outcome: str
    input: str
    lines: dict[str, list[Interval]]  # by name of the model or pair
    values: Sequence[Value]
    of_pairs: bool
    unit: str = ""  # of the input

    def block(self, words: Own) -> Chart:
        """The chart and its table."""
        named = {"outcome": words.named(self.outcome), "input": words.input(self.input)}
        kind = "difference_curve" if self.of_pairs else "curve"
        caption = words.text(f"study.{kind}", **named)
        rows = [
            (words.place(self.input, value), *(self._cell(words, i) for i in at))
            for value, *at in zip(self.values, *self.lines.values(), strict=True)
        ]
        head = [named["input"], *self.lines]
        table = Table(caption, head, rows, folded=not self.of_pairs)
        return Chart(self._drawn(words, caption), caption, table)

    def _cell(self, words: Own, found: Interval) -> str:
        return words.both(self.outcome, found, sign=self.of_pairs)

    def _across(self, words: Own) -> Sequence[float]:
        """Places along the input: per cents where several move, numbers, or one after the other."""
        found = [float(value) for value in self.values if not isinstance(value, str)]
        if len(found) < len(self.values):
            return range(len(self.values))
        return [100.0 * value for value in found] if words.mixed(self.input) else found

    def _drawn(self, words: Own, title: str) -> str:
        """A line and a band for every model or pair."""
        input_id = self.input.replace(".", "-").replace("*", "all")
        own = f"curve-{self.outcome}-{input_id}-{len(title)}"
        columns = columns_for(list(self.lines))
        taken = 0.2 * -(-len(self.lines) // columns)  # inches of the legend
        at, first = self._across(words), OF_PAIRS if self.of_pairs else 0
        with canvas(own, words.num, 2.6 + taken) as drawn:
            for position, (label, found) in enumerate(self.lines.items(), start=first):
                style = look(position)
                amounts = [words.amount(self.outcome, one) for one in found]
                means = [math.nan if mean is None else mean for mean, _, _ in amounts]
                ends = [(low, high) for _, low, high in amounts if None not in (low, high)]
                if len(ends) == len(at):
                    low, high = zip(*ends, strict=True)
                    drawn.ax.fill_between(at, low, high, color=style.colour, alpha=0.13, lw=0)
                (line,) = drawn.ax.plot(at, means, color=style.colour, ls=style.dash, lw=1.7, ms=4)
                line.set(marker=style.marker, label=label)
            if self.of_pairs:
                zero_line(drawn.ax, "y")
            unit = "%" if words.mixed(self.input) else self.unit
            across = words.input(self.input) + (f" ({unit})" if unit else "")
            drawn.along(across, words.named(self.outcome), taken)
            drawn.numbers("x", "y")
            drawn.figure.legend(loc="outside upper left", ncols=columns)
            return drawn.svg(title, words.text("study.curve_text"))


def _curve(words: Own, name: str, item: Curve) -> Iterator[Block]:
    """Differences first, on the same random numbers; then the levels themselves."""
    if words.mixed(name):
        yield Paragraph(words.text("study.mixed"))
    pairs = {words.pair(pair): found for pair, found in item.differences.items()}
    models = {words.model(model): found for model, found in item.outcomes.items()}
    for some in (pairs, models):
        for outcome in (BURDEN, COST):
            lines = {label: one[outcome] for label, one in some.items() if outcome in one}
            if lines:
                unit = words.parameter_unit(item.unit)
                yield _Lines(outcome, name, lines, item.values, some is pairs, unit).block(words)
