"""Spending of municipalities on the social domain, from their own accounts of 2023 (CBS Iv3, G22).

Where a municipality books something is a habit, not a policy: a team may stand under community
work or under a provision. So first line and community work are taken together, less the income
that is booked with them (reception of refugees is under community work since 2022), and an amount
too far from the country's says nothing of hours.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sim.data import rows
from sim.inputs.files.errors import InputError
from sim.inputs.files.sought import Sought

FILE = "accounts_2023.csv"
COUNTRY = "NL00"
BELIEVED = (0.5, 2.0)  # of the country's (assumed); what is outside is a habit of booking


class Accounts(NamedTuple):
    """Spending of a municipality in 2023, euro per inhabitant."""

    code: str
    name: str
    teams: float  # task 6.2
    community: float  # task 6.1
    first_line: float  # both, less income
    everything: float  # tasks 6.1 to 6.82, less income


@cache
def accounts_of(code: str) -> Accounts | None:
    """The accounts of a municipality (``GM0935``), or of the country (``NL00``); None where there
    are none, as of one that was merged."""
    for row in rows(FILE, code):
        people, thousand = float(row["inhabitants"]), 1000.0
        teams, community = float(row["teams_spending"]), float(row["community_spending"])
        income = float(row["teams_income"]) + float(row["community_income"])
        everything = float(row["all_spending"]) - float(row["all_income"])
        amounts = (teams, community, teams + community - income, everything)
        return Accounts(row["code"], row["name"], *(thousand * one / people for one in amounts))
    return None


def first_line_spending(place: str, where: str) -> float:
    """Spending on first line and community work per inhabitant, relative to the country's.

    place: the code of a municipality. Raises InputError at ``where`` for any other place, and
    where the accounts say nothing of hours.
    """
    found, country = accounts_of(place), accounts_of(COUNTRY)
    if found is None or country is None or not place.startswith("GM"):
        raise InputError(
            code="inconsistent",
            where=where,
            found=f"accounts, {place}",
            allowed=Sought.MUNICIPALITY(),
            message=Sought.NO_ACCOUNTS(),
        )
    relative = found.first_line / country.first_line
    low, high = BELIEVED
    if not low <= relative <= high:
        raise InputError(
            code="inconsistent",
            where=where,
            found=f"{found.name}: {relative:.2f}",
            allowed=Sought.SPENDING_BELIEVED(low=low, high=high),
            message=Sought.BOOKED_ELSEWHERE(),
        )
    return relative
