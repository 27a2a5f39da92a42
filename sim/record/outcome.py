"""An outcome as it is declared, and the lines of support that a resident is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

STATES = (
    "crisis",
    "intensive",
    "specialist",
    "first_line",
    "collective",
    "network",
    "waiting",
    "hidden",
    "self_reliant",
    "outside",
)
CRISIS, INTENSIVE, SPECIALIST, FIRST_LINE, COLLECTIVE = range(5)
NETWORK, WAITING, HIDDEN, SELF_RELIANT, OUTSIDE = range(5, len(STATES))

Kind = Literal["stock", "event"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: what is counted, over whom, in which window, and what it is called.

    kind: a stock is averaged over the weeks of the window, an event is counted in it.
    source: FACTS id of the definition or figure it stands beside; empty when the
    definition is this model's own.
    """

    id: str
    unit: str
    kind: Kind
    window: str
    counted: str
    population: str
    better: Better
    definition_en: str
    source: str
    label_en: str
    label_nl: str
