"""Where a statement holds: boxes, a tree, a map, and hidden need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import BETTER, FAINT, INK, canvas, in_lines, number_ticks, to_svg

SHADES = 5
TOLD = 3  # inputs in the answer


def sections(document: Document, lang: str) -> list[Section]:
    """How often it holds, then where."""
    words = Words(document, lang)
    text = words.text
    found = [Section("answer", text("headings.answer"), list(_answer(words)))]
    if document["matters"]:
        found.append(Section("matters", text("study.matters"), list(_matters(words))))
    if document["boxes"]:
        found.append(Section("boxes", text("study.boxes"), list(_boxes(words))))
    if document["tree"]:
        told: list[Block] = [Paragraph(text("study.tree_read")), _tree(words)]
        found.append(Section("tree", text("study.tree"), told))
    if document["map"]:
        found.append(Section("map", text("study.map"), [_map(words)]))
    found.append(Section("hidden", text("study.hidden"), list(_hidden(words))))
    return [*found, words.closing()]


def _answer(words: Words) -> Iterator[Block]:
    text, document = words.text, words.document
    holds = document["holds"]
    said = " & ".join(_said(words, one) for one in document["statement"])
    yield Paragraph(
        text("study.holds", statement=said,
             pair=words.pair(document["difference"]), share=words.num.percent(holds["share"]),
             range=_range(words, holds),
             points=document["points"]),
        strong=True,
    )  # fmt: skip
    if not document["both"]:
        yield Paragraph(text("study.no_conditions"))
    elif not document["matters"]:
        yield Paragraph(text("study.no_matter"))
    elif not document["boxes"]:
        yield Paragraph(text("study.no_box"))
    else:
        first = document["boxes"][0]["limits"]
        sure = [name for name, limit in first.items() if limit["again"] >= 0.8]
        key = "study.where" if sure else "study.unsure"
        yield Paragraph(text(key, inputs="; ".join(_limit(words, n, first[n]) for n in sure)))
    if most := document["matters"][:TOLD]:
        yield Paragraph(text("study.tells", inputs="; ".join(_apart(words, one) for one in most)))


def _said(words: Words, statement: str) -> str:
    """``burden < 0`` with the outcome as it is called."""
    name, _, rest = statement.partition(" ")
    return f"{words.outcome(name)} {rest}"


def _apart(words: Words, one: Mapping[str, Any]) -> str:
    """``hours: 1.2 against 0.9 fte``."""
    unit = words.text.name("parameter_units", one["unit"]) if one["unit"] else ""
    name = one["input"]
    return words.text("study.against_value", input=words.input(name), unit=unit,
                      holds=words.place(name, one["holds"]),
                      not_=words.place(name, one["not"])).rstrip()  # fmt: skip


def _limit(words: Words, name: str, limit: Mapping[str, Any]) -> str:
    """``hours: 0.8 to 1.7 fte``."""
    unit = words.text.name("parameter_units", limit["unit"]) if limit["unit"] else ""
    ends = words.text("study.between", low=words.place(name, limit["low"]),
                      high=words.place(name, limit["high"]))  # fmt: skip
    return f"{words.input(name)}: {ends} {unit}".rstrip()


def _matters(words: Words) -> Iterator[Block]:
    """Inputs that differ between points where it holds and where not."""
    text = words.text
    yield Paragraph(text("study.matters_read", count=len(words.document["inputs"])))
    head = [text(f"study.{name}") for name in ("input", "distance", "where_holds", "where_not",
                                               "unit")]  # fmt: skip
    rows = [
        (words.input(one["input"]), words.num.plain(one["distance"]),
         words.place(one["input"], one["holds"]), words.place(one["input"], one["not"]),
         text.name("parameter_units", one["unit"]) if one["unit"] else "")
        for one in words.document["matters"]
    ]  # fmt: skip
    yield Table(text("study.matters_table"), head, rows, frozenset({4}))


def _boxes(words: Words) -> Iterator[Block]:
    text = words.text
    yield Paragraph(text("study.boxes_read"))
    head = [text(f"study.{name}") for name in (
        "input", "low", "low_between", "high", "high_between", "again")]  # fmt: skip
    if told := _elsewhere(words, words.document["boxes"][0]["elsewhere"]):
        yield Paragraph(told)
    for number, box in enumerate(words.document["boxes"], start=1):
        caption = text("study.box", number=number, coverage=words.num.percent(box["coverage"]),
                       density=words.num.percent(box["density"]),
                       mass=words.num.percent(box["mass"]))  # fmt: skip
        rows = [
            (words.input(name), words.place(name, limit["low"]),
             _between(words, name, limit["low_between"]), words.place(name, limit["high"]),
             _between(words, name, limit["high_between"]),
             words.num.percent(limit["again"]))
            for name, limit in box["limits"].items()
        ]  # fmt: skip
        table = Table(caption, head, rows)
        yield Chart(_bars(words, box, number), caption, table)


def _elsewhere(words: Words, found: Mapping[str, float | None]) -> str:
    """How good the first box is on points it was not made from."""
    if found["coverage"] is None or found["density"] is None:
        return ""
    return words.text("study.elsewhere", **{name: words.num.percent(share)
                                            for name, share in found.items()})  # fmt: skip


def _between(words: Words, name: str, ends: Sequence[Any]) -> str:
    low, high = (words.place(name, end) for end in ends)
    return words.text("study.between", low=low, high=high)


def _bars(words: Words, box: Mapping[str, Any], number: int) -> str:
    """Which part of each input's range lies in the box."""
    limits = box["limits"]
    with canvas(f"box-{number}", 0.4 * len(limits) + 0.8) as (figure, axes):
        ax = axes[0]
        for row, limit in enumerate(limits.values()):
            ax.barh(row, 1.0, height=0.5, color="#eeeeee")
            width = limit["to"] - limit["from"]
            ax.barh(row, width, left=limit["from"], height=0.5, color=BETTER)
        ax.set_yticks(range(len(limits)), [in_lines(words.input(name)[:48]) for name in limits])
        ax.set_ylim(len(limits) - 0.4, -0.6)
        ax.set_xlim(0.0, 1.0)
        figure.supxlabel(words.text("study.low_to_high"), fontsize=9.5)  # wider than the bars
        number_ticks(ax.xaxis, words.num)
        title = words.text("study.boxes")
        return to_svg(figure, f"box-{number}", title, words.text("study.boxes_text"))


