"""The one reader of documents: typed, in the words and numbers of a language.

A document is checked against the model of its kind (``sim/documents``) when it is read; pages and
texts take everything from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from sim.documents.base import Document
from sim.inputs.parameters.parameter import Value
from sim.record.outcomes import OUTCOMES
from sim.show.labels import Text
from sim.show.numbers import Numbers

OWN = "this model"  # the source of what no source says
_CHOICES = ("choices", "domains", "payers", "account")  # where the names of choices are
_SHARE = "share"  # how the units of shares begin: they are shown in per cent

D = TypeVar("D", bound=Document)


def read(kind: type[D], document: Mapping[str, Any]) -> D:
    """A document as its kind has it; ValidationError when it is not as that says."""
    return kind.model_validate(dict(document))


class Between(Protocol):
    """A number with the ends of its interval; None where undefined."""

    @property
    def mean(self) -> float | None:
        """The number itself."""

    @property
    def low(self) -> float | None:
        """The low end."""

    @property
    def high(self) -> float | None:
        """The high end."""


class Amount(NamedTuple):
    """A number with the ends of its interval, in the unit in which it is shown."""

    mean: float | None = None
    low: float | None = None
    high: float | None = None


UNDEFINED = Amount()


class Reader:
    """Names of models and outcomes, and amounts, in one language.

    titles: names of the models by id; a model without one is called by its id.
    """

    def __init__(self, lang: str, titles: Mapping[str, str]) -> None:
        self.lang, self.titles = lang, titles
        self.text, self.num = Text(lang), Numbers(lang)

    def model(self, model: str) -> str:
        """The name of a model; its id, the answers it is made of, when it has none."""
        return self.titles.get(model, model)

    def pair(self, pair: str) -> str:
        """``Wijkbudget compared with Fragmented``."""
        later, earlier = split(pair)
        return self.text("words.pair", later=self.model(later), earlier=self.model(earlier))

    def short_pair(self, pair: str) -> str:
        """``Wijkbudget - Fragmented`` with a minus sign."""
        later, earlier = split(pair)
        return f"{self.model(later)} \N{MINUS SIGN} {self.model(earlier)}"

    def label(self, outcome: str) -> str:
        """The label of an outcome."""
        declared = OUTCOMES[outcome]
        return declared.label_nl if self.lang == "nl" else declared.label_en

    def named_first(self, outcome: str) -> str:
        """The label of an outcome, as a sentence begins."""
        label = self.label(outcome)
        return label[:1].upper() + label[1:]

    def unit(self, outcome: str) -> str:
        """The unit in which an outcome is shown: a share is a percentage."""
        return self.text.name("units", OUTCOMES[outcome].unit)

    def named(self, outcome: str) -> str:
        """An outcome with its unit."""
        return f"{self.label(outcome)} ({self.unit(outcome)})"

    def scale(self, outcome: str) -> float:
        """The factor from an outcome to the unit in which it is shown: 100 for a share."""
        return 100.0 if OUTCOMES[outcome].unit.startswith(_SHARE) else 1.0

    def amount(self, outcome: str, found: Between | None) -> Amount:
        """A number and its interval in the unit in which the outcome is shown."""
        if found is None:
            return UNDEFINED
        scale = self.scale(outcome)
        return Amount(*(scaled(end, scale) for end in (found.mean, found.low, found.high)))

    def both(self, outcome: str, found: Between | None, sign: bool = True) -> str:
        """``-12 (-20 to -4)``; a level has no sign."""
        return self.num.ranged(*self.amount(outcome, found), sign=sign)

    def parameter_unit(self, unit: str) -> str:
        """The unit of a parameter; empty for one without."""
        return self.text.name("parameter_units", unit) if unit else ""

    def value(self, value: Value, unit: str = "") -> str:
        """``0.3 share``; yes, no and choices have no unit."""
        if isinstance(value, bool):
            return self.text("parameters.yes" if value else "parameters.no")
        if isinstance(value, str):
            section = next((s for s in _CHOICES if self.text.has(f"{s}.{value}")), _CHOICES[0])
            return self.text.name(section, value)
        return f"{self.num.exact(float(value))} {self.parameter_unit(unit)}".strip()

    def source(self, source: str) -> str:
        """The rows of the table of sources that something rests on, or that it is this model's."""
        return self.text("parameters.this_model") if source == OWN else source

    def heads(self, section: str, *keys: str) -> list[str]:
        """Texts of one section, in order."""
        return [self.text(f"{section}.{key}") for key in keys]


def split(pair: str) -> tuple[str, str]:
    """``later-earlier`` as two models; ids of models have no hyphen."""
    later, _, earlier = pair.partition("-")
    return later, earlier


def scaled(value: float | None, scale: float) -> float | None:
    """A number that may not be there in another unit."""
    return None if value is None else scale * value
