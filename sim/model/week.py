"""One week: a list of phases one can print, step and log; the same under every model.

World (tape, needs, networks), Reach, Admit, Work, Pay, Build. An answer of the
practice does its own phase; everything else is the world. Recorders look after the
last phase and are not part of the week.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.foundation import streams
from sim.foundation.units import BLOCK_WEEKS, WEEKS_PER_YEAR
from sim.inputs.files.errors import InputError
from sim.population.domains import DOMAINS
from sim.support.situation import Situation
from sim.world import living, needs_week, network, provisions, tape, tape_events
from sim.world.calendar import calendar_of
from sim.world.ceilings import onset_ceilings, spill_top
from sim.world.start import ADULT, PENSION, age_group, ages_at

Phase = tuple[str, Callable[[Situation], None]]


def new_block(now: Situation) -> None:
    """Every 13 weeks: ages and birthdays, and the tape of the block."""
    if now.week % BLOCK_WEEKS != 0 and len(now.onset_tape.who) > 0:
        return
    folk, week = now.folk, now.week
    first = week - week % BLOCK_WEEKS
    block = first // BLOCK_WEEKS
    if week % BLOCK_WEEKS == 0:
        now.group = age_group(ages_at(folk.born, week))
        living.birthdays(now.town, _turned(now, ADULT), _turned(now, PENSION), block)
    now.onset_tape = _onset_tape(now, first, block)
    ceiling = tape.crisis_rates(folk, now.ceilings.crisis, first)
    reach = tape.crisis_rates(folk, now.world.crisis_rate, first)
    everybody = folk.id.astype(np.int64)
    sheet = tape.Sheet(streams.CRISIS, everybody, ceiling, reach, now.seed, block)
    now.crisis_tape = tape.lay_once(folk, sheet)


def _onset_tape(now: Situation, first: int, block: int) -> tape.Candidates:
    """Candidate onsets of a block; InputError when a hazard could pass its ceiling."""
    ceiling = onset_ceilings(now.folk, now.cells.domain, now.ceilings.onset, first)
    reach = tape.onset_reach(now.town, spill_top(now.world))
    over = np.flatnonzero((reach > ceiling) & (ceiling > 0.0))
    if len(over) > 0:
        raise _above_ceiling(now, int(over[0]))
    sheet = tape.Sheet(streams.TAPE, now.address, ceiling, reach, now.seed, block)
    return tape.lay_once(now.folk, sheet)


def _above_ceiling(now: Situation, cell: int) -> InputError:
    """Error for a hazard of a need that the tape did not foresee."""
    domain = DOMAINS[now.cells.domain[cell]]
    return InputError(
        code="hazard_above_ceiling",
        where=f"domain.{domain}.birth_max, needs.spill, vulnerability.spread",
        found=f"onset of {domain} in week {now.week}",
        allowed="a hazard below the ceiling of the tape",
        nearest=None,
        message="a hazard passed the ceiling at which the tape was laid",
    )


def _turned(now: Situation, age: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Present persons who reached an age in the past 13 weeks."""
    folk, week = now.folk, now.week
    day = folk.born + WEEKS_PER_YEAR * age
    turned = (day <= week) & (day > week - BLOCK_WEEKS)
    here = (folk.arrive < day) & (week < folk.leave)
    return np.flatnonzero(turned & here).astype(np.int32)


def moves(now: Situation) -> None:
    """People leave and arrive."""
    folk, week, calendar = now.folk, now.week, calendar_of(now.folk)
    goers, comers = calendar.goers.rows(week), calendar.comers.rows(week)
    living.comings_and_goings(now.town, goers, comers)
    network.move_ties(
        folk, now.homes, calendar.homes_filled.rows(week), calendar.homes_emptied.rows(week)
    )


def onsets(now: Situation) -> None:
    """New needs of the tape."""
    broken = tape_events.onsets(now.town, now.onset_tape, now.tally.onsets)
    if broken >= 0:
        raise _above_ceiling(now, broken)
    now.active = living.active_cells(now.cells)


def crises(now: Situation) -> None:
    """Crises of the tape."""
    at = now.week % BLOCK_WEEKS
    room = int(now.crisis_tape.start[at + 1] - now.crisis_tape.start[at])
    hit = np.empty(room, dtype=np.int32)
    found = tape_events.crises(now.town, now.crisis_tape, hit)
    now.hit = hit[:found]
    now.tally.crises += int(found)


def needs(now: Situation) -> None:
    """Growth, healing and coverage of every active need, and what it asks of the circle."""
    needs_week.attach(now.town)
    needs_week.needs(now.town)


def strengths(now: Situation) -> None:
    """Own strength."""
    needs_week.strengths(now.town, now.levers.work_empower)


def circles(now: Situation) -> None:
    """The informal circle: loaded, strained, giving."""
    network.ask_ties(now.town)
    network.load_circle(now.town)
    network.give_help(now.town)


def joining(now: Situation) -> None:
    """People stop or start taking part in provisions; places go to the most urgent."""
    provisions.count_visitors(now.persons, now.provisions)
    provisions.leave_places(now.town)
    provisions.count_visitors(now.persons, now.provisions)
    if provisions.make_room(now.town) > 0:
        provisions.count_visitors(now.persons, now.provisions)
    provisions.fill_places(now.town, now.levers.build_closure)


def _answer(question: str) -> Callable[[Situation], None]:
    """The phase that the answer of the practice in use does."""

    def step(now: Situation) -> None:
        """One week of that answer."""
        now.practice.answers[question].step(now)

    return step


PHASES: tuple[Phase, ...] = (
    ("block", new_block),
    ("moves", moves),
    ("onsets", onsets),
    ("crises", crises),
    ("needs", needs),
    ("strengths", strengths),
    ("circles", circles),
    ("joining", joining),
    ("reach", _answer("reach")),
    ("admit", _answer("admit")),
    ("work", _answer("work")),
    ("pay", _answer("pay")),
    ("build", _answer("build")),
)


def run_week(now: Situation) -> None:
    """Every phase of one week, in order, and on to the next week."""
    for _, step in PHASES:
        step(now)
    now.week += 1
