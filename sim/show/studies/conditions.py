"""The page of conditions under which a statement holds: boxes, a tree, a map, and hidden need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sim.documents.points import Box, Condition, Discover, Leaf, Limit, Map, Matters
from sim.documents.studies import Held
from sim.inputs.parameters.parameter import Value
from sim.show.colours import BETTER, FAINT, INK, SAME
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import canvas, in_lines

SHADES = 5
TOLD = 3  # inputs in the answer
SURE = 0.8  # of boxes made again: from here on a limit is sure

Own = Words[Discover]


def sections(document: Document, lang: str) -> list[Section]:
    """The share of points in which it holds, then where."""
    words = Words(Discover, document, lang)
    text, found = words.text, words.document
    parts: dict[str, list[Block]] = {}
    if found.matters:
        parts["matters"] = list(_matters(words))
    if found.boxes:
        parts["boxes"] = list(_boxes(words))
    if found.tree:
        parts["tree"] = [Paragraph(text("study.tree_read")), _tree(words)]
    if found.map:
        parts["map"] = [_map(words, found.map)]
    parts["hidden"] = list(_hidden(words))
    own = [Section(name, text(f"study.{name}"), blocks) for name, blocks in parts.items()]
    return [words.answer(list(_answer(words))), *own, words.closing()]


def _answer(words: Own) -> Iterator[Block]:
    text, document = words.text, words.document
    said = text(
        "study.holds",
        statement=" & ".join(_said(words, one) for one in document.statement),
        pair=words.pair(document.difference),
        share=words.num.percent(document.holds.share),
        range=_range(words, document.holds),
        points=document.points,
    )
    yield Paragraph(said, strong=True)
    yield Paragraph(_where(words))
    if most := document.matters[:TOLD]:
        yield Paragraph(text("study.tells", inputs="; ".join(_apart(words, one) for one in most)))


def _where(words: Own) -> str:
    """The sure limits of the first box, or why there are none."""
    text, document = words.text, words.document
    if not document.both:
        return text("study.no_conditions")
    if not document.matters:
        return text("study.no_matter")
    if not document.boxes:
        return text("study.no_box")
    limits = document.boxes[0].limits
    sure = [_limit(words, name, one) for name, one in limits.items() if one.again >= SURE]
    return text("study.where", inputs="; ".join(sure)) if sure else text("study.unsure")


def _said(words: Own, statement: str) -> str:
    """``burden < 0`` with the label of the outcome."""
    name, _, rest = statement.partition(" ")
    return f"{words.label(name)} {rest}"


def _apart(words: Own, one: Matters) -> str:
    """``hours: 1.2 against 0.9 fte``."""
    places = {"input": words.input(one.input), "unit": words.parameter_unit(one.unit)}
    places |= {"holds": words.place(one.input, one.holds), "not_": words.place(one.input, one.not_)}
    return words.text("study.against_value", **places).rstrip()


def _limit(words: Own, name: str, limit: Limit) -> str:
    """``hours: 0.8 to 1.7 fte``."""
    ends = words.between(name, limit.low, limit.high)
    return f"{words.input(name)}: {ends} {words.parameter_unit(limit.unit)}".rstrip()


def _matters(words: Own) -> Iterator[Block]:
    """Inputs that differ between points where it holds and where not."""
    yield Paragraph(words.text("study.matters_read", count=len(words.document.inputs)))
    rows = [
        (
            words.input(one.input),
            words.num.plain(one.distance),
            words.place(one.input, one.holds),
            words.place(one.input, one.not_),
            words.parameter_unit(one.unit),
        )
        for one in words.document.matters
    ]
    head = words.heads("study", "input", "distance", "where_holds", "where_not", "unit")
    yield Table(words.text("study.matters_table"), head, rows, frozenset({4}))


def _boxes(words: Own) -> Iterator[Block]:
    text, percent = words.text, words.num.percent
    yield Paragraph(text("study.boxes_read"))
    elsewhere = words.document.boxes[0].elsewhere  # points that it was not made from
    if elsewhere.coverage is not None and elsewhere.density is not None:
        shares = {name: percent(share) for name, share in elsewhere}
        yield Paragraph(text("study.elsewhere", **shares))
    head = words.heads("study", "input", "low", "low_between", "high", "high_between", "again")
    for number, box in enumerate(words.document.boxes, start=1):
        shares = {name: percent(getattr(box, name)) for name in ("coverage", "density", "mass")}
        caption = text("study.box", number=number, **shares)
        rows = [_box_row(words, name, limit) for name, limit in box.limits.items()]
        yield Chart(_bars(words, box, number), caption, Table(caption, head, rows))


def _box_row(words: Own, name: str, limit: Limit) -> tuple[str, ...]:
    (low, under), (high, over) = limit.low_between, limit.high_between
    return (
        words.input(name),
        words.place(name, limit.low),
        words.between(name, low, under),
        words.place(name, limit.high),
        words.between(name, high, over),
        words.num.percent(limit.again),
    )


def _bars(words: Own, box: Box, number: int) -> str:
    """The part of each input's range that lies in the box."""
    names = [in_lines(words.input(name)) for name in box.limits]
    high = 0.8 + sum(max(0.4, 0.16 * (1 + name.count("\n"))) for name in names)
    with canvas(f"box-{number}", words.num, high) as drawn:
        for row, limit in enumerate(box.limits.values()):
            drawn.ax.barh(row, 1.0, height=0.5, color=SAME)
            width = limit.to - limit.from_
            drawn.ax.barh(row, width, left=limit.from_, height=0.5, color=BETTER)
        drawn.rows(names)
        drawn.ax.set_xlim(0.0, 1.0)
        across = words.text("study.low_to_high")
        drawn.figure.supxlabel(across, fontsize=9.5)  # wider than the bars
        drawn.numbers("x")
        return drawn.svg(*words.heads("study", "boxes", "boxes_text"))


