"""What carries a difference: ranked indices, Morris's plane, interactions, convergence, effects."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sim.show.page import Block, Chart, Code, Paragraph, Points, Section, Table
from sim.show.studies.words import Document, Words
from sim.show.svg import COLOURS, FAINT, INK, canvas, number_ticks, title_panels, to_svg

MOST = 15  # inputs that are drawn
ROWS = 30  # inputs in a table; the file of indices has them all
NUMBERED = 10  # points of Morris's plane that have their number
CURVES = 4  # inputs whose effect is drawn
MAIN = {"morris": "mu_star", "sobol": "total", "emulator": "total", "pawn": "first",
        "rbd_fast": "first"}  # fmt: skip
ALONGSIDE = {"morris": "sigma", "sobol": "first", "emulator": "first"}
LUCK, DUMMY = "luck", "dummy"
_ASIDE = re.compile(r" \([^()]*\)$")  # what stands behind a name in brackets


def sections(document: Document, lang: str) -> list[Section]:
    """Noise first, then what carries each outcome."""
    words = Words(document, lang)
    text = words.text
    found = [
        Section("answer", text("headings.answer"), list(_answer(words))),
        Section("noise", text("study.noise"), list(_noise(words))),
    ]
    for name, indices in document["indices"].items():
        if indices:
            found.append(Section(name, words.outcome(name), list(_outcome(words, name))))
    return [*found, words.closing()]


def _main(words: Words) -> str:
    return MAIN[words.document["method"]]


def ranked(words: Words, name: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Inputs with their indices, the largest first, in the unit in which they are shown."""
    main, scale = _main(words), _scale(words, name)
    shown = {
        key: {part: None if value is None else scale * value for part, value in item.items()}
        for key, item in words.document["indices"][name].items()
    }
    return sorted(shown.items(), key=lambda item: -(item[1][main] or 0.0))


def _scale(words: Words, name: str) -> float:
    """Effects of Morris have the unit of the outcome; shares of variance have none."""
    return words.scale(name) if _main(words) == "mu_star" else 1.0


def _answer(words: Words) -> Iterator[Block]:
    text, document = words.text, words.document
    yield Paragraph(
        text("study.sensitive_of", pair=words.pair(document["difference"])), strong=True
    )
    first = {name: [words.input(key) for key, _ in ranked(words, name)[:3]]
             for name, indices in document["indices"].items() if indices}  # fmt: skip
    yield Points([
        (words.named_first(name), text("study.carried", inputs=", ".join(inputs),
                                       noise=words.num.percent(document["noise"][name]),
                                       apart=_apart(words, name)))
        for name, inputs in first.items()
    ])  # fmt: skip
    for name, more in document["more"].items():
        if more.get("used") is False:
            growing = "; ".join(f"{piece['size']}: {words.num.plain(piece['q2'])}"
                                for piece in more["convergence"])  # fmt: skip
            yield Paragraph(text("study.not_predicted", outcome=words.named_first(name),
                                 q2=words.num.plain(more["q2"]), growing=growing))  # fmt: skip
    for name, why in document["undefined"].items():
        yield Paragraph(text("study.undefined", outcome=words.outcome(name), why=why))
    yield Paragraph(text(f"study.method_{document['method']}"))
    if document["next"]:
        yield Paragraph(text("study.next"))
        yield Code(document["next"])


def _apart(words: Words, name: str) -> str:
    """How many inputs have a range that reaches into that of the largest; of PAWN, which has no
    such range, how many stand above an input that is in nothing."""
    some = ranked(words, name)
    if words.document["method"] == "pawn":
        indices = {key: item["first"] or 0.0 for key, item in some}
        above = sum(value > indices[DUMMY] for value in indices.values())
        return words.text("study.above_dummy", count=above)
    low = max(some[0][1]["low"] or 0.0, 0.0)
    alike = sum(item["high"] is not None and item["high"] > low for _, item in some[1:])
    return words.text("study.alike", count=alike)


def _noise(words: Words) -> Iterator[Block]:
    """The share of luck in what is seen, of the difference and under each model."""
    text, document = words.text, words.document
    levels = document["levels"]
    head = [text("study.outcome"), text("figures.difference"), *(words.model(m) for m in levels)]
    rows = [
        (words.outcome(name), words.num.percent(share),
         *(words.num.percent(levels[m]["noise"].get(name)) for m in levels))
        for name, share in document["noise"].items()
    ]  # fmt: skip
    yield Paragraph(text("study.noise_read"))
    yield Table(text("study.noise_table"), head, rows)


