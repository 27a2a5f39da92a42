"""The page of a sensitivity analysis: the inputs that carry a difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.documents.explain import Sensitivity
from sim.show.page import Block, Chart, Code, Paragraph, Points, Section, Table
from sim.show.sentences import told
from sim.show.studies.ranked import DUMMY, MOST, Ranked
from sim.show.studies.words import Document, Words

ROWS = 30  # inputs in a table; the file of indices has them all
FIRST = 3  # inputs in the answer

Own = Words[Sensitivity]


def sections(document: Document, lang: str) -> list[Section]:
    """The answer and the share of chance, then the indices of each outcome."""
    words = Words(Sensitivity, document, lang)
    outcomes = [
        Section(found.outcome, words.label(found.outcome), list(outcome(found)))
        for found in _every(words)
    ]
    noise = Section("noise", words.text("study.noise"), list(_noise(words)))
    return [words.answer(list(answer(words))), noise, *outcomes, words.closing()]


def _every(words: Own) -> list[Ranked]:
    """Outcomes that have indices."""
    return [Ranked(words, name) for name, found in words.document.indices.items() if found]


def answer(words: Own) -> Iterator[Block]:
    """The inputs that carry most of each outcome, and outcomes of which nothing can be said."""
    text, document = words.text, words.document
    yield Paragraph(text("study.sensitive_of", pair=words.pair(document.difference)), strong=True)
    yield Points([(words.named_first(one.outcome), _carried(one)) for one in _every(words)])
    for name in document.more:
        if document.more[name].get("used") is False:
            yield Paragraph(_not_predicted(Ranked(words, name)))
    for name, why in document.undefined.items():
        yield Paragraph(text("study.undefined", outcome=words.label(name), why=told(words, why)))
    yield Paragraph(text(f"study.method_{document.method}"))
    if document.next:
        yield Paragraph(text("study.next"))
        yield Code(document.next)


def _carried(found: Ranked) -> str:
    words = found.words
    return words.text(
        "study.carried",
        inputs=", ".join(words.input(one.key) for one in found.inputs[:FIRST]),
        noise=words.num.percent(words.document.noise[found.outcome]),
        apart=_apart(found),
    )


def _not_predicted(found: Ranked) -> str:
    """An outcome that the emulator does not predict, with its quality by size of the design."""
    plain = found.words.num.plain
    growing = "; ".join(f"{piece['size']}: {plain(piece['q2'])}" for piece in found.convergence)
    places = {"q2": plain(found.more["q2"]), "growing": growing}
    name = found.words.named_first(found.outcome)
    return found.words.text("study.not_predicted", outcome=name, **places)


def _apart(found: Ranked) -> str:
    """The number of inputs with a range that reaches into that of the largest; of PAWN, which has
    no such range, of inputs above one that is in nothing."""
    first, *others = found.inputs
    if found.method == "pawn":
        indices = {one.key: one.main or 0.0 for one in found.inputs}
        above = sum(value > indices[DUMMY] for value in indices.values())
        return found.words.text("study.above_dummy", count=above)
    low = max(first.low or 0.0, 0.0)
    alike = sum(one.high is not None and one.high > low for one in others)
    return found.words.text("study.alike", count=alike)


def _noise(words: Own) -> Iterator[Block]:
    """The share of chance in the variance of the difference, and under each model."""
    levels, percent = words.document.levels, words.num.percent
    head = [
        words.text("study.outcome"),
        words.text("figures.difference"),
        *map(words.model, levels),
    ]
    rows = [
        (words.label(name), percent(share), *(percent(m.noise.get(name)) for m in levels.values()))
        for name, share in words.document.noise.items()
    ]
    yield Paragraph(words.text("study.noise_read"))
    yield Table(words.text("study.noise_table"), head, rows)


def outcome(found: Ranked) -> Iterator[Block]:
    """The inputs of one outcome: a table with charts, and how sure the indices are."""
    text, document = found.words.text, found.words.document
    table = _table(found)
    yield Chart(found.bars(), table.caption, table)
    if len(found.inputs) > ROWS:
        yield Paragraph(_rest(found))
        if document.command is not None:  # an answer made of stored runs is written nowhere
            yield Paragraph(text("study.rest_file"))
    if found.method == "morris":
        # In a terminal, where tables stand for charts, one is enough.
        yield Chart(found.plane(), text("study.morris_plane"), replace(table, folded=True))
    if found.more.get("interactions"):
        yield _interactions(found)
    if found.more.get("main_effects"):
        yield Chart(found.curves(), text("study.effects"), _effects_table(found))
    if "q2" in found.more:
        yield _growing(found)
    elif len(found.convergence) > 1:
        yield Chart(found.growth(), text("study.convergence"), _convergence_table(found))


def _rest(found: Ranked) -> str:
    """Inputs without a row: their number, the largest of them, and those that move nothing."""
    most = found.words.num.plain(found.inputs[ROWS].main)
    nothing = sum(not one.main for one in found.inputs)
    left = len(found.inputs) - ROWS
    return found.words.text("study.rest", count=left, most=most, nothing=nothing)


def _table(found: Ranked) -> Table:
    words, plain = found.words, found.words.num.plain
    keys = ["rank", "input", "group", found.main, found.between]
    keys += [found.beside] if found.beside else []
    rows = []
    for number, one in enumerate(found.inputs[:ROWS], start=1):
        axis = words.inputs.get(one.key)
        group = words.text.name("study_inputs", axis.group if axis else one.key)
        shown = [plain(one.main), words.num.interval(one.low, one.high)]
        shown += [plain(one.beside)] if found.beside else []
        rows.append((str(number), words.input(one.key), group, *shown))
    effect = found.main == "mu_star"
    called = words.named(found.outcome) if effect else words.label(found.outcome)
    caption = words.text("study.ranked", outcome=called)
    return Table(caption, words.heads("study", *keys), rows, frozenset({1, 2}))


def _interactions(found: Ranked) -> Table:
    words = found.words
    rows = [
        (
            " & ".join(words.input(key) for key in item["inputs"]),
            words.num.plain(item["second"]),
            words.num.interval(item["low"], item["high"]),
        )
        for item in found.more["interactions"][:MOST]
    ]
    head = words.heads("study", "two_inputs", "interaction", "range")
    return Table(words.text("study.second_order"), head, rows)


def _convergence_table(found: Ranked) -> Table:
    words = found.words
    head = [words.text("study.input"), *(str(piece["size"]) for piece in found.convergence)]
    rows = [
        (words.input(one.key), *map(words.num.plain, found.sized(one.key)))
        for one in found.inputs[:MOST]
    ]
    return Table(words.text("study.convergence"), head, rows)


def _growing(found: Ranked) -> Table:
    """The quality of the emulator, having learnt from more and more points."""
    num = found.words.num
    rows = [(str(piece["size"]), num.plain(piece["q2"])) for piece in found.convergence]
    return Table(found.words.text("study.q2_table"), found.words.heads("study", "size", "q2"), rows)


def _effects_table(found: Ranked) -> Table:
    """The mean difference at the low end, the middle and the high end of the main inputs."""
    words = found.words
    rows = []
    for key, (_, means) in found.effects.items():
        some = means[0], means[len(means) // 2], means[-1]
        rows.append((words.input(key), *(words.num.plain(mean, sign=True) for mean in some)))
    head = words.heads("study", "input", "low", "mid", "high")
    return Table(words.text("study.effects"), head, rows)
