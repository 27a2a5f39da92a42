"""The informal circle: hours asked along ties, what helpers can give, and strain.

A household asks its circle, part of which lives elsewhere; the hours asked inside
the neighbourhood fall on named households. What those can give depends on their own
troubles and strain, so trouble and recovery travel along ties. Three passes, each
reading what the one before wrote; sums run in the order of permanent ids.
"""

from __future__ import annotations

from sim.foundation.compiled import phase, rule
from sim.foundation.units import I4
from sim.world import rules
from sim.world.state import Folk, Homes
from sim.world.town import Town


@rule
def is_here(arrive: int, leave: int, week: int) -> bool:
    """Somebody who comes and goes in these weeks is present, or not."""
    return arrive <= week and week < leave


@rule
def asked_of_each(demand: float, outside: float, own: float, boost: float, ties: int) -> float:
    """Hours a week that each tied household is asked for."""
    return demand * (1.0 - outside) * (1.0 - own) * (1.0 + boost) / ties


@phase
def move_ties(folk: Folk, homes: Homes, filled: I4, emptied: I4) -> None:
    """Present households tied to each household, after some came and some went. Ties are
    mutual: those of a household that comes or goes are counted."""
    for g in filled:
        for k in range(folk.tie_start[g], folk.tie_start[g + 1]):
            homes.ties[folk.tie_to[k]] += 1
    for g in emptied:
        for k in range(folk.tie_start[g], folk.tie_start[g + 1]):
            homes.ties[folk.tie_to[k]] -= 1


@phase
def ask_ties(town: Town) -> None:
    """Hours a week that every household asks of each of its ties. Renews scratch.each."""
    folk, homes, world, room = town.folk, town.homes, town.world, town.scratch
    for g in range(folk.h):
        room.each[g] = 0.0
        if homes.demand[g] > 0.0 and homes.ties[g] > 0:
            room.each[g] = asked_of_each(
                homes.demand[g],
                world.network_outside,
                world.network_own_share,
                homes.boost[g],
                homes.ties[g],
            )


@phase
def load_circle(town: Town) -> None:
    """Hours each household gives to its ties and its own, its strain, and the share of what
    it is asked that it gives. Reads scratch.each; renews scratch.gives."""
    folk, homes, world, room = town.folk, town.homes, town.world, town.scratch
    for g in range(folk.h):
        load = 0.0
        room.gives[g] = 0.0
        if is_here(folk.hh_arrive[g], folk.hh_leave[g], town.week):
            load = world.network_own_share * homes.demand[g]
            for k in range(folk.tie_start[g], folk.tie_start[g + 1]):
                load += room.each[folk.tie_to[k]]
            if load > 0.0 or homes.strain[g] > 0.0:
                homes.strain[g] = rules.next_strain(
                    homes.strain[g],
                    load,
                    folk.circle[g],
                    world.network_strain_slope,
                    world.network_strain_recovery,
                )
            free = rules.circle_free(
                folk.circle[g], homes.strain[g], world.network_contagion, homes.trouble[g]
            )
            room.gives[g] = rules.share_given(free, load)
        homes.load[g] = load


@phase
def give_help(town: Town) -> None:
    """Share of the asked hours that each household receives. Reads scratch.gives."""
    folk, homes, world, room = town.folk, town.homes, town.world, town.scratch
    for g in range(folk.h):
        if homes.boost[g] > 0.0 and is_here(folk.hh_arrive[g], folk.hh_leave[g], town.week):
            homes.boost[g] = rules.boost_left(homes.boost[g], world.network_boost_half_life)
        if homes.demand[g] <= 0.0:
            homes.help_share[g] = 1.0
            continue
        given = 0.0
        for k in range(folk.tie_start[g], folk.tie_start[g + 1]):
            given += room.gives[folk.tie_to[k]]
        inside = given / homes.ties[g] if homes.ties[g] > 0 else 0.0
        elsewhere = rules.share_given(folk.circle[g], homes.demand[g])
        homes.help_share[g] = (
            world.network_outside * elsewhere + (1.0 - world.network_outside) * inside
        )
