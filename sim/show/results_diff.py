"""Two finished comparisons side by side, as columns of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.show.columns import columns, wrapped
from sim.show.reader import Amount, Reader
from sim.show.scenario_diff import WIDTHS, diff_rows

_WIDTHS = (58, 32, 32)  # of an outcome, and of its value in each


def lines(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The two folders, what differs in question, then every pair and every model."""
    titles = {model: title[lang] for model, title in document["titles"].items()}
    reader = Reader(lang, titles)
    text, sides = reader.text, [(side.upper(), document[side]) for side in ("a", "b")]
    rows = [(n, str(one["folder"]), one["title"][lang], one["place"]) for n, one in sides]
    yield from columns(rows)
    for name, one in sides:
        yield f"{name}  {one['command']}"
    if not document["same_code"]:
        yield text("results_diff.other_code")
    yield ""
    yield text("results_diff.question")
    found = diff_rows(document, lang)
    if found:
        yield from wrapped([text("scenario_diff.head").split("|"), *found], WIDTHS)
    else:
        yield text("results_diff.same_question")
    for pair, outcomes in document["pairs"].items():
        yield from _table(reader, reader.short_pair(pair), outcomes, sign=True)
    for model, outcomes in document["models"].items():
        yield from _table(reader, reader.model(model), outcomes, sign=False)
    yield ""
    yield text("results_diff.read")


def _table(reader: Reader, name: str, outcomes: Mapping[str, Any], sign: bool) -> Iterator[str]:
    """A heading, and a row for every outcome; sign: these are differences."""
    head = (name, *reader.text("results_diff.head").split("|"))
    yield ""
    rows = [
        (reader.named(outcome), *(_shown(reader, outcome, pair[side], sign) for side in ("a", "b")))
        for outcome, pair in outcomes.items()
    ]
    yield from wrapped([head, *rows], _WIDTHS)


def _shown(
    reader: Reader, outcome: str, found: Mapping[str, float | None] | None, sign: bool
) -> str:
    if found is None:
        return reader.text("scenario_diff.absent")
    return reader.both(outcome, Amount(**found), sign=sign)
