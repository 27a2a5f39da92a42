"""The wijken of a country in plain text: what they come to, and what is left out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.inputs.scenarios.resolved import Resolved
from sim.record.headlines import HEADLINES
from sim.show.labels import Text
from sim.show.numbers import Numbers, decimals_for
from sim.show.reading import split
from sim.show.summary import FILE_NAME, WIDTH
from sim.storage.atomic import write_whole

MILLION = 1e6


def write_summary(found: tuple[Mapping[str, Any], Resolved], folder: Path, lang: str) -> Path:
    """Write ``summary.txt`` of a document and its scenario in the folder; returns its path."""
    target = folder / FILE_NAME
    write_whole(target, _Pages(*found, lang).summary().encode())
    return target


class _Pages:
    """The document in one language."""

    def __init__(self, document: Mapping[str, Any], resolved: Resolved, lang: str) -> None:
        self.document, self.resolved, self.lang = document, resolved, lang
        self.text, self.num = Text(lang), Numbers(lang)

    def summary(self) -> str:
        """Who was lived through and who was not, cautions, then a table per pair."""
        title = self.resolved.title_nl if self.lang == "nl" else self.resolved.title_en
        lines = [self.text("country.title", scenario=title), ""]
        for told in (*self._places(), *self._cautions()):
            lines += textwrap.wrap(told, WIDTH, subsequent_indent="  ")
        for pair, outcomes in self.document["differences"].items():
            lines += ["", self._pair(pair)]
            for name in HEADLINES:
                if name in outcomes:
                    lines += self._difference(pair, name, outcomes[name])
        lines += ["", self.text("country.files")]
        return "\n".join(lines) + "\n"

    def _places(self) -> Iterator[str]:
        """What was lived in, skipped, imputed and failed, with inhabitants."""
        places = self.document["places"]
        yield self._counted("lived", places["lived"], weeks=self.document["weeks"])
        for reason, count in places["skipped"].items():
            if count["wijken"]:
                yield self._counted(reason, count)
        for kind, count in places["imputed"].items():
            if count["wijken"]:
                yield self._counted("imputed" if kind == "any" else kind, count)
        for name in ("margins_off", "failed"):
            if places[name]["wijken"]:
                yield self._counted(name, places[name])

    def _counted(self, key: str, count: Mapping[str, int], **more: int) -> str:
        """A sentence about so many wijken and inhabitants."""
        shown = {name: self.num.fixed(float(n), 0) for name, n in {**count, **more}.items()}
        return self.text(f"country.{key}", **shown)

    def _cautions(self) -> Iterator[str]:
        """What a reader must know before reading a number."""
        yield self.text("country.wijk_luck", runs=self.document["replications"])
        yield self.text("country.weights")
        full = "parameters" in self.document["interval"]["covers"]
        yield self.text("answer.range_full" if full else "answer.range_luck")
        yield self.text("answer.caution")

    def _pair(self, pair: str) -> str:
        """``Wijkbudget compared with Fragmented``."""
        names = {model.id: model.title(self.lang) for model in self.resolved.models}
        later, earlier = split(pair)
        return self.text("words.pair", later=names[later], earlier=names[earlier])

    def _difference(self, pair: str, name: str, item: Mapping[str, Any]) -> Iterator[str]:
        """An outcome: its difference with what luck may be in it, and how wijken differ."""
        declared = self.document["outcomes"][name]
        yield f"  {declared['label']} ({self.text.name('units', declared['unit'])})"
        wijken, shares = item["over_wijken"], item["inhabitants"]
        if item["mean"] is None or wijken["low"] == wijken["high"] == 0.0:
            yield "      " + self.text(
                f"verdict.{'undefined' if item['mean'] is None else 'equal'}"
            )
            return
        scale = 100.0 if declared["unit"].startswith("share") else 1.0
        yield "      " + self._size(item, scale) + self._total(name, item)
        yield "      " + self.text(
            "country.wijken",
            range=self.num.interval(scale * wijken["low"], scale * wijken["high"], sign=True),
            lower=self.num.percent(shares["lower"]),
            higher=self.num.percent(shares["higher"]),
        )

    def _size(self, item: Mapping[str, Any], scale: float) -> str:
        """The mean difference: with its interval over runs, or what luck may be in it."""
        low, high = _ends(item, scale)
        mean = self.num.within(scale * item["mean"], low, high, sign=True)
        if item["low"] is not None:
            return f"{mean} ({self.num.interval(low, high, sign=True)})"
        if low is None or high is None:
            return mean
        half = self.num.fixed(0.5 * (high - low), decimals_for(high - low))
        return self.text("country.luck", mean=mean, half=half)

    def _total(self, name: str, item: Mapping[str, Any]) -> str:
        """What a difference in euros comes to in whole; empty for other outcomes."""
        total = self.document["totals"].get(name)
        if total is None or not total["unit"].startswith("EUR"):
            return ""
        millions = self.document["places"]["lived"]["inhabitants"] / total["inhabitants"] / MILLION
        shown = self.num.within(millions * item["mean"], *_ends(item, millions), sign=True)
        return "; " + self.text("country.total", millions=shown)


def _ends(item: Mapping[str, Any], scale: float) -> tuple[float | None, float | None]:
    """Of a mean: its interval over runs, or what luck may be in one run; None when unknown."""
    if item["low"] is not None:
        return scale * item["low"], scale * item["high"]
    luck = item["luck_at_most"]
    if luck is None:
        return None, None
    return scale * (item["mean"] - luck), scale * (item["mean"] + luck)
