"""Minutes of workers: what is set apart, what intake and presence take, what is left for cases."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import F8, I1, I4, I8
from sim.support.contract import ORGANISATIONS
from sim.support.means import GENERALIST, Offices, Staff

N_ORGS = len(ORGANISATIONS)


@rule
def part_of(minutes: int, share: float) -> int:
    """Whole minutes in a share of minutes."""
    return int(minutes * share)


@rule
def guidance_minutes(minutes: int, taken: float) -> int:
    """Minutes a worker has for running cases when ``taken`` is used otherwise."""
    return max(0, minutes - set_aside(minutes, taken))


@rule
def set_aside(minutes: int, share: float) -> int:
    """Whole minutes that a share takes, rounded up: nothing is promised twice."""
    whole = int(minutes * share)
    return whole if whole == minutes * share else whole + 1


@rule
def intake_room(
    minutes: int, share: float, other: float, committed: int, wait_for_worker: int
) -> int:
    """Minutes of a worker that intake may take: its share, or, where nobody waits for a
    worker, what running cases leave. other: share that signals, first contacts and presence
    take before."""
    there = max(0, minutes - set_aside(minutes, other))
    least = min(there, part_of(minutes, share))
    if wait_for_worker > 0:
        return least
    return max(least, there - committed)


@rule
def carries_cases(role: int) -> bool:
    """A first-line worker of this role does intakes, is present and carries cases, or not."""
    return role <= GENERALIST


@rule
def lift(total: int, free: int) -> float:
    """Factor on a share of an organisation's hours when only those who carry cases give it,
    out of the minutes that are not set apart."""
    if free <= 0:
        return 0.0
    return total / free


@part
def free_minutes(staff: Staff, w: int) -> int:
    """Minutes a week of a worker that are not set apart: for intake, presence and cases."""
    if not carries_cases(staff.role[w]):
        return 0
    return max(0, int(staff.minutes[w]) - int(staff.community[w]) - int(staff.coordination[w]))


@phase
def free_hours(staff: Staff) -> I8:
    """Minutes of each organisation that are not set apart, [6]."""
    out = np.zeros(N_ORGS, dtype=np.int64)
    for w in range(len(staff.org)):
        out[staff.org[w]] += free_minutes(staff, w)
    return out


@phase
def set_apart(staff: Staff, free: I4, wholly: int, share: float) -> I4:
    """Minutes a week that each worker gives to one use, [w]; they are taken from ``free``.

    Each organisation gives exactly ``share`` of its workers' minutes: persons whose role
    is ``wholly`` give all of theirs; what is left of the share is divided over those who
    carry cases in proportion to what they have free, odd minutes in order of id.
    """
    org, role = staff.org, staff.role
    out = np.zeros(len(org), dtype=np.int32)
    left = np.zeros(N_ORGS, dtype=np.int64)
    room = np.zeros(N_ORGS, dtype=np.int64)
    for w in range(len(org)):
        left[org[w]] += part_of(staff.minutes[w], share)
    for w in range(len(org)):
        if role[w] == wholly:
            out[w] = min(int(free[w]), left[org[w]])
            left[org[w]] -= out[w]
        elif carries_cases(role[w]):
            room[org[w]] += free[w]
    odd = np.minimum(left, room)
    for w in range(len(org)):
        if carries_cases(role[w]) and room[org[w]] > 0:
            out[w] = free[w] * min(left[org[w]], room[org[w]]) // room[org[w]]
            odd[org[w]] -= out[w]
    for w in range(len(org)):
        if carries_cases(role[w]) and odd[org[w]] > 0 and out[w] < free[w]:
            out[w] += 1
            odd[org[w]] -= 1
    for w in range(len(org)):
        free[w] -= out[w]
    return out


@part
def door_share(offices: Offices, org: int, free: int) -> float:
    """Share of an organisation's free minutes that first contacts and signals took this week."""
    return offices.door_taken[org] / free if free > 0 else 0.0


@phase
def door_minutes(staff: Staff, presence: float) -> I8:
    """Minutes that each organisation has for signals and first contacts, [6]: all that are not
    set apart, less presence. They come before intakes and running cases."""
    out = np.zeros(N_ORGS, dtype=np.int64)
    total, free = org_minutes(staff, 1.0), free_hours(staff)
    for w in range(len(staff.org)):
        org = staff.org[w]
        minutes = free_minutes(staff, w)
        out[org] += max(0, minutes - set_aside(minutes, presence * lift(total[org], free[org])))
    return out


@phase
def intake_hours(staff: Staff, offices: Offices, share: F8, presence: float) -> I8:
    """Minutes that each organisation has for intake this week, [6].

    share: [6] for intake at least; presence: share of hours in the
    neighbourhood this week.
    """
    out = np.zeros(N_ORGS, dtype=np.int64)
    total, free = org_minutes(staff, 1.0), free_hours(staff)
    for w in range(len(staff.org)):
        org = staff.org[w]
        more = lift(total[org], free[org])
        out[org] += intake_room(
            free_minutes(staff, w),
            share[org] * more,
            presence * more + door_share(offices, org, free[org]),
            staff.committed[w],
            offices.for_worker[org],
        )
    return out


@phase
def hours_taken(staff: Staff, offices: Offices, presence: float) -> F8:
    """Share of each organisation's free hours that does not go to running cases, [6].

    presence: share of hours present in the neighbourhood this week. Intake takes what
    this week's intakes took; what it leaves goes to the cases.
    """
    total, free = org_minutes(staff, 1.0), free_hours(staff)
    out = np.zeros(N_ORGS, dtype=np.float64)
    for org in range(N_ORGS):
        if free[org] > 0:
            out[org] = (offices.intake_taken[org] + offices.door_taken[org]) / free[org]
        out[org] += presence * lift(total[org], free[org])
    return out


@phase
def org_minutes(staff: Staff, share: float) -> I8:
    """Minutes that each organisation has for a use that takes ``share``, [6]."""
    out = np.zeros(N_ORGS, dtype=np.int64)
    for w in range(len(staff.org)):
        out[staff.org[w]] += part_of(staff.minutes[w], share)
    return out


@phase
def sum_by_org(org: I1, minutes: I4) -> I8:
    """Minutes of workers added up per organisation, [6]."""
    out = np.zeros(N_ORGS, dtype=np.int64)
    for w in range(len(org)):
        out[org[w]] += minutes[w]
    return out
