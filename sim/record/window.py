"""The recorded window of which outcomes are made, and the outcomes as they are filled in."""

from __future__ import annotations

from dataclasses import dataclass

from sim.foundation.sentence import Sentence, Value
from sim.foundation.units import F8, I8, WEEKS_PER_YEAR
from sim.record.reasons import Reason
from sim.record.tables import Notes
from sim.record.totals import Totals
from sim.support.situation import Situation


@dataclass(frozen=True)
class Window:
    """Everything that outcomes are made of."""

    now: Situation
    notes: Notes
    added: Totals
    series: dict[str, F8]
    groups: dict[str, dict[str, dict[str, float]]]
    years: list[dict[str, float]]
    budgets: list[tuple[I8, I8]]
    first_week: int
    lived: int
    weeks: int
    growth: I8  # [organisations] needs that wait for intake, more than at the start

    @property
    def queue_growth(self) -> int:
        """Needs that wait for intake anywhere, more than at the start."""
        return int(self.growth.sum())

    @property
    def person_years(self) -> float:
        """Years lived by residents in the window."""
        return float(self.series["residents"].sum()) / WEEKS_PER_YEAR


class Results:
    """Outcomes as they are filled in; an undefined one gets its reason."""

    def __init__(self) -> None:
        self.values: dict[str, float | None] = {}
        self.reasons: dict[str, Sentence] = {}

    def give(self, name: str, value: float) -> None:
        """The value of an outcome that is always defined."""
        self.values[name] = float(value)

    def put(self, name: str, part: float, whole: float, why: Reason, scale: float = 1.0) -> None:
        """Scale x part / whole; None with the reason ``why`` when there is no whole."""
        if whole > 0.0:
            self.values[name] = scale * float(part) / float(whole)
        else:
            self.leave(name, why)

    def leave(self, name: str, why: Reason, **values: Value) -> None:
        """Leave an outcome without a value, and say why. values: what the reason has places for."""
        self.values[name] = None
        self.reasons[name] = why(**values)

    def caution(
        self, name: str, at_most: float | None, at_least: float | None, why: Reason
    ) -> None:
        """A caution for a value below, or at or above, a bound."""
        value = self.values.get(name)
        if value is None:
            return
        low = at_most is not None and value < at_most
        if low or (at_least is not None and value >= at_least):
            self.reasons[name] = why()
