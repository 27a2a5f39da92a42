"""A comparison as its report reads it: pairs, and what each difference says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.comparison.comparison import Comparison, Sample
from sim.documents.compare import Compare, Compared, Difference
from sim.documents.parts import Sentence, Spread
from sim.foundation.units import F8
from sim.inputs.parameters.parameter import Parameter
from sim.show.counted import Runs, decimals_of, runs_of
from sim.show.departures import Departures
from sim.show.reader import UNDEFINED, Amount, Reader, read, split

MOST_PAIRS = 3  # above this, charts show every model against the first only


@dataclass(frozen=True, slots=True)
class Finding:
    """One paired difference: later minus earlier, with its intervals.

    ``low``, ``high``: 95 % interval of the mean. ``luck`` and ``full``: central 95 % of
    outcomes by chance alone, and with parameters drawn as well (None when not drawn).
    ``runs``: the runs that headlines are about; ``best``: those at default values, where
    parameters are drawn in the former. ``decimals``: with which it and its runs are shown.
    ``opposite``: share of replications in which the sign is the other way round.
    ``parameter_share``: share of the variance that is not chance, None when unknown.
    ``drift``: how much today's practice itself moves meanwhile; ``within_drift``: whether
    that is more than the models differ.
    """

    pair: str
    outcome: str
    mean: float | None
    low: float | None
    high: float | None
    luck: tuple[float, float] | None
    full: tuple[float, float] | None
    runs: Runs | None = None
    best: Runs | None = None
    decimals: int = 0
    opposite: float | None = None
    parameter_share: float | None = None
    drift: Amount = UNDEFINED
    within_drift: bool = False

    @property
    def verdict(self) -> str:
        """Undefined, or as ``Runs.verdict``."""
        return "undefined" if self.runs is None else self.runs.verdict

    @property
    def lower(self) -> bool:
        """True when the later model has less of it, on average."""
        return self.mean is not None and self.mean < 0.0


class View(Reader):
    """A comparison in one language."""

    def __init__(
        self, comparison: Comparison, lang: str, parameters: Mapping[str, Parameter]
    ) -> None:
        titles = {choice.id: choice.title(lang) for choice in comparison.resolved.models}
        super().__init__(lang, titles)
        self.comparison, self.parameters = comparison, parameters
        # What is asked for again and again: the page has a table and a chart of many differences.
        self._findings: dict[tuple[str, str], Finding] = {}
        self._widths: dict[str, dict[str, int | None]] = {}

    @cached_property
    def document(self) -> Compared:
        """The document, with the time that it took or before that is known."""
        found = self.comparison.document
        return read(Compare if "seconds" in found else Compared, found)

    @cached_property
    def models(self) -> list[str]:
        """Models in the order of the comparison, which is also the order of colours."""
        return list(self.document.models)

    @cached_property
    def pairs(self) -> list[str]:
        """Every pair as ``later-earlier``."""
        return list(self.document.differences)

    @property
    def shown_pairs(self) -> list[str]:
        """Pairs that charts show: all when few, else every model against the first."""
        return self.pairs if len(self.pairs) <= MOST_PAIRS else self.against_first

    @property
    def against_first(self) -> list[str]:
        """Every model against the first."""
        return [pair for pair in self.pairs if split(pair)[1] == self.models[0]]

    @property
    def sample(self) -> Sample:
        """The sample that headlines use."""
        return self.comparison.headline

    @property
    def full_range(self) -> bool:
        """True when parameters were drawn from their ranges too."""
        return self.comparison.full is not None

    @property
    def title(self) -> str:
        """The scenario in the language of the report, with what the command line changes."""
        return self.departures.title(self.comparison.resolved.title(self.lang))

    @cached_property
    def departures(self) -> Departures:
        """Departures of the scenario from its parent."""
        return Departures(self, self.document)

    @property
    def place(self) -> str:
        """The name of the place."""
        found = self.comparison.population.get("place", {})
        return str(found.get("name", self.comparison.resolved.place))

    @property
    def areas(self) -> list[str]:
        """Names of the areas of the place, in order."""
        return [str(area["name"]) for area in self.comparison.population.get("areas", ())]

    @property
    def population_notes(self) -> list[Sentence]:
        """Sentences on how the population was made."""
        notes = self.comparison.population.get("notes", ())
        return [Sentence.model_validate(note) for note in notes]

    def notes(self, *codes: str) -> list[Sentence]:
        """Notes with one of these codes, in order; all without any."""
        return [note for note in self.document.notes if not codes or note.code in codes]

    def existing(self, outcomes: Iterable[str]) -> list[str]:
        """Those of the outcomes that the comparison has, in the given order."""
        return [outcome for outcome in outcomes if outcome in self.document.outcomes]

    def level(self, model: str, outcome: str) -> Amount:
        """Mean and interval of the mean under a model."""
        return self.amount(outcome, self.document.models.get(model, {}).get(outcome))

    def values(self, model: str, outcome: str, sample: Sample | None = None) -> F8:
        """An outcome over the replications of a sample (default that of headlines), [R]."""
        found = sample or self.sample
        empty = np.full(found.replications, np.nan)
        return found.outcomes.get(model, {}).get(outcome, empty)

    def differences(self, pair: str, outcome: str, sample: Sample | None = None) -> F8:
        """Later minus earlier over replications, [R]; NaN where either is undefined."""
        later, earlier = (self.values(model, outcome, sample) for model in split(pair))
        return later - earlier

    def _decimals(self, pair: str, outcome: str) -> int:
        """Decimals of the width of the runs; one more where other pairs have more, so that the
        differences of two pairs add up to that of the third."""
        if (found := self._widths.get(outcome)) is None:
            found = self._widths[outcome] = {
                one: decimals_of(runs_of(self.scale(outcome) * self.differences(one, outcome)))
                for one in self.pairs
            }
        finest = max((decimals for decimals in found.values() if decimals is not None), default=0)
        own = found[pair]
        return finest if own is None else min(own + 1, finest)

    def _best(self, pair: str, outcome: str) -> Runs | None:
        """The runs at default values, beside those with parameters drawn."""
        if not self.full_range:
            return None
        values = self.differences(pair, outcome, self.comparison.luck)
        return runs_of(self.scale(outcome) * values)

    def finding(self, pair: str, outcome: str) -> Finding:
        """One difference of the document."""
        if (found := self._findings.get((pair, outcome))) is None:
            found = self._findings[pair, outcome] = self._finding(pair, outcome)
        return found

    def _finding(self, pair: str, outcome: str) -> Finding:
        """The same, read for the first time."""
        item = self.document.differences.get(pair, {}).get(outcome)
        amount, scale = self.amount(outcome, item), self.scale(outcome)
        if item is None:
            return Finding(pair, outcome, *amount, None, None)
        return Finding(
            pair,
            outcome,
            *amount,
            luck=_ends(item.luck, scale),
            full=_ends(item.full, scale),
            runs=runs_of(scale * self.differences(pair, outcome)),
            best=self._best(pair, outcome),
            decimals=self._decimals(pair, outcome),
            opposite=_opposite(self.differences(pair, outcome), amount.mean),
            parameter_share=_not_luck(item),
            drift=self.amount(outcome, item.drift_today),
            within_drift=bool(item.drift_today and item.drift_today.larger),
        )


def _ends(spread: Spread | None, scale: float) -> tuple[float, float] | None:
    if spread is None or spread.low is None or spread.high is None:
        return None
    return scale * spread.low, scale * spread.high


def _opposite(values: F8, mean: float | None) -> float | None:
    known = values[np.isfinite(values)]
    if mean is None or mean == 0.0 or len(known) == 0:
        return None
    return float(np.mean(known * mean < 0.0))


def _not_luck(item: Difference) -> float | None:
    """1 - var(luck) / var(full), at least 0; None without both or when nothing varies."""
    if item.luck.sd is None or item.full is None or not item.full.sd:
        return None
    return max(0.0, 1.0 - (item.luck.sd / item.full.sd) ** 2)
