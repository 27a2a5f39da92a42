"""Signals of others: reached, a talk, accepted, each with its own chance; they take minutes."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, rule
from sim.foundation.units import I8
from sim.support.contract import PRACTICE, USE_CONTACT, Levers
from sim.support.means import Ledger, Offices, org_for
from sim.world.lives import (
    Cells,
    Persons,
)
from sim.world.parameters import Domains, World

# In the tally of recognition: who came by asking, by a signal, by being met, who refused; and of
# signals how many there were, how many people were reached, how many came to a talk.
ASKED, SIGNALLED, FOUND, REFUSED, SIGNALS, REACHED, TALKS = range(7)


@rule
def part_reached(reached: float, talk: float, reach_coin: float, talk_coin: float) -> int:
    """How far a signal gets before anybody can accept: 0 nobody is reached, 1 reached and no
    talk comes of it, 2 a talk. Signals are not people."""
    if reach_coin >= reached:
        return 0
    return 2 if talk_coin < talk else 1


@part
def comes_to_a_talk(
    cells: Cells,
    persons: Persons,
    world: World,
    address: I8,
    c: int,
    seed: int,
    week: int,
    tally: I8,
) -> bool:
    """Whether a signal about a need comes to a talk with its holder; not while the door is
    shut."""
    if week < persons.shy_until[cells.holder[c]]:
        return False
    reach_coin, talk_coin, _, _ = streams.uniform4(seed, streams.SIGNAL, address[c], week, 0)
    got = part_reached(world.signal_reached, world.signal_talk, reach_coin, talk_coin)
    tally[SIGNALS] += 1
    tally[REACHED] += got >= 1
    tally[TALKS] += got == 2
    return bool(got == 2)


@part
def note_signal(
    cells: Cells,
    domains: Domains,
    levers: Levers,
    offices: Offices,
    ledger: Ledger,
    room: I8,
    minutes: int,
    c: int,
) -> bool:
    """An organisation takes the minutes to follow a signal, if it has them. room: [6] minutes
    for first contacts; the practice follows its own signals."""
    org = org_for(levers, int(domains.desk[cells.domain[c]]))
    if org == PRACTICE:
        return True
    if offices.door_taken[org] + minutes > room[org]:
        return False
    offices.door_taken[org] += minutes
    ledger.minutes[org, USE_CONTACT] += minutes
    return True
