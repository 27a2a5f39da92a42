"""The page of a sweep: the main outcomes over all points."""

from __future__ import annotations

from sim.documents.studies import Sweep
from sim.show.page import Block, Paragraph, Section, Table
from sim.show.studies.words import Document, Words


def sections(document: Document, lang: str) -> list[Section]:
    """Differences, then outcomes under every model, with their spread over points."""
    words = Words(Sweep, document, lang)
    text, found = words.text, words.document
    inputs = ", ".join(words.input(name) for name in found.inputs)
    size = text("study.swept", points=found.points, runs=found.runs, inputs=inputs)
    title = getattr(found.title, lang) if found.title else ""
    blocks: list[Block] = [Paragraph(title, strong=True)] if title else []
    blocks.append(Paragraph(size))
    head = [text("study.outcome"), text("figures.mean"), text("study.runs_range")]
    parts = [(words.pair(pair), some, True) for pair, some in found.differences.items()]
    parts += [(words.model(model), some, False) for model, some in found.outcomes.items()]
    for caption, outcomes, sign in parts:
        rows = []
        for name, item in outcomes.items():
            mean, *ends = words.amount(name, item)
            shown = words.num.within(mean, *ends, sign=sign)
            rows.append((words.named(name), shown, words.num.interval(*ends, sign=sign)))
        blocks.append(Table(caption, head, rows))
    return [words.answer(blocks), words.closing()]
