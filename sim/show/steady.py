"""The section on the world standing still under today's practice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.documents.parts import Worlds
from sim.documents.today import Steadiness, YearDrift
from sim.show.labels import Text
from sim.show.level_names import level_name
from sim.show.numbers import Numbers
from sim.show.page import Block, Paragraph, Section, Table
from sim.show.reading import View
from sim.show.sentences import told

CODES = ("steady", "not_steady", "steady_too_short", "steady_one_run")


def steady(view: View) -> Section:
    """Drift under today's practice before the fork: a sentence, and every level."""
    blocks: list[Block] = [Paragraph(sentence(view))]
    if found := view.document.steadiness:
        weeks = view.num.fixed(view.document.burn_in_weeks, 0)
        blocks.insert(0, Paragraph(view.text("steady.intro", weeks=weeks)))
        blocks += [Paragraph(line) for line in worlds(view.text, view.num, found.worlds)]
        blocks += [Paragraph(_test(view, found)), _table(view, found)]
    return Section("steady", view.text("headings.steady"), blocks)


def sentence(view: View) -> str:
    """The note of the run on it; that it is not known where there is none."""
    for note in view.notes(*CODES):
        return told(view, note)
    return view.text("steady.no_note")


def worlds(text: Text, num: Numbers, found: Worlds | None) -> Iterator[str]:
    """Over drawn worlds: how much the middle one moves, and how many plan more than they have."""
    if found is None:
        return
    users, cost = found.drift.users_per_1000, found.drift.public_cost
    yield text(
        "steady.worlds_drift",
        worlds=num.fixed(found.worlds, 0),
        users=num.plain(users.median_percent),
        cost=num.plain(cost.median_percent),
    )
    share, median = num.percent(found.planned_above), num.plain(found.planned_median)
    yield text("steady.worlds_planned", share=share, median=median)


def _test(view: View, found: Steadiness) -> str:
    """The test in words and numbers, and over which runs."""
    exact = view.num.exact
    return view.text(
        "steady.test",
        runs=view.num.fixed(found.replications, 0),
        sample=view.text(f"steady.sample_{found.sample}"),
        percent=exact(100.0 * found.share),
        errors=exact(found.errors),
        days=exact(found.floors["days"]),
        points=exact(100.0 * found.floors["share"]),
        queue=exact(found.floors["per_1000"]),
    )


def _table(view: View, found: Steadiness) -> Table:
    """Every level in both years, its drift and standard error, and what the test says."""
    rows = [_row(view, name, item) for name, item in found.levels.items()]
    keys = ("level", "year_before", "last_year", "drift", "drift_error", "verdict")
    head = view.heads("columns", *keys)
    return Table(view.text("steady.table"), head, rows, frozenset({5}), folded=True)


def _row(view: View, name: str, item: YearDrift) -> Sequence[str]:
    scale = 100.0 if name.endswith("_share") or name == "reach" else 1.0
    verdict = {True: "yes" if item.seen else "unseen", False: "no", None: "unknown"}
    return [
        level_name(view.text, name),
        view.num.plain(scale * item.before),
        view.num.plain(scale * item.last),
        _percent(view, item.percent, sign=True),
        _percent(view, item.percent_error),
        view.text(f"steady.{verdict[item.steady]}"),
    ]


def _percent(view: View, value: float | None, sign: bool = False) -> str:
    """One decimal is as precise as a drift is known."""
    shown = view.num.fixed(value, 1, sign)
    return shown if value is None else shown + "%"


def today_itself(view: View) -> str:
    """The meaning of ``today itself`` in the table of main differences, or why it is not known."""
    found = view.document.drift_today
    if found.reason is not None:
        return view.text(f"steady.today_{found.reason}")
    years = view.num.fixed(found.years, 0)
    return view.text("steady.today", model=view.model(found.model or ""), years=years)
