"""Running totals of a neighbourhood, the recorded window of which outcomes are made, and the
outcomes as they are filled in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sim.foundation.sentence import Sentence, Value
from sim.foundation.units import F8, I8, WEEKS_PER_YEAR, I8x3
from sim.record.reasons import Reason
from sim.record.tables import Notes
from sim.support.situation import Situation


@dataclass(frozen=True)
class Totals:
    """Totals at one moment, or (``since``) what a window added; cents and minutes."""

    booked: I8  # [payers, lines]
    by_product: I8  # [products]
    by_product_minutes: I8  # [products]
    blocked: I8  # [64] weeks run on for want of a dwelling, by product
    minutes: I8  # [organisations, uses]
    crisis_minutes: I8  # [payers]
    informal: I8  # [1]
    volunteered: I8  # [1]
    intakes: I8  # [organisations]
    intake_full: I8  # [organisations] minutes at full length
    intake_room: I8  # [organisations] minutes there were
    flows: I8x3  # [flows, organisations, domains]
    contract: I8  # [organisations] contract minutes of own workers
    hired: I8  # [organisations] minutes of temporary workers
    reach: I8  # [7] see ``sim.support.reach.asking``
    closing: I8  # [6] see ``close``
    told: I8  # [h]
    cost: I8  # [n]
    lines: I8  # [8] lines decided at intake, refusals, referrals
    crises: int
    drop_outs: int
    counts: I8  # [COUNTS]
    total: F8  # [TOTALS]

    def since(self, earlier: Totals) -> Totals:
        """Everything added after ``earlier``."""
        return Totals(
            **{f.name: getattr(self, f.name) - getattr(earlier, f.name) for f in fields(self)}
        )


def totals(now: Situation, notes: Notes) -> Totals:
    """Totals now, as copies."""
    copied: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (now.ledger, ("booked", "by_product", "by_product_minutes", "minutes")),
        (now.ledger, ("crisis_minutes", "informal", "volunteered")),
        (now.offices, ("intakes", "intake_full", "intake_room")),
        (now.tally, ("blocked", "flows", "reach", "closing", "lines")),
        (notes, ("contract", "hired", "counts", "total")),
        (now.persons, ("cost",)),
    )
    return Totals(
        **{name: getattr(table, name).copy() for table, names in copied for name in names},
        told=now.homes.told.astype("int64"),
        crises=now.tally.crises,
        drop_outs=now.tally.drop_outs,
    )


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
