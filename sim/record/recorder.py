"""The recorder: looks at a neighbourhood after every week and tells what came of it.

It only reads, except for what is its own to fill: ``persons.state``, ``persons.burden``,
``persons.provisions`` and, at the start of a model year, ``persons.used``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundation.sentence import Sentence
from sim.foundation.units import F8, I4, I8, WEEKS_PER_YEAR
from sim.record import events as record_events
from sim.record import phases as record_phases
from sim.record.groups import Division, by_group, divisions, holder_of_cells
from sim.record.levels import annual_levels
from sim.record.moment import prevalence
from sim.record.outcomes import STATES
from sim.record.phases_people import read_people
from sim.record.results import outcome_values
from sim.record.tables import Notes, new_notes
from sim.record.weekly import SERIES, Facts, remember_spent, week_values
from sim.record.window import Totals, Window, totals
from sim.support.contract import ORGANISATIONS
from sim.support.situation import Situation
from sim.world.living import active_cells, engaged_cells
from sim.world.state import WAITS_INTAKE

Citizens = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class RunResults:
    """Results of one run.

    outcomes: by id, None where undefined; reasons: why, or a caution that belongs to a
    value; flows: [10, 10] moves between STATES summed over the weeks, diagonal 0;
    weekly: time paths, [weeks]; groups: by division, group and outcome; citizens: rows
    of residents present throughout, by id; levels: annual statistics of the last
    complete model year, which is the last of years; by_product: cents per product, [products].
    """

    outcomes: dict[str, float | None]
    reasons: dict[str, Sentence]
    flows: I8
    weekly: dict[str, F8]
    groups: dict[str, dict[str, dict[str, float]]]
    citizens: Citizens
    levels: dict[str, float]
    by_product: I8 = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    years: tuple[dict[str, float], ...] = ()


def waiting_at(now: Situation) -> I8:
    """Needs that wait for intake at each organisation, [organisations]."""
    desk = now.cells.desk[now.cells.status == WAITS_INTAKE]
    return np.bincount(desk, minlength=len(ORGANISATIONS)).astype(np.int64)


class Recorder:
    """Observer of ``weeks`` weeks from the week in which it is made.

    The first move between states is counted from the moment of making: after a
    take-over, what the take-over did to people's state is where they start.
    """

    def __init__(self, now: Situation, weeks: int) -> None:
        self.first_week = now.week
        self.weeks = weeks
        self.lived = 0
        self.table = np.zeros((len(SERIES), weeks), dtype=np.float64)
        self.series: dict[str, F8] = dict(zip(SERIES, self.table, strict=True))
        self.years: list[dict[str, float]] = []
        self.budgets: list[tuple[I8, I8]] = []  # booked and budget per payer, per year
        self.notes: Notes = new_notes(now.folk, now.cells, now.week, weeks)
        active = active_cells(now.cells)
        engaged = engaged_cells(now.cells, active)
        self._look(now, active, engaged, now.week - 1, counted=False)
        self.notes = new_notes(now.folk, now.cells, now.week, weeks)
        record_events.spells_running(now.cells, self.notes)
        self.start: Totals = totals(now, self.notes)
        remember_spent(now.ledger, now.tally.crises, self.notes)
        self.queue_at_start = waiting_at(now)
        self._begin_year(now)

    def __call__(self, now: Situation) -> None:
        """Record the week that was just simulated. ValueError beyond the announced weeks."""
        week = now.week - 1
        if week != self.first_week + self.lived or self.lived >= self.weeks:
            raise ValueError(f"week {week} does not follow, or is beyond, the recorded window")
        notes = self.notes
        record_events.read_crises(now.hit, notes)
        record_events.read_events(now.served, notes, self.engaged, week)
        self._look(now, now.active, now.engaged, week, counted=True)
        settings = now.settings
        facts = Facts(
            crises=now.tally.crises,
            fte_minutes=settings.minutes_per_fte,
            intake_share=settings.intake_share,
            presence_share=now.presence_share,
            hour_euros=settings.hour_euros[0],
        )
        self.table[:, self.lived] = week_values(now.served, notes, facts)
        self.lived += 1
        if now.week % WEEKS_PER_YEAR == 0:
            self._end_year(now)

    def _look(self, now: Situation, active: I4, engaged: I4, week: int, counted: bool) -> None:
        self.engaged = engaged
        here, notes = now.served, self.notes
        record_phases.read_needs(here, notes, active, engaged)
        record_phases.read_help(here, notes, engaged)
        record_phases.read_homes(here, notes, week)
        read_people(here, notes, week, counted)

    def _begin_year(self, now: Situation) -> None:
        notes = self.notes
        self.year_week = now.week
        self.year_prevalence = prevalence(now, now.week - 1)
        of_persons = now.persons.used, now.persons.provisions
        for flags in (*of_persons, notes.products, notes.first_line, notes.mental):
            flags[:] = 0
        self.year_start = totals(now, notes)

    def _end_year(self, now: Situation) -> None:
        if now.week - self.year_week == WEEKS_PER_YEAR:
            added = totals(now, self.notes).since(self.year_start)
            year = slice(self.lived - WEEKS_PER_YEAR, self.lived)
            series = {name: values[year] for name, values in self.series.items()}
            self.years.append(annual_levels(now, self.notes, added, series, self.year_prevalence))
            self.budgets.append((added.booked.sum(axis=1), now.ledger.budget.copy()))
        self._begin_year(now)

    def results(self, now: Situation) -> RunResults:
        """Everything recorded so far."""
        notes, lived = self.notes, self.lived
        added = totals(now, notes).since(self.start)
        weekly = {name: values[:lived].copy() for name, values in self.series.items()}
        parts = divisions(now, self.first_week)
        groups = self._groups(now, added.cost, parts)
        window = Window(
            now=now,
            notes=notes,
            added=added,
            series=weekly,
            groups=groups,
            years=self.years,
            budgets=self.budgets,
            first_week=self.first_week,
            lived=lived,
            weeks=self.weeks,
            growth=waiting_at(now) - self.queue_at_start,
        )
        values, reasons = outcome_values(window)
        return RunResults(
            outcomes=values,
            reasons=reasons,
            flows=notes.flows.copy(),
            weekly=weekly,
            groups=groups,
            citizens=self._citizens(now, added.cost, parts),
            levels=dict(self.years[-1]) if self.years else {},
            by_product=added.by_product,
            years=tuple(dict(year) for year in self.years),
        )

    def _groups(
        self, now: Situation, cost: I8, parts: Mapping[str, Division]
    ) -> dict[str, dict[str, dict[str, float]]]:
        """Outcomes by division and group; nothing before the first week."""
        if self.lived == 0:
            return {}
        notes, holder, n = self.notes, holder_of_cells(now.folk), now.folk.n
        columns: dict[str, F8] = {
            "burden": notes.burden,
            "cost": cost.astype(np.float64),
            "counting": np.bincount(holder, weights=notes.counting, minlength=n).astype(np.float64),
            "known": np.bincount(holder, weights=notes.known, minlength=n).astype(np.float64),
        }
        weeks = np.ascontiguousarray(notes.states.T, dtype=np.float64)
        columns |= dict(zip(STATES, weeks, strict=True))
        return {name: by_group(part, columns, self.lived) for name, part in parts.items()}

    def _citizens(self, now: Situation, cost: I8, parts: Mapping[str, Division]) -> Citizens:
        """Rows of residents present from before the first to after the last week."""
        folk = now.folk
        stays = (folk.arrive <= self.first_week) & (folk.leave >= self.first_week + self.lived)
        ids = np.flatnonzero(stays)
        rows: Citizens = {
            "id": folk.id[ids].astype(np.int64),
            "burden": self.notes.burden[ids],
            "cost": cost[ids],
            "state": now.persons.state[ids].copy(),
        }
        for s, state in enumerate(STATES[:-1]):
            rows[f"weeks_{state}"] = self.notes.states[ids, s]
        for name, part in parts.items():
            rows[name] = part.code[ids]
        return rows
