"""One burn-in, many models: copies of a situation from which each model goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sim.model.week import run_week
from sim.support.situation import Practice, Situation, Tally
from sim.support.takeover import take_over

Observer = Callable[[Situation], None]


def copy_situation(now: Situation) -> Situation:
    """An independent copy: what never changes is shared, everything else is copied."""
    return replace(
        now,
        cells=now.cells.copied(),
        persons=now.persons.copied(),
        homes=now.homes.copied(),
        provisions=now.provisions.copied(),
        staff=now.staff.copied(),
        offices=now.offices.copied(),
        ledger=now.ledger.copied(),
        specialists=now.specialists.copied(),
        group=now.group.copy(),
        active=now.active.copy(),
        engaged=now.engaged.copy(),
        weights=now.weights.copied(),
        scratch=now.scratch.copied(),
        short=now.short.copy(),
        response=now.response.copy(),
        pending=[(week, tight.copy()) for week, tight in now.pending],
        tally=Tally(),
        hit=now.hit.copy(),
    )


def begin_counting(now: Situation) -> None:
    """From here on totals count from zero: this is the fork."""
    for total in (
        now.ledger.booked,
        now.ledger.by_product,
        now.ledger.by_product_minutes,
        now.ledger.minutes,
        now.ledger.crisis_minutes,
        now.ledger.informal,
        now.ledger.volunteered,
        now.offices.intakes,
        now.offices.intake_full,
        now.offices.intake_room,
        now.persons.cost,
        now.persons.burden,
        now.homes.told,
    ):
        total[:] = 0
    now.tally = Tally()


def fork(now: Situation, practice: Practice) -> Situation:
    """A copy of the situation at the fork, taken over by a practice."""
    other = copy_situation(now)
    begin_counting(other)
    take_over(other, practice)
    return other


def run_weeks(now: Situation, until: int, observe: Observer | None = None) -> Situation:
    """Run week after week up to (not including) week ``until``; returns ``now``."""
    while now.week < until:
        run_week(now)
        if observe is not None:
            observe(now)
    return now


def inhabitants_at(start: Situation) -> int:
    """Residents at the fork."""
    return int(((start.folk.arrive <= 0) & (start.folk.leave > 0)).sum())
