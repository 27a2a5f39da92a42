"""What is best together: the front of a search."""

from __future__ import annotations

from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import INK, canvas, number_ticks, to_svg


def search(document: Document, lang: str) -> list[Section]:
    """The front, and the levers of every choice on it."""
    words = Words(document, lang)
    text = words.text
    goals = list(document["objectives"])
    head = [text("study.choice"), *(words.named(name) for name in goals)]
    rows = [
        (str(number), *(words.both(name, item["outcomes"][name], sign=False) for name in goals))
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
    with canvas("front", 3.6) as (figure, axes):
        ax = axes[0]
        for number, item in enumerate(words.document["front"], start=1):
            at = [words.scale(n) * (item["outcomes"][n]["mean"] or 0.0) for n in (x, y)]
            ax.plot(*at, "o", color=INK, ms=5)
            ax.annotate(str(number), (at[0], at[1]), xytext=(4, 3), textcoords="offset points",
                        fontsize=8.0)  # fmt: skip
        ax.set_xlabel(f"{words.outcome(x)}\n({words.unit(x)})")
        ax.set_ylabel(f"{words.outcome(y)}\n({words.unit(y)})")
        number_ticks(ax.xaxis, words.num)
        number_ticks(ax.yaxis, words.num)
        return to_svg(figure, "front", words.text("study.front"), words.text("study.front_text"))
