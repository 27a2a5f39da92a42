"""A neighbourhood without its support, as one table: what every phase of the world takes."""

from __future__ import annotations

from sim.foundation.table import Table
from sim.foundation.units import I1, I4, I8, F8x3
from sim.world.parameters import Domains, World
from sim.world.state import Cells, Folk, Homes, Persons, Provisions, Scratch, Weights


class Town(Table):
    """People, needs, homes and provisions in one week, with the parameters of their world.

    Columns are shared with whoever holds the tables within, so that what a phase writes stands
    there.
    """

    folk: Folk
    cells: Cells
    persons: Persons
    homes: Homes
    provisions: Provisions
    weights: Weights
    scratch: Scratch
    world: World
    domains: Domains
    address: I8  # [cells] in streams of random numbers
    base: F8x3  # [areas, 3, 8] base rates of new need
    shift: F8x3  # [areas, 2, 8] what birthdays move
    area: I4  # [n] buurt of each person
    group: I1  # [n] age group
    active: I4  # cells with something going on
    engaged: I4  # of these, all that support knows
    week: int
    seed: int  # of the world
    support_seed: int  # of support: who is recognised, in what order, with what decision
