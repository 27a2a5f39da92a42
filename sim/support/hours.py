"""Hours that euros buy: what a change costs, what is freed, what a surplus adds; and who
is set apart for community work and coordination."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import phase, rule
from sim.foundation.units import I8, WEEKS_PER_YEAR
from sim.support.contract import PAYERS, TEAM
from sim.support.means import COMMUNITY, COORDINATOR, DESK, GENERALIST, Staff
from sim.support.minutes import part_of, set_apart, sum_by_org
from sim.support.situation import Situation


@rule
def is_unpaid(began: int, vacancy: int, week: int) -> bool:
    """A post's salary is saved in a week, or not: in the weeks of its vacancy it is."""
    return began - vacancy <= week < began


@phase
def contracted(staff: Staff, vacancy: int, week: int) -> I8:
    """Contract minutes a week by payer, [payers, 2]: of all posts, and of those paid now.

    vacancy: weeks that a post stands empty when its holder leaves.
    """
    out = np.zeros((len(PAYERS), 2), dtype=np.int64)
    for w in range(len(staff.org)):
        out[staff.payer[w], 0] += staff.contract[w]
        if not is_unpaid(staff.began[w], vacancy, week):
            out[staff.payer[w], 1] += staff.contract[w]
    return out


@rule
def change_runs(week: int, since: int, weeks: float) -> bool:
    """A change still costs, or not: it ends ``weeks`` after it began."""
    return week - since < weeks


def change_cents(now: Situation, week: int) -> int:
    """Cents that the change itself costs in a week (A11), until it ends."""
    levers = now.levers
    if not change_runs(week, now.practice.since, levers.work_change_weeks):
        return 0
    return int(100.0 * levers.work_change_cost * now.settings.inhabitants / WEEKS_PER_YEAR)


def set_minutes(now: Situation, week: int) -> None:
    """Minutes that workers have from ``week`` on: contract less what is not freed and what
    change costs, none in an empty post, and those of temporary workers, who come in proportion
    to what is there; and of these, what is set apart."""
    staff, levers, settings = now.staff, now.levers, now.settings
    pool = int(staff.contract.sum()) * settings.cents_per_fte
    change = change_cents(now, week) * WEEKS_PER_YEAR * settings.minutes_per_fte
    kept = max(0.0, 1.0 - (0 if settings.extra_means else change) / max(1, pool))
    dedication = np.where(staff.org == TEAM, levers.admit_dedication, 1.0)
    bonus = 1.0 + now.team_bonus
    staff.minutes[:] = np.floor(staff.contract * kept * dedication * bonus).astype(np.int32)
    staff.minutes[staff.began > week] = 0
    if settings.no_means:
        staff.minutes[:] = 0
    own = sum_by_org(staff.org, staff.minutes)
    for w in range(len(staff.org)):
        org = staff.org[w]
        staff.hired[w] = int(staff.minutes[w]) * int(now.offices.hired[org]) // max(1, own[org])
    staff.minutes[:] += staff.hired
    free = staff.minutes.copy()
    for minutes, role, share in (
        (staff.community, COMMUNITY, levers.build_community),
        (staff.coordination, COORDINATOR, levers.work_coordination),
    ):
        minutes[:] = set_apart(staff, free, role, share)


def give_roles(now: Situation) -> list[int]:
    """Roles are given; returns rows that leave case work for community work or coordination.

    Each organisation's share for a use is worked by whole persons as far as their contract
    minutes fit into it: those who do it already, then those with the fewest cases, then by
    id. All others are generalists in a team and desk workers elsewhere.
    """
    staff, cells = now.staff, now.cells
    before = staff.role.copy()
    cases = np.bincount(cells.worker[cells.worker >= 0], minlength=len(staff.org))
    wanted = {
        COMMUNITY: _contract(now, now.levers.build_community),
        COORDINATOR: _contract(now, now.levers.work_coordination),
    }
    staff.role[:] = np.where(staff.org == TEAM, GENERALIST, DESK)
    rest = []
    for w, role in enumerate(before.tolist()):
        if not (role in wanted and _takes(now, w, role, wanted[role])):
            rest.append((int(cases[w]), w))
    for role, left in wanted.items():
        for entry in sorted(rest):
            if _takes(now, entry[1], role, left):
                rest.remove(entry)
    apart = (staff.role == COMMUNITY) | (staff.role == COORDINATOR)
    return [int(w) for w in np.flatnonzero(apart & (staff.role != before))]


def _contract(now: Situation, share: float) -> I8:
    """Contract minutes of each organisation in a share, [6]."""
    contract = sum_by_org(now.staff.org, now.staff.contract)
    return np.array([part_of(int(minutes), share) for minutes in contract], dtype=np.int64)


def _takes(now: Situation, w: int, role: int, left: I8) -> bool:
    """Give worker ``w`` a role when the contract minutes fit into what is left, [6]."""
    org, contract = now.staff.org[w], now.staff.contract[w]
    fits = bool(0 < contract <= left[org])
    if fits:
        left[org] -= contract
        now.staff.role[w] = role
    return fits
