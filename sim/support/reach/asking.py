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
from sim.foundation.units import F8, I1, I4, I8, MINUTES_PER_HOUR
from sim.population.domains import GROWING_UP
from sim.support.contract import Levers
from sim.support.queues import NO_TERM, in_turn
from sim.support.reach.entering import enter_queue, may_be_recognised
from sim.support.reach.signals import ASKED, FOUND, REFUSED, SIGNALLED, comes_to_a_talk, note_signal
from sim.support.served import Served
from sim.world.state import WAITS_INTAKE, Cells, in_support
from sim.world.waiting import CONTACTS, SIGNALLING

HIDDEN = -1  # beside the ways of ``ASKED``
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
def signalled_chances(here: Served, k: int, unmet: float, reluctance: float) -> tuple[float, float]:
    """Weekly chances for a need of domain k: that somebody asks; that, or a signal of a doctor
    or school."""
    world, domains, levers = here.world, here.domains, here.levers
    asks = asking_chance(
        world.asking_level * domains.asking[k],
        world.asking_severity,
        world.asking_reluctance,
        unmet,
        world.asking_floor,
        reluctance,
        levers.reach_barrier,
    )
    signal = domains.signal[k] * unmet
    if k == GROWING_UP:
        signal = either(signal, levers.reach_school_line * unmet)
    return asks, either(asks, min(1.0, signal))


@part
def met_chance(
    levers: Levers, unmet: float, reluctance: float, help_share: float, hours: float
) -> float:
    """Weekly chance that a need is met by the circle or by presence. help_share: of the circle;
    hours: of presence per 1,000 inhabitants."""
    close = levers.reach_network_signals * help_share * unmet
    return min(1.0, either(close, found_chance(levers.reach_finding, hours, unmet, reluctance)))


@phase
def highest_chances(here: Served, hours: float) -> F8:
    """Bound of the chance of any need to be recognised in a week, by domain, [8]."""
    out = np.empty(len(here.domains.signal), dtype=np.float64)
    met = met_chance(here.levers, BEYOND, 1.0, 1.0, hours)  # who never asks is met most
    for k in range(len(out)):
        out[k] = either(signalled_chances(here, k, BEYOND, 0.0)[1], met)
    return out


@part
def way_of(here: Served, c: int, coin: float, hours: float) -> int:
    """Way in which a need presents itself this week: ``ASKED``, ``SIGNALLED``, ``FOUND`` or
    ``HIDDEN``."""
    cells = here.cells
    unmet, reluctance = cells.unmet[c], here.folk.reluctance[cells.holder[c]]
    asks, signalled = signalled_chances(here, cells.domain[c], unmet, reluctance)
    share = here.homes.help_share[cells.home[c]]
    if coin >= either(signalled, met_chance(here.levers, unmet, reluctance, share, hours)):
        return HIDDEN
    if coin < asks:
        return ASKED
    return SIGNALLED if coin < signalled else FOUND


@part
def accepts(here: Served, c: int, coin: float) -> bool:
    """True for an offered talk that is accepted; a refusal shuts the door for a while."""
    world, i = here.world, here.cells.holder[c]
    chance = accept_chance(world.asking_accept, world.asking_reluctance, here.folk.reluctance[i])
    if coin < chance:
        return True
    shut = int(world.asking_shy_weeks + here.levers.reach_refusal_weeks)
    here.persons.shy_until[i] = here.week + shut
    here.reach[REFUSED] += 1
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
def ways_of(here: Served, unknown: I4, hours: float) -> I1:
    """Way in which each of some needs presents itself this week, see ``way_of``."""
    highest = highest_chances(here, hours)
    coins = streams.uniforms(
        here.support_seed, streams.RECOGNISE, here.address[unknown], here.week, 0
    )
    way = np.full(len(unknown), HIDDEN, dtype=np.int8)
    for j in range(len(unknown)):
        c, coin = unknown[j], coins[j]
        if coin < highest[here.cells.domain[c]]:
            way[j] = way_of(here, c, coin, hours)
    return way


@phase
def recognise(here: Served, room: I8, presence_minutes: int, inhabitants: int) -> I4:
    """Needs that become known this week enter a queue. Returns the cells that support now
    knows, or that presence met, ascending. Signals are followed as far as minutes reach, the
    most urgent first.

    room: [6] minutes that organisations have for signals.
    """
    cells, seed, week = here.cells, here.support_seed, here.week
    useful = presence_minutes * (1.0 - here.levers.reach_false_signals)
    hours = useful * 1000.0 / (MINUTES_PER_HOUR * inhabitants)
    engaged, unknown = told_apart(cells, here.active, here.world.asking_floor)
    way = ways_of(here, unknown, hours)
    met = np.zeros(len(unknown), dtype=np.bool_)
    for j in np.flatnonzero(way != HIDDEN):
        c = unknown[j]
        _, accept, moment, _ = streams.uniform4(seed, streams.RECOGNISE, here.address[c], week, 0)
        if way[j] == ASKED:
            enter_queue(here, c, ASKED, moment)
        elif way[j] == FOUND:
            met[j] = comes_to_a_talk(here, c) and accepts(here, c, accept)
    follow(here, unknown[way == SIGNALLED], room)
    contact(here, unknown[met], presence_minutes)
    return either_of(engaged, unknown[met | (cells.status[unknown] == WAITS_INTAKE)])


@phase
def follow(here: Served, signals: I4, room: I8) -> None:
    """Signals of this week that organisations have the minutes for, the most urgent first."""
    seed, week = here.support_seed, here.week
    same = np.zeros(len(signals), dtype=np.int32)  # all are of this week
    for c in in_turn(here, signals, same, SIGNALLING, NO_TERM):
        if not note_signal(here, room, c) or not comes_to_a_talk(here, c):
            continue
        _, accept, moment, _ = streams.uniform4(seed, streams.RECOGNISE, here.address[c], week, 0)
        if accepts(here, c, accept):
            enter_queue(here, c, SIGNALLED, moment)


@phase
def contact(here: Served, met: I4, presence_minutes: int) -> None:
    """Contacts that presence has the minutes for, the most urgent first."""
    used, each = 0, int(here.levers.reach_contact_minutes)
    seed, week = here.support_seed, here.week
    same = np.zeros(len(met), dtype=np.int32)  # all were met this week
    for c in in_turn(here, met, same, CONTACTS, NO_TERM):
        if used + each > presence_minutes:
            break
        used += each
        moment = streams.uniform(seed, streams.RECOGNISE, here.address[c], week, 1)
        enter_queue(here, c, FOUND, moment)