def _tree(words: Words) -> Table:
    text = words.text
    head = [text("study.conditions"), text("study.points"), text("study.share"),
            text("study.range")]  # fmt: skip
    rows = [
        (_conditions(words, leaf["conditions"]), str(leaf["points"]),
         words.num.percent(leaf["share"]),
         _range(words, leaf))
        for leaf in words.document["tree"]
    ]  # fmt: skip
    return Table(text("study.tree_table"), head, rows)


def _range(words: Words, counted: Mapping[str, Any]) -> str:
    """In per cents; a dash where nothing was counted."""
    if counted["low"] is None:
        return words.num.interval(None, None)
    return words.num.interval(100.0 * counted["low"], 100.0 * counted["high"])


def _conditions(words: Words, found: list[Mapping[str, Any]]) -> str:
    """What leads to a leaf, in words."""
    told = [f"{words.input(one['input'])} {one['sign']} {words.place(one['input'], one['value'])}"
            for one in found]  # fmt: skip
    return " & ".join(told) or words.text("study.everywhere")


def _map(words: Words) -> Table:
    """A table of shares, shaded: rows of the first input, columns of the second."""
    found, text = words.document["map"], words.text
    rows_of, columns_of = found["edges"]
    first, second = (words.input(name) for name in found["inputs"])

    def spans(name: str, edges: list[Any]) -> list[str]:
        """Edges as spans."""
        return [_between(words, name, ends) for ends in pairwise(edges)]

    rows = [
        (span, *(words.num.percent(share) for share in shares))
        for span, shares in zip(spans(found["inputs"][0], rows_of), found["share"], strict=True)
    ]
    shades = [[0 if s is None else round(s * SHADES) for s in shares] for shares in found["share"]]
    caption = text("study.map_table", first=first, second=second)
    return Table(caption, [first, *spans(found["inputs"][1], columns_of)], rows, shades=shades)


def _hidden(words: Words) -> Iterator[Block]:
    text = words.text
    head = [text("study.hidden_share"), text("study.points"), text("study.share"),
            text("study.range")]  # fmt: skip
    rows = [
        (words.num.interval(100.0 * part["from"], 100.0 * part["to"]) + "%", str(part["points"]),
         words.num.percent(part["share"]),
         _range(words, part))
        for part in words.document["hidden_need"]
    ]  # fmt: skip
    yield Paragraph(text("study.hidden_read"))
    table = Table(text("study.hidden_table"), head, rows)
    yield Chart(_hidden_chart(words), text("study.hidden_table"), table)


def _hidden_chart(words: Words) -> str:
    parts = words.document["hidden_need"]
    with canvas("hidden", 2.5) as (figure, axes):
        ax = axes[0]
        at = [50.0 * (part["from"] + part["to"]) for part in parts]
        shares = [100.0 * part["share"] for part in parts]
        ax.plot(at, shares, color=INK, marker="o", ms=5, clip_on=False)
        for x, part in zip(at, parts, strict=True):
            ax.plot([x, x], [100.0 * part["low"], 100.0 * part["high"]], color=FAINT, lw=2.0)
        ax.set_ylim(0.0, 100.0)
        ax.set_xlabel(words.text("study.hidden_share"))
        ax.set_ylabel(words.text("study.share"))
        number_ticks(ax.xaxis, words.num)
        number_ticks(ax.yaxis, words.num)
        title = words.text("study.hidden_table")
        return to_svg(figure, "hidden", title, words.text("study.hidden_text"))
