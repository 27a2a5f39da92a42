"""A centre or an initiative of residents opens or closes in an area, by decision and not by chance.

What closes lets go of its visitors as every provision that closes, and is not paid; the subsidy
stays with welfare. What opens begins as an initiative begins, and lives by the rules of all.
"""

from __future__ import annotations

from sim.foundation.compiled import phase
from sim.support.build.neighbourhood import end_initiative, open_initiative
from sim.support.served import Served


@phase
def close_centre(here: Served, area: int) -> int:
    """The centre of an area closes until it is opened again, without the places bought for it.
    Returns how many closed."""
    provisions = here.provisions
    closed = 0
    for p in range(len(provisions.is_open)):
        mine = provisions.area[p] == area and provisions.resident_run[p] == 0
        if mine and provisions.standing[p] == 1:
            provisions.standing[p] = 0
            provisions.is_open[p] = 0
            provisions.vitality[p] = 0.0
            provisions.places[p] -= provisions.bought[p]
            provisions.bought[p] = 0
            provisions.bought_cost[p] = 0
            closed += 1
    return closed


@phase
def open_centre(here: Served, area: int, places: int) -> int:
    """The centre of an area that was closed opens again, at its cost per place. places: that it
    has now; 0 for as many as it had. Returns how many opened."""
    provisions = here.provisions
    opened = 0
    for p in range(len(provisions.is_open)):
        mine = provisions.area[p] == area and provisions.resident_run[p] == 0
        if mine and provisions.standing[p] == 0:
            had = max(1, provisions.places[p])
            if places > 0:
                provisions.yearly_cost[p] = provisions.yearly_cost[p] * places // had
                provisions.places[p] = places
            provisions.standing[p] = 1
            provisions.is_open[p] = 1
            provisions.vitality[p] = here.world.provision_first_vitality
            provisions.began[p] = here.week
            opened += 1
    return opened


@phase
def end_initiatives(here: Served, area: int) -> int:
    """Initiatives of residents in an area end; their rooms are free. Returns how many."""
    provisions = here.provisions
    ended = 0
    for p in range(len(provisions.is_open)):
        mine = provisions.area[p] == area and provisions.resident_run[p] == 1
        if mine and provisions.is_open[p] == 1:
            end_initiative(here, p)
            ended += 1
    return ended


@phase
def begin_initiative(here: Served, area: int, places: int) -> int:
    """Residents begin an initiative in the first free room of an area. Returns how many: none
    where no room is free."""
    provisions = here.provisions
    for p in range(len(provisions.is_open)):
        mine = provisions.area[p] == area and provisions.resident_run[p] == 1
        if mine and provisions.is_open[p] == 0:
            open_initiative(here, p, places)
            return 1
    return 0
