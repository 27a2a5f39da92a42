"""Moves of residents between lines of support: a chart of the main ones, a table per model."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations

import numpy as np

from sim.foundation.units import F8, WEEKS_PER_YEAR
from sim.show.colours import INK, SAME
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.reading import View
from sim.show.svg import canvas, columns_for, look

MOST = 12  # pairs of lines that are drawn
_SHADES = 5
_SMALL_FLOW = 0.05


def flows(view: View) -> Section:
    """Residents moving between lines of support: the main moves of all models beside each other,
    and a closed heat table per model."""
    document = view.document
    per = 1000.0 * WEEKS_PER_YEAR / (document.citizens * document.weeks)
    scaled = {m: per * np.array(flows) for m, flows in document.flows.items()}
    blocks: list[Block] = [Paragraph(view.text("flows.intro"))]
    if scaled:
        table = _both_ways(view, scaled)
        title = view.text("figures.moves_title")
        blocks.append(Chart(moves(view, scaled), title, table))
    blocks += _tables(view, scaled)
    return Section("flows", view.text("headings.flows"), blocks)


def main_moves(scaled: Mapping[str, F8]) -> list[tuple[int, int]]:
    """Pairs of lines with the most moves either way under any model, the largest first."""
    most = np.max([matrix + matrix.T for matrix in scaled.values()], axis=0)
    both = combinations(range(len(most)), 2)
    known = [(a, b) for a, b in both if most[a, b] > 0.0]
    return sorted(known, key=lambda pair: -most[pair])[:MOST]


def moves(view: View, scaled: Mapping[str, F8]) -> str:
    """A row per pair of lines: moves to the line on the right, and to the one on the left."""
    pairs, names = main_moves(scaled), _names(view)
    labels = [view.model(model) for model in scaled]
    with canvas("moves", view.num, 0.3 * len(pairs) + 1.1) as drawn:
        ax, rows = drawn.ax, np.arange(len(pairs))
        for position, (model, matrix) in enumerate(scaled.items()):
            style = look(view.models.index(model))
            at = rows + 0.22 * (position - 0.5 * (len(scaled) - 1))
            for sign, ends in ((1.0, pairs), (-1.0, [(b, a) for a, b in pairs])):
                found = [sign * matrix[end] for end in ends]
                (dots,) = ax.plot(found, at, style.marker, color=style.colour, ms=4.5)
                dots.set(clip_on=False, label=view.model(model) if sign > 0.0 else "")
        ax.axvline(0.0, color=INK, lw=0.8)
        ax.hlines(rows[1:] - 0.5, *ax.get_xlim(), color=SAME, lw=0.5)
        drawn.rows([names[a] for a, _ in pairs])
        for row, (_, b) in enumerate(pairs):
            ax.annotate(
                names[b], (1.02, row), xycoords=("axes fraction", "data"), va="center", fontsize=9.0
            )
        drawn.numbers("x", unsigned=True)
        ax.set_xlabel(view.text("figures.moves_axis"))
        drawn.figure.legend(loc="outside upper left", ncols=columns_for(labels))
        return drawn.svg(*view.heads("figures", "moves_title", "moves_text"))


def _names(view: View) -> list[str]:
    return [view.text.name("states", state) for state in view.document.flow_states]


def _both_ways(view: View, scaled: Mapping[str, F8]) -> Table:
    """The moves that are drawn, a row each."""
    names = _names(view)
    rows = [
        [
            f"{names[a]} \N{RIGHTWARDS ARROW} {names[b]}",
            *(_flow(view, m[a, b]) for m in scaled.values()),
        ]
        for pair in main_moves(scaled)
        for a, b in (pair, pair[::-1])
    ]
    head = [view.text("columns.move"), *(view.model(m) for m in scaled)]
    return Table(view.text("flows.main_table"), head, rows)


def _tables(view: View, scaled: Mapping[str, F8]) -> list[Block]:
    """Every move, a table per model."""
    most = max((float(matrix.max()) for matrix in scaled.values()), default=0.0)
    names = _names(view)
    head = [view.text("columns.from_to"), *names]
    blocks: list[Block] = []
    for model, matrix in scaled.items():
        rows = [
            [name, *("" if i == j else _flow(view, value) for j, value in enumerate(row))]
            for i, (name, row) in enumerate(zip(names, matrix, strict=True))
        ]
        shades = [[_shade(value, most) for value in row] for row in matrix]
        caption = view.text("flows.table", model=view.model(model))
        blocks.append(Table(caption, head, rows, shades=shades, folded=True))
    return blocks


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
