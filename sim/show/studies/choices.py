"""The page of a search: levers that are best together, beside the present setting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.documents.studies import Choice, Search
from sim.show.colours import COLOURS, INK, PAPER
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import Canvas, canvas

Own = Words[Search]
Numbered = tuple[int, Choice]  # 0 is the present setting


def search(document: Document, lang: str) -> list[Section]:
    """The choices that none surpasses, those that were surpassed, and the levers of each."""
    words = Words(Search, document, lang)
    return [words.answer(list(_answer(words))), words.closing()]


def _answer(words: Own) -> Iterator[Block]:
    text, goals = words.text, list(words.document.objectives)
    every = list(enumerate([words.document.present, *words.document.front]))
    best = [one for one in every[1:] if not one[1].beaten_by]
    beaten = [one for one in every[1:] if one[1].beaten_by]
    levers = _levers(words, every)
    yield Paragraph(text("study.search_read", model=words.model(words.document.model)))
    if len(goals) > 1:
        yield Chart(_front(words, every, goals[:2]), text("study.front_chart"), levers)
    yield Paragraph(_of_present(words))
    yield _table(words, "front", [every[0], *best])
    if beaten:
        yield _table(words, "beaten", beaten)
    if len(goals) < 2:
        yield levers


def _of_present(words: Own) -> str:
    """The choices that surpass the present setting, or that none does."""
    by = words.document.present.beaten_by
    if not by:
        return words.text("study.present_stands")
    return words.text("study.present_beaten", choices=_numbers(words, by))


def _numbers(words: Own, numbers: Sequence[int]) -> str:
    return ", ".join(_name(words, number) for number in numbers)


def _name(words: Own, number: int) -> str:
    return str(number) if number else words.text("study.present")


def _table(words: Own, caption: str, choices: Sequence[Numbered]) -> Table:
    """A table of what choices come to, and of those that are surpassed by which."""
    goals, beaten = list(words.document.objectives), caption == "beaten"
    head = [words.text("study.choice"), *map(words.named, goals)]
    head += [words.text("study.beaten_by")] if beaten else []
    rows = []
    for number, one in choices:
        cells = [words.both(goal, one.outcomes[goal], sign=False) for goal in goals]
        cells += [_numbers(words, one.beaten_by)] if beaten else []
        rows.append((_name(words, number), *cells))
    return Table(words.text(f"study.{caption}"), head, rows)


def _levers(words: Own, choices: Sequence[Numbered]) -> Table:
    """A row per lever, a column per choice."""
    keys = list(choices[0][1].set)
    rows = [(words.input(key), *(words.at(one.set[key]) for _, one in choices)) for key in keys]
    head = [words.text("study.lever"), *(_name(words, number) for number, _ in choices)]
    return Table(words.text("study.front_levers"), head, rows)


def _front(words: Own, choices: Sequence[Numbered], goals: Sequence[str]) -> str:
    """Choices by two goals: hollow when surpassed, the present setting a cross."""
    with canvas("front", words.num, 4.0) as drawn:
        for number, one in choices:
            across, up = (words.amount(goal, one.outcomes[goal]).mean for goal in goals)
            if across is None or up is None:
                continue
            marker, colour, size = ("o", INK, 5.5) if number else ("X", COLOURS[1], 8.0)
            (dot,) = drawn.ax.plot(across, up, marker, color=colour, ms=size)
            dot.set_label(words.text(f"study.{_kind(number, one)}"))
            if number and one.beaten_by:
                dot.set(markerfacecolor=PAPER)
            if number:
                drawn.numbered(number, across, up)
        drawn.along(words.named(goals[0]), words.named(goals[1]))
        drawn.numbers("x", "y")
        _legend(drawn)
        return drawn.svg(*words.heads("study", "front_chart", "front_text"))


def _kind(number: int, one: Choice) -> str:
    """The name of what is drawn, in texts."""
    if number == 0:
        return "present"
    return "is_beaten" if one.beaten_by else "unbeaten"


def _legend(drawn: Canvas) -> None:
    """Every kind once."""
    handles, labels = drawn.ax.get_legend_handles_labels()
    known = dict(zip(labels, handles, strict=True))
    drawn.figure.legend(known.values(), known.keys(), loc="outside upper left", ncols=1)
