"""Recognition: asking, signals and presence, one coin per need and week.

Signal, contact and acceptance are separate steps; contact takes hours. The same
coin decides under every answer, so more presence can only find more.
"""

from __future__ import annotations

import math

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.rows import either_of
from sim.foundation.units import F8, I4, I8, MINUTES_PER_HOUR
from sim.population.domains import GROWING_UP
from sim.support.contract import Levers
from sim.support.means import Ledger, Offices
from sim.support.queues import NO_TERM, in_turn
from sim.support.reach.entering import enter_queue, may_be_recognised
from sim.support.reach.signals import ASKED, FOUND, REFUSED, SIGNALLED, comes_to_a_talk, note_signal
from sim.world.lives import (
    Cells,
    Folk,
    Homes,
    Persons,
    in_support,
)
from sim.world.parameters import Domains, World
from sim.world.waiting import CONTACTS, SIGNALLING

BEYOND = 1.001  # unmet need that none has, whatever is lost in rounding


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


@part
def chances(
    world: World,
    domains: Domains,
    levers: Levers,
    k: int,
    unmet: float,
    reluctance: float,
    unseen: float,
    help_share: float,
    hours: float,
) -> tuple[float, float, float]:
    """Weekly chances for a need: that somebody asks; that, or a signal of a doctor or school;
    that, or being met by the circle or presence.

    reluctance keeps from asking, ``unseen`` is the same where it makes presence worth more;
    help_share: of the circle; hours: of presence per 1,000 inhabitants.
    """
    level = world.asking_level * domains.asking[k]
    asks = asking_chance(
        level, world.asking_severity, world.asking_reluctance, unmet, world.asking_floor,
        reluctance, levers.reach_barrier,
    )  # fmt: skip
    signal = domains.signal[k] * unmet
    if k == GROWING_UP:
        signal = either(signal, levers.reach_school_line * unmet)
    signalled = either(asks, min(1.0, signal))
    close = levers.reach_network_signals * help_share * unmet
    seen = either(close, found_chance(levers.reach_finding, hours, unmet, unseen))
    return asks, signalled, either(signalled, min(1.0, seen))


@phase
def highest_chances(world: World, domains: Domains, levers: Levers, hours: float) -> F8:
    """What no need's chance to be recognised in a week can pass, by domain, [8]."""
    out = np.empty(len(domains.signal), dtype=np.float64)
    for k in range(len(out)):
        _, _, out[k] = chances(world, domains, levers, k, BEYOND, 0.0, 1.0, 1.0, hours)
    return out


@part
def accepts(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    world: World,
    levers: Levers,
    c: int,
    coin: float,
    week: int,
    tally: I8,
) -> bool:
    """Whether an offered talk is accepted; a refusal shuts the door for a while."""
    i = cells.holder[c]
    chance = accept_chance(world.asking_accept, world.asking_reluctance, folk.reluctance[i])
    if coin < chance:
        return True
    persons.shy_until[i] = week + int(world.asking_shy_weeks + levers.reach_refusal_weeks)
    tally[REFUSED] += 1
    return False


@phase
def told_apart(cells: Cells, active: I4, floor: float) -> tuple[I4, I4]:
    """Needs that support knows, and felt needs that it does not know; both ascending."""
    engaged = np.empty(len(active), dtype=np.int32)
    unknown = np.empty(len(active), dtype=np.int32)
    known, felt = 0, 0
    for c in active:
        engaged[known] = c
        unknown[felt] = c
        status, granted = cells.status[c], cells.granted[c]
        known += in_support(status, granted)
        felt += may_be_recognised(status, granted, cells.unmet[c], floor)
    return engaged[:known], unknown[:felt]


@phase
def recognise(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    homes: Homes,
    offices: Offices,
    ledger: Ledger,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    active: I4,
    room: I8,
    presence_minutes: int,
    inhabitants: int,
    seed: int,
    week: int,
    tally: I8,
) -> I4:
    """Needs that become known this week enter a queue. Returns the cells that support now
    knows, or that presence met, ascending. Signals are followed as far as minutes reach, the
    most urgent first.

    room: [6] minutes that organisations have for signals; tally: [7] see ``ASKED``.
    """
    useful = presence_minutes * (1.0 - levers.reach_false_signals)
    hours = useful * 1000.0 / (MINUTES_PER_HOUR * inhabitants)
    highest = highest_chances(world, domains, levers, hours)
    engaged, unknown = told_apart(cells, active, world.asking_floor)
    entered = np.empty(len(unknown), dtype=np.int32)
    met = np.empty(len(unknown), dtype=np.int32)
    told = np.empty(len(unknown), dtype=np.int32)
    new, found, signals = 0, 0, 0
    coins = streams.uniforms(seed, streams.RECOGNISE, address[unknown], week, 0)
    for j in range(len(unknown)):
        c, coin = unknown[j], coins[j]
        k = cells.domain[c]
        if coin >= highest[k]:
            continue
        reluctance = folk.reluctance[cells.holder[c]]
        asks, signalled, anything = chances(
            world, domains, levers, k, cells.unmet[c], reluctance, reluctance,
            homes.help_share[cells.home[c]], hours,
        )  # fmt: skip
        if coin >= anything:
            continue
        _, accept, moment, _ = streams.uniform4(seed, streams.RECOGNISE, address[c], week, 0)
        if coin < asks:
            tally[ASKED] += 1
            enter_queue(cells, domains, levers, c, moment, week)
            entered[new] = c
            new += 1
            continue
        if coin < signalled:
            told[signals] = c
            signals += 1
            continue
        if not comes_to_a_talk(cells, persons, world, address, c, seed, week, tally):
            continue
        if not accepts(folk, cells, persons, world, levers, c, accept, week, tally):
            continue
        met[found] = c
        found += 1
        entered[new] = c
        new += 1
    same = np.zeros(signals, dtype=np.int32)  # all are of this week
    each = int(world.signal_minutes)
    for c in in_turn(cells.unmet, told[:signals], same, address, SIGNALLING, NO_TERM, seed, week):
        if not note_signal(cells, domains, levers, offices, ledger, room, each, c):
            continue
        if not comes_to_a_talk(cells, persons, world, address, c, seed, week, tally):
            continue
        _, accept, moment, _ = streams.uniform4(seed, streams.RECOGNISE, address[c], week, 0)
        if not accepts(folk, cells, persons, world, levers, c, accept, week, tally):
            continue
        tally[SIGNALLED] += 1
        enter_queue(cells, domains, levers, c, moment, week)
        entered[new] = c
        new += 1
    contact(cells, domains, levers, address, met[:found], presence_minutes, seed, week, tally)
    return either_of(engaged, np.sort(entered[:new]))


@phase
def contact(
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
    used = 0
    each = int(levers.reach_contact_minutes)
    same = np.zeros(len(met), dtype=np.int32)  # all were met this week
    for c in in_turn(cells.unmet, met, same, address, CONTACTS, NO_TERM, seed, week):
        if used + each > presence_minutes:
            break
        used += each
        moment = streams.uniform(seed, streams.RECOGNISE, address[c], week, 1)
        tally[FOUND] += 1
        enter_queue(cells, domains, levers, c, moment, week)
    return used
