"""A neighbourhood with its support, as one table: what every phase of support takes."""

from __future__ import annotations

from sim.foundation.units import I4, I8, I8x3
from sim.support.contract import Levers
from sim.support.means import Ledger, Offices, Specialists, Staff
from sim.support.products import Products
from sim.world.town import Town


class Served(Town):
    """A town with its first line, products and money in one week."""

    staff: Staff
    offices: Offices
    products: Products
    specialists: Specialists
    ledger: Ledger
    levers: Levers  # of the practice in use
    stay: Levers  # of desks outside the team's mandate
    since: int  # week in which the practice in use began
    reach: I8  # [7] needs and signals by how they were recognised, see ``ASKED``
    flows: I8x3  # [flows, organisations, domains] counts since they were last read
    lines: I8  # [8] decisions by line
    closing: I8  # [6] reasons of closing
    begun: I8  # [products] trajectories
    blocked: I8  # [products] weeks in which one ran on for want of a dwelling
    build: I4  # [2] initiatives begun, ended
