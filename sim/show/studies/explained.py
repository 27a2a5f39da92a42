"""What a difference is made of: a waterfall, three sentences, and the shares of groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.analysis.interval import sign
from sim.inputs.scenarios.answers import QUESTIONS
from sim.record.headlines import HEADLINES
from sim.show.labels import group_name
from sim.show.outcomes_shown import BURDEN, COST, PAYER_COSTS
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import (
    BETTER,
    FAINT,
    INK,
    WORSE,
    canvas,
    in_lines,
    number_ticks,
    title_panels,
    to_svg,
)

SHOWN = (BURDEN, COST)  # outcomes with a waterfall


def sections(document: Document, lang: str) -> list[Section]:
    """The answer first, then every outcome, payer, group, lever and way to compare means."""
    words = Words(document, lang)
    text = words.text
    found = [
        Section("answer", text("headings.answer"), list(_answer(words))),
        Section("shares", text("study.shares"), list(_shares(words))),
        Section("payers", text("headings.costs"), [_table(words, PAYER_COSTS.values(), "payers")]),
        Section("groups", text("study.groups"), list(_groups(words))),
        Section("interactions", text("study.interactions"), list(_interactions(words))),
    ]
    if beside := list(_beside(words)):
        found.append(Section("beside", text("study.beside"), beside))
    return [*found, words.closing()]


def _answer(words: Words) -> Iterator[Block]:
    """Three sentences: what differs, what carries it most, what works against it."""
    yield Paragraph(" ".join(sentences(words, BURDEN)), strong=True)
    yield Paragraph(" ".join(sentences(words, COST)))
    yield Paragraph(words.covers())
    for name in SHOWN:
        caption = words.text("study.waterfall", outcome=words.named(name))
        yield Chart(_waterfall(words, name), caption, _table(words, [name], "one", folded=True))


def sentences(words: Words, name: str) -> Iterator[str]:
    """A difference in three sentences."""
    document, text = words.document, words.text
    item = document["outcomes"][name]
    later, earlier = words.model(document["to"]), words.model(document["from"])
    key = "differs" if sign(item["difference"]) else "differs_unclear"
    yield text(f"study.{key}", later=later, earlier=earlier, outcome=words.named_first(name),
               amount=words.both(name, item["difference"]), unit=words.unit(name))  # fmt: skip
    if item["difference"]["mean"] is None:
        return
    shares = {q: item["shares"][q] for q in QUESTIONS}
    clear = [q for q in QUESTIONS if sign(shares[q])]
    if not clear:
        yield text("study.no_share")
        return
    way = 1.0 if item["difference"]["mean"] >= 0.0 else -1.0
    most = max(clear, key=lambda q: way * shares[q]["mean"])
    key = "carries" if way * shares[most]["mean"] > 0.0 else "against"
    yield text(f"study.{key}", question=text(f"questions.{most}"),
               amount=words.both(name, shares[most]))  # fmt: skip
    least = min(clear, key=lambda q: way * shares[q]["mean"])
    if least == most:
        yield text("study.only_share")
    elif way * shares[least]["mean"] < 0.0:
        yield text("study.against", question=text(f"questions.{least}"),
                   amount=words.both(name, shares[least]))  # fmt: skip
    else:
        yield text("study.none_against")


def _shares(words: Words) -> Iterator[Block]:
    yield Paragraph(words.text("study.shares_read"))
    yield _table(words, [n for n in HEADLINES if n in words.document["outcomes"]], "headlines")
    others = [n for n in words.document["outcomes"] if n not in HEADLINES]
    yield _table(words, others, "others", folded=True)


def _table(words: Words, names: Any, kind: str, folded: bool = False) -> Table:
    """A row per outcome: the difference and the five shares."""
    text, known = words.text, words.document["outcomes"]
    head = [text("study.outcome"), text("figures.difference"),
            *(text(f"questions.{q}") for q in QUESTIONS)]  # fmt: skip
    rows = [_row(words, words.named(name), name, known[name]) for name in names if name in known]
    return Table(text(f"study.table_{kind}"), head, rows, folded=folded)


def _row(words: Words, label: str, name: str, item: Document) -> tuple[str, ...]:
    return (
        label,
        words.both(name, item["difference"]),
        *(words.both(name, item["shares"][q]) for q in QUESTIONS),
    )


def _groups(words: Words) -> Iterator[Block]:
    """Unmet need of every group of residents."""
    text = words.text
    head = [text("study.group"), text("figures.difference"),
            *(text(f"questions.{q}") for q in QUESTIONS)]  # fmt: skip
    rows = [
        _row(words, group_name(text, group, words.document["areas"]), BURDEN, outcomes[BURDEN])
        for groups in words.document["groups"].values()
        for group, outcomes in groups.items()
        if BURDEN in outcomes
    ]
    yield Table(text("study.table_groups"), head, rows)


def _interactions(words: Words) -> Iterator[Block]:
    """What two answers do together that neither does alone."""
    text = words.text
    yield Paragraph(text("study.interactions_read"))
    for name in SHOWN:
        found = words.document["outcomes"][name]["interactions"]
        rows = [
            (" + ".join(text(f"questions.{q}") for q in item["questions"]), words.both(name, item))
            for item in found
        ]
        head = [text("study.questions"), text("study.interaction")]
        yield Table(words.named(name), head, rows)


def _beside(words: Words) -> Iterator[Block]:
    """Other ways to compare means, and every lever at its neutral value."""
    text, beside = words.text, words.document["beside"]
    if beside["means"]:
        own = {words.document["means"]: words.document["outcomes"]}
        head = [
            text("study.outcome"),
            *(text(f"means_short.{m}") for m in (*own, *beside["means"])),
        ]
        rows = [
            (words.named(name), *(words.both(name, mode[name]["difference"])
                                  for mode in (*own.values(), *beside["means"].values())))
            for name in HEADLINES if name in words.document["outcomes"]
        ]  # fmt: skip
        yield Table(text("study.table_means"), head, rows)
        if {"equal_hours", "as_reported"} <= beside["means"].keys() and all(
            row[-1] == row[-2] for row in rows
        ):
            yield Paragraph(text("study.means_same"))
    if beside["levers"]:
        head = [text("study.lever"), text("study.neutral"), *(words.named(name) for name in SHOWN)]
        rows = [
            (words.input(key), words.value(item[BURDEN]["neutral"]),
             *(words.both(name, item[name]["adds"]) for name in SHOWN))
            for key, item in beside["levers"].items() if BURDEN in item
        ]  # fmt: skip
        yield Paragraph(text("study.levers_read"))
        yield Table(text("study.table_levers"), head, rows)


def _waterfall(words: Words, name: str) -> str:
    """From nought to the difference, a step for every question."""
    document, text = words.document, words.text
    item, scale = document["outcomes"][name], words.scale(name)
    labels = [in_lines(text(f"questions.{q}")) for q in QUESTIONS] + [text("figures.difference")]
    with canvas(f"waterfall-{name}", 0.42 * len(labels) + 0.9) as (figure, axes):
        ax, at = axes[0], 0.0
        for row, question in enumerate(QUESTIONS):
            share = item["shares"][question]
            step = scale * (share["mean"] or 0.0)
            good = _good(name, step)
            ax.barh(row, step, left=at, height=0.6, color=good, edgecolor="white", linewidth=0.5)
            _whisker(ax, row, at, words.ends(name, share))
            ax.plot([at + step] * 2, [row + 0.3, row + 0.7], color=FAINT, lw=0.8)
            at += step
        last = len(labels) - 1
        ax.barh(last, at, height=0.6, color=INK)
        _whisker(ax, last, 0.0, words.ends(name, item["difference"]))
        ax.axvline(0.0, color=INK, lw=0.8, dashes=(3, 2), zorder=0)
        ax.set_yticks(range(len(labels)), labels)
        ax.set_ylim(len(labels) - 0.4, -0.6)
        number_ticks(ax.xaxis, words.num, most=4)
        title_panels(figure, [f"{words.outcome(name)}\n({words.unit(name)})"])
        title = text("study.waterfall", outcome=words.named(name))
        return to_svg(figure, f"waterfall-{name}", title, text("study.waterfall_text"))


def _good(name: str, step: float) -> str:
    """The colour of a step: better, worse, or neither."""
    from sim.record.outcomes import OUTCOMES

    better = OUTCOMES[name].better
    if better == "neither" or step == 0.0:
        return FAINT
    return BETTER if (step < 0.0) == (better == "lower") else WORSE


def _whisker(ax: Any, row: int, at: float, ends: tuple[float | None, float | None]) -> None:
    low, high = ends
    if low is not None and high is not None:
        ax.plot([at + low, at + high], [row, row], color=INK, lw=1.0, marker="|", ms=5)
