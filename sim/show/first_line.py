"""The section on the first line: per model the flow through every desk and the team."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sim.record.flows import ALL
from sim.record.outcomes import labels
from sim.show.page import Block, Paragraph, Section, Table
from sim.show.reading import View

REQUESTS = "requests_per_1000"


@cache
def per_desk() -> frozenset[str]:
    """Outcomes by organisation that stand here, and in no table of all outcomes."""
    organisations = [name for name in labels("organisation") if name != ALL]
    return frozenset(f"{kind}_{name}" for kind in labels("flow") for name in organisations)


def whole(outcomes: Iterable[str]) -> list[str]:
    """Outcomes but for those of one organisation, in the same order."""
    return [name for name in outcomes if name not in per_desk()]


def first_line(view: View) -> Section:
    """A table per model: a row per figure, a column per organisation with requests."""
    tables = [table for model in view.models if (table := _table(view, model)) is not None]
    intro: list[Block] = [Paragraph(view.text("first_line.intro"))]
    return Section("first_line", view.text("headings.first_line"), [*intro, *tables])


def _table(view: View, model: str) -> Table | None:
    """None when the comparison has none of these figures."""
    organisations = labels("organisation")
    names = [name for name in organisations if view.level(model, f"{REQUESTS}_{name}").mean]
    if not names:
        return None
    own = 1 if view.lang == "nl" else 0
    head = [view.text("columns.outcome"), *(organisations[name][own] for name in names)]
    rows = [
        [
            f"{label[own]} ({view.unit(_outcome(kind, names[0]))})",
            *(view.num.plain(view.level(model, _outcome(kind, name)).mean) for name in names),
        ]
        for kind, label in labels("flow").items()
    ]
    return Table(view.text("first_line.table", model=view.model(model)), head, rows, folded=True)


def _outcome(kind: str, name: str) -> str:
    """The wait over all organisations is declared without a suffix."""
    return kind if kind == "wait_intake_days" and name == ALL else f"{kind}_{name}"
