"""Which conclusions survive another reading of the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import COLOURS, canvas, in_lines, to_svg

SIGNS = {"lower": "\N{MINUS SIGN}", "higher": "+", "unclear": "·"}
MARKS = {"lower": ("v", COLOURS[0]), "higher": ("^", COLOURS[1]), "unclear": (".", "#cccccc")}
BY_CHANCE = 0.05  # of signs without a difference that are clear in a 95% range
ROW, HEAD = 0.115, 1.6  # inches: of a structure, and of what stands around them
LETTERS = 30  # of an outcome above a column


def structures(document: Document, lang: str) -> list[Section]:
    """What survives, then every conclusion under every structure."""
    words = Words(document, lang)
    text = words.text
    found = [Section("answer", text("headings.answer"), list(_survives(words)))]
    for pair, outcomes in document["conclusions"].items():
        blocks: list[Block] = [_signs(words, pair, outcomes), _conclusions(words, outcomes)]
        found.append(Section(f"of-{pair.replace('+', '-')}", words.pair(pair), blocks))
    return [*found, words.closing()]


def _survives(words: Words) -> Iterator[Block]:
    text, conclusions = words.text, words.document["conclusions"]
    count = len(words.document["structures"])
    yield Paragraph(text("study.structures_read", count=count))
    yield Paragraph(text("study.structures_chance", count=count, n=round(BY_CHANCE * count)))
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


def _by_hypothesis(words: Words) -> list[tuple[str, list[int]]]:
    """Every hypothesis with the numbers of its structures."""
    numbered = enumerate(words.document["structures"])
    return [(name, [number for number, _ in own])
            for name, own in groupby(numbered, lambda item: item[1]["hypothesis"])]  # fmt: skip


def _signs(words: Words, pair: str, outcomes: Mapping[str, Any]) -> Chart:
    """A mark per structure and outcome; as a table how often each sign is clear."""
    text, hypotheses = words.text, _by_hypothesis(words)
    name = f"signs-{pair.replace('+', '-')}"
    with canvas(name, ROW * len(words.document["structures"]) + HEAD) as (figure, axes):
        ax = axes[0]
        for column, item in enumerate(outcomes.values()):
            for row, one in enumerate(item["structures"]):
                mark, colour = MARKS[one["sign"]]
                ax.plot(column, row, mark, color=colour, ms=2.5 if mark == "." else 4.5)
        for _, rows in hypotheses[1:]:
            ax.axhline(rows[0] - 0.5, color="#d9d9d9", lw=0.6)
        ax.set_yticks([sum(rows) / len(rows) for _, rows in hypotheses],
                      [in_lines(words.input(key)) for key, _ in hypotheses])  # fmt: skip
        ax.set_xticks(range(len(outcomes)), [_short(words.outcome(n)) for n in outcomes],
                      rotation=50, ha="left", rotation_mode="anchor")  # fmt: skip
        ax.tick_params(length=0, labelsize=7.5)
        ax.xaxis.tick_top()
        ax.spines[:].set_visible(False)
        ax.set_ylim(len(words.document["structures"]) - 0.5, -0.5)
        ax.set_xlim(-0.6, len(outcomes) - 0.4)
        svg = to_svg(figure, name, text("study.signs"), text("study.signs_text"))
    return Chart(svg, text("study.signs_read"), _counts(words, outcomes, hypotheses))


def _short(label: str) -> str:
    return label if len(label) <= LETTERS else label[: LETTERS - 1] + "…"


def _counts(
    words: Words, outcomes: Mapping[str, Any], hypotheses: list[tuple[str, list[int]]]
) -> Table:
    """By hypothesis and outcome: in how many structures it is lower and higher."""
    rows = []
    for key, numbers in hypotheses:
        cells = []
        for item in outcomes.values():
            found = [item["structures"][number]["sign"] for number in numbers]
            counts = ((SIGNS[sign], found.count(sign)) for sign in ("lower", "higher"))
            cells.append(" ".join(f"{n} {mark}" for mark, n in counts if n) or SIGNS["unclear"])
        rows.append((f"{words.input(key)} ({len(numbers)})", *cells))
    head = [words.text("study.hypothesis"), *(words.outcome(name) for name in outcomes)]
    return Table(words.text("study.signs_count"), head, rows)


def _conclusions(words: Words, outcomes: Mapping[str, Any]) -> Table:
    """A row per structure, a sign per outcome."""
    text = words.text
    parts = ("hypothesis", "regime", "means_mode")
    head = [*(text(f"study.{part}") for part in parts), *(words.outcome(name) for name in outcomes)]
    rows = []
    for number, structure in enumerate(words.document["structures"]):
        name = (
            words.input(structure["hypothesis"]), text(f"study.{structure['regime']}"),
            text(f"means_short.{structure['means']}"),
        )  # fmt: skip
        signs = (SIGNS[item["structures"][number]["sign"]] for item in outcomes.values())
        rows.append((*name, *signs))
    return Table(text("study.signs"), head, rows, frozenset({1, 2}), folded=True)
