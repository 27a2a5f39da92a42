"""A comparison as the report reads it: names, pairs, and what each difference says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.comparison.comparison import Comparison, Sample
from sim.foundation.units import F8
from sim.inputs.parameters.parameter import Parameter
from sim.record.outcomes import OUTCOMES
from sim.show.labels import Text
from sim.show.numbers import Numbers

MOST_PAIRS = 3  # above this, charts show every model against the first only


@dataclass(frozen=True, slots=True)
class Finding:
    """One paired difference: later minus earlier, with its intervals.

    ``low``, ``high``: 95 % interval of the mean. ``luck`` and ``full``: central 95 % of
    outcomes with luck alone, and with parameters drawn as well (None when not drawn).
    ``opposite``: share of replications in which the sign is the other way round.
    ``parameter_share``: share of the variance that is not luck, None when unknown.
    ``drift``: what today's practice itself moves meanwhile, mean and its interval; and
    ``within_drift``: whether that is more than the models differ.
    """

    pair: str
    outcome: str
    mean: float | None
    low: float | None
    high: float | None
    luck: tuple[float, float] | None
    full: tuple[float, float] | None
    opposite: float | None
    variance_ratio: float | None
    parameter_share: float | None
    drift: tuple[float, float | None, float | None] | None = None
    within_drift: bool = False

    @property
    def range(self) -> tuple[float, float] | None:
        """The widest interval there is: the one that headlines use."""
        return self.full if self.full is not None else self.luck

    @property
    def verdict(self) -> str:
        """One of undefined, equal, clear, mean_only, unclear."""
        if self.mean is None:
            return "undefined"
        if self.mean == 0.0 and self.range in ((0.0, 0.0), None):
            return "equal"
        if _excludes_zero(self.range):
            return "clear"
        mean = None if self.low is None or self.high is None else (self.low, self.high)
        return "mean_only" if _excludes_zero(mean) else "unclear"

    @property
    def lower(self) -> bool:
        """True when the later model has less of it, on average."""
        return self.mean is not None and self.mean < 0.0


def _excludes_zero(interval: tuple[float, float] | None) -> bool:
    return interval is not None and (interval[0] > 0.0 or interval[1] < 0.0)


class View:
    """A comparison in one language."""

    def __init__(
        self, comparison: Comparison, lang: str, parameters: Mapping[str, Parameter]
    ) -> None:
        self.comparison = comparison
        self.document: dict[str, Any] = comparison.document
        self.parameters = parameters
        self.text = Text(lang)
        self.num = Numbers(lang)
        self.lang = lang

    @cached_property
    def models(self) -> list[str]:
        """Models in the order of the comparison, which is also the order of colours."""
        return list(self.document["models"])

    @cached_property
    def pairs(self) -> list[str]:
        """Every pair as ``later-earlier``."""
        return list(self.document["differences"])

    @property
    def shown_pairs(self) -> list[str]:
        """Pairs that charts show: all when few, else every model against the first."""
        if len(self.pairs) <= MOST_PAIRS:
            return self.pairs
        return [p for p in self.pairs if p.endswith("-" + self.models[0])]

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
        """The scenario in the language of the report."""
        resolved = self.comparison.resolved
        return resolved.title_nl if self.lang == "nl" else resolved.title_en

    def model(self, model: str) -> str:
        """The name of a model; the answers it is made of when it has no name."""
        for choice in self.comparison.resolved.models:
            if choice.id == model:
                return choice.title(self.lang)
        return model

    def pair(self, pair: str) -> str:
        """``Wijkbudget compared with Fragmented``."""
        later, earlier = split(pair)
        return self.text("words.pair", later=self.model(later), earlier=self.model(earlier))

    def short_pair(self, pair: str) -> str:
        """``Wijkbudget - Fragmented`` with a minus sign."""
        later, earlier = split(pair)
        return f"{self.model(later)} \N{MINUS SIGN} {self.model(earlier)}"

    def label(self, outcome: str) -> str:
        """What an outcome is called."""
        if outcome in OUTCOMES:
            declared = OUTCOMES[outcome]
            return declared.label_nl if self.lang == "nl" else declared.label_en
        return str(self.document["outcomes"].get(outcome, {}).get("label", outcome))

    def raw_unit(self, outcome: str) -> str:
        """The unit of an outcome as declared; shares are from 0 to 1."""
        return str(self.document["outcomes"].get(outcome, {}).get("unit", ""))

    def unit(self, outcome: str) -> str:
        """The unit that the report writes: a share is written as a percentage."""
        return self.text.name("units", self.raw_unit(outcome))

    def scale(self, outcome: str) -> float:
        """What turns an outcome into the unit that the report writes: 100 for a share."""
        return 100.0 if self.raw_unit(outcome).startswith("share") else 1.0

    def better(self, outcome: str) -> str:
        """``higher``, ``lower`` or ``neither``."""
        return str(self.document["outcomes"].get(outcome, {}).get("better", "neither"))

    def has(self, outcome: str) -> bool:
        """Whether the comparison holds this outcome."""
        return outcome in self.document["outcomes"]

    def existing(self, outcomes: Iterable[str]) -> list[str]:
        """Those of the outcomes that the comparison holds, in the given order."""
        return [o for o in outcomes if self.has(o)]

    def level(self, model: str, outcome: str) -> dict[str, float | None]:
        """Mean and interval of the mean under a model, in the report's unit; None if undefined."""
        found = self.document["models"].get(model, {}).get(outcome, {})
        scale = self.scale(outcome)
        return {key: _scaled(found.get(key), scale) for key in ("mean", "low", "high")}

    def values(self, model: str, outcome: str) -> F8:
        """An outcome over the replications of the headline sample, [R]."""
        empty = np.full(self.sample.replications, np.nan)
        return self.sample.outcomes.get(model, {}).get(outcome, empty)

    def differences(self, pair: str, outcome: str) -> F8:
        """Later minus earlier over replications, [R]; NaN where either is undefined."""
        later, earlier = split(pair)
        return self.values(later, outcome) - self.values(earlier, outcome)

    def finding(self, pair: str, outcome: str) -> Finding:
        """What the document says of one difference."""
        item = self.document["differences"].get(pair, {}).get(outcome, {})
        scale = self.scale(outcome)
        mean = _scaled(item.get("mean"), scale)
        return Finding(
            pair=pair,
            outcome=outcome,
            mean=mean,
            low=_scaled(item.get("low"), scale),
            high=_scaled(item.get("high"), scale),
            luck=_ends(item.get("luck"), scale),
            full=_ends(item.get("full"), scale),
            opposite=_opposite(self.differences(pair, outcome), mean),
            variance_ratio=item.get("variance_ratio"),
            parameter_share=_not_luck(item.get("luck"), item.get("full")),
            drift=_drift(item.get("drift_today"), scale),
            within_drift=bool((item.get("drift_today") or {}).get("larger")),
        )

    def reason(self, model: str, outcome: str) -> str:
        """Why an outcome is undefined; empty when it is not or nothing is said."""
        told = self.document.get("reasons", {})
        own = self.document["models"].get(model, {}).get(outcome, {}).get("reason")
        for table in (told.get(model), told):
            if own is None and isinstance(table, Mapping) and isinstance(table.get(outcome), str):
                own = table[outcome]
        return str(own or "")


