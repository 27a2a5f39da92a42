"""The page of an explanation: a waterfall, three sentences, and the shares of groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sim.analysis.interval import sign
from sim.documents.explain import Explain, Explained
from sim.documents.parts import Interval
from sim.inputs.scenarios.answers import QUESTIONS
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES
from sim.show.colours import BETTER, FAINT, INK, PAPER, WORSE
from sim.show.labels import group_name
from sim.show.outcomes_shown import BURDEN, COST, PAYER_COSTS
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import canvas, in_lines, whisker, zero_line

SHOWN = (BURDEN, COST)  # outcomes with a waterfall

Own = Words[Explain]


def sections(document: Document, lang: str) -> list[Section]:
    """The answer first, then every outcome, payer, group, lever and way to compare resources."""
    words = Words(Explain, document, lang)
    text = words.text
    found = [
        words.answer(list(_answer(words))),
        Section("shares", text("study.shares"), list(_shares(words))),
        Section("payers", text("headings.costs"), [_table(words, PAYER_COSTS.values(), "payers")]),
        Section("groups", text("study.groups"), [_groups(words)]),
        Section("interactions", text("study.interactions"), list(_interactions(words))),
    ]
    if beside := [*_means(words), *_levers(words)]:
        found.append(Section("beside", text("study.beside"), beside))
    return [*found, words.closing()]


def _answer(words: Own) -> Iterator[Block]:
    """Three sentences on either outcome, then their waterfalls."""
    yield Paragraph(" ".join(sentences(words, BURDEN)), strong=True)
    yield Paragraph(" ".join(sentences(words, COST)))
    yield Paragraph(words.covers())
    for name in SHOWN:
        caption = words.text("study.waterfall", outcome=words.named(name))
        yield Chart(_waterfall(words, name), caption, _table(words, [name], "one", folded=True))


def sentences(words: Own, name: str) -> Iterator[str]:
    """A difference in three sentences: its size, the largest share, and one against it."""
    document, text = words.document, words.text
    item = document.outcomes[name]
    places = {"later": words.model(document.to), "earlier": words.model(document.from_)}
    places |= {"outcome": words.named_first(name), "unit": words.unit(name)}
    key = "differs" if _sign(item.difference) else "differs_unclear"
    yield text(f"study.{key}", amount=words.both(name, item.difference), **places)
    if item.difference.mean is None:
        return
    way = 1.0 if item.difference.mean >= 0.0 else -1.0
    clear = {q: way * (one.mean or 0.0) for q, one in item.shares if _sign(one)}
    if not clear:
        yield text("study.no_share")
        return
    most, least = max(clear, key=clear.__getitem__), min(clear, key=clear.__getitem__)
    yield _share(words, name, most, "carries" if clear[most] > 0.0 else "against")
    if least == most:
        yield text("study.only_share")
    elif clear[least] < 0.0:
        yield _share(words, name, least, "against")
    else:
        yield text("study.none_against")


def _share(words: Own, name: str, question: str, key: str) -> str:
    """``carries`` or ``against`` of one question, with its share."""
    share = getattr(words.document.outcomes[name].shares, question)
    asked = words.text(f"questions.{question}")
    return words.text(f"study.{key}", question=asked, amount=words.both(name, share))


def _sign(found: Interval) -> int:
    return sign(found.model_dump())


def _shares(words: Own) -> Iterator[Block]:
    yield Paragraph(words.text("study.shares_read"))
    yield _table(words, HEADLINES, "headlines")
    others = [name for name in words.document.outcomes if name not in HEADLINES]
    yield _table(words, others, "others", folded=True)


def _head(words: Own, first: str) -> list[str]:
    """Of tables with a difference and the five shares."""
    differs, questions = words.text("figures.difference"), words.heads("questions", *QUESTIONS)
    return [words.text(f"study.{first}"), differs, *questions]


def _table(words: Own, names: Iterable[str], kind: str, folded: bool = False) -> Table:
    """A row per outcome: the difference and the five shares."""
    known = words.document.outcomes
    rows = [(words.named(n), *_row(words, n, known[n])) for n in names if n in known]
    head = _head(words, "outcome")
    return Table(words.text(f"study.table_{kind}"), head, rows, folded=folded)


def _row(words: Own, name: str, item: Explained) -> Iterator[str]:
    yield words.both(name, item.difference)
    yield from (words.both(name, share) for _, share in item.shares)


def _groups(words: Own) -> Table:
    """Unmet need of every group of residents."""
    areas = words.document.areas
    rows = [
        (group_name(words.text, group, areas), *_row(words, BURDEN, outcomes[BURDEN]))
        for groups in words.document.groups.values()
        for group, outcomes in groups.items()
        if BURDEN in outcomes
    ]
    return Table(words.text("study.table_groups"), _head(words, "group"), rows)


def _interactions(words: Own) -> Iterator[Block]:
    """The effect of two answers together beyond what each does alone."""
    yield Paragraph(words.text("study.interactions_read"))
    head = words.heads("study", "questions", "interaction")
    for name in SHOWN:
        rows = [
            (" + ".join(words.heads("questions", *item.questions)), words.both(name, item))
            for item in words.document.outcomes[name].interactions
        ]
        yield Table(words.named(name), head, rows)


def _means(words: Own) -> Iterator[Block]:
    """The difference by every way to compare resources."""
    document, beside = words.document, words.document.beside.means
    if not beside:
        return
    rows = [
        (
            words.named(name),
            words.both(name, document.outcomes[name].difference),
            *(words.both(name, mode[name].difference) for mode in beside.values()),
        )
        for name in HEADLINES
        if name in document.outcomes
    ]
    modes = words.heads("means_short", document.means, *beside)
    yield Table(words.text("study.table_means"), [words.text("study.outcome"), *modes], rows)
    if {"equal_hours", "as_reported"} <= beside.keys() and all(r[-1] == r[-2] for r in rows):
        yield Paragraph(words.text("study.means_same"))


def _levers(words: Own) -> Iterator[Block]:
    """The part of every lever in the difference: as it is, less at its neutral value."""
    levers = words.document.beside.levers
    if not levers:
        return
    rows = [
        (
            words.input(key),
            words.at(item[BURDEN].neutral),
            *(words.both(name, item[name].adds) for name in SHOWN),
        )
        for key, item in levers.items()
        if BURDEN in item
    ]
    head = [*words.heads("study", "lever", "neutral"), *map(words.named, SHOWN)]
    yield Paragraph(words.text("study.levers_read"))
    yield Table(words.text("study.table_levers"), head, rows)


def _waterfall(words: Own, name: str) -> str:
    """From nought to the difference, a step for every question."""
    item, text = words.document.outcomes[name], words.text
    labels = [*words.heads("questions", *QUESTIONS), text("figures.difference")]
    last = len(labels) - 1
    with canvas(f"waterfall-{name}", words.num, 0.42 * len(labels) + 0.9) as drawn:
        ax, at = drawn.ax, 0.0
        for row, (_, share) in enumerate(item.shares):
            mean, low, high = words.amount(name, share)
            step = mean or 0.0
            bar: dict[str, Any] = {"height": 0.6, "edgecolor": PAPER, "linewidth": 0.5}
            ax.barh(row, step, left=at, color=_colour(name, step), **bar)
            if low is not None and high is not None:
                whisker(ax, row, at + low, at + high, ms=5)
            ax.plot([at + step] * 2, [row + 0.3, row + 0.7], color=FAINT, lw=0.8)
            at += step
        ax.barh(last, at, height=0.6, color=INK)
        _, low, high = words.amount(name, item.difference)
        whisker(ax, last, low, high, ms=5)
        zero_line(ax, "x")
        drawn.rows([*map(in_lines, labels[:-1]), labels[-1]])
        drawn.numbers("x", most=4)
        title = text("study.waterfall", outcome=words.named(name))
        panel = f"{words.label(name)}\n({words.unit(name)})"
        return drawn.svg(title, text("study.waterfall_text"), panels=[panel])


def _colour(name: str, step: float) -> str:
    """The colour of a step: better, worse, or neither."""
    better = OUTCOMES[name].better
    if better == "neither" or step == 0.0:
        return FAINT
    return BETTER if (step < 0.0) == (better == "lower") else WORSE
