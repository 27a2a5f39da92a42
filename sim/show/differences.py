"""Sections on what differs: the answer, paired differences, cost against burden, levels."""

from __future__ import annotations

from collections.abc import Sequence

from sim.record.headlines import BY_DOMAIN, BY_SEVERITY, HEADLINES, KNOWN_OR_HIDDEN
from sim.show import figures, steady, words
from sim.show.first_line import whole
from sim.show.messages import told
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.page import Block, Chart, Heading, Paragraph, Points, Section, Table
from sim.show.plane import QUADRANTS
from sim.show.reading import Finding, View


def answer(view: View) -> Section:
    """The answer in a sentence per pair, each with its range, and how to read it."""
    pairs = [p for p in view.shown_pairs if p.endswith("-" + view.models[0])]
    rest = [p for p in view.shown_pairs if p not in pairs]
    blocks: list[Block] = []
    for pair in (*pairs, *rest):
        blocks.append(Paragraph(words.answer(view, pair, BURDEN, COST), strong=pair in pairs))
        blocks.append(Points(words.amounts(view, pair, BURDEN, COST)))
    if above := words.overload(view):
        blocks.append(Points([("", sentence) for sentence in above]))
    blocks.append(Paragraph(words.covers(view)))
    blocks.append(Paragraph(view.text("answer.caution")))
    blocks.append(Heading(view.text("headings.how_to_read")))
    terms = ("burden_week", "replication", "luck", "range", "clear", "same_means")
    blocks.append(Points([(view.text(f"terms.{t}"), view.text(f"terms.{t}_text")) for t in terms]))
    return Section("answer", view.text("headings.answer"), blocks)


def differences(view: View) -> Section:
    """Paired differences of the main outcomes as a chart, then of every outcome."""
    main = view.existing(HEADLINES)
    intro = view.text("differences.intro")
    caption = view.text("differences.main_table")
    table = difference_table(view, main, view.pairs, caption)
    chart = Chart(figures.intervals(view, main), view.text("figures.intervals_title"), table)
    blocks: list[Block] = [Paragraph(intro), chart, Paragraph(steady.today_itself(view))]
    elsewhere = {*main, *KNOWN_OR_HIDDEN, *BY_SEVERITY, *BY_DOMAIN}  # in sections of their own
    every = [o for o in view.document["outcomes"] if o not in elsewhere]
    if every:
        blocks.append(other_table(view, whole(every)))
        blocks.append(Paragraph(view.text("differences.other_text")))
    return Section("differences", view.text("headings.differences"), blocks)


def difference_table(
    view: View, outcomes: Sequence[str], pairs: Sequence[str], caption: str
) -> Table:
    """Every difference with the interval of its mean, both widths, what today's practice itself
    moves, and its reading."""
    keys = ["outcome", "pair", "mean_interval", "drift_today", "luck_width"]
    keys += ["full_width"] if view.full_range else []
    keys += ["variance_ratio", "reading"]
    rows = [_row(view, view.finding(pair, outcome)) for outcome in outcomes for pair in pairs]
    words_in = frozenset({keys.index(k) for k in ("pair", "reading")})
    head = [view.text(f"columns.{k}") for k in keys]
    return Table(caption, head, rows, words_in, folded=True)


def _row(view: View, finding: Finding) -> list[str]:
    number = view.num
    cells = [
        f"{view.label(finding.outcome)} ({view.unit(finding.outcome)})",
        view.short_pair(finding.pair),
        _mean(view, finding.mean, finding.low, finding.high),
        _mean(view, *(finding.drift or (None, None, None))),
        number.spread(finding.luck, sign=True),
    ]
    if view.full_range:
        cells.append(number.spread(finding.full, sign=True))
    ratio = finding.variance_ratio
    return [*cells, number.plain(ratio), words.reading(view, finding)]


def _mean(view: View, mean: float | None, low: float | None, high: float | None) -> str:
    """A mean with the interval of it, where there is one."""
    shown = view.num.within(mean, low, high, sign=True)
    if mean is None or low is None or high is None or low == high:
        return shown
    return f"{shown} ({view.num.interval(low, high, sign=True)})"


def other_table(view: View, outcomes: Sequence[str]) -> Table:
    """The other outcomes, a column per pair: difference, widest range and reading."""
    rows = [
        [
            f"{view.label(outcome)} ({view.unit(outcome)})",
            *(words.told(view, view.finding(pair, outcome)) for pair in view.pairs),
        ]
        for outcome in outcomes
    ]
    head = [view.text("columns.outcome"), *(view.pair(pair) for pair in view.pairs)]
    every = frozenset(range(1, len(head)))
    return Table(view.text("differences.other_table"), head, rows, every, folded=True)


def plane(view: View) -> Section:
    """Cost difference against burden difference, and what a burden-week avoided costs."""
    found = [figures.plane_of(view, pair, BURDEN, COST) for pair in view.shown_pairs]
    rows = []
    for one in found:
        counts = one.quadrants()
        rows.append([view.short_pair(one.pair), *(view.num.fixed(counts[k], 0) for k in QUADRANTS)])
    head = [view.text("columns.pair"), *(view.text(f"quadrants.{k}") for k in QUADRANTS)]
    table = Table(view.text("plane.table"), head, rows)
    chart = Chart(figures.planes(view, found, BURDEN), view.text("figures.plane_title"), table)
    prices = [words.price_of_less_burden(view, p, BURDEN, COST) for p in view.shown_pairs]
    blocks: list[Block] = [
        Paragraph(view.text("plane.intro")),
        chart,
        Points([("", price) for price in prices]),
    ]
    return Section("plane", view.text("headings.plane"), blocks)


def levels(view: View) -> Section:
    """Every outcome under every model: mean with its 95 % interval."""
    caption = view.text("levels.table")
    head = [view.text("columns.outcome"), *(view.model(m) for m in view.models)]
    rows = [
        [
            f"{view.label(outcome)} ({view.unit(outcome)})",
            *(_level(view, m, outcome) for m in view.models),
        ]
        for outcome in whole(view.document["outcomes"])
    ]
    blocks: list[Block] = [
        Paragraph(view.text("levels.intro")),
        Table(caption, head, rows, folded=True),
    ]
    undefined = [
        (view.label(o), told(view.text, view.reason(m, o)) or view.reason(m, o))
        for o in whole(view.document["outcomes"])
        for m in view.models[:1]
        if view.level(m, o).get("mean") is None and view.reason(m, o)
    ]
    if undefined:
        blocks += [Paragraph(view.text("levels.undefined")), Points(undefined)]
    return Section("levels", view.text("headings.levels"), blocks)


def _level(view: View, model: str, outcome: str) -> str:
    item = view.level(model, outcome)
    mean, low, high = item.get("mean"), item.get("low"), item.get("high")
    if mean is None:
        return view.num.plain(None)
    if low is None or high is None:
        return view.num.plain(mean)
    return f"{view.num.level(mean, low, high)} ({view.num.interval(low, high)})"