def _outcome(words: Words, name: str) -> Iterator[Block]:
    text, document = words.text, words.document
    more = document["more"][name]
    table = _table(words, name)
    yield Chart(_bars(words, name), table.caption, table)
    if (left := len(document["indices"][name]) - len(table.rows)) > 0:
        yield Paragraph(text("study.rest", count=left, **_rest(words, name)))
        if "command" in document:  # what is made of stored runs is written nowhere
            yield Paragraph(text("study.rest_file"))
    if document["method"] == "morris":
        # In a terminal, where tables stand for charts, one is enough.
        again = replace(table, folded=True)
        yield Chart(_plane(words, name), text("study.morris_plane"), again)
    if more.get("interactions"):
        yield _interactions(words, more["interactions"])
    if more.get("main_effects"):
        yield Chart(_effects(words, name), text("study.effects"), _effects_table(words, name))
    if "q2" in more:
        yield _growing(words, more["convergence"])
    elif len(more.get("convergence", ())) > 1:
        yield Chart(_convergence(words, name), text("study.convergence"),
                    _convergence_table(words, name))  # fmt: skip


def _rest(words: Words, name: str) -> dict[str, str]:
    """How large the largest is that has no row, and how many move nothing."""
    main, some = _main(words), ranked(words, name)
    nothing = sum(not item[main] for _, item in some)
    return {"most": words.num.plain(some[ROWS][1][main]), "nothing": str(nothing)}


def _table(words: Words, name: str) -> Table:
    text, main = words.text, _main(words)
    second = ALONGSIDE.get(words.document["method"])
    head = [text("study.rank"), text("study.input"), text("study.group"), text(f"study.{main}"),
            text(_range(words))]  # fmt: skip
    head += [text(f"study.{second}")] if second else []
    rows = []
    for number, (key, item) in enumerate(ranked(words, name)[:ROWS], start=1):
        group = words.document["inputs"].get(key, {}).get("group", key)
        cells = [str(number), words.input(key), text.name("study_inputs", group)]
        cells += [words.num.plain(item[main]), words.num.interval(item["low"], item["high"])]
        rows.append((*cells, *([words.num.plain(item[second])] if second else [])))
    called = words.named(name) if main == "mu_star" else words.outcome(name)
    return Table(text("study.ranked", outcome=called), head, rows, frozenset({1, 2}))


def _bars(words: Words, name: str) -> str:
    """The largest indices with their intervals."""
    main, some = _main(words), ranked(words, name)[:MOST]
    with canvas(f"ranked-{name}", 0.27 * len(some) + 0.8) as (figure, axes):
        ax = axes[0]
        for row, (key, item) in enumerate(some):
            colour = FAINT if key == LUCK else COLOURS[0]
            ax.barh(row, item[main] or 0.0, height=0.62, color=colour)
            if item["low"] is not None and item["high"] is not None:
                ax.plot([item["low"], item["high"]], [row, row], color=INK, lw=1.0, marker="|")
        ax.set_yticks(range(len(some)), [_short(words.input(key)) for key, _ in some])
        ax.set_ylim(len(some) - 0.4, -0.6)
        ax.set_xlim(left=0.0)
        ax.set_xlabel(words.text(f"study.{main}"))
        number_ticks(ax.xaxis, words.num)
        title = words.text("study.ranked", outcome=words.outcome(name))
        return to_svg(figure, f"ranked-{name}", title, words.text(_range(words) + "_text"))


def _range(words: Words) -> str:
    """What the lines beside an index are: of PAWN the slices of an input."""
    return "study.slices" if words.document["method"] == "pawn" else "study.range"


def _short(label: str, most: int = 40) -> str:
    """A label that leaves room for what it names."""
    cut = _ASIDE.sub("", label)
    return cut if len(cut) <= most else cut[: most - 1] + "…"


def _plane(words: Words, name: str) -> str:
    """How much an input moves an outcome, against how much that depends on the others."""
    some = ranked(words, name)
    with canvas(f"plane-{name}", 3.2) as (figure, axes):
        ax = axes[0]
        for number, (key, item) in enumerate(some):
            colour = FAINT if key == LUCK else COLOURS[0]
            ax.plot(item["mu_star"], item["sigma"], "o", color=colour, ms=5, alpha=0.8)
            if number < NUMBERED:
                ax.annotate(str(number + 1), (item["mu_star"], item["sigma"]), xytext=(4, 3),
                            textcoords="offset points", fontsize=8.0)  # fmt: skip
        ax.set_xlabel(words.text("study.mu_star"))
        ax.set_ylabel(words.text("study.sigma"))
        number_ticks(ax.xaxis, words.num)
        number_ticks(ax.yaxis, words.num)
        title_panels(figure, [words.named(name)])
        return to_svg(figure, f"plane-{name}", words.text("study.morris_plane"),
                      words.text("study.morris_plane_text"))  # fmt: skip


