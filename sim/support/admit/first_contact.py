"""First contact of a request, before any intake.

Information, advice, one talk. Many requests at general social work are settled in it (G3),
hardly any heavy one; the chance falls with severity and with the number of problems of the
household. What is settled is helped, and may come back. Only the rest goes to an intake.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import I4
from sim.support.admit.entries import entry_minutes, households_in_turn, intake_spent
from sim.support.contract import INCOME_DESK, SOCIAL_WORK, TEAM, USE_CONTACT, WMO_DESK, YOUTH_DESK
from sim.support.flows import REQUESTS, SETTLED, flow
from sim.support.household import known_needs, needs_of
from sim.support.queues import NO_TERM, in_turn
from sim.support.served import Served
from sim.world.living import end_help
from sim.world.parameters import World
from sim.world.state import ASKED_FOR, MET, READY, WAITS_INTAKE, Cells
from sim.world.waiting import FIRST_CONTACTS, level_of

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
    """True for a request that can be decided on from this week: on average after ``lead`` weeks."""
    return acute or coin * lead < 1.0


@rule
def relieved(resolvable: float, relief: float, floor: float) -> float:
    """Resolvable part after a contact that settled the request."""
    left = resolvable * (1.0 - relief)
    return left if left >= floor else 0.0


@part
def meet(here: Served, c: int) -> None:
    """One request has its first contact, and is settled or waits for an intake."""
    cells, world, domains = here.cells, here.world, here.domains
    k, org = cells.domain[c], cells.desk[c]
    cells.stage[c] = MET
    flow(here.flows, REQUESTS, org, k, 1)
    needs = known_needs(here.folk, cells, cells.home[c], world.asking_floor)
    severity = cells.lasting[c] + cells.resolvable[c]
    chance = settled_chance(
        domains.settled[k], severity, world.contact_reach, needs, world.contact_domains
    )
    coin = streams.uniform(here.support_seed, streams.CONTACT, here.address[c], here.week, 0)
    if coin < chance:
        flow(here.flows, SETTLED, org, k, 1)
        cells.resolvable[c] = relieved(cells.resolvable[c], world.contact_relief, world.needs_floor)
        end_help(cells, c, here.week)


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
def gather(here: Served) -> None:
    """Papers, advice and an appointment come together before a request can be decided on, a
    coin a week. It hangs on the law, whoever decides; an acute need does not wait for it."""
    cells, seed, week = here.cells, here.support_seed, here.week
    for c in here.engaged:
        if cells.status[c] != WAITS_INTAKE or cells.stage[c] != MET:
            continue
        lead = lead_of(here.world, int(here.domains.desk[cells.domain[c]]))
        acute = level_of(here.world, cells.unmet[c]) == ACUTE
        coin = streams.uniform(seed, streams.CONTACT, here.address[c], week, 1)
        if is_ready(coin, lead, acute):
            cells.stage[c] = READY


@phase
def uncontacted(cells: Cells, engaged: I4, org: int) -> I4:
    """Requests at an organisation that wait for their first contact, ascending."""
    out = np.empty(len(engaged), dtype=np.int32)
    found = 0
    for c in engaged:
        out[found] = c
        found += waits_for_contact(cells, c, org)
    return out[:found]


@phase
def first_contacts(here: Served, queue: I4, org: int, room: int) -> None:
    """First contacts of a week at one organisation, as far as its minutes reach.

    queue: requests without one; room: minutes there are this week. Minutes that do not suffice
    for the next are carried over while it waits.
    """
    offices = here.offices
    before, minutes = offices.door_left[org], room - offices.door_taken[org]
    if org == TEAM:
        left, waiting = meet_households(here, queue, before + minutes)
    else:
        left, waiting = meet_requests(here, queue, before + minutes)
    keep = left if waiting > 0 else 0
    here.ledger.minutes[org, USE_CONTACT] += before + minutes - left
    offices.door_taken[org] += intake_spent(before, minutes, left, keep)
    offices.door_left[org] = keep


@phase
def meet_requests(here: Served, queue: I4, left: int) -> tuple[int, int]:
    """A desk meets one request at a time. left: minutes; returns those that are over, and how
    many still wait."""
    cost, met = int(here.world.contact_minutes), 0
    for c in in_turn(here, queue, here.cells.since[queue], FIRST_CONTACTS, NO_TERM):
        if cost > left:
            break
        left -= cost
        met += 1
        meet(here, c)
    return left, len(queue) - met


@phase
def meet_households(here: Served, queue: I4, left: int) -> tuple[int, int]:
    """The team meets all requests of a household; as ``meet_requests``, of households."""
    base, levers, met = here.world.contact_minutes, here.levers, 0
    homes = households_in_turn(here, queue, NO_TERM)
    for g in homes:
        requests = uncontacted(here.cells, needs_of(here.folk, g), TEAM)
        cost = entry_minutes(base, len(requests), levers.admit_conversation, 0.0, 0.0)
        if cost > left:
            break
        left -= cost
        met += 1
        for c in requests:
            meet(here, c)
    return left, len(homes) - met


@part
def waits_for_contact(cells: Cells, c: int, org: int) -> bool:
    """True for a request that waits for its first contact at an organisation."""
    waits = cells.status[c] == WAITS_INTAKE and cells.desk[c] == org
    return bool(waits and cells.stage[c] == ASKED_FOR)
