"""The page of a sweep: the differences at every point, and the main outcomes over all points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.documents.studies import Ends, Sweep, SweptPoint
from sim.inputs.parameters.parameter import Value
from sim.show.figures import better_mark
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.reader import scaled, split
from sim.show.studies.words import Document, Words
from sim.show.svg import canvas, look, zero_line

SHOWN = (BURDEN, COST)  # outcomes of every point

Own = Words[Sweep]


def sections(document: Document, lang: str) -> list[Section]:
    """The grid, then differences and outcomes under every model, with their spread over points."""
    words = Words(Sweep, document, lang)
    text, found = words.text, words.document
    inputs = ", ".join(words.input(name) for name in found.inputs)
    size = text("study.swept", points=found.points, runs=found.runs, inputs=inputs)
    title = getattr(found.title, lang) if found.title else ""
    blocks: list[Block] = [Paragraph(title, strong=True)] if title else []
    blocks += [Paragraph(size), *_grid(words)]
    head = [text("study.outcome"), text("figures.mean"), text("study.runs_range")]
    parts = [(words.pair(pair), some, True) for pair, some in found.differences.items()]
    parts += [(words.model(model), some, False) for model, some in found.outcomes.items()]
    if found.grid:
        blocks.append(Paragraph(text("study.over_points")))
    for caption, outcomes, sign in parts:
        rows = []
        for name, item in outcomes.items():
            mean, *ends = words.amount(name, item)
            shown = words.num.within(mean, *ends, sign=sign)
            rows.append((words.named(name), shown, words.num.interval(*ends, sign=sign)))
        blocks.append(Table(caption, head, rows))
    return [words.answer(blocks), words.closing()]


def _grid(words: Own) -> Iterator[Block]:
    """The differences in unmet need and cost at every point: a chart along the only input."""
    grid = words.document.grid
    if not grid:
        return
    yield Paragraph(words.text("study.grid_read"))
    for outcome in SHOWN:
        if any(outcome in found for found in grid[0].differences.values()):
            table = _table(words, outcome)
            along = _along(words)
            yield Chart(_chart(words, outcome, along), table.caption, table) if along else table


def _table(words: Own, outcome: str) -> Table:
    """A row per point, a column per pair: the middle run with the ends of all."""
    grid, pairs = words.document.grid, list(words.document.grid[0].differences)
    rows = [
        (
            _stands(words, point),
            *(_cell(words, outcome, point.differences[pair].get(outcome)) for pair in pairs),
        )
        for point in grid
    ]
    head = [words.text("study.point"), *map(words.pair, pairs)]
    return Table(words.text("study.grid_table", outcome=words.named(outcome)), head, rows)


def _cell(words: Own, outcome: str, found: Ends | None) -> str:
    if found is None:
        return words.num.plain(None)
    return words.num.ranged(*_scaled(words, outcome, found), sign=True)


def _scaled(words: Own, outcome: str, found: Ends) -> list[float | None]:
    """The middle run and the ends, in the unit in which the outcome is shown."""
    scale = words.scale(outcome)
    return [scaled(value, scale) for value in (found.middle, found.least, found.most)]


def _stands(words: Own, point: SweptPoint) -> str:
    """The place of a point: every value that moves, and the scenario and place where these do."""
    grid = words.document.grid
    said = [f"{words.input(key)} {words.at(value)}" for key, value in point.set.items()]
    for name in ("scenario", "place"):
        if len({getattr(one, name) for one in grid}) > 1:
            said.append(getattr(point, name))
    return ", ".join(said) or words.text("study.as_stated")


def _along(words: Own) -> list[float]:
    """Places along the only input; empty where there is not one that is a number."""
    grid = words.document.grid
    found: list[Sequence[Value]] = [list(point.set.values()) for point in grid]
    one_place = len({(point.scenario, point.place) for point in grid}) == 1
    if not one_place or any(len(set(values)) != 1 for values in found):
        return []
    if len({tuple(point.set) for point in grid}) > 1:
        return []
    values = [some[0] for some in found]
    return [] if any(isinstance(v, (str, bool)) for v in values) else [float(v) for v in values]


def _chart(words: Own, outcome: str, along: Sequence[float]) -> str:
    """A panel per pair: at every point of the grid all runs, and the middle one."""
    grid = words.document.grid
    pairs = list(grid[0].differences)
    with canvas(f"grid-{outcome}", words.num, 1.9 * len(pairs) + 0.4, len(pairs)) as drawn:
        for ax, pair in zip(drawn.axes, pairs, strict=True):
            style = look(words.document.models.index(split(pair)[0]))
            middles = []
            for x, point in zip(along, grid, strict=True):
                middle, least, most = _scaled(words, outcome, point.differences[pair][outcome])
                middles.append(float("nan") if middle is None else middle)
                if least is not None and most is not None:
                    ax.plot([x, x], [least, most], color=style.colour, lw=2.5, alpha=0.35)
            (line,) = ax.plot(along, middles, style.marker, ls=style.dash, lw=1.0, ms=5)
            line.set_color(style.colour)
            zero_line(ax, "y")
            ax.margins(x=0.06)
        drawn.numbers("x", "y")
        (key,) = {next(iter(point.set)) for point in grid}
        axis = next((one for one in words.inputs.values() if key in one.keys), None)
        unit = words.parameter_unit(axis.unit) if axis else ""
        drawn.axes[-1].set_xlabel(words.input(key) + (f" ({unit})" if unit else ""))
        mark = better_mark(words, outcome)
        panels = [f"{words.pair(pair)}\n({words.unit(outcome)}){mark}" for pair in pairs]
        title = words.text("study.grid_table", outcome=words.named(outcome))
        return drawn.svg(title, words.text("study.grid_text"), panels=panels)
