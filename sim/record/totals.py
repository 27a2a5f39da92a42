"""Running totals of a neighbourhood, and what was added to them since a week."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sim.foundation.units import F8, I8, I8x3
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
    ledger, tally = now.ledger, now.tally
    return Totals(
        booked=ledger.booked.copy(),
        by_product=ledger.by_product.copy(),
        by_product_minutes=ledger.by_product_minutes.copy(),
        blocked=tally.blocked.copy(),
        minutes=ledger.minutes.copy(),
        crisis_minutes=ledger.crisis_minutes.copy(),
        informal=ledger.informal.copy(),
        volunteered=ledger.volunteered.copy(),
        intakes=now.offices.intakes.copy(),
        intake_full=now.offices.intake_full.copy(),
        intake_room=now.offices.intake_room.copy(),
        flows=tally.flows.copy(),
        contract=notes.contract.copy(),
        hired=notes.hired.copy(),
        reach=tally.reach.copy(),
        closing=tally.closing.copy(),
        told=now.homes.told.astype("int64"),
        cost=now.persons.cost.copy(),
        lines=tally.lines.copy(),
        crises=tally.crises,
        drop_outs=tally.drop_outs,
        counts=notes.counts.copy(),
        total=notes.total.copy(),
    )
