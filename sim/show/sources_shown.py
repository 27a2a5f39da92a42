"""The table of sources of a page, and the words that lead to its rows."""

from __future__ import annotations

from collections.abc import Container

from sim.inputs.parameters.facts_worded import facts_in
from sim.inputs.parameters.sources import read_facts, source_ids
from sim.show.outcomes_shown import CLAIMS, TODAY
from sim.show.page import Linked, Table
from sim.show.reader import Reader
from sim.show.reading import View


def cited(text: str, source: str, rows: Container[str] | None = None) -> str:
    """A text in which the ids of a source, which stands in it, lead to their rows.

    rows: ids that have a row; all of the source without.
    """
    pieces, rest = [], text
    for name in source_ids(source):
        before, _, rest = rest.partition(name)
        pieces += [(before, ""), (name, name if rows is None or name in rows else "")]
    return Linked([*pieces, (rest, "")]) if pieces else text


def sources(view: View) -> Table:
    """The facts that parameters, claims and levels of today rest on."""
    return table_of(view, _named(view))


def table_of(reader: Reader, named: Container[str]) -> Table:
    """These facts, a row for each that links lead to."""
    worded = facts_in(reader.lang)
    rows = [
        (
            name,
            worded[name].quantity,
            worded[name].value,
            cited(worded[name].source, worded[name].source, named),
            reader.text(f"confidence.{fact.confidence}"),
        )
        for name, fact in read_facts().items()
        if name in named
    ]
    head = reader.heads("columns", "source", "quantity", "value", "found_in", "confidence")
    caption = reader.text("parameters.sources_table", count=len(rows))
    every = frozenset(range(1, len(head)))
    return Table(caption, head, rows, every, folded=True, anchored=True)


def _named(view: View) -> set[str]:
    """Ids of facts that the page names as a source."""
    used = (view.parameters.get(key) for key in view.comparison.resolved.values)
    stated = [p.source for p in used if p is not None]
    stated += [*CLAIMS, *TODAY.values(), *(item.source for item in view.document.targets)]
    return {name for source in stated for name in source_ids(source)}
