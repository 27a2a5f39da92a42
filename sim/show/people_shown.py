"""Sections on residents: who gains and loses, how they move between lines, how time goes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sim.foundation.units import F8
from sim.show import figures, paths
from sim.show.labels import group_name
from sim.show.outcomes_shown import SERIES
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.reading import View, split

KINDS = ("better", "same", "worse")
GROUPINGS = ("vulnerability", "age", "buurt", "household")
_SHADES = 5
_SMALL_FLOW = 0.05
_WEEKS_PER_YEAR = 52.0


def gains(view: View) -> Section:
    """Shares of residents better and worse off with the same luck, by group."""
    blocks: list[Block] = [Paragraph(view.text("gains.intro"))]
    for i, pair in enumerate(view.shown_pairs):
        rows = list(_shares(view, pair))
        labels = [(label, shares) for _, label, shares in rows]
        table = Table(
            view.text("gains.table", pair=view.pair(pair)),
            [
                view.text("columns.group"),
                *(view.text(f"gains.{k}") for k in (*KINDS, "mean_change")),
            ],
            [
                [label, *(view.num.percent(s[k], 1) for k in KINDS), _change(view, pair, group)]
                for group, label, s in rows
            ],
        )
        svg = figures.gains(view, pair, labels, f"gains{i}")
        blocks.append(Chart(svg, view.text("figures.gains_title", pair=view.pair(pair)), table))
    blocks.append(Paragraph(view.text("gains.luck")))
    blocks.extend(_other_luck(view))
    return Section("gains", view.text("headings.gains"), blocks)


def _other_luck(view: View) -> Iterator[Block]:
    """What support's own luck does: each model against itself, and pairs with luck apart."""
    found = view.document.get("gains_other_luck") or {}
    lines = [(view.model(key), s) for key, s in found.get("zero_line", {}).items()]
    lines += [(view.pair(key), s) for key, s in found.get("independent", {}).items()]
    if lines:
        yield Table(
            view.text("gains.other_luck"),
            [view.text("columns.group"), *(view.text(f"gains.{k}") for k in KINDS)],
            [[label, *(view.num.percent(s[k], 1) for k in KINDS)] for label, s in lines],
        )


def _shares(view: View, pair: str) -> Iterator[tuple[str, str, Mapping[str, float]]]:
    """(group, label, shares) of all residents, then of every group."""
    found = view.sample.gains.get(pair, {})
    overall = view.document["gains"].get(pair)
    if overall is not None and all(overall.get(k) is not None for k in KINDS):
        yield "all", view.text("groups.all"), overall
    for by in GROUPINGS:
        for group in (g for g in found if g.startswith(by + ":")):
            shares = {k: float(np.nanmean(found[group][k])) for k in KINDS}
            if all(math.isfinite(s) for s in shares.values()):
                yield group, group_label(view, group), shares


def group_label(view: View, group: str) -> str:
    """``age:65+`` as ``Age: 65+``."""
    by, _, name = group.partition(":")
    areas = [str(area["name"]) for area in view.comparison.population.get("areas", ())]
    return f"{view.text(f'groups.{by}')}: {group_name(view.text, name, areas)}"


def _change(view: View, pair: str, group: str) -> str:
    """Mean difference in felt burden of a group, with its central 95 % over replications."""
    later, earlier = split(pair)
    values = _felt(view, later, group) - _felt(view, earlier, group)
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return view.num.plain(None)
    low, high = (float(q) for q in np.quantile(known, [0.025, 0.975]))
    mean = view.num.within(float(known.mean()), low, high, sign=True)
    return f"{mean} ({view.num.interval(low, high, sign=True)})"


def _felt(view: View, model: str, group: str) -> F8:
    """Burden felt per resident per year, [R]; all residents are their groups, weighed by size."""
    by, _, name = group.partition(":")
    groups = view.sample.groups.get(model, {}).get(GROUPINGS[0] if group == "all" else by, {})
    chosen = [one for key, one in groups.items() if group == "all" or key == name]
    total, people = np.zeros(view.sample.replications), np.zeros(view.sample.replications)
    for one in chosen:
        total += one["burden"] * one["residents"]
        people += one["residents"]
    return np.divide(total, people, out=np.full_like(total, np.nan), where=people > 0.0)


def flows(view: View) -> Section:
    """Residents moving between lines of support: one heat table per model."""
    states = list(view.document["flow_states"])
    blocks: list[Block] = [Paragraph(view.text("flows.intro"))]
    per = 1000.0 * _WEEKS_PER_YEAR / (view.document["citizens"] * view.document["weeks"])
    scaled = {m: np.array(view.document["flows"][m]) * per for m in view.document["flows"]}
    most = max((float(matrix.max()) for matrix in scaled.values()), default=0.0)
    names = [view.text.name("states", s) for s in states]
    for model, matrix in scaled.items():
        rows = [
            [names[i], *(_flow(view, i, j, matrix[i, j]) for j in range(len(states)))]
            for i in range(len(states))
        ]
        shades = [
            [_shade(matrix[i, j], most) for j in range(len(states))] for i in range(len(states))
        ]
        caption = view.text("flows.table", model=view.model(model))
        blocks.append(Table(caption, [view.text("columns.from_to"), *names], rows, shades=shades))
    return Section("flows", view.text("headings.flows"), blocks)


def _flow(view: View, i: int, j: int, value: float) -> str:
    """A flow to one decimal: more would be false precision for so small a number."""
    if i == j:
        return ""
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
    weeks = len(found[0][2])
    starts = range(0, weeks, paths.BLOCK)
    rows = [
        [f"{paths.series_name(view, s)}, {view.model(m)}"]
        + [view.num.plain(float(np.nanmean(mean[a : a + paths.BLOCK]))) for a in starts]
        for s, m, mean in found
    ]
    head = [view.text("columns.series")]
    head += [
        view.text("columns.weeks_of", first=a, last=min(a + paths.BLOCK, weeks) - 1) for a in starts
    ]
    return Table(view.text("paths.table"), head, rows)