def split(pair: str) -> tuple[str, str]:
    """``later-earlier`` as two models; ids of models hold no hyphen."""
    later, _, earlier = pair.partition("-")
    return later, earlier


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else scale * float(value)


def _ends(spread: Mapping[str, Any] | None, scale: float) -> tuple[float, float] | None:
    if spread is None or spread.get("low") is None or spread.get("high") is None:
        return None
    return scale * float(spread["low"]), scale * float(spread["high"])


def _drift(
    found: Mapping[str, Any] | None, scale: float
) -> tuple[float, float | None, float | None] | None:
    """Mean, low and high of what today's practice itself moves; None when it is not known."""
    if found is None:
        return None
    low, high = (_scaled(found[end], scale) for end in ("low", "high"))
    return scale * float(found["mean"]), low, high


def _opposite(values: F8, mean: float | None) -> float | None:
    known = values[np.isfinite(values)]
    if mean is None or mean == 0.0 or len(known) == 0:
        return None
    return float(np.mean(known * mean < 0.0))


def _not_luck(luck: Mapping[str, Any] | None, full: Mapping[str, Any] | None) -> float | None:
    """1 - var(luck) / var(full), at least 0; None without both or when nothing varies."""
    if luck is None or full is None or luck.get("sd") is None or not full.get("sd"):
        return None
    ratio = float(luck["sd"]) / float(full["sd"])
    return max(0.0, 1.0 - ratio * ratio)