def _interactions(words: Words, pairs: list[Mapping[str, Any]]) -> Table:
    rows = [
        (" & ".join(words.input(key) for key in item["inputs"]), words.num.plain(item["second"]),
         words.num.interval(item["low"], item["high"]))
        for item in pairs[:MOST]
    ]  # fmt: skip
    text = words.text
    head = [text("study.two_inputs"), text("study.interaction"), text("study.range")]
    return Table(text("study.second_order"), head, rows)


def _convergence(words: Words, name: str) -> str:
    """The largest indices from a quarter, a half and all of the design."""
    main = _main(words)
    pieces = words.document["more"][name]["convergence"]
    sizes = [piece["size"] for piece in pieces]
    with canvas(f"convergence-{name}", 3.6) as (figure, axes):
        ax = axes[0]
        for number, (key, _) in enumerate(ranked(words, name)[:5]):
            ax.plot(sizes, _sized(words, name, key), marker="o", ms=4,
                    color=COLOURS[number], label=_short(words.input(key), 48))  # fmt: skip
        ax.set_xlabel(words.text("study.size"))
        ax.set_ylabel(words.text(f"study.{main}"))
        ax.set_ylim(bottom=0.0)
        ax.set_xticks(sizes, [words.num.exact(size) for size in sizes])
        figure.legend(loc="outside lower left", ncols=1)
        number_ticks(ax.yaxis, words.num)
        return to_svg(figure, f"convergence-{name}", words.text("study.convergence"),
                      words.text("study.convergence_text"))  # fmt: skip


def _sized(words: Words, name: str, key: str) -> list[float]:
    """The index of an input from every part of the design; NaN where it has none."""
    main, scale = _main(words), _scale(words, name)
    found = [piece[main].get(key) for piece in words.document["more"][name]["convergence"]]
    return [math.nan if value is None else scale * value for value in found]


def _convergence_table(words: Words, name: str) -> Table:
    pieces = words.document["more"][name]["convergence"]
    head = [words.text("study.input"), *(str(piece["size"]) for piece in pieces)]
    rows = [
        (words.input(key), *(words.num.plain(value) for value in _sized(words, name, key)))
        for key, _ in ranked(words, name)[:MOST]
    ]
    return Table(words.text("study.convergence"), head, rows)


def _growing(words: Words, pieces: list[Mapping[str, Any]]) -> Table:
    """How good the emulator is, having learnt from more and more points."""
    head = [words.text("study.size"), words.text("study.q2")]
    rows = [(str(piece["size"]), words.num.plain(piece["q2"])) for piece in pieces]
    return Table(words.text("study.q2_table"), head, rows)


def _effects(words: Words, name: str) -> str:
    """What the difference is on the average along the main inputs."""
    effects, scale = words.document["more"][name]["main_effects"], words.scale(name)
    some = [key for key, _ in ranked(words, name) if key in effects][:CURVES]
    with canvas(f"effects-{name}", 3.8) as (figure, axes):
        ax = axes[0]
        for number, key in enumerate(some):
            means = [scale * value for value in effects[key]["mean"]]
            ax.plot(effects[key]["share"], means, color=COLOURS[number], lw=1.7,
                    label=_short(words.input(key), 48))  # fmt: skip
        ax.axhline(0.0, color=INK, lw=0.8, dashes=(3, 2), zorder=0)
        ax.set_xlabel(words.text("study.low_to_high"))
        figure.legend(loc="outside lower left", ncols=1)
        number_ticks(ax.xaxis, words.num)
        number_ticks(ax.yaxis, words.num)
        title_panels(figure, [words.named(name)])
        return to_svg(figure, f"effects-{name}", words.text("study.effects"),
                      words.text("study.effects_text"))  # fmt: skip


def _effects_table(words: Words, name: str) -> Table:
    effects, scale = words.document["more"][name]["main_effects"], words.scale(name)
    some = [key for key, _ in ranked(words, name) if key in effects]
    at = [0, len(effects[some[0]]["mean"]) // 2, -1] if some else []
    head = [words.text("study.input"), *(words.text(f"study.{n}") for n in ("low", "mid", "high"))]
    rows = [
        (
            words.input(key),
            *(words.num.plain(scale * effects[key]["mean"][i], sign=True) for i in at),
        )
        for key in some
    ]
    return Table(words.text("study.effects"), head, rows)
