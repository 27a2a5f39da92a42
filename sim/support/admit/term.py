"""A decision within a term: how an organisation answers to a queue that is heading over it.

First intakes become shorter, and rougher in both directions; then hours move from other
uses to intake; then temporary workers are hired, who come after a lag, at a price (G16, G17).
How far an organisation goes is a lever of who admits; at neutral it does nothing.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import BLOCK_WEEKS, I4, I8
from sim.support.admit.practice import levers_at
from sim.support.contract import (
    COLLECTIVE,
    FIRST_LINE,
    INCOME_DESK,
    INTENSIVE,
    ORGANISATIONS,
    OWN,
    SOCIAL_WORK,
    TEAM,
    WMO_DESK,
    YOUTH_DESK,
)
from sim.support.served import Served
from sim.world.parameters import World
from sim.world.state import WAITS_WORKER, Cells


@rule
def heading_over(waiting: int, minutes: int, week_minutes: int, term: float, heed: float) -> float:
    """Part of the way that a queue is heading over its term, 0-1.

    waiting: entries; minutes: of one; week_minutes: for intake in a week. 0 while the last
    in the queue would be seen within the share ``heed`` of the term, 1 from the term on.
    """
    if term <= 0.0 or waiting == 0:
        return 0.0
    weeks = waiting * minutes / max(1, week_minutes)
    least = heed * term
    if weeks <= least:
        return 0.0
    if weeks >= term:
        return 1.0
    return (weeks - least) / (term - least)


@rule
def cut_short(shorten: float, behind: float) -> float:
    """Share of an intake's time that is left out when its queue is behind."""
    return shorten * behind


@rule
def intake_share(ordinary: float, shift: float, hired: int, minutes: int, behind: float) -> float:
    """Share of an organisation's minutes for intake: more where its queue is behind, from
    other uses (at most ``shift``) and from temporary workers."""
    return min(1.0, ordinary + behind * (shift + hired / max(1, minutes)))


@rule
def rough_line(line: int, chance: float, coin: float) -> int:
    """A short look is rougher in both directions: as often one line heavier, granted by
    standard, as judged able and pointed to own strength."""
    if coin < 0.5 * chance and COLLECTIVE <= line < INTENSIVE:
        return line + 1
    if coin >= 1.0 - 0.5 * chance and line <= FIRST_LINE:
        return OWN
    return line


@rule
def late_line(line: int, heavier: float, waited: int, term: float, coin: float) -> int:
    """A need that waited beyond its term may have become heavier: lost work, lost school."""
    if term <= 0.0 or not COLLECTIVE <= line < INTENSIVE:
        return line
    if coin < heavier * max(0.0, waited - term) / term:
        return line + 1
    return line


@rule
def give_up_chance(at_term: float, waited: int, term: float) -> float:
    """Weekly chance that somebody stops waiting: rare within the term, ``at_term`` when it
    is reached, four times that from twice the term on; without a term always ``at_term``."""
    if term <= 0.0:
        return at_term
    gone = min(2.0, waited / term)
    return at_term * gone * gone


@rule
def hours_short(waiting: int, minutes: int, week_minutes: int, term: float, overdue: int) -> int:
    """Minutes a week that an organisation lacks: to bring its queue back to what is seen
    within the term in a quarter, and for the cases overdue for a worker.

    overdue: minutes a week that those cases ask.
    """
    if term <= 0.0:
        return 0
    behind = max(0.0, waiting * minutes - term * week_minutes)
    return int(behind / BLOCK_WEEKS) + overdue


@rule
def hired_next(hired: int, short: int, hire: float, most: int) -> int:
    """Temporary minutes a week that are ordered: those there and the lever's share of what
    is short, at most ``most``; where nothing is short half of the contracts end."""
    if short <= 0:
        return min(most, hired // 2)
    return min(most, hired + int(hire * short))


@part
def term_of(world: World, org: int) -> float:
    """Term for a decision at an organisation, weeks; 0 at the practice, which has none."""
    if org == WMO_DESK:
        return world.term_wmo_desk
    if org == YOUTH_DESK:
        return world.term_youth_desk
    if org == INCOME_DESK:
        return world.term_income_desk
    if org == SOCIAL_WORK:
        return world.term_social_work
    if org == TEAM:
        return world.term_team
    return 0.0


@part
def cut_at(here: Served, org: int) -> float:
    """Share of an intake's time that an organisation leaves out this week."""
    return cut_short(levers_at(here, org).admit_shorten, here.offices.behind[org])


@phase
def overdue_minutes(cells: Cells, engaged: I4, asked: int, norm: float, week: int) -> I8:
    """Minutes a week asked by cases that have waited the norm for a worker, [6].

    asked: by one case; norm: weeks, nought for none.
    """
    out = np.zeros(len(ORGANISATIONS), dtype=np.int64)
    for c in engaged:
        if cells.status[c] == WAITS_WORKER and norm > 0.0 and week - cells.since[c] >= norm:
            out[cells.desk[c]] += asked
    return out
