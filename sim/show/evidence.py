"""What the checks of the model found, as lines and a plain table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.inputs.parameters.load import read_parameters
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES
from sim.show import steady
from sim.show.labels import Text
from sim.show.numbers import Numbers
from sim.show.reading import split

Row = tuple[str, ...]
Document = Mapping[str, Any]
STATES = ("moves_nothing", "refused", "not_tried", "one_value")


class Told:
    """A document ``wijksim/evidence-.../1`` in one language."""

    def __init__(self, document: Document, lang: str) -> None:
        self.document, self.lang = document, lang
        self.about = str(document["schema"]).split("/")[1].removeprefix("evidence-")
        self.text, self.num = Text(lang), Numbers(lang)

    def opening(self) -> Iterator[str]:
        """What was done, and at what size."""
        sizes = ("runs", "citizens", "burn_in_weeks", "weeks")
        shown = {name: self.num.fixed(float(self.document[name]), 0) for name in sizes}
        yield self.text(f"checks.{self.about}_done", **shown)
        if self.about == "foregone":
            roles = self.document["roles"].values()
            drawn, held = (sum(role[part] for role in roles) for part in ("drawn", "held"))
            yield self.text("checks.drawn", drawn=drawn, held=held)
        yield self.text(f"checks.{self.about}_read")

    def tables(self) -> Iterator[list[Row]]:
        """A head and a row for each parameter, or for each pair of models and main outcome.

        Of drawn worlds also one with a row for each lever that two answers have.
        """
        rows = {"liveness": self._moved, "foregone": self._shares, "luck": self._worth}
        yield [self._head(f"{self.about}_head"), *rows[self.about]()]
        if self.about == "foregone":
            yield [self._head("levers_head"), *self._levers()]

    def closing(self) -> Iterator[str]:
        """What asks for attention, and where everything is."""
        if self.about == "liveness":
            yield from self._dead()
        if self.about == "foregone":
            yield from steady.worlds(self.text, self.num, self.document["steadiness"])
            yield from self._forced()
            yield from self._built_in()
        if self.document["failures"]:
            yield self.text("checks.failed", count=len(self.document["failures"]))
        yield self.text("checks.files", folder=self.document["out"])

    def _head(self, key: str) -> Row:
        return tuple(self.text(f"checks.{key}").split("|"))

    def _model(self, name: str) -> str:
        return str(self.document["titles"].get(name, {}).get(self.lang, name))

    def _pair(self, pair: str) -> str:
        later, earlier = split(pair)
        return f"{self._model(later)} \N{MINUS SIGN} {self._model(earlier)}"

    def _outcome(self, name: str) -> str:
        item = OUTCOMES[name]
        return item.label_nl if self.lang == "nl" else item.label_en

    def _moved(self) -> Iterator[Row]:
        """A parameter and the outcome that it moves most for its level."""
        for key, item in self.document["parameters"].items():
            if not item["ends"]:
                yield key, "", "", self.text(f"checks.{item['state']}"), "", "", "", ""
                continue
            best = max(item["ends"], key=_strength)
            sign = best["rises"] if (best["difference"] or 0.0) > 0.0 else best["falls"]
            yield (
                key,
                best["value"],
                self._model(best["model"]),
                self._outcome(best["outcome"]),
                self.num.plain(best["level"]),
                self.num.plain(best["difference"], sign=True),
                f"{sign}/{best['runs']}",
                str(item["outcomes_changed"]),
            )

    def _shares(self) -> Iterator[Row]:
        """A pair, a main outcome, and in which share of the worlds either is better."""
        for pair, outcomes in self.document["pairs"].items():
            for name, item in outcomes.items():
                shares = ("lower", "same", "higher", "later_better", "earlier_better")
                forced = "" if item["forced"] is None else self.text("checks.forced")
                yield (
                    self._pair(pair),
                    self._outcome(name),
                    str(item["draws"]),
                    *(self.num.percent(item[share], 1) for share in shares),
                    self.num.percent(item["turns"], 1),
                    forced,
                )

    def _levers(self) -> Iterator[Row]:
        """A lever, how often each answer has most of it, and how often it favours each."""
        for name, item in self.document["levers"].items():
            state = "" if item["drawn"] else self.text("checks.held")
            favours = self.text("checks.no_direction")
            if item["favours"] is not None:
                favours = self._by_answer(item["favours"])
            yield (
                name,
                self._by_answer(item["higher"]),
                self.num.percent(item["same"], 1),
                favours,
                state if item["built_in"] is None else self.text("checks.built_in"),
            )

    def _by_answer(self, shares: Mapping[str, float | None]) -> str:
        return ", ".join(
            f"{self.text.name('answers', answer)} {self.num.percent(share, 1)}"
            for answer, share in shares.items()
        )

    def _worth(self) -> Iterator[Row]:
        """A pair, a main outcome, and what the shared luck is worth."""
        for pair, outcomes in self.document["pairs"].items():
            for name in HEADLINES:
                item = outcomes[name]
                low, high = item["ratio_low"], item["ratio_high"]
                yield (
                    self._pair(pair),
                    self._outcome(name),
                    self.num.within(item["ratio"], low, high),
                    self.num.interval(low, high),
                    self.num.plain(item["worth"]),
                    self.num.plain(item["saved"]),
                )

    def _dead(self) -> Iterator[str]:
        """What moved nothing, could not be moved, or has one value, by its label."""
        known = read_parameters()
        for state in STATES:
            keys = self.document[state]
            if keys:
                yield self.text(f"checks.count_{state}", count=len(keys))
                yield from (f"  {key}: {known[key].label(self.lang)}" for key in keys)
        if not any(self.document[state] for state in STATES[:-1]):
            yield self.text("checks.all_alive")

    def _forced(self) -> Iterator[str]:
        """Every sign that hardly differs, with its mechanism or that none is known."""
        document, found = self.document, False
        share = self.num.percent(document["threshold"])
        for pair, outcomes in document["pairs"].items():
            for name, item in outcomes.items():
                if item["forced"] is None:
                    continue
                found, why = True, item["explained"]
                told = self.text("checks.unexplained")
                if why is not None:
                    told = f"{why[self.lang]} ({why['source']})"
                sign = self.text(f"checks.sign_{item['forced']}", share=share)
                yield f"{self._pair(pair)}, {self._outcome(name)}: {sign}. {told}"
        if document["draws"] < document["enough"]:
            yield self.text("checks.too_few", enough=document["enough"])
        elif not found:
            yield self.text("checks.none_forced", share=share)

    def _built_in(self) -> Iterator[str]:
        """Every lever that favours one answer, with the source that says so or that none does."""
        document = self.document
        share = self.num.percent(document["built_in_above"])
        for name, item in document["levers"].items():
            if item["built_in"] is not None:
                answer = self.text.name("answers", item["built_in"])
                yield self.text("checks.built_in_told", lever=name, answer=answer, share=share)
            if item["direction"] is not None:
                answer = self.text.name("answers", item["direction"]["answer"])
                side = self.text(f"checks.{item['direction']['side']}")
                source = item["direction"]["source"]
                yield self.text("checks.directed", lever=name, answer=answer, side=side,
                                source=source)  # fmt: skip
        if not any(item["built_in"] for item in document["levers"].values()):
            yield self.text("checks.none_built_in", share=share)


def _strength(end: Mapping[str, Any]) -> tuple[bool, float]:
    """A main outcome first, then by its change for its level."""
    return end["outcome"] in HEADLINES, abs(end["relative"] or 0.0)
