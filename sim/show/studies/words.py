"""A study's document in the words and numbers of a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.inputs.parameters.load import read_parameters
from sim.record.outcomes import OUTCOMES
from sim.runs.shared_levers import answer_of
from sim.show.labels import Text
from sim.show.numbers import NOTHING, Numbers
from sim.show.page import Block, Chart, Code, Paragraph, Points, Section, Table
from sim.show.reading import split

Document = Mapping[str, Any]
Interval = Mapping[str, float | None]
OWN = "each its own"  # where the range of an input is from, when it is several
SHARES = "share"  # how the units of shares begin: they are shown in per cent


class Words:
    """What everything in a document is called, and how its numbers are written."""

    def __init__(self, document: Document, lang: str) -> None:
        self.document, self.lang = document, lang
        self.text, self.num = Text(lang), Numbers(lang)

    def model(self, name: str) -> str:
        """The name of a model."""
        return str(self.document["titles"].get(name, {}).get(self.lang, name))

    def pair(self, pair: str) -> str:
        """``Wijkbudget compared with Fragmented``."""
        later, earlier = split(pair)
        told = self.text("words.pair", later=self.model(later), earlier=self.model(earlier))
        if self.relative:
            told += self.text("study.relative", earlier=self.model(earlier))
        return told

    @property
    def relative(self) -> bool:
        """Whether differences are shares of what the earlier model has."""
        return bool(self.document.get("relative"))

    def outcome(self, name: str) -> str:
        """The label of an outcome."""
        item = OUTCOMES[name]
        return item.label_nl if self.lang == "nl" else item.label_en

    def named_first(self, name: str) -> str:
        """The label of an outcome, as a sentence begins."""
        label = self.outcome(name)
        return label[:1].upper() + label[1:]

    def unit(self, name: str) -> str:
        """The unit of an outcome, as its numbers are shown."""
        if self.relative:
            return self.text(
                "study.per_cent_of", earlier=self.model(split(self.document["difference"])[1])
            )
        return self.text.name("units", OUTCOMES[name].unit)

    def named(self, name: str) -> str:
        """An outcome with its unit."""
        return f"{self.outcome(name)} ({self.unit(name)})"

    def scale(self, name: str) -> float:
        """What shares are multiplied by: they are shown in per cent."""
        return 100.0 if self.relative or OUTCOMES[name].unit.startswith(SHARES) else 1.0

    def input(self, name: str) -> str:
        """The label of an input: of a parameter its own, of several the name of the draw."""
        known = read_parameters()
        if name in known:
            return known[name].label(self.lang)
        if self.text.has(f"study_inputs.{name}"):
            return self.text(f"study_inputs.{name}")
        item = self.document.get("inputs", {}).get(name, {})
        keys = [key for key in item.get("keys", ()) if key in known]
        if not keys:
            return name
        label = known[keys[0]].label(self.lang)
        if not item.get("part"):
            return label
        own = next((key for key in keys if name.endswith("." + answer_of(key))), keys[-1])
        answer = self.text.name("answers", answer_of(own))
        return self.text(f"study.part_{item['part']}", label=label, answer=answer)

    def amount(self, name: str, found: Interval, sign: bool = True) -> str:
        """A mean as precise as its interval allows."""
        low, high = self.ends(name, found)
        mean = found["mean"]
        return self.num.within(
            None if mean is None else self.scale(name) * mean, low, high, sign=sign
        )

    def range(self, name: str, found: Interval, sign: bool = True) -> str:
        """An interval in words."""
        return self.num.interval(*self.ends(name, found), sign=sign)

    def ends(self, name: str, found: Interval) -> tuple[float | None, float | None]:
        """An interval as its numbers are shown."""
        low, high, scale = found["low"], found["high"], self.scale(name)
        return (None if low is None else scale * low, None if high is None else scale * high)

    def both(self, name: str, found: Interval, sign: bool = True) -> str:
        """``-12 (-20 to -4)``; a level has no sign."""
        shown = self.range(name, found, sign)
        return self.amount(name, found, sign) + ("" if shown == NOTHING else f" ({shown})")

    def value(self, value: Any) -> str:
        """A value of an input."""
        if isinstance(value, bool):
            return self.text("study.yes" if value else "study.no")
        if isinstance(value, (int, float)):
            return self.num.exact(float(f"{float(value):.4g}"))
        return self.text.name("study_inputs", str(value))

    def place(self, name: str, value: Any) -> str:
        """A value of an input of this study; a share of its range where several move together."""
        if self.mixed(name):
            return self.num.percent(value)
        return self.value(value)

    def mixed(self, name: str) -> bool:
        """Whether an input is several, each moving over a range of its own."""
        return bool(self.document.get("inputs", {}).get(name, {}).get("range") == OWN)

    def opening(self) -> Iterator[str]:
        """At what size a study was lived, and what its intervals cover."""
        document = self.document
        counted = {name: self.num.fixed(float(document[name]), 0)
                   for name in ("citizens", "weeks", "burn_in_weeks", "replications")}  # fmt: skip
        yield self.text("study.opening", place=document["place"], **counted)
        if not document["whole"]:
            yield self.text("study.fewer", citizens=counted["citizens"])
        means = self.text(f"means_short.{document['means']}")
        yield self.text("study.means", means=means)

    def covers(self) -> str:
        """What intervals cover."""
        full = "parameters" in self.document["interval"]["covers"]
        return self.text("answer.range_full" if full else "answer.range_luck")

    def closing(self) -> Section:
        """What was done, what failed, and where everything is."""
        blocks: list[Block] = [Paragraph(line) for line in self.opening()]
        if failed := sum(len(self.document.get(name, ())) for name in ("failures", "failed")):
            blocks.append(Paragraph(self.text("study.failed", count=failed)))
        blocks.append(Paragraph(self.text("answer.caution")))
        if self.document.get("command"):
            blocks.append(Code(str(self.document["command"])))
        return Section("method", self.text("study.method"), blocks)


def as_lines(sections: Sequence[Section]) -> Iterator[str]:
    """Sections as plain lines for a terminal: texts and tables, without what is folded."""
    for section in sections:
        yield from ("", section.title)
        for block in section.blocks:
            if isinstance(block, (Paragraph, Code)):
                yield "  " + block.text
            elif isinstance(block, Points):
                yield from (
                    f"  {name}: {item}" if name else f"  {item}" for name, item in block.items
                )
            elif isinstance(block, Table) and not block.folded:
                yield from ("", *_table(block))
            elif isinstance(block, Chart) and not block.table.folded:
                yield from ("", *_table(block.table))


def _table(table: Table) -> Iterator[str]:
    yield f"  {table.caption}"
    rows = [list(table.head), *(list(row) for row in table.rows)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        first, rest = row[0].ljust(widths[0]), row[1:]
        cells = [
            cell.ljust(width) if i + 1 in table.words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(rest, widths[1:], strict=True))
        ]
        yield "  " + "  ".join([first, *cells]).rstrip()
