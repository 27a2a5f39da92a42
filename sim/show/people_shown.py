"""Sections on residents: who gains and loses, and how time goes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sim.documents.compare import OtherLuck
from sim.foundation.units import F8
from sim.show import figures, paths
from sim.show.labels import group_name
from sim.show.outcomes_shown import SERIES
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.reader import split
from sim.show.reading import View

KINDS = ("better", "same", "worse")
GROUPINGS = ("vulnerability", "age", "buurt", "household")
ALL = "all"


def gains(view: View) -> Section:
    """Shares of residents better and worse off on the same random numbers, by group."""
    blocks: list[Block] = [Paragraph(view.text("gains.intro"))]
    head = [view.text("columns.group"), *view.heads("gains", *KINDS, "mean_change")]
    for i, pair in enumerate(view.shown_pairs):
        name, found = view.pair(pair), list(shares(view, pair))
        rows = [
            [label, *_percents(view, some), _change(view, pair, group)]
            for group, label, some in found
        ]
        ends = view.sample.gains.get(pair, {})
        bars = [
            figures.Bar(label, some, _ends(ends.get(group, {}))) for group, label, some in found
        ]
        svg = figures.gains(view, pair, bars, f"gains{i}")
        table = Table(view.text("gains.table", pair=name), head, rows)
        blocks.append(Chart(svg, view.text("figures.gains_title", pair=name), table))
    blocks.append(Paragraph(view.text("gains.luck")))
    return Section("gains", view.text("headings.gains"), [*blocks, *_other_luck(view)])


def _ends(found: Mapping[str, F8]) -> dict[str, tuple[float, float]]:
    """The least and most of every kind over the runs."""
    return {kind: (float(np.nanmin(v)), float(np.nanmax(v))) for kind, v in found.items()}


def _percents(view: View, shares: Mapping[str, float | None]) -> list[str]:
    return [view.num.percent(shares[kind], 1) for kind in KINDS]


def _other_luck(view: View) -> Iterator[Block]:
    """Gains by support's own chance: each model against itself, and pairs drawn apart."""
    found = view.document.gains_other_luck
    if not isinstance(found, OtherLuck):
        return
    lines = [(view.model(model), shares) for model, shares in found.zero_line.items()]
    lines += [(view.pair(pair), shares) for pair, shares in found.independent.items()]
    if lines:
        head = [view.text("columns.group"), *view.heads("gains", *KINDS)]
        rows = [[label, *_percents(view, shares.model_dump())] for label, shares in lines]
        yield Table(view.text("gains.other_luck"), head, rows)


def shares(view: View, pair: str) -> Iterator[tuple[str, str, Mapping[str, float]]]:
    """(group, label, shares) of all residents, then of every group."""
    found = view.sample.gains.get(pair, {})
    overall = view.document.gains.get(pair)
    if overall is not None and None not in (every := overall.model_dump()).values():
        yield ALL, view.text("groups.all"), every
    for by in GROUPINGS:
        for group in (g for g in found if g.partition(":")[0] == by):
            means = {k: float(np.nanmean(found[group][k])) for k in KINDS}
            if all(math.isfinite(s) for s in means.values()):
                yield group, group_label(view, group), means


def group_label(view: View, group: str) -> str:
    """``age:65+`` as ``Age: 65+``."""
    by, _, name = group.partition(":")
    return f"{view.text(f'groups.{by}')}: {group_name(view.text, name, view.areas)}"


def _change(view: View, pair: str, group: str) -> str:
    """Mean difference in felt burden of a group, with the ends of the runs."""
    later, earlier = split(pair)
    values = _felt(view, later, group) - _felt(view, earlier, group)
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return view.num.plain(None)
    ends = float(known.min()), float(known.max())
    return view.num.ranged(float(known.mean()), *ends, sign=True)


def _felt(view: View, model: str, group: str) -> F8:
    """Burden felt per resident per year, [R]; all residents are their groups, weighed by size."""
    by, _, name = group.partition(":")
    groups = view.sample.groups.get(model, {}).get(GROUPINGS[0] if group == ALL else by, {})
    chosen = [one for key, one in groups.items() if group == ALL or key == name]
    total, people = np.zeros(view.sample.replications), np.zeros(view.sample.replications)
    for one in chosen:
        total += one["burden"] * one["residents"]
        people += one["residents"]
    return np.divide(total, people, out=np.full_like(total, np.nan), where=people > 0.0)


def time_paths(view: View) -> Section:
    """Paired differences through time, then the levels themselves, a few series to a chart."""
    known = [s for s in SERIES if all(s in view.sample.weekly.get(m, {}) for m in view.models)]
    some = [known[i : i + 3] for i in range(0, len(known), 3)]
    blocks: list[Block] = []
    if view.pairs:
        blocks.append(Paragraph(view.text("paths.differences_intro")))
    for i, series in enumerate(some if view.pairs else ()):
        svg = paths.time_differences(view, series, f"over{i}")
        title = view.text("figures.over_time_title")
        blocks.append(Chart(svg, title, _difference_table(view, series)))
    blocks.append(Paragraph(view.text("paths.intro")))
    for i, series in enumerate(some):
        svg = paths.time_paths(view, series, f"paths{i}")
        blocks.append(Chart(svg, view.text("figures.paths_title"), _path_table(view, series)))
    return Section("paths", view.text("headings.paths"), blocks)


def _difference_table(view: View, series: Sequence[str]) -> Table:
    """The middle run and the ends of all runs of every difference, per block of 13 weeks."""
    rows = []
    for one in series:
        for pair in view.shown_pairs:
            path = paths.differences_of(view, pair, one)
            moments = zip(path.middle, path.least, path.most, strict=True)
            cells = (view.num.ranged(*map(float, moment), sign=True) for moment in moments)
            rows.append([f"{paths.series_name(view, one)}, {view.short_pair(pair)}", *cells])
    head = [view.text("columns.series"), *_spans(view)]
    return Table(view.text("paths.differences_table"), head, rows)


def _path_table(view: View, series: Sequence[str]) -> Table:
    """The middle run per block of 13 weeks."""
    rows = [
        [
            f"{paths.series_name(view, one)}, {view.model(m)}",
            *(view.num.plain(float(value)) for value in paths.blocks_of(view, m, one).middle),
        ]
        for one in series
        for m in view.models
    ]
    return Table(view.text("paths.table"), [view.text("columns.series"), *_spans(view)], rows)


def _spans(view: View) -> Iterator[str]:
    """First and last week of every block."""
    weeks = view.document.weeks
    for first in range(0, weeks, paths.BLOCK):
        last = min(first + paths.BLOCK, weeks) - 1
        yield view.text("columns.weeks_of", first=first, last=last)
