"""A comparison: samples of paired replications and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sim.foundation.units import F8
from sim.inputs.scenarios.resolved import Resolved


@dataclass
class Sample:
    """One set of paired replications: with parameters drawn, or with luck alone.

    Arrays run over replications; NaN where an outcome is undefined in a replication.
    """

    replications: int
    outcomes: dict[str, dict[str, F8]]  # model -> outcome -> [R]
    weekly: dict[str, dict[str, F8]]  # model -> series -> [R, weeks]
    groups: dict[str, dict[str, dict[str, dict[str, F8]]]]  # model -> by -> group -> outcome
    flows: dict[str, F8]  # model -> [10, 10] mean over replications
    gains: dict[str, dict[str, dict[str, F8]]]  # pair -> group ("by:group", "all") -> shares
    # model -> outcome -> [R, whole years after the fork], of outcomes without a time path
    years: dict[str, dict[str, F8]] = field(default_factory=dict)


@dataclass
class Comparison:
    """Everything that a report or a results folder needs."""

    resolved: Resolved
    luck: Sample
    full: Sample | None
    document: dict[str, Any]  # wijksim/compare/2
    accounts: dict[str, dict[str, Any]]  # model -> euros and minutes before the first week
    drawn: dict[str, F8] = field(default_factory=dict)  # parameter -> values over replications
    population: dict[str, Any] = field(default_factory=dict)  # fit of the population
    failures: list[dict[str, Any]] = field(default_factory=list)
    command: str = ""  # the command line that does this again
    # Every model with the change and without, at best guesses and drawn; None: nothing changed.
    change: tuple[Sample, Sample | None] | None = None

    @property
    def headline(self) -> Sample:
        """The sample that headlines use: the full one where there is one."""
        return self.luck if self.full is None else self.full