def _tree(words: Own) -> Table:
    head = words.heads("study", "conditions", "points", "share", "range")
    rows = [
        (
            _conditions(words, leaf.conditions),
            str(leaf.points),
            words.num.percent(leaf.share),
            _range(words, leaf),
        )
        for leaf in words.document.tree
    ]
    return Table(words.text("study.tree_table"), head, rows)


def _range(words: Own, counted: Leaf | Held) -> str:
    """In per cents; a dash where nothing was counted."""
    return words.num.percents(counted.low, counted.high)


def _conditions(words: Own, found: Sequence[Condition]) -> str:
    """The conditions of a leaf, in words."""
    said = (f"{words.input(c.input)} {c.sign} {words.place(c.input, c.value)}" for c in found)
    return " & ".join(said) or words.text("study.everywhere")


def _map(words: Own, found: Map) -> Table:
    """A table of shares, shaded: rows of the first input, columns of the second."""
    first, second = (words.input(name) for name in found.inputs)
    rows_of, columns_of = (
        _spans(words, name, edges) for name, edges in zip(found.inputs, found.edges, strict=True)
    )
    rows = [
        (span, *map(words.num.percent, shares))
        for span, shares in zip(rows_of, found.share, strict=True)
    ]
    shades = [[0 if s is None else round(s * SHADES) for s in shares] for shares in found.share]
    caption = words.text("study.map_table", first=first, second=second)
    return Table(caption, [first, *columns_of], rows, shades=shades)


def _spans(words: Own, name: str, edges: Sequence[Value]) -> list[str]:
    """Edges as spans."""
    return [words.between(name, *ends) for ends in pairwise(edges)]


def _hidden(words: Own) -> Iterator[Block]:
    head = words.heads("study", "hidden_share", "points", "share", "range")
    rows = [
        (
            words.num.percents(part.from_, part.to) + "%",
            str(part.points),
            words.num.percent(part.share),
            words.num.percents(part.low, part.high),
        )
        for part in words.document.hidden_need
    ]
    caption = words.text("study.hidden_table")
    yield Paragraph(words.text("study.hidden_read"))
    yield Chart(_hidden_chart(words), caption, Table(caption, head, rows))


def _hidden_chart(words: Own) -> str:
    parts = words.document.hidden_need
    with canvas("hidden", words.num, 2.5) as drawn:
        at = [50.0 * (part.from_ + part.to) for part in parts]
        shares = [100.0 * part.share for part in parts]
        drawn.ax.plot(at, shares, color=INK, marker="o", ms=5, clip_on=False)
        for x, part in zip(at, parts, strict=True):
            drawn.ax.plot([x, x], [100.0 * part.low, 100.0 * part.high], color=FAINT, lw=2.0)
        drawn.ax.set_ylim(0.0, 100.0)
        across, up = words.heads("study", "hidden_share", "share")
        drawn.along(across, f"{up} (%)")
        drawn.numbers("x", "y")
        return drawn.svg(*words.heads("study", "hidden_table", "hidden_text"))
