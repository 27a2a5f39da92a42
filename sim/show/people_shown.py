"""Sections on residents: who gains and loses, how they move between lines, how time goes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sim.documents.compare import OtherLuck
from sim.foundation.units import F8, WEEKS_PER_YEAR
from sim.show import figures, paths
from sim.show.labels import group_name
from sim.show.outcomes_shown import SERIES
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.reader import split
from sim.show.reading import View

KINDS = ("better", "same", "worse")
GROUPINGS = ("vulnerability", "age", "buurt", "household")
ALL = "all"
_SHADES = 5
_SMALL_FLOW = 0.05


def gains(view: View) -> Section:
    """Shares of residents better and worse off on the same random numbers, by group."""
    blocks: list[Block] = [Paragraph(view.text("gains.intro"))]
    head = [view.text("columns.group"), *view.heads("gains", *KINDS, "mean_change")]
    for i, pair in enumerate(view.shown_pairs):
        name, found = view.pair(pair), list(_shares(view, pair))
        rows = [
            [label, *_percents(view, shares), _change(view, pair, group)]
            for group, label, shares in found
        ]
        bars = [(label, shares) for _, label, shares in found]
        svg = figures.gains(view, pair, bars, f"gains{i}")
        table = Table(view.text("gains.table", pair=name), head, rows)
        blocks.append(Chart(svg, view.text("figures.gains_title", pair=name), table))
    blocks.append(Paragraph(view.text("gains.luck")))
    return Section("gains", view.text("headings.gains"), [*blocks, *_other_luck(view)])


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


def _shares(view: View, pair: str) -> Iterator[tuple[str, str, Mapping[str, float]]]:
    """(group, label, shares) of all residents, then of every group."""
    found = view.sample.gains.get(pair, {})
    overall = view.document.gains.get(pair)
    if overall is not None and None not in (shares := overall.model_dump()).values():
        yield ALL, view.text("groups.all"), shares
    for by in GROUPINGS:
        for group in (g for g in found if g.partition(":")[0] == by):
            shares = {k: float(np.nanmean(found[group][k])) for k in KINDS}
            if all(math.isfinite(s) for s in shares.values()):
                yield group, group_label(view, group), shares


def group_label(view: View, group: str) -> str:
    """``age:65+`` as ``Age: 65+``."""
    by, _, name = group.partition(":")
    return f"{view.text(f'groups.{by}')}: {group_name(view.text, name, view.areas)}"


def _change(view: View, pair: str, group: str) -> str:
    """Mean difference in felt burden of a group, with its central 95 % over replications."""
    later, earlier = split(pair)
    values = _felt(view, later, group) - _felt(view, earlier, group)
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return view.num.plain(None)
    low, high = (float(q) for q in np.quantile(known, [0.025, 0.975]))
    return view.num.ranged(float(known.mean()), low, high, sign=True)


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


def flows(view: View) -> Section:
    """Residents moving between lines of support: one heat table per model."""
    document = view.document
    per = 1000.0 * WEEKS_PER_YEAR / (document.citizens * document.weeks)
    scaled = {m: per * np.array(flows) for m, flows in document.flows.items()}
    most = max((float(matrix.max()) for matrix in scaled.values()), default=0.0)
    names = [view.text.name("states", state) for state in document.flow_states]
    head = [view.text("columns.from_to"), *names]
    blocks: list[Block] = [Paragraph(view.text("flows.intro"))]
    for model, matrix in scaled.items():
        rows = [
            [name, *("" if i == j else _flow(view, value) for j, value in enumerate(row))]
            for i, (name, row) in enumerate(zip(names, matrix, strict=True))
        ]
        shades = [[_shade(value, most) for value in row] for row in matrix]
        caption = view.text("flows.table", model=view.model(model))
        blocks.append(Table(caption, head, rows, shades=shades))
    return Section("flows", view.text("headings.flows"), blocks)


def _flow(view: View, value: float) -> str:
    """A flow to one decimal: more would be false precision for so small a number."""
    if value == 0.0:
        return "0"
    if value < _SMALL_FLOW:
        return "<\N{NO-BREAK SPACE}" + view.num.fixed(2.0 * _SMALL_FLOW, 1)
    return view.num.fixed(value, 0 if value >= 100.0 else 1)


def _shade(value: float, most: float) -> int:
    """0 for nothing, else 1 to 5 by factors of four below the largest flow."""
    if value <= 0.0 or most <= 0.0:
        return 0
    return max(1, _SHADES - int(math.log(most / value) / math.log(4.0)))


def time_paths(view: View) -> Section:
    """Weekly paths with bands, a few series to a chart."""
    blocks: list[Block] = [Paragraph(view.text("paths.intro"))]
    known = [s for s in SERIES if all(s in view.sample.weekly.get(m, {}) for m in view.models)]
    for i in range(0, len(known), 3):
        some = known[i : i + 3]
        svg = paths.time_paths(view, some, f"paths{i // 3}")
        blocks.append(Chart(svg, view.text("figures.paths_title"), _path_table(view, some)))
    return Section("paths", view.text("headings.paths"), blocks)


def _path_table(view: View, series: Sequence[str]) -> Table:
    """Means per block of 13 weeks."""
    found = [(s, m, paths.path_of(view, m, s).mean) for s in series for m in view.models]
    weeks, block = len(found[0][2]), paths.BLOCK
    starts = range(0, weeks, block)
    rows = [
        [
            f"{paths.series_name(view, s)}, {view.model(m)}",
            *(view.num.plain(float(np.nanmean(mean[a : a + block]))) for a in starts),
        ]
        for s, m, mean in found
    ]
    ends = ((a, min(a + block, weeks) - 1) for a in starts)
    spans = (view.text("columns.weeks_of", first=first, last=last) for first, last in ends)
    return Table(view.text("paths.table"), [view.text("columns.series"), *spans], rows)
