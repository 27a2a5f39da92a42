"""Outcomes along one input at a time, and where models break even."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from sim.show.outcomes_shown import BURDEN, COST
from sim.show.page import Block, Chart, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import canvas, columns_for, look, number_ticks, title_panels, to_svg


def curves(document: Document, lang: str) -> list[Section]:
    """Outcomes along every input, and where models break even."""
    words = Words(document, lang)
    found = [
        Section(f"along-{number}", words.input(name), list(_curve(words, name, item)))
        for number, (name, item) in enumerate(document["inputs"].items())
    ]
    return [*found, words.closing()]


def _curve(words: Words, name: str, item: Mapping[str, Any]) -> Iterator[Block]:
    """Differences first, with the same luck on both sides; then the levels themselves."""
    text = words.text
    yield _break_even(words, item)
    for part, name_of, key in (
        ("differences", words.pair, "difference_curve"), ("outcomes", words.model, "curve"),
    ):  # fmt: skip
        lines = {name_of(one): levels for one, levels in item[part].items()}
        for outcome in (BURDEN, COST):
            if outcome not in next(iter(lines.values())):
                continue
            head = [words.input(name), *lines]
            rows = [
                (words.value(value), *(words.both(outcome, levels[outcome][number])
                                       for levels in lines.values()))
                for number, value in enumerate(item["values"])
            ]  # fmt: skip
            caption = text(f"study.{key}", outcome=words.named(outcome), input=words.input(name))
            drawn = _lines(words, name, item["values"], lines, outcome, caption)
            yield Chart(drawn, caption, Table(caption, head, rows))


def _break_even(words: Words, item: Mapping[str, Any]) -> Table:
    text = words.text
    head = [text("study.pair"), text("study.outcome"), text("study.break_even"),
            text("study.range"), text("study.crosses")]  # fmt: skip
    rows = []
    for pair, outcomes in item["break_even"].items():
        for name, found in outcomes.items():
            if found["at"] is None and not found["crosses"]:
                continue
            ends = (found["low_value"], found["high_value"])
            told = (_maybe(words, found["at_value"]), _maybe_range(words, ends))
            crosses = words.num.percent(found["crosses"])
            rows.append((words.pair(pair), words.outcome(name), *told, crosses))
    caption = text("study.break_even_table" if rows else "study.no_break_even")
    return Table(caption, head, rows, frozenset({1}))


def _maybe(words: Words, value: Any) -> str:
    return words.num.plain(None) if value is None else words.value(value)


def _maybe_range(words: Words, ends: tuple[Any, Any]) -> str:
    if None in ends:
        return words.num.plain(None)
    return words.text("study.between", low=words.value(ends[0]), high=words.value(ends[1]))


def _lines(
    words: Words,
    name: str,
    values: list[Any],
    lines: Mapping[str, Mapping[str, Any]],
    outcome: str,
    title: str,
) -> str:
    """A line and a band for every model, or for every pair of them."""
    scale = words.scale(outcome)
    numbers = all(isinstance(value, (int, float)) for value in values)
    at = values if numbers else list(range(len(values)))
    own = f"curve-{outcome}-{name.replace('.', '-').replace('*', 'all')}-{len(title)}"
    with canvas(own, 2.9) as (figure, axes):
        ax = axes[0]
        for position, (label, levels) in enumerate(lines.items()):
            style, found = look(position), levels[outcome]
            means = [math.nan if f["mean"] is None else scale * f["mean"] for f in found]
            ends = [words.ends(outcome, f) for f in found]
            if all(low is not None and high is not None for low, high in ends):
                lows = [float(low or 0.0) for low, _ in ends]
                highs = [float(high or 0.0) for _, high in ends]
                ax.fill_between(at, lows, highs, color=style.colour, alpha=0.13, lw=0)
            ax.plot(at, means, color=style.colour, ls=style.dash, marker=style.marker, ms=4,
                    lw=1.7, label=label)  # fmt: skip
        ax.set_xlabel(words.input(name))
        number_ticks(ax.xaxis, words.num)
        number_ticks(ax.yaxis, words.num)
        figure.legend(loc="outside upper left", ncols=columns_for(list(lines)))
        title_panels(figure, [title])
        return to_svg(figure, own, title, words.text("study.curve_text"))
