"""Which choice is safe, which conclusions survive, what is best together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import INK, canvas, look, number_ticks, title_panels, to_svg

SIGNS = {"lower": "\N{MINUS SIGN}", "higher": "+", "unclear": "·"}


def robust(document: Document, lang: str) -> list[Section]:
    """Every way to weigh a choice, by outcome."""
    words = Words(document, lang)
    text = words.text
    tables: list[Block] = [Paragraph(text("study.robust_read"))]
    tables += [_metrics(words, name) for name, item in document["outcomes"].items()
               if item["metrics"]]  # fmt: skip
    found = [Section("answer", text("headings.answer"), list(_safest(words))),
             Section("metrics", text("study.robust"), tables)]  # fmt: skip
    if document["enough"]:
        found.append(Section("enough", text("study.enough"), [_enough(words)]))
    found.append(Section("possible", text("study.possible"), list(_possible(words))))
    return [*found, words.closing()]


def _safest(words: Words) -> Iterator[Block]:
    """Of every outcome the model that most ways to weigh put first, and whether they agree."""
    text = words.text
    for name, item in words.document["outcomes"].items():
        if not item["ranks"]:
            continue
        if all(len(set(ranks.values())) == 1 for ranks in item["ranks"].values()):
            yield Paragraph(text("study.tie", outcome=words.named_first(name)))
            continue
        first = [min(ranks, key=lambda model: ranks[model]) for ranks in item["ranks"].values()]
        best = max(sorted(set(first)), key=first.count)
        yield Paragraph(
            text("study.safest", outcome=words.named_first(name), model=words.model(best),
                 count=first.count(best), of=len(first),
                 share=words.num.percent(item["best"][best]),
                 agreement=words.num.plain(item["agreement"]))
        )  # fmt: skip


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
    return Table(words.named(name), head, rows)


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
        yield Table(words.model(model), head, rows)


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


def structures(document: Document, lang: str) -> list[Section]:
    """What survives, then every conclusion under every structure."""
    words = Words(document, lang)
    text = words.text
    found = [Section("answer", text("headings.answer"), list(_survives(words)))]
    for pair, outcomes in document["conclusions"].items():
        found.append(Section(f"of-{pair.replace('+', '-')}", words.pair(pair),
                             [_conclusions(words, outcomes)]))  # fmt: skip
    return [*found, words.closing()]


def _survives(words: Words) -> Iterator[Block]:
    text, conclusions = words.text, words.document["conclusions"]
    yield Paragraph(text("study.structures_read", count=len(words.document["structures"])))
    head = [text("study.outcome"), *(words.pair(pair) for pair in conclusions)]
    names = next(iter(conclusions.values()))
    rows = [
        (words.outcome(name),
         *(_verdict(words, conclusions[pair][name]) for pair in conclusions))
        for name in names
    ]  # fmt: skip
    yield Table(text("study.survives"), head, rows, frozenset(range(1, len(head))))


def _verdict(words: Words, item: Mapping[str, Any]) -> str:
    signs = [one["sign"] for one in item["structures"]]
    counts = {sign: signs.count(sign) for sign in SIGNS}
    return words.text(f"study.survives_{item['survives']}", **counts)


def _conclusions(words: Words, outcomes: Mapping[str, Any]) -> Table:
    """A row per structure, a sign per outcome."""
    text = words.text
    head = [text("study.structure"), *(words.outcome(name) for name in outcomes)]
    rows = []
    for number, structure in enumerate(words.document["structures"]):
        name = ", ".join((
            words.input(structure["hypothesis"]), text(f"study.{structure['regime']}"),
            text(f"means_short.{structure['means']}"),
        ))  # fmt: skip
        signs = (SIGNS[item["structures"][number]["sign"]] for item in outcomes.values())
        rows.append((name, *signs))
    return Table(text("study.signs"), head, rows)


def search(document: Document, lang: str) -> list[Section]:
    """The front, and the levers of every choice on it."""
    words = Words(document, lang)
    text = words.text
    goals = list(document["objectives"])
    head = [text("study.choice"), *(words.named(name) for name in goals)]
    rows = [
        (str(number), *(words.both(name, item["outcomes"][name]) for name in goals))
        for number, item in enumerate(document["front"], start=1)
    ]
    keys = list(document["front"][0]["set"]) if document["front"] else []
    levers = Table(
        text("study.front_levers"),
        [text("study.lever"), *(str(n) for n in range(1, len(document["front"]) + 1))],
        [(words.input(key), *(words.value(item["set"][key]) for item in document["front"]))
         for key in keys],
    )  # fmt: skip
    blocks: list[Block] = [
        Paragraph(text("study.search_read", model=words.model(document["model"]))),
        Table(text("study.front"), head, rows),
        levers,
    ]
    if len(goals) > 1:
        blocks.insert(1, Chart(_front(words, goals[:2]), text("study.front"), levers))
    return [Section("answer", text("headings.answer"), blocks), words.closing()]


def _front(words: Words, goals: list[str]) -> str:
    x, y = goals
    with canvas("front", 3.0) as (figure, axes):
        ax = axes[0]
        for number, item in enumerate(words.document["front"], start=1):
            at = [words.scale(n) * (item["outcomes"][n]["mean"] or 0.0) for n in (x, y)]
            ax.plot(*at, "o", color=INK, ms=5)
            ax.annotate(str(number), (at[0], at[1]), xytext=(4, 3), textcoords="offset points",
                        fontsize=8.0)  # fmt: skip
        ax.set_xlabel(words.named(x))
        ax.set_ylabel(words.named(y))
        number_ticks(ax.xaxis, words.num)
        number_ticks(ax.yaxis, words.num)
        return to_svg(figure, "front", words.text("study.front"), words.text("study.front_text"))
