"""Which choice is safe, which conclusions survive, where models break even, what is best."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from sim.show.outcomes_shown import BURDEN, COST
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import INK, canvas, columns_for, look, number_ticks, title_panels, to_svg

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
    for model, outcomes in models.items():
        head = [text("study.outcome"), *(text(f"study.{q}") for q in quantiles)]
        rows = [
            (words.named(name), *(words.num.plain(_times(item[q], words.scale(name)))
                                  for q in quantiles))
            for name, item in outcomes.items()
        ]  # fmt: skip
        yield Table(words.model(model), head, rows)


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


def curves(document: Document, lang: str) -> list[Section]:
    """Outcomes along every input, and where models break even."""
    words = Words(document, lang)
    found = [
        Section(f"along-{number}", words.input(name), list(_curve(words, name, item)))
        for number, (name, item) in enumerate(document["inputs"].items())
    ]
    return [*found, words.closing()]


def _curve(words: Words, name: str, item: Mapping[str, Any]) -> Iterator[Block]:
    """Differences first, with the same luck on both sides; then the levels themselves."""
    text = words.text
    yield _break_even(words, item)
    for part, name_of, key in (
        ("differences", words.pair, "difference_curve"), ("outcomes", words.model, "curve"),
    ):  # fmt: skip
        lines = {name_of(one): levels for one, levels in item[part].items()}
        for outcome in (BURDEN, COST):
            if outcome not in next(iter(lines.values())):
                continue
            head = [words.input(name), *lines]
            rows = [
                (words.value(value), *(words.both(outcome, levels[outcome][number])
                                       for levels in lines.values()))
                for number, value in enumerate(item["values"])
            ]  # fmt: skip
            caption = text(f"study.{key}", outcome=words.named(outcome), input=words.input(name))
            drawn = _lines(words, name, item["values"], lines, outcome, caption)
            yield Chart(drawn, caption, Table(caption, head, rows))


def _break_even(words: Words, item: Mapping[str, Any]) -> Table:
    text = words.text
    head = [text("study.pair"), text("study.outcome"), text("study.break_even"),
            text("study.range"), text("study.crosses")]  # fmt: skip
    rows = []
    for pair, outcomes in item["break_even"].items():
        for name, found in outcomes.items():
            if found["at"] is None and not found["crosses"]:
                continue
            ends = (found["low_value"], found["high_value"])
            told = (_maybe(words, found["at_value"]), _maybe_range(words, ends))
            crosses = words.num.percent(found["crosses"])
            rows.append((words.pair(pair), words.outcome(name), *told, crosses))
    caption = text("study.break_even_table" if rows else "study.no_break_even")
    return Table(caption, head, rows, frozenset({1}))


def _maybe(words: Words, value: Any) -> str:
    return words.num.plain(None) if value is None else words.value(value)


def _maybe_range(words: Words, ends: tuple[Any, Any]) -> str:
    if None in ends:
        return words.num.plain(None)
    return words.text("study.between", low=words.value(ends[0]), high=words.value(ends[1]))


def _lines(
    words: Words,
    name: str,
    values: list[Any],
    lines: Mapping[str, Mapping[str, Any]],
    outcome: str,
    title: str,
) -> str:
    """A line and a band for every model, or for every pair of them."""
    scale = words.scale(outcome)
    numbers = all(isinstance(value, (int, float)) for value in values)
    at = values if numbers else list(range(len(values)))
    own = f"curve-{outcome}-{name.replace('.', '-').replace('*', 'all')}-{len(title)}"
    with canvas(own, 2.9) as (figure, axes):
        ax = axes[0]
        for position, (label, levels) in enumerate(lines.items()):
            style, found = look(position), levels[outcome]
            means = [math.nan if f["mean"] is None else scale * f["mean"] for f in found]
            ends = [words.ends(outcome, f) for f in found]
            if all(low is not None and high is not None for low, high in ends):
                lows = [float(low or 0.0) for low, _ in ends]
                highs = [float(high or 0.0) for _, high in ends]
                ax.fill_between(at, lows, highs, color=style.colour, alpha=0.13, lw=0)
            ax.plot(at, means, color=style.colour, ls=style.dash, marker=style.marker, ms=4,
                    lw=1.7, label=label)  # fmt: skip
        ax.set_xlabel(words.input(name))
        number_ticks(ax.xaxis, words.num)
        number_ticks(ax.yaxis, words.num)
        figure.legend(loc="outside upper left", ncols=columns_for(list(lines)))
        title_panels(figure, [title])
        return to_svg(figure, own, title, words.text("study.curve_text"))


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
