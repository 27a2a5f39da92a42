"""The page of structures: conclusions that survive another reading of the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from textwrap import wrap

from sim.documents.studies import Conclusion, Structures
from sim.show.colours import COLOURS, SAME
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import canvas, in_lines

SIGNS = {"lower": "\N{MINUS SIGN}", "higher": "+", "unclear": "·"}
MARKS = {"lower": ("v", COLOURS[0]), "higher": ("^", COLOURS[1]), "unclear": (".", SAME)}
BY_CHANCE = 0.05  # of signs without a difference that are clear in a 95% range
ROW, HEAD = 0.115, 2.0  # inches: of a structure, and of all around them
LETTERS = 16  # of a line of an outcome above a column

Conclusions = Mapping[str, Conclusion]
Own = Words[Structures]


def structures(document: Document, lang: str) -> list[Section]:
    """Conclusions that survive, then every conclusion under every structure."""
    words = Words(Structures, document, lang)
    found = [words.answer(list(_survives(words)))]
    for pair, outcomes in words.document.conclusions.items():
        blocks: list[Block] = [_signs(words, pair, outcomes), _conclusions(words, outcomes)]
        found.append(Section(f"of-{pair.replace('+', '-')}", words.pair(pair), blocks))
    return [*found, words.closing()]


def _survives(words: Own) -> Iterator[Block]:
    text, conclusions = words.text, words.document.conclusions
    count = len(words.document.structures)
    yield Paragraph(text("study.structures_read", count=count))
    yield Paragraph(text("study.structures_chance", count=count, n=round(BY_CHANCE * count)))
    head = [text("study.outcome"), *map(words.pair, conclusions)]
    rows = [
        (words.label(name), *(_verdict(words, found[name]) for found in conclusions.values()))
        for name in next(iter(conclusions.values()))
    ]
    yield Table(text("study.survives"), head, rows, frozenset(range(1, len(head))))


def _verdict(words: Own, item: Conclusion) -> str:
    signs = [one.sign for one in item.structures]
    counts = {sign: signs.count(sign) for sign in ("lower", "higher", "unclear")}
    return words.text(f"study.survives_{item.survives}", **counts)


def _by_hypothesis(words: Own) -> list[tuple[str, list[int]]]:
    """Every hypothesis with the numbers of its structures."""
    numbered = enumerate(words.document.structures)
    groups = groupby(numbered, lambda item: item[1].hypothesis)
    return [(name, [number for number, _ in own]) for name, own in groups]


def _signs(words: Own, pair: str, outcomes: Conclusions) -> Chart:
    """A mark per structure and outcome; as a table how often each sign is clear."""
    hypotheses, many = _by_hypothesis(words), len(words.document.structures)
    name = f"signs-{pair.replace('+', '-')}"
    with canvas(name, words.num, ROW * many + HEAD) as drawn:
        ax = drawn.ax
        for column, item in enumerate(outcomes.values()):
            for row, one in enumerate(item.structures):
                mark, colour = MARKS[one.sign]
                ax.plot(column, row, mark, color=colour, ms=2.5 if mark == "." else 4.5)
        for _, rows in hypotheses[1:]:
            ax.axhline(rows[0] - 0.5, color=SAME, lw=0.6)
        middles = [sum(rows) / len(rows) for _, rows in hypotheses]
        ax.set_yticks(middles, [in_lines(words.input(key)) for key, _ in hypotheses])
        above = [_two_lines(words.label(outcome)) for outcome in outcomes]
        ax.set_xticks(range(len(above)), above, rotation=90, ha="center")
        ax.tick_params(length=0, labelsize=7.5)
        ax.xaxis.tick_top()
        ax.spines[:].set_visible(False)
        ax.set_ylim(many - 0.5, -0.5)
        ax.set_xlim(-0.6, len(outcomes) - 0.4)
        svg = drawn.svg(*words.heads("study", "signs", "signs_text"))
    return Chart(svg, words.text("study.signs_read"), _counts(words, outcomes))


def _two_lines(label: str) -> str:
    """A name above a column, whole, over two lines of about the same length."""
    half = max(LETTERS, -(-len(label) // 2))
    while len(lines := wrap(label, half)) > 2:
        half += 1
    return "\n".join(lines)


def _counts(words: Own, outcomes: Conclusions) -> Table:
    """By hypothesis and outcome: in how many structures it is lower and higher."""
    rows = []
    for key, numbers in _by_hypothesis(words):
        cells = []
        for item in outcomes.values():
            found = [item.structures[number].sign for number in numbers]
            counts = ((SIGNS[sign], found.count(sign)) for sign in ("lower", "higher"))
            cells.append(" ".join(f"{n} {mark}" for mark, n in counts if n) or SIGNS["unclear"])
        rows.append((f"{words.input(key)} ({len(numbers)})", *cells))
    head = [words.text("study.hypothesis"), *map(words.label, outcomes)]
    return Table(words.text("study.signs_count"), head, rows)


def _conclusions(words: Own, outcomes: Conclusions) -> Table:
    """A row per structure, a sign per outcome."""
    text = words.text
    head = [
        *words.heads("study", "hypothesis", "regime", "means_mode"),
        *map(words.label, outcomes),
    ]
    rows = [
        (
            words.input(one.hypothesis),
            text(f"study.{one.regime}"),
            text(f"means_short.{one.means}"),
            *(SIGNS[item.structures[number].sign] for item in outcomes.values()),
        )
        for number, one in enumerate(words.document.structures)
    ]
    return Table(text("study.signs"), head, rows, frozenset({1, 2}), folded=True)
