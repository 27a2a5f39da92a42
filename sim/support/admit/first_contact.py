"""First contact: what a request meets before any intake.

Information, advice, one talk. Many requests at general social work are settled in it (G3),
hardly any heavy one; the chance falls with severity and with the number of problems of the
household. What is settled is helped, and may come back. Only the rest goes to an intake.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import I4, I8, I8x3
from sim.support.admit.entries import entry_minutes, households_in_turn, intake_spent
from sim.support.contract import (
    INCOME_DESK,
    SOCIAL_WORK,
    TEAM,
    USE_CONTACT,
    WMO_DESK,
    YOUTH_DESK,
    Levers,
)
from sim.support.flows import REQUESTS, SETTLED, flow
from sim.support.household import home_cell, home_cells, known_needs
from sim.support.means import Ledger, Offices
from sim.support.queues import NO_TERM, in_turn
from sim.world.lives import ASKED_FOR, MET, READY, WAITS_INTAKE, Cells, Folk
from sim.world.living import end_help
from sim.world.parameters import Domains, World
from sim.world.waiting import FIRST_CONTACTS, zrm_level

ACUTE = 1  # level of the Self-Sufficiency Matrix


@rule
def settled_chance(
    settled: float, severity: float, reach: float, needs: int, domains: float
) -> float:
    """Chance that a first contact settles a request: ``settled`` for the lightest single
    need, nought from the severity ``reach`` on, less with every further felt need of the
    household."""
    if severity >= reach:
        return 0.0
    return settled * (1.0 - severity / reach) / (1.0 + domains * max(0, needs - 1))


@rule
def is_ready(coin: float, lead: float, acute: bool) -> bool:
    """Whether a request can be decided on from this week: on average after ``lead`` weeks."""
    return acute or coin * lead < 1.0


@rule
def relieved(resolvable: float, relief: float, floor: float) -> float:
    """Resolvable part after a contact that settled the request."""
    left = resolvable * (1.0 - relief)
    return left if left >= floor else 0.0


@part
def meet(
    folk: Folk,
    cells: Cells,
    world: World,
    domains: Domains,
    address: I8,
    c: int,
    seed: int,
    week: int,
    flows: I8x3,
) -> None:
    """One request has its first contact, and is settled or waits for an intake."""
    k, org = cells.domain[c], cells.desk[c]
    cells.stage[c] = MET
    flow(flows, REQUESTS, org, k, 1)
    needs = known_needs(folk, cells, cells.home[c], world.asking_floor)
    severity = cells.lasting[c] + cells.resolvable[c]
    chance = settled_chance(
        domains.settled[k], severity, world.contact_reach, needs, world.contact_domains
    )
    if streams.uniform(seed, streams.CONTACT, address[c], week, 0) < chance:
        flow(flows, SETTLED, org, k, 1)
        cells.resolvable[c] = relieved(cells.resolvable[c], world.contact_relief, world.needs_floor)
        end_help(cells, c, week)


@part
def lead_of(world: World, desk: int) -> float:
    """Mean weeks that it takes before a request under the law of this desk can be decided on."""
    if desk == WMO_DESK:
        return world.lead_wmo
    if desk == YOUTH_DESK:
        return world.lead_youth
    if desk == INCOME_DESK:
        return world.lead_income
    if desk == SOCIAL_WORK:
        return world.lead_social
    return 1.0


@phase
def gather(
    cells: Cells,
    world: World,
    domains: Domains,
    address: I8,
    engaged: I4,
    seed: int,
    week: int,
) -> None:
    """What is needed to decide on a request comes together, a coin a week: papers, advice, an
    appointment. It hangs on the law, whoever decides; an acute need does not wait for it."""
    for c in engaged:
        if cells.status[c] != WAITS_INTAKE or cells.stage[c] != MET:
            continue
        lead = lead_of(world, int(domains.desk[cells.domain[c]]))
        acute = zrm_level(cells.unmet[c]) == ACUTE
        coin = streams.uniform(seed, streams.CONTACT, address[c], week, 1)
        if is_ready(coin, lead, acute):
            cells.stage[c] = READY


@phase
def uncontacted(cells: Cells, engaged: I4, org: int) -> I4:
    """Requests at an organisation that wait for their first contact, ascending."""
    out = np.empty(len(engaged), dtype=np.int32)
    found = 0
    for c in engaged:
        out[found] = c
        waits = cells.status[c] == WAITS_INTAKE and cells.desk[c] == org
        found += waits and cells.stage[c] == ASKED_FOR
    return out[:found]


@phase
def first_contacts(
    folk: Folk,
    cells: Cells,
    ledger: Ledger,
    offices: Offices,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    queue: I4,
    org: int,
    room: int,
    seed: int,
    week: int,
    flows: I8x3,
) -> None:
    """First contacts of a week at one organisation, as far as its minutes reach.

    queue: requests without one; room: minutes there are this week. A desk meets one request at
    a time, the team all requests of a household. Minutes that do not suffice for the next
    are kept while it waits.
    """
    minutes = room - offices.door_taken[org]
    left = offices.door_left[org] + minutes
    entries, met = len(queue), 0
    if org == TEAM:
        homes = households_in_turn(cells, queue, folk.h, NO_TERM, seed, week)
        entries = len(homes)
        for g in homes:
            needs = 0
            for k in range(home_cells(folk, g)):
                needs += waits_for_contact(cells, home_cell(folk, g, k), org)
            cost = entry_minutes(world.contact_minutes, needs, levers.admit_conversation, 0.0, 0.0)
            if cost > left:
                break
            left -= cost
            met += 1
            for k in range(home_cells(folk, g)):
                c = home_cell(folk, g, k)
                if waits_for_contact(cells, c, org):
                    meet(folk, cells, world, domains, address, c, seed, week, flows)
    else:
        cost = int(world.contact_minutes)
        since = cells.since[queue]
        for c in in_turn(cells.unmet, queue, since, address, FIRST_CONTACTS, NO_TERM, seed, week):
            if cost > left:
                break
            left -= cost
            met += 1
            meet(folk, cells, world, domains, address, c, seed, week, flows)
    before, keep = offices.door_left[org], left if met < entries else 0
    ledger.minutes[org, USE_CONTACT] += before + minutes - left
    offices.door_taken[org] += intake_spent(before, minutes, left, keep)
    offices.door_left[org] = keep


@part
def waits_for_contact(cells: Cells, c: int, org: int) -> bool:
    """Whether a request waits for its first contact at an organisation."""
    waits = cells.status[c] == WAITS_INTAKE and cells.desk[c] == org
    return bool(waits and cells.stage[c] == ASKED_FOR)
