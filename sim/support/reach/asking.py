"""Recognition: asking, signals and presence, one coin per need and week.

Signal, contact and acceptance are separate steps; contact takes hours. The same
coin decides under every answer, so more presence can only find more.
"""

from __future__ import annotations

import math

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import I4, I8, NEVER
from sim.support.contract import Levers
from sim.support.means import org_for
from sim.world.lives import NO_PRODUCT, NO_REQUEST, WAITS_INTAKE, Cells, Folk, Homes, Persons
from sim.world.parameters import GROWING_UP, Domains, World
from sim.world.waiting import order, zrm_level


@rule
def asking_chance(
    level: float,
    severity_slope: float,
    reluctance_slope: float,
    unmet: float,
    floor: float,
    reluctance: float,
    barrier: float,
) -> float:
    """Weekly chance that somebody asks: rises with unmet need, falls with reluctance
    and with barriers at the desk (F11)."""
    if unmet <= floor:
        return 0.0
    chance = (
        level
        * (1.0 + severity_slope * (unmet - floor))
        * (1.0 - reluctance_slope * reluctance)
        * (1.0 - barrier)
    )
    return min(1.0, chance)


@rule
def found_chance(finding: float, hours: float, unmet: float, reluctance: float) -> float:
    """Weekly chance that presence meets this need; those who do not ask are met most.

    hours: hours of presence per 1,000 inhabitants; finding: per such hour.
    """
    return 1.0 - math.exp(-finding * hours * unmet * (0.5 + reluctance))


@rule
def accept_chance(accept: float, reluctance_slope: float, reluctance: float) -> float:
    """Chance that an offered contact is accepted."""
    return accept * (1.0 - reluctance_slope * reluctance)


@rule
def either(a: float, b: float) -> float:
    """Chance that at least one of two independent things happens."""
    return a + b - a * b


@rule
def may_be_recognised(status: int, granted: int, unmet: float, floor: float) -> bool:
    """A need that nobody of support knows and that is felt."""
    return status == NO_REQUEST and granted == NO_PRODUCT and unmet > floor


@part
def enter_queue(cells: Cells, c: int, org: int, moment: float, week: int) -> None:
    """The need stands in the queue of an organisation from this moment."""
    cells.status[c] = WAITS_INTAKE
    cells.desk[c] = org
    cells.since[c] = week
    if cells.known[c] == -NEVER:
        cells.known[c] = week
        cells.moment[c] = moment


@phase
def pass_on_crises(
    cells: Cells,
    domains: Domains,
    levers: Levers,
    address: I8,
    hit: I4,
    chance: float,
    floor: float,
    seed: int,
    week: int,
    tally: I8,
) -> None:
    """Crisis care passes a follow-up need that is still felt on to its desk, with this chance.

    hit: cells in crisis this week. Nobody has to accept: the person is in care already.
    """
    for c in hit:
        if not may_be_recognised(cells.status[c], cells.granted[c], cells.unmet[c], floor):
            continue
        coin, moment, _, _ = streams.uniform4(seed, streams.PASS_ON, address[c], week, 0)
        if coin < chance:
            tally[1] += 1
            org = org_for(levers, int(domains.desk[cells.domain[c]]))
            enter_queue(cells, c, org, moment, week)


@phase
def recognise(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    homes: Homes,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    active: I4,
    presence_minutes: int,
    inhabitants: int,
    seed: int,
    week: int,
    tally: I8,
) -> int:
    """Needs that become known this week enter a queue; returns presence minutes used.

    tally: [4] self-referred, signalled, found, refused contact.
    """
    hours = presence_minutes * (1.0 - levers.reach_false_signals) * 1000.0 / (60.0 * inhabitants)
    met = np.empty(len(active), dtype=np.int32)
    found = 0
    for c in active:
        if not may_be_recognised(
            cells.status[c], cells.granted[c], cells.unmet[c], world.asking_floor
        ):
            continue
        i = cells.holder[c]
        k = cells.domain[c]
        unmet = cells.unmet[c]
        coin, accept, moment, _ = streams.uniform4(seed, streams.RECOGNISE, address[c], week, 0)
        asks = asking_chance(
            world.asking_level,
            world.asking_severity,
            world.asking_reluctance,
            unmet,
            world.asking_floor,
            folk.reluctance[i],
            levers.reach_barrier,
        )
        signal = domains.signal[k] * unmet
        if k == GROWING_UP:
            signal = either(signal, levers.reach_school_line * unmet)
        signalled = either(asks, min(1.0, signal))
        close = levers.reach_network_signals * homes.help_share[cells.home[c]] * unmet
        seen = either(close, found_chance(levers.reach_finding, hours, unmet, folk.reluctance[i]))
        anything = either(signalled, min(1.0, seen))
        if coin >= anything:
            continue
        if coin < asks:
            tally[0] += 1
            enter_queue(cells, c, org_for(levers, int(domains.desk[k])), moment, week)
            continue
        if week < persons.shy_until[i]:
            continue
        if accept >= accept_chance(
            world.asking_accept, world.asking_reluctance, folk.reluctance[i]
        ):
            persons.shy_until[i] = week + int(world.asking_shy_weeks + levers.reach_refusal_weeks)
            tally[3] += 1
            continue
        if coin < signalled:
            tally[1] += 1
            enter_queue(cells, c, org_for(levers, int(domains.desk[k])), moment, week)
        else:
            met[found] = c
            found += 1
    return _contact(
        cells, domains, levers, address, met[:found], presence_minutes, seed, week, tally
    )


@phase
def _contact(
    cells: Cells,
    domains: Domains,
    levers: Levers,
    address: I8,
    met: I4,
    presence_minutes: int,
    seed: int,
    week: int,
    tally: I8,
) -> int:
    """Contacts that presence has the minutes for, the most urgent first."""
    level = np.empty(len(met), dtype=np.int32)
    who = np.empty(len(met), dtype=np.int64)
    for j in range(len(met)):
        level[j] = zrm_level(cells.unmet[met[j]])
        who[j] = address[met[j]]
    used = 0
    each = int(levers.reach_contact_minutes)
    for j in order(level, np.zeros(len(met), dtype=np.int32), who, seed, week):
        if used + each > presence_minutes:
            break
        used += each
        c = met[j]
        moment = streams.uniform(seed, streams.RECOGNISE, address[c], week, 1)
        tally[2] += 1
        enter_queue(cells, c, org_for(levers, int(domains.desk[cells.domain[c]])), moment, week)
    return used
