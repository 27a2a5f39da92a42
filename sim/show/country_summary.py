"""The wijken of a country in plain text: all of them together, and those that are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.documents.country import Country, Nation, NationalDifference, Wijken
from sim.foundation.plain import plain
from sim.inputs.scenarios.resolved import Resolved
from sim.record.headlines import HEADLINES
from sim.show.departures import Departures
from sim.show.numbers import decimals_for
from sim.show.reader import Amount, Reader, read, scaled
from sim.show.sentences import told
from sim.show.summary import FILE_NAME, wrapped
from sim.storage.folder import write_whole

MILLION = 1e6
CAUTIONS = ("wijk_luck", "weights")  # notes that stand before the numbers
EUROS = "EUR"  # how the units of money begin


def write_summary(found: tuple[Mapping[str, Any], Resolved], folder: Path, lang: str) -> Path:
    """Write ``summary.txt`` of a document and its scenario in the folder; returns its path."""
    target = folder / FILE_NAME
    write_whole(target, _Country(*found, lang).summary().encode())
    return target


class _Country(Reader):
    """The document in one language."""

    def __init__(self, document: Mapping[str, Any], resolved: Resolved, lang: str) -> None:
        super().__init__(lang, {model.id: model.title(lang) for model in resolved.models})
        self.document = read(Country if "seconds" in document else Nation, document)
        self.departures = Departures(self, self.document)
        self.title = self.departures.title(resolved.title(lang))

    def summary(self) -> str:
        """Wijken that were run or not, cautions, then a table per pair."""
        lines = [self.text("country.title", scenario=self.title), ""]
        for sentence in (*self.departures.lines(), *self._places(), *self._cautions()):
            lines += wrapped(sentence)
        for pair, outcomes in self.document.differences.items():
            lines += ["", self.pair(pair)]
            for name in HEADLINES:
                if name in outcomes:
                    lines += [f"  {self.named(name)}", *self._difference(name, outcomes[name])]
        return "\n".join(map(plain, [*lines, "", self.text("country.files")])) + "\n"

    def _places(self) -> Iterator[str]:
        """Wijken that were run, skipped, imputed or failed, with inhabitants."""
        places = self.document.places
        yield self._counted("lived", places.lived, weeks=self.document.weeks)
        some = [*places.skipped, *places.imputed]
        some += [("margins_off", places.margins_off), ("failed", places.failed)]
        for name, count in some:
            if count.wijken:
                yield self._counted("imputed" if name == "any" else name, count)

    def _counted(self, key: str, count: Wijken, **more: int) -> str:
        """A sentence about so many wijken and inhabitants."""
        shown = {**count.model_dump(), **more}
        return self.text(f"country.{key}", **{k: self.num.fixed(n, 0) for k, n in shown.items()})

    def _cautions(self) -> Iterator[str]:
        """Cautions before any number."""
        yield from (told(self, note) for note in self.document.notes if note.code in CAUTIONS)
        full = "parameters" in self.document.interval.covers
        yield self.text("answer.range_full" if full else "answer.range_luck")
        yield self.text("answer.caution")

    def _difference(self, name: str, item: NationalDifference) -> Iterator[str]:
        """A difference with the chance that may be in it, and how wijken differ."""
        wijken, shares = item.over_wijken, item.inhabitants
        if item.mean is None or wijken.low == wijken.high == 0.0:
            verdict = "undefined" if item.mean is None else "equal"
            yield "      " + self.text(f"verdict.{verdict}")
            return
        yield "      " + self._size(name, item) + self._total(name, item)
        _, low, high = self.amount(name, Amount(item.mean, wijken.low, wijken.high))
        yield "      " + self.text(
            "country.wijken",
            range=self.num.interval(low, high, sign=True),
            lower=self.num.percent(shares.lower),
            higher=self.num.percent(shares.higher),
        )

    def _size(self, name: str, item: NationalDifference) -> str:
        """The mean difference: with its interval over runs, or the chance that may be in it."""
        found = self.amount(name, _with_ends(item))
        if item.low is not None:
            return self.num.ranged(*found, sign=True)
        mean, low, high = self.num.within(*found, sign=True), found.low, found.high
        if low is None or high is None:
            return mean
        half = self.num.fixed(0.5 * (high - low), decimals_for(high - low))
        return self.text("country.luck", mean=mean, half=half)

    def _total(self, name: str, item: NationalDifference) -> str:
        """A difference in euros for all inhabitants together; empty for other outcomes."""
        total = self.document.totals.get(name)
        if total is None or not total.unit.startswith(EUROS):
            return ""
        people = self.document.places.lived.inhabitants
        millions = people / total.inhabitants / MILLION
        ends = (scaled(end, millions) for end in _with_ends(item))
        return "; " + self.text("country.total", millions=self.num.within(*ends, sign=True))


def _with_ends(item: NationalDifference) -> Amount:
    """A mean with its interval over runs, or the chance in one run; None when unknown."""
    if item.low is not None or item.mean is None or item.luck_at_most is None:
        return Amount(item.mean, item.low, item.high)
    return Amount(item.mean, item.mean - item.luck_at_most, item.mean + item.luck_at_most)
