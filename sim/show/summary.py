"""The answer and the main differences as plain text, for a terminal or an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from sim.foundation.plain import plain
from sim.record.headlines import HEADLINES
from sim.show import ample, change, steady, words
from sim.show.reading import View

FILE_NAME = "summary.txt"
WIDTH = 98


def summary(view: View) -> str:
    """Answer per pair with its amounts, the extent of the ranges, and a table per pair."""
    lines = [*wrapped(view.text("page.title", scenario=view.title)), ""]
    if changed := view.departures.lines():
        lines += [*(line for sentence in changed for line in wrapped(sentence)), ""]
    if with_and_without := change.lines(view):
        lines += [*(line for one in with_and_without for line in wrapped(one)), ""]
    if not view.pairs:
        lines += wrapped(view.text("answer.alone", model=view.model(view.models[0])))
    for pair in view.shown_pairs:
        lines += wrapped(words.answer(view, pair))
        for what, amount in words.amounts(view, pair):
            lines += wrapped(f"{what}: {amount}", "  ")
    said = words.overload(view)
    said += [view.text("ample.summary", pair=pair, signs=one) for pair, one in ample.signs(view)]
    said += [*ample.still_short(view), steady.sentence(view)]
    lines += [line for sentence in said for line in wrapped(sentence)]
    lines += ["", *wrapped(words.covers(view)), *wrapped(view.text("answer.caution"))]
    for pair in view.shown_pairs:
        lines += ["", view.pair(pair), *_rows(view, pair)]
    return "\n".join(map(plain, lines)) + "\n"


def wrapped(text: str, indent: str = "") -> list[str]:
    """A sentence in lines that fit a terminal."""
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")


def _rows(view: View, pair: str) -> Iterator[str]:
    """Every main outcome: how much more or less of it and how sure that is."""
    for outcome in view.existing(HEADLINES):
        yield f"  {view.named(outcome)}"
        yield f"      {words.size_and_reading(view, view.finding(pair, outcome))}"
