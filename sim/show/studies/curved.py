"""Outcomes along one input at a time, and where models break even."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.show.outcomes_shown import BURDEN, COST
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import INK, canvas, columns_for, look, number_ticks, to_svg

OF_PAIRS = 3  # looks of models are not those of their differences
HEAD = ("pair", "outcome", "break_even", "range", "crosses")


def curves(document: Document, lang: str) -> list[Section]:
    """Where models break even for sure, then outcomes along every input."""
    words = Words(document, lang)
    found = [Section("answer", words.text("headings.answer"), list(_answer(words)))]
    found += [
        Section(f"along-{number}", words.input(name), list(_curve(words, name, item)))
        for number, (name, item) in enumerate(document["inputs"].items())
    ]
    return [*found, words.closing()]


def _answer(words: Words) -> Iterator[Block]:
    """Every break-even point that is there whatever the luck."""
    text, found = words.text, list(_breaks(words))
    sure = [one for one in found if one.sure]
    yield Paragraph(text("study.break_even_read"))
    if sure:
        head = [text(f"study.{key}") for key in ("input", *HEAD)]
        rows = [(words.input(one.input), *one.row(words)) for one in sure]
        yield Table(text("study.break_even_table"), head, rows, frozenset({1, 2}))
    else:
        yield Paragraph(text("study.no_break_even"), strong=True)
    if unsure := [one for one in found if not one.sure]:
        head = [text(f"study.{key}") for key in ("input", *HEAD)]
        rows = [(words.input(one.input), *one.row(words)) for one in unsure]
        yield Table(text("study.break_even_unsure"), head, rows, frozenset({1, 2}), folded=True)


@dataclass(frozen=True)
class Break:
    """Where a difference is nought along an input, or may be."""

    input: str
    pair: str
    outcome: str
    found: Mapping[str, Any]

    @property
    def sure(self) -> bool:
        """Whether the difference is clear on both sides of it."""
        return self.found["at"] is not None and bool(self.found["clear"])

    def row(self, words: Words) -> tuple[str, ...]:
        """Which, where, and how sure."""
        dash = words.num.plain(None)
        at, low, high = (
            dash if value is None else words.place(self.input, value)
            for value in (self.found[f"{key}_value"] for key in ("at", "low", "high"))
        )
        ends = dash if dash in (low, high) else words.text("study.between", low=low, high=high)
        crosses = words.num.percent(self.found["crosses"])
        return words.pair(self.pair), words.outcome(self.outcome), at, ends, crosses


def _breaks(words: Words) -> Iterator[Break]:
    for name, item in words.document["inputs"].items():
        for pair, outcomes in item["break_even"].items():
            for outcome, found in outcomes.items():
                if found["at"] is not None or found["crosses"]:
                    yield Break(name, pair, outcome, found)


def _curve(words: Words, name: str, item: Mapping[str, Any]) -> Iterator[Block]:
    """Differences first, with the same luck on both sides; then the levels themselves."""
    text = words.text
    if words.mixed(name):
        yield Paragraph(text("study.mixed"))
    for part, name_of, key in (
        ("differences", words.pair, "difference_curve"), ("outcomes", words.model, "curve"),
    ):  # fmt: skip
        lines = {name_of(one): levels for one, levels in item[part].items()}
        for outcome in (BURDEN, COST):
            if outcome not in next(iter(lines.values())):
                continue
            head = [words.input(name), *lines]
            rows = [
                (words.place(name, value), *(
                    words.both(outcome, levels[outcome][number], sign=part == "differences")
                    for levels in lines.values()))
                for number, value in enumerate(item["values"])
            ]  # fmt: skip
            caption = text(f"study.{key}", outcome=words.named(outcome), input=words.input(name))
            first = OF_PAIRS if part == "differences" else 0
            drawn = _lines(words, name, item["values"], lines, outcome, caption, first)
            yield Chart(drawn, caption, Table(caption, head, rows, folded=part == "outcomes"))


def _lines(
    words: Words,
    name: str,
    values: list[Any],
    lines: Mapping[str, Mapping[str, Any]],
    outcome: str,
    title: str,
    first: int,
) -> str:
    """A line and a band for every model, or for every pair of them; first: the look they begin
    with."""
    scale = words.scale(outcome)
    numbers = all(isinstance(value, (int, float)) for value in values)
    at = values if numbers else list(range(len(values)))
    at = [100.0 * value for value in at] if words.mixed(name) else at
    own = f"curve-{outcome}-{name.replace('.', '-').replace('*', 'all')}-{len(title)}"
    with canvas(own, 2.9) as (figure, axes):
        ax = axes[0]
        for position, (label, levels) in enumerate(lines.items()):
            style, found = look(first + position), levels[outcome]
            means = [math.nan if f["mean"] is None else scale * f["mean"] for f in found]
            ends = [words.ends(outcome, f) for f in found]
            if all(low is not None and high is not None for low, high in ends):
                lows = [float(low or 0.0) for low, _ in ends]
                highs = [float(high or 0.0) for _, high in ends]
                ax.fill_between(at, lows, highs, color=style.colour, alpha=0.13, lw=0)
            ax.plot(at, means, color=style.colour, ls=style.dash, marker=style.marker, ms=4,
                    lw=1.7, label=label)  # fmt: skip
        if first:
            ax.axhline(0.0, color=INK, lw=0.8, dashes=(3, 2), zorder=0)
        ax.set_xlabel(words.input(name) + (" (%)" if words.mixed(name) else ""))
        number_ticks(ax.xaxis, words.num)
        number_ticks(ax.yaxis, words.num)
        figure.legend(loc="outside upper left", ncols=columns_for(list(lines)))
        return to_svg(figure, own, title, words.text("study.curve_text"))
