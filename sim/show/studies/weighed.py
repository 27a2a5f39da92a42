"""Which choice is safe: models weighed over everything that is not known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.show.numbers import NOTHING
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.plane import QUADRANTS, Plane, planes
from sim.show.reading import split
from sim.show.studies.words import Document, Words
from sim.show.svg import canvas, look, number_ticks, title_panels, to_svg


def robust(document: Document, lang: str) -> list[Section]:
    """Who is first, how much of it is luck, then every way to weigh a choice, by outcome."""
    words = Words(document, lang)
    text = words.text
    tables: list[Block] = [Paragraph(text("study.robust_read"))]
    tables += [_metrics(words, name) for name, item in document["outcomes"].items()
               if item["metrics"]]  # fmt: skip
    found = [Section("answer", text("headings.answer"), list(_answer(words))),
             Section("plane", text("study.plane"), list(_plane(words))),
             Section("metrics", text("study.robust"), tables)]  # fmt: skip
    if document["enough"]:
        found.append(Section("enough", text("study.enough"), [_enough(words)]))
    found.append(Section("possible", text("study.possible"), list(_possible(words))))
    return [*found, words.closing()]


def _answer(words: Words) -> Iterator[Block]:
    """Of every outcome the model that most ways to weigh put first, and whether they agree."""
    text, num = words.text, words.num
    yield Paragraph(text("study.safest_read"))
    head = [text(f"study.{key}") for key in ("outcome", "first_in", "ways", "best_in", "agree")]
    rows = []
    for name, item in words.document["outcomes"].items():
        if not item["ranks"]:
            continue
        if all(len(set(ranks.values())) == 1 for ranks in item["ranks"].values()):
            rows.append((words.outcome(name), text("study.tie"), NOTHING, NOTHING, NOTHING))
            continue
        first = [min(ranks, key=lambda model: ranks[model]) for ranks in item["ranks"].values()]
        best = max(sorted(set(first)), key=first.count)
        counted = text("study.count_of", count=first.count(best), of=len(first))
        rows.append((words.outcome(name), words.model(best), counted,
                     num.percent(item["best"][best]), num.fixed(item["agreement"], 2)))  # fmt: skip
    yield Table(text("study.safest"), head, rows, frozenset({1}))
    yield from _luck(words)


def _luck(words: Words) -> Iterator[Block]:
    """How much of what is weighed is luck."""
    text, luck = words.text, words.document["luck"]
    if all(share is None for pairs in luck.values() for share in pairs.values()):
        yield Paragraph(text("study.luck_unknown"))
        return
    yield Paragraph(text("study.luck_read"))
    head = [text("study.outcome"), *(words.pair(pair) for pair in next(iter(luck.values())))]
    rows = [
        (words.outcome(name), *(words.num.percent(share) for share in pairs.values()))
        for name, pairs in luck.items()
    ]
    yield Table(text("study.luck_table"), head, rows)


def _plane(words: Words) -> Iterator[Block]:
    """Differences in need and cost that go together, and how often each is less."""
    text, found = words.text, words.document["plane"]
    models, pairs = words.document["models"], found["pairs"]
    head = [text("study.pair"), *(text(f"quadrants.{key}") for key in QUADRANTS)]
    rows = [
        (words.pair(pair), *(words.num.percent(item["shares"].get(key)) for key in QUADRANTS))
        for pair, item in pairs.items()
    ]
    drawn = []
    for pair, item in pairs.items():
        burden, cost = np.array(item["points"]).reshape(-1, 2).T
        drawn.append(Plane(pair, burden, cost, models.index(split(pair)[0]), words.pair(pair)))
    across = words.outcome(found["outcomes"][0])
    most = max(len(plane.burden) for plane in drawn)
    svg = planes(drawn, across, text("study.plane_text"), text, words.num, most)
    yield Paragraph(text("study.plane_read"))
    table = Table(text("study.plane_table"), head, rows)
    yield Chart(svg, text("figures.plane_title"), table)


def _metrics(words: Words, name: str) -> Table:
    item, text = words.document["outcomes"][name], words.text
    scale = words.scale(name)
    models = words.document["models"]
    head = [text("study.metric"), *(words.model(model) for model in models)]
    rows = [
        (text(f"study.{metric}"),
         *(f"{words.num.plain(scale * values[m])} ({words.num.exact(item['ranks'][metric][m])})"
           for m in models))
        for metric, values in item["metrics"].items()
    ]  # fmt: skip
    rows.append((text("study.best_in"), *(words.num.percent(item["best"][m]) for m in models)))
    return Table(words.named(name), head, rows, folded=True)


def _enough(words: Words) -> Table:
    text, found = words.text, words.document["enough"]
    head = [text("study.model_name"), text("study.share"),
            text("study.range")]  # fmt: skip
    rows = [
        (words.model(model), words.num.percent(item["share"]),
         words.num.interval(100.0 * item["low"], 100.0 * item["high"]))
        for model, item in found.items()
    ]  # fmt: skip
    caption = text("study.enough_table", statements=" & ".join(words.document["statements"]))
    return Table(caption, head, rows)


def _possible(words: Words) -> Iterator[Block]:
    text = words.text
    yield Paragraph(text("study.possible_read"))
    models = words.document["possible"]
    quantiles = ("q0", "q5", "q50", "q95", "q100")
    cloud = words.document["cloud"]["outcomes"]
    if all(name in next(iter(models.values())) for name in cloud):
        head = [text("study.model_name"), *(f"{words.outcome(name)}, {text(f'study.{q}')}"
                                            for name in cloud for q in ("q5", "q95"))]  # fmt: skip
        rows = [
            (words.model(model), *(words.num.plain(_times(outcomes[name][q], words.scale(name)))
                                   for name in cloud for q in ("q5", "q95")))
            for model, outcomes in models.items()
        ]  # fmt: skip
        caption = text("study.cloud")
        yield Chart(_cloud(words), caption, Table(caption, head, rows))
    for model, outcomes in models.items():
        head = [text("study.outcome"), *(text(f"study.{q}") for q in quantiles)]
        rows = [
            (words.named(name), *(words.num.plain(_times(item[q], words.scale(name)))
                                  for q in quantiles))
            for name, item in outcomes.items()
        ]  # fmt: skip
        yield Table(words.model(model), head, rows, folded=True)


def _cloud(words: Words) -> str:
    """Unmet need against cost, a panel per model on the same axes: what lies within reach."""
    found = words.document["cloud"]
    x, y = found["outcomes"]
    models = list(found["points"])
    with canvas("cloud", 2.4 * len(models), len(models)) as (figure, axes):
        every = [point for points in found["points"].values() for point in points]
        for position, (ax, model) in enumerate(zip(axes, models, strict=True)):
            style, own = look(position), found["points"][model]
            ax.plot([p[0] for p in every], [p[1] for p in every], ".", color="#d9d9d9", ms=3)
            ax.plot([p[0] for p in own], [p[1] for p in own], style.marker, color=style.colour,
                    ms=4, mec="white", mew=0.3)  # fmt: skip
            ax.set_ylabel(words.outcome(y))
            number_ticks(ax.xaxis, words.num)
            number_ticks(ax.yaxis, words.num)
        axes[-1].set_xlabel(words.outcome(x))
        title_panels(figure, [words.model(model) for model in models])
        return to_svg(figure, "cloud", words.text("study.cloud"), words.text("study.cloud_text"))


def _times(value: float | None, scale: float) -> float | None:
    return None if value is None else scale * value
