"""A study's document in the words and numbers of a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sim.documents.explain import Explain, Sensitivity
from sim.documents.points import Discover, Robust
from sim.documents.studies import Axis, Curves, Search, Structures, Sweep
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.runs.shared_levers import answer_of
from sim.show.page import Block, Chart, Code, Paragraph, Points, Section, Table
from sim.show.reader import Reader, read, split

Document = Mapping[str, Any]
AnyStudy = Curves | Discover | Explain | Robust | Search | Sensitivity | Structures | Sweep
S = TypeVar("S", bound=AnyStudy)
EACH_ITS_OWN = "each its own"  # the range of an input that is several


class Words(Reader, Generic[S]):
    """The names of a study's models and inputs, and its numbers, in one language."""

    def __init__(self, kind: type[S], document: Document, lang: str) -> None:
        self.document = found = read(kind, document)
        super().__init__(lang, {name: getattr(title, lang) for name, title in found.titles.items()})
        self.inputs = _inputs(found)
        self.relative_to = _relative_to(found)

    def pair(self, pair: str) -> str:
        """As of any pair; with its measure where differences are shares of the earlier model."""
        name = super().pair(pair)
        if self.relative_to is not None:
            name += self.text("study.relative", earlier=self.model(split(pair)[1]))
        return name

    def unit(self, outcome: str) -> str:
        """As of any outcome, or per cents of the earlier model."""
        if self.relative_to is None:
            return super().unit(outcome)
        return self.text("study.per_cent_of", earlier=self.model(self.relative_to))

    def scale(self, outcome: str) -> float:
        """As of any outcome; relative differences are shown in per cent."""
        return super().scale(outcome) if self.relative_to is None else 100.0

    def input(self, name: str) -> str:
        """The label of an input: of a parameter its own, of several the name of the draw."""
        known = read_parameters()
        if name in known:
            return known[name].label(self.lang)
        if self.text.has(f"study_inputs.{name}"):
            return self.text(f"study_inputs.{name}")
        item = self.inputs.get(name)
        keys = [key for key in item.keys if key in known] if item else []
        if item is None or not keys:
            return name
        label = known[keys[0]].label(self.lang)
        if not item.part:
            return label
        own = next((key for key in keys if name.endswith("." + answer_of(key))), keys[-1])
        answer = self.text.name("answers", answer_of(own))
        return self.text(f"study.part_{item.part}", label=label, answer=answer)

    def place(self, name: str, value: Value) -> str:
        """A value of an input of this study; a share of its range where several move together."""
        if self.mixed(name) and not isinstance(value, str):
            return self.num.percent(value)
        return self.at(value)

    def at(self, value: Value) -> str:
        """A value of an input in four digits."""
        if isinstance(value, bool):
            return self.text("study.yes" if value else "study.no")
        if isinstance(value, str):
            return self.text.name("study_inputs", value)
        return self.num.exact(float(f"{value:.4g}"))

    def between(self, name: str, low: Value, high: Value) -> str:
        """``0.8 to 1.7`` of an input."""
        return self.text("study.between", low=self.place(name, low), high=self.place(name, high))

    def mixed(self, name: str) -> bool:
        """True for an input that is several, each moving over a range of its own."""
        return name in self.inputs and self.inputs[name].range == EACH_ITS_OWN

    def covers(self) -> str:
        """The uncertainty that intervals cover."""
        full = "parameters" in self.document.interval.covers
        return self.text("answer.range_full" if full else "answer.range_luck")

    def answer(self, blocks: Sequence[Block]) -> Section:
        """The first section of a study."""
        return Section("answer", self.text("headings.answer"), blocks)

    def closing(self) -> Section:
        """The method of a study: its size, failures and command, and where everything is."""
        document, text, fixed = self.document, self.text, self.num.fixed
        sizes = ("citizens", "weeks", "burn_in_weeks", "replications")
        counted = {name: fixed(getattr(document, name), 0) for name in sizes}
        lines = [text("study.opening", place=document.place, **counted)]
        if not document.whole:
            lines.append(text("study.fewer", citizens=counted["citizens"]))
        lines.append(text("study.means", means=text(f"means_short.{document.means}")))
        on_the_way = len(document.failed) if isinstance(document, Search) else 0
        if count := len(document.failures) + on_the_way:
            lines.append(text("study.failed", count=count))
        lines.append(text("answer.caution"))
        blocks: list[Block] = [Paragraph(line) for line in lines]
        if document.command:
            blocks.append(Code(document.command))
        return Section("method", text("study.method"), blocks)


def _inputs(found: AnyStudy) -> Mapping[str, Axis]:
    """The inputs of a study by name; none of a study that moves none."""
    return {} if isinstance(found, (Explain, Structures)) else found.inputs


def _relative_to(found: AnyStudy) -> str | None:
    """The model that differences are shares of; None where they are amounts."""
    if isinstance(found, Sensitivity) and found.relative:
        return split(found.difference)[1]
    return None


def as_lines(sections: Sequence[Section]) -> Iterator[str]:
    """Sections as plain lines for a terminal: texts and tables, without what is folded."""
    for section in sections:
        yield from ("", section.title)
        for block in section.blocks:
            if isinstance(block, (Paragraph, Code)):
                yield "  " + block.text
            elif isinstance(block, Points):
                for name, item in block.items:
                    yield f"  {name}: {item}" if name else f"  {item}"
            elif isinstance(block, (Table, Chart)):
                table = block if isinstance(block, Table) else block.table
                if not table.folded:
                    yield from ("", *_table(table))


def _table(table: Table) -> Iterator[str]:
    yield f"  {table.caption}"
    rows = [list(table.head), *(list(row) for row in table.rows)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    left = {0, *table.words}
    for row in rows:
        cells = (
            cell.ljust(width) if i in left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  " + "  ".join(cells).rstrip()
