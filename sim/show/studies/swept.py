"""What a sweep came to: the main outcomes over all points."""

from __future__ import annotations

from sim.show.page import Block, Paragraph, Section, Table
from sim.show.studies.words import Document, Words


def sections(document: Document, lang: str) -> list[Section]:
    """Outcomes under every model, then differences, with how wide they lie."""
    words = Words(document, lang)
    text = words.text
    inputs = ", ".join(words.input(name) for name in document["inputs"])
    title = document["title"] and str(document["title"][lang])
    blocks: list[Block] = [Paragraph(title, strong=True)] if title else []
    blocks.append(Paragraph(text("study.swept", points=document["points"],
                                 runs=document["runs"], inputs=inputs)))  # fmt: skip
    for part, name_of in (("differences", words.pair), ("outcomes", words.model)):
        for key, outcomes in document[part].items():
            head = [text("study.outcome"), text("figures.mean"), text("study.runs_range")]
            rows = [(words.named(name), words.amount(name, item, sign=part == "differences"),
                     words.range(name, item, sign=part == "differences"))
                    for name, item in outcomes.items()]  # fmt: skip
            blocks.append(Table(name_of(key), head, rows))
    return [Section("answer", text("headings.answer"), blocks), words.closing()]
