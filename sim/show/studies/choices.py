"""The page of a search: levers that are best together."""

from __future__ import annotations

from collections.abc import Sequence

from sim.documents.studies import Search
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import INK, canvas


def search(document: Document, lang: str) -> list[Section]:
    """The front, and the levers of every choice on it."""
    words = Words(Search, document, lang)
    text, front = words.text, words.document.front
    goals = list(words.document.objectives)
    rows = [
        (str(number), *(words.both(goal, item.outcomes[goal], sign=False) for goal in goals))
        for number, item in enumerate(front, start=1)
    ]
    keys = list(front[0].set) if front else []
    of_levers = [(words.input(key), *(words.at(item.set[key]) for item in front)) for key in keys]
    numbers = (str(number) for number in range(1, len(front) + 1))
    levers = Table(text("study.front_levers"), [text("study.lever"), *numbers], of_levers)
    head = [text("study.choice"), *map(words.named, goals)]
    intro = text("study.search_read", model=words.model(words.document.model))
    blocks: list[Block] = [Paragraph(intro), Table(text("study.front"), head, rows), levers]
    if len(goals) > 1:
        blocks.insert(1, Chart(_front(words, goals[:2]), text("study.front"), levers))
    return [words.answer(blocks), words.closing()]


def _front(words: Words[Search], goals: Sequence[str]) -> str:
    with canvas("front", words.num, 3.6) as drawn:
        for number, item in enumerate(words.document.front, start=1):
            at = [words.amount(goal, item.outcomes[goal]).mean or 0.0 for goal in goals]
            drawn.ax.plot(*at, "o", color=INK, ms=5)
            drawn.numbered(number, at[0], at[1])
        names = [f"{words.label(goal)}\n({words.unit(goal)})" for goal in goals]
        drawn.ax.set(xlabel=names[0], ylabel=names[1])
        drawn.numbers("x", "y")
        return drawn.svg(*words.heads("study", "front", "front_text"))
