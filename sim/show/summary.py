"""The answer and the main differences as plain text, for a terminal or an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from sim.record.headlines import HEADLINES
from sim.show import ample, steady, words
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.reading import View

FILE_NAME = "summary.txt"
WIDTH = 98


def summary(view: View) -> str:
    """Answer per pair with its amounts, what the ranges cover, and a table per pair."""
    lines = [view.text("page.title", scenario=view.title), ""]
    for pair in view.shown_pairs:
        lines += _wrapped(words.answer(view, pair, BURDEN, COST))
        for what, amount in words.amounts(view, pair, BURDEN, COST):
            lines += _wrapped(f"{what}: {amount}", "  ")
    for sentence in words.overload(view):
        lines += _wrapped(sentence)
    for name, sentence in ample.signs(view):
        lines += _wrapped(view.text("ample.summary", pair=name, signs=sentence))
    for sentence in ample.still_short(view):
        lines += _wrapped(sentence)
    lines += _wrapped(steady.sentence(view))
    lines += ["", *_wrapped(words.covers(view)), *_wrapped(view.text("answer.caution"))]
    for pair in view.shown_pairs:
        lines += ["", view.pair(pair), *_rows(view, pair)]
    return "\n".join(lines) + "\n"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")


def _rows(view: View, pair: str) -> Iterator[str]:
    """Every main outcome: how much more or less of it and how sure that is."""
    for outcome in view.existing(HEADLINES):
        yield f"  {view.label(outcome)} ({view.unit(outcome)})"
        yield f"      {words.told(view, view.finding(pair, outcome))}"
