"""The checks of the model, as lines and a plain table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sim.documents.evidence import End, EvidenceForegone, EvidenceLiveness, EvidenceLuck
from sim.inputs.parameters.load import read_parameters
from sim.record.headlines import HEADLINES
from sim.show import steady
from sim.show.reader import Reader, read

Row = Sequence[str]
STATES = ("moves_nothing", "refused", "not_tried", "one_value")
_SHARES = ("lower", "same", "higher", "later_better", "earlier_better", "turns")


class Told(Reader):
    """A document ``wijksim/evidence-.../1`` in one language."""

    def __init__(self, document: Mapping[str, Any], lang: str) -> None:
        self.about = str(document["schema"]).split("/")[1].removeprefix("evidence-")
        self.document: EvidenceLiveness | EvidenceForegone | EvidenceLuck
        if self.about == "liveness":
            self.document = read(EvidenceLiveness, document)
        elif self.about == "foregone":
            self.document = read(EvidenceForegone, document)
        else:
            self.document = read(EvidenceLuck, document)
        titles = {name: getattr(title, lang) for name, title in self.document.titles.items()}
        super().__init__(lang, titles)

    def opening(self) -> Iterator[str]:
        """The work that was done, and at what size."""
        sizes = ("runs", "citizens", "burn_in_weeks", "weeks")
        shown = {name: self.num.fixed(getattr(self.document, name), 0) for name in sizes}
        yield self.text(f"checks.{self.about}_done", **shown)
        if isinstance(self.document, EvidenceForegone):
            roles = self.document.roles.values()
            drawn, held = sum(role.drawn for role in roles), sum(role.held for role in roles)
            yield self.text("checks.drawn", drawn=drawn, held=held)
        yield self.text(f"checks.{self.about}_read")

    def tables(self) -> Iterator[list[Row]]:
        """A head and a row for each parameter, or for each pair of models and main outcome.

        Of drawn worlds also one with a row for each lever that two answers have.
        """
        document, head = self.document, self._head(f"{self.about}_head")
        if isinstance(document, EvidenceLiveness):
            yield [head, *self._moved(document)]
        elif isinstance(document, EvidenceForegone):
            yield [head, *self._shares(document)]
            yield [self._head("levers_head"), *self._levers(document)]
        else:
            yield [head, *self._worth(document)]

    def closing(self) -> Iterator[str]:
        """Findings that ask for attention, and where everything is."""
        document = self.document
        if isinstance(document, EvidenceLiveness):
            yield from self._dead(document)
        elif isinstance(document, EvidenceForegone):
            yield from steady.worlds(self.text, self.num, document.steadiness)
            yield from self._forced(document)
            yield from self._built_in(document)
        if document.failures:
            yield self.text("checks.failed", count=len(document.failures))
        yield self.text("checks.files", folder=document.out)

    def _head(self, key: str) -> Row:
        return self.text(f"checks.{key}").split("|")

    def _moved(self, document: EvidenceLiveness) -> Iterator[Row]:
        """A parameter and the outcome that it moves most for its level."""
        for key, item in document.parameters.items():
            if not item.ends:
                yield key, "", "", self.text(f"checks.{item.state}"), "", "", "", ""
                continue
            best = max(item.ends, key=_strength)
            sign = best.rises if (best.difference or 0.0) > 0.0 else best.falls
            yield (
                key,
                best.value,
                self.model(best.model),
                self.label(best.outcome),
                self.num.plain(best.level),
                self.num.plain(best.difference, sign=True),
                f"{sign}/{best.runs}",
                str(item.outcomes_changed),
            )

    def _shares(self, document: EvidenceForegone) -> Iterator[Row]:
        """A pair, a main outcome, and in which share of the worlds either is better."""
        for pair, outcomes in document.pairs.items():
            for name, item in outcomes.items():
                shares = (self.num.percent(getattr(item, share), 1) for share in _SHARES)
                forced = "" if item.forced is None else self.text("checks.forced")
                yield self.short_pair(pair), self.label(name), str(item.draws), *shares, forced

    def _levers(self, document: EvidenceForegone) -> Iterator[Row]:
        """A lever, how often each answer has most of it, and how often it favours each."""
        for name, item in document.levers.items():
            favours = self.text("checks.no_direction")
            if item.favours is not None:
                favours = self._by_answer(item.favours)
            state = "" if item.drawn else self.text("checks.held")
            if item.built_in is not None:
                state = self.text("checks.built_in")
            same = self.num.percent(item.same, 1)
            yield name, self._by_answer(item.higher), same, favours, state

    def _answer(self, answer: str) -> str:
        return self.text.name("answers", answer)

    def _by_answer(self, shares: Mapping[str, float | None]) -> str:
        found = shares.items()
        return ", ".join(f"{self._answer(a)} {self.num.percent(share, 1)}" for a, share in found)

    def _worth(self, document: EvidenceLuck) -> Iterator[Row]:
        """A pair, a main outcome, and what it is worth that random numbers are common."""
        for pair, outcomes in document.pairs.items():
            for name in HEADLINES:
                item = outcomes[name]
                ends = item.ratio_low, item.ratio_high
                yield (
                    self.short_pair(pair),
                    self.label(name),
                    self.num.within(item.ratio, *ends),
                    self.num.interval(*ends),
                    self.num.plain(item.worth),
                    self.num.plain(item.saved),
                )

    def _dead(self, document: EvidenceLiveness) -> Iterator[str]:
        """Parameters that moved nothing, could not be moved, or have one value, by label."""
        known = read_parameters()
        some: dict[str, Iterable[str]] = {state: getattr(document, state) for state in STATES}
        for state, keys in some.items():
            if keys:
                yield self.text(f"checks.count_{state}", count=len(list(keys)))
                yield from (f"  {key}: {known[key].label(self.lang)}" for key in keys)
        if not any(some[state] for state in STATES[:-1]):
            yield self.text("checks.all_alive")

    def _forced(self, document: EvidenceForegone) -> Iterator[str]:
        """Every sign that hardly differs, with its mechanism or that none is known."""
        found, share = False, self.num.percent(document.threshold)
        for pair, outcomes in document.pairs.items():
            for name, item in outcomes.items():
                if item.forced is None:
                    continue
                found, why = True, self.text("checks.unexplained")
                if item.explained is not None:
                    why = f"{getattr(item.explained, self.lang)} ({item.explained.source})"
                sign = self.text(f"checks.sign_{item.forced}", share=share)
                yield f"{self.short_pair(pair)}, {self.label(name)}: {sign}. {why}"
        if document.draws < document.enough:
            yield self.text("checks.too_few", enough=document.enough)
        elif not found:
            yield self.text("checks.none_forced", share=share)

    def _built_in(self, document: EvidenceForegone) -> Iterator[str]:
        """Every lever that favours one answer, with the source that says so or that none does."""
        text, share = self.text, self.num.percent(document.built_in_above)
        for name, item in document.levers.items():
            if item.built_in is not None:
                answer = self._answer(item.built_in)
                yield text("checks.built_in_told", lever=name, answer=answer, share=share)
            if (found := item.direction) is not None:
                side, answer = text(f"checks.{found.side}"), self._answer(found.answer)
                places = {"lever": name, "answer": answer, "side": side, "source": found.source}
                yield text("checks.directed", **places)
        if not any(item.built_in for item in document.levers.values()):
            yield text("checks.none_built_in", share=share)


def _strength(end: End) -> tuple[bool, float]:
    """A main outcome first, then by its change for its level."""
    return end.outcome in HEADLINES, abs(end.relative or 0.0)
