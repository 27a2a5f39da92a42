"""The page of a safe choice: models weighed over everything that is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sim.documents.points import Robust, Weighed
from sim.foundation.units import F8
from sim.show.colours import PAPER, SAME
from sim.show.numbers import NOTHING
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.plane import QUADRANTS, Plane, planes
from sim.show.reader import scaled, split
from sim.show.studies.words import Document, Words
from sim.show.svg import canvas, look

QUANTILES = ("q0", "q5", "q50", "q95", "q100")
OF_CLOUD = ("q5", "q95")

Own = Words[Robust]


def robust(document: Document, lang: str) -> list[Section]:
    """The first model and the part of chance, then every way to weigh a choice, by outcome."""
    words = Words(Robust, document, lang)
    text, found = words.text, words.document
    metrics: list[Block] = [Paragraph(text("study.robust_read"))]
    metrics += [_metrics(words, name, o) for name, o in found.outcomes.items() if o.metrics]
    sections = [
        words.answer(list(_answer(words))),
        Section("plane", text("study.plane"), list(_plane(words))),
        Section("metrics", text("study.robust"), metrics),
    ]
    if found.enough:
        sections.append(Section("enough", text("study.enough"), [_enough(words)]))
    sections.append(Section("possible", text("study.possible"), list(_possible(words))))
    return [*sections, words.closing()]


def _answer(words: Own) -> Iterator[Block]:
    """Of every outcome the model that most ways to weigh put first, and their agreement."""
    yield Paragraph(words.text("study.safest_read"))
    head = words.heads("study", "outcome", "first_in", "ways", "best_in", "agree")
    outcomes = words.document.outcomes.items()
    rows = [(words.label(name), *_safest(words, item)) for name, item in outcomes if item.ranks]
    yield Table(words.text("study.safest"), head, rows, frozenset({1}))
    yield from _luck(words)


def _safest(words: Own, item: Weighed) -> tuple[str, ...]:
    """The model that is first in most ways, in how many, how often best, and the agreement."""
    if all(len(set(ranks.values())) == 1 for ranks in item.ranks.values()):
        return words.text("study.tie"), NOTHING, NOTHING, NOTHING
    first = [min(ranks, key=lambda model: ranks[model]) for ranks in item.ranks.values()]
    best = max(sorted(set(first)), key=first.count)
    counted = words.text("study.count_of", count=first.count(best), of=len(first))
    share, agreement = words.num.percent(item.best[best]), words.num.fixed(item.agreement, 2)
    return words.model(best), counted, share, agreement


def _luck(words: Own) -> Iterator[Block]:
    """The share of chance in all that is weighed."""
    text, luck = words.text, words.document.luck
    if all(share is None for pairs in luck.values() for share in pairs.values()):
        yield Paragraph(text("study.luck_unknown"))
        return
    yield Paragraph(text("study.luck_read"))
    head = [text("study.outcome"), *map(words.pair, next(iter(luck.values())))]
    rows = [
        (words.label(name), *map(words.num.percent, pairs.values())) for name, pairs in luck.items()
    ]
    yield Table(text("study.luck_table"), head, rows)


def _plane(words: Own) -> Iterator[Block]:
    """Differences in need and cost that go together, and how often each is less."""
    text, found = words.text, words.document.plane
    rows, drawn = [], []
    for pair, item in found.pairs.items():
        name, position = words.pair(pair), words.document.models.index(split(pair)[0])
        rows.append((name, *(words.num.percent(item.shares.get(key)) for key in QUADRANTS)))
        burden, cost = _columns(item.points)
        drawn.append(Plane(pair, burden, cost, position, name))
    head = [text("study.pair"), *words.heads("quadrants", *QUADRANTS)]
    svg = planes(words, drawn, words.label(found.outcomes[0]), text("study.plane_text"))
    yield Paragraph(text("study.plane_read"))
    table = Table(text("study.plane_table"), head, rows)
    yield Chart(svg, text("figures.plane_title"), table)


def _metrics(words: Own, name: str, item: Weighed) -> Table:
    """A row per way to weigh: its number for every model, with the rank."""
    text, num, scale = words.text, words.num, words.scale(name)
    models = words.document.models
    rows = []
    for metric, values in item.metrics.items():
        ranks = item.ranks[metric]
        cells = (f"{num.plain(scale * values[m])} ({num.exact(ranks[m])})" for m in models)
        rows.append((text(f"study.{metric}"), *cells))
    rows.append((text("study.best_in"), *(num.percent(item.best[m]) for m in models)))
    head = [text("study.metric"), *map(words.model, models)]
    return Table(words.named(name), head, rows, folded=True)


def _enough(words: Own) -> Table:
    found, num = words.document, words.num
    rows = [
        (words.model(model), num.percent(item.share), num.percents(item.low, item.high))
        for model, item in found.enough.items()
    ]
    caption = words.text("study.enough_table", statements=" & ".join(found.statements))
    return Table(caption, words.heads("study", "model_name", "share", "range"), rows)


def _possible(words: Own) -> Iterator[Block]:
    """Levels within reach: of need and cost together, then of every outcome by model."""
    models = words.document.possible
    cloud, quantiles = words.document.cloud.outcomes, words.heads("study", *QUANTILES)
    yield Paragraph(words.text("study.possible_read"))
    if all(name in next(iter(models.values())) for name in cloud):
        ends = words.heads("study", *OF_CLOUD)
        head = [f"{words.label(name)}, {end}" for name in cloud for end in ends]
        rows = [
            (words.model(model), *(c for n in cloud for c in _quantiles(words, n, o[n], *OF_CLOUD)))
            for model, o in models.items()
        ]
        caption = words.text("study.cloud")
        table = Table(caption, [words.text("study.model_name"), *head], rows)
        yield Chart(_cloud(words), caption, table)
    for model, outcomes in models.items():
        rows = [
            (words.named(name), *_quantiles(words, name, item, *QUANTILES))
            for name, item in outcomes.items()
        ]
        head = [words.text("study.outcome"), *quantiles]
        yield Table(words.model(model), head, rows, folded=True)


def _quantiles(
    words: Own, name: str, item: Mapping[str, float | None], *keys: str
) -> Iterator[str]:
    return (words.num.plain(scaled(item[key], words.scale(name))) for key in keys)


def _cloud(words: Own) -> str:
    """Unmet need against cost, a panel per model on the same axes: all that lies within reach."""
    found = words.document.cloud
    models, (across, up) = list(found.points), map(words.named, found.outcomes)
    with canvas("cloud", words.num, 2.4 * len(models), len(models)) as drawn:
        every = _columns([point for points in found.points.values() for point in points])
        for position, (ax, model) in enumerate(zip(drawn.axes, models, strict=True)):
            style, own = look(position), _columns(found.points[model])
            ax.plot(*every, ".", color=SAME, ms=3)
            ax.plot(*own, style.marker, color=style.colour, ms=4, mec=PAPER, mew=0.3)
        drawn.along(across, up)
        drawn.numbers("x", "y")
        return drawn.svg(
            *words.heads("study", "cloud", "cloud_text"), panels=[*map(words.model, models)]
        )


def _columns(points: Sequence[Sequence[float]]) -> F8:
    """Points of two numbers as [2, points]."""
    return np.array(points, dtype=np.float64).reshape(-1, 2).T
