"""Sections on what differs: the answer, paired differences, cost against burden, levels."""

from __future__ import annotations

from collections.abc import Sequence

from sim.foundation.units import WEEKS_PER_YEAR
from sim.record.headlines import BY_DOMAIN, BY_SEVERITY, HEADLINES, KNOWN_OR_HIDDEN
from sim.show import figures, policy, steady, words
from sim.show.counted import Runs
from sim.show.first_line import whole
from sim.show.numbers import NOTHING
from sim.show.page import Block, Chart, Heading, Paragraph, Points, Section, Table
from sim.show.plane import QUADRANTS
from sim.show.reading import Finding, View
from sim.show.sentences import told
from sim.world.rules import burden

TERMS = ("burden_week", "replication", "luck", "range", "clear", "same_means")
_ELSEWHERE = {*HEADLINES, *KNOWN_OR_HIDDEN, *BY_SEVERITY, *BY_DOMAIN}  # in sections of their own


def answer(view: View) -> Section:
    """The answer in a sentence per pair, each with its range, and how to read it."""
    first = [pair for pair in view.shown_pairs if pair in view.against_first]
    blocks: list[Block] = []
    if not view.pairs:
        blocks.append(Paragraph(view.text("answer.alone", model=view.model(view.models[0]))))
    for pair in (*first, *(pair for pair in view.shown_pairs if pair not in first)):
        blocks.append(Paragraph(words.answer(view, pair), strong=pair in first))
        blocks.append(Points(words.amounts(view, pair)))
    if above := words.overload(view):
        blocks.append(Points([("", sentence) for sentence in above]))
    blocks += policy.blocks(view)
    blocks.append(Paragraph(words.covers(view)))
    blocks.append(Paragraph(view.text("answer.caution")))
    blocks.append(Heading(view.text("headings.how_to_read")))
    said = {term: _burden_weeks(view) if term == TERMS[0] else {} for term in TERMS}
    points = [(view.text(f"terms.{t}"), view.text(f"terms.{t}_text", **said[t])) for t in TERMS]
    blocks.append(Points(points))
    return Section("answer", view.text("headings.answer"), blocks)


def _burden_weeks(view: View) -> dict[str, str]:
    """The heaviest week, and what half a year at ZRM level 2 comes to, in burden-weeks."""
    values = view.comparison.resolved.values
    cut, two, one = (float(values[key]) for key in ("needs.cut", "zrm.level_2", "zrm.level_1"))
    weeks = WEEKS_PER_YEAR // 2
    return {
        "heaviest": view.num.fixed(burden(1.0, cut), 1),
        "weeks": view.num.fixed(weeks, 0),
        "least": view.num.fixed(weeks * burden(two, cut), 0),
        "most": view.num.fixed(weeks * burden(one, cut), 0),
    }


def differences(view: View) -> Section:
    """Paired differences of the main outcomes as a chart, then of every outcome."""
    main = view.existing(HEADLINES)
    table = difference_table(view, main)
    chart = Chart(figures.by_run(view, main), view.text("figures.runs_title"), table)
    blocks: list[Block] = [Paragraph(view.text("differences.intro")), chart]
    blocks.append(Paragraph(steady.today_itself(view)))
    if every := [o for o in view.document.outcomes if o not in _ELSEWHERE]:
        blocks.append(other_table(view, whole(every)))
        blocks.append(Paragraph(view.text("differences.other_text")))
    return Section("differences", view.text("headings.differences"), blocks)


def difference_table(view: View, outcomes: Sequence[str]) -> Table:
    """Every difference with its runs, those at best guesses, the interval of its mean, what
    today's practice itself moves, and its reading."""
    keys = ["outcome", "pair", "all_runs"]
    keys += ["best_guesses"] if view.full_range else []
    keys += ["mean_interval", "drift_today", "reading"]
    rows = [_row(view, view.finding(pair, o)) for o in outcomes for pair in view.pairs]
    in_words = frozenset({keys.index(k) for k in ("pair", "reading")})
    caption = view.text("differences.main_table")
    return Table(caption, view.heads("columns", *keys), rows, in_words, folded=True)


def _row(view: View, finding: Finding) -> list[str]:
    num = view.num
    samples = [finding.runs, *([finding.best] if view.full_range else [])]
    return [
        view.named(finding.outcome),
        view.short_pair(finding.pair),
        *(_middle(view, runs) for runs in samples),
        num.ranged(finding.mean, finding.low, finding.high, sign=True),
        num.ranged(*finding.drift, sign=True),
        words.reading(view, finding),
    ]


def _middle(view: View, runs: Runs | None) -> str:
    """``-12 (-20 to -4)``: the middle run with the ends of all."""
    if runs is None:
        return NOTHING
    return view.num.ranged(runs.middle, runs.least, runs.most, sign=True)


def other_table(view: View, outcomes: Sequence[str]) -> Table:
    """The other outcomes, a column per pair: difference, widest range and reading."""
    rows = [
        [view.named(o), *(words.size_and_reading(view, view.finding(p, o)) for p in view.pairs)]
        for o in outcomes
    ]
    head = [view.text("columns.outcome"), *(view.pair(pair) for pair in view.pairs)]
    every = frozenset(range(1, len(head)))
    return Table(view.text("differences.other_table"), head, rows, every, folded=True)


def plane(view: View) -> Section:
    """Cost difference against burden difference, and the price of a burden-week avoided."""
    found = [figures.plane_of(view, pair) for pair in view.shown_pairs]
    rows = []
    for one in found:
        counts = one.quadrants()
        rows.append([view.short_pair(one.pair), *(view.num.fixed(counts[k], 0) for k in QUADRANTS)])
    head = [view.text("columns.pair"), *view.heads("quadrants", *QUADRANTS)]
    table = Table(view.text("plane.table"), head, rows)
    blocks: list[Block] = [
        Paragraph(view.text("plane.intro")),
        Chart(figures.planes(view, found), view.text("figures.plane_title"), table),
        Points([("", words.price_of_less_burden(view, pair)) for pair in view.shown_pairs]),
    ]
    return Section("plane", view.text("headings.plane"), blocks)


def levels(view: View) -> Section:
    """Every outcome under every model: mean with its 95 % interval."""
    outcomes = whole(view.document.outcomes)
    head = [view.text("columns.outcome"), *(view.model(m) for m in view.models)]
    rows = [[view.named(o), *(_level(view, m, o) for m in view.models)] for o in outcomes]
    blocks: list[Block] = [
        Paragraph(view.text("levels.intro")),
        Table(view.text("levels.table"), head, rows, folded=True),
    ]
    if undefined := [(view.label(o), why) for o in outcomes if (why := _undefined(view, o))]:
        blocks += [Paragraph(view.text("levels.undefined")), Points(undefined)]
    return Section("levels", view.text("headings.levels"), blocks)


def _undefined(view: View, outcome: str) -> str:
    """The reason that an outcome is undefined under the first model; empty where it is not."""
    found = view.document.models[view.models[0]].get(outcome)
    if found is None or found.mean is not None or not found.reason:
        return ""
    return told(view, found.reason)


def _level(view: View, model: str, outcome: str) -> str:
    mean, low, high = view.level(model, outcome)
    shown, between = view.num.level(mean, low, high), view.num.interval(low, high)
    return shown if NOTHING in (shown, between) else f"{shown} ({between})"
