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
from sim.world.lives import Cells, Folk, Homes
from sim.world.parameters import Domains, World


@rule
def is_here(arrive: int, leave: int, week: int) -> bool:
    """Whether somebody who comes and goes in these weeks is present."""
    return arrive <= week and week < leave


@rule
def asked_of_each(demand: float, outside: float, own: float, boost: float, ties: int) -> float:
    """Hours a week that each tied household is asked for."""
    return demand * (1.0 - outside) * (1.0 - own) * (1.0 + boost) / ties


@phase
def ask_circle(cells: Cells, homes: Homes, world: World, domains: Domains, active: I4) -> None:
    """Pass 1: hours asked and trouble of every household, from its needs."""
    homes.demand[:] = 0.0
    homes.trouble[:] = 0.0
    for c in active:
        g = cells.home[c]
        k = cells.domain[c]
        homes.demand[g] += domains.network_hours[k] * rules.severity(
            cells.lasting[c], cells.resolvable[c]
        )
        homes.trouble[g] = max(homes.trouble[g], rules.burden(cells.unmet[c], world.needs_cut))


@phase
def count_ties(folk: Folk, homes: Homes, week: int) -> None:
    """Present households tied to each household (renewed when people move)."""
    for g in range(folk.h):
        count = 0
        for k in range(folk.tie_start[g], folk.tie_start[g + 1]):
            o = folk.tie_to[k]
            if is_here(folk.hh_arrive[o], folk.hh_leave[o], week):
                count += 1
        homes.ties[g] = count


@phase
def load_circle(folk: Folk, homes: Homes, world: World, week: int) -> None:
    """Pass 2: hours each household gives to its ties and its own, and its strain."""
    for g in range(folk.h):
        if not is_here(folk.hh_arrive[g], folk.hh_leave[g], week):
            homes.load[g] = 0.0
            continue
        load = world.network_own_share * homes.demand[g]
        for k in range(folk.tie_start[g], folk.tie_start[g + 1]):
            o = folk.tie_to[k]
            if homes.demand[o] > 0.0:
                load += asked_of_each(
                    homes.demand[o],
                    world.network_outside,
                    world.network_own_share,
                    homes.boost[o],
                    homes.ties[o],
                )
        homes.load[g] = load
        if load > 0.0 or homes.strain[g] > 0.0:
            homes.strain[g] = rules.next_strain(
                homes.strain[g],
                load,
                folk.circle[g],
                world.network_strain_slope,
                world.network_strain_recovery,
            )


@phase
def give_help(folk: Folk, homes: Homes, world: World, week: int) -> None:
    """Pass 3: share of the asked hours that each household receives."""
    for g in range(folk.h):
        if homes.boost[g] > 0.0 and is_here(folk.hh_arrive[g], folk.hh_leave[g], week):
            homes.boost[g] = rules.boost_left(homes.boost[g], world.network_boost_half_life)
        if homes.demand[g] <= 0.0:
            homes.help_share[g] = 1.0
            continue
        given = 0.0
        count = 0
        for k in range(folk.tie_start[g], folk.tie_start[g + 1]):
            o = folk.tie_to[k]
            if is_here(folk.hh_arrive[o], folk.hh_leave[o], week):
                given += rules.share_given(
                    rules.circle_free(
                        folk.circle[o],
                        homes.strain[o],
                        world.network_contagion,
                        homes.trouble[o],
                    ),
                    homes.load[o],
                )
                count += 1
        inside = given / count if count > 0 else 0.0
        elsewhere = rules.share_given(folk.circle[g], homes.demand[g])
        homes.help_share[g] = (
            world.network_outside * elsewhere + (1.0 - world.network_outside) * inside
        )
