"""Signals of others: reached, a talk, accepted, each with its own chance; they take minutes."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, rule
from sim.foundation.units import I8
from sim.support.contract import PRACTICE, USE_CONTACT
from sim.support.means import org_for
from sim.support.served import Served

# Counts of recognition: those who came by asking, by a signal, by being met, those who refused; and
# of signals all, those by which somebody was reached, those that came to a talk.
ASKED, SIGNALLED, FOUND, REFUSED, SIGNALS, REACHED, TALKS = range(7)


@rule
def part_reached(reached: float, talk: float, reach_coin: float, talk_coin: float) -> int:
    """Steps that a signal gets before anybody can accept: 0 nobody is reached, 1 reached and no
    talk comes of it, 2 a talk. Signals are not people."""
    if reach_coin >= reached:
        return 0
    return 2 if talk_coin < talk else 1


@part
def comes_to_a_talk(here: Served, c: int) -> bool:
    """True when a signal about a need comes to a talk with its holder; not while the door is
    shut."""
    world, reach = here.world, here.reach
    if here.week < here.persons.shy_until[here.cells.holder[c]]:
        return False
    reach_coin, talk_coin, _, _ = streams.uniform4(
        here.support_seed, streams.SIGNAL, here.address[c], here.week, 0
    )
    got = part_reached(world.signal_reached, world.signal_talk, reach_coin, talk_coin)
    reach[SIGNALS] += 1
    reach[REACHED] += got >= 1
    reach[TALKS] += got == 2
    return bool(got == 2)


@part
def note_signal(here: Served, room: I8, c: int) -> bool:
    """An organisation takes the minutes to follow a signal, if it has them. room: [6] minutes
    for first contacts; the practice follows its own signals."""
    offices, minutes = here.offices, int(here.world.signal_minutes)
    org = org_for(here.levers, int(here.domains.desk[here.cells.domain[c]]))
    if org == PRACTICE:
        return True
    if offices.door_taken[org] + minutes > room[org]:
        return False
    offices.door_taken[org] += minutes
    here.ledger.minutes[org, USE_CONTACT] += minutes
    return True
