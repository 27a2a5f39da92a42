"""Cost of a population of this make-up, relative to the country's (capitation).

A budget per inhabitant follows the make-up of a place: for each payer the share of
residents, by age group, above the severe cut of the domains that its products serve,
against the same in the country. It divides money between places; it is the same under
every model of support.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.foundation.units import F8
from sim.population.areas import country
from sim.population.domains import DOMAINS
from sim.population.indicators import levels
from sim.population.population import People
from sim.support.contract import PAYERS
from sim.world.start import age_group

UNDER_18 = 0.3  # of those of 15-24: three years of ten
# Domains whose severe need a payer's money is for (assumed).
SERVES = {
    "wmo": ("daily_living", "social_contact", "housing_safety"),
    "youth": ("growing_up",),
    "income": ("income_work", "debts_admin"),
    "care": ("mental_health", "physical_health"),
    "longterm": ("physical_health", "daily_living"),
}
# Domains of the desks, for which first-line hours are (the practice has hours of its own).
DESKS_SERVE = (*SERVES["income"], *SERVES["youth"], *SERVES["wmo"])


def relative_need(people: People) -> F8:
    """Severe need per inhabitant relative to the country's, [payers]; 1 for welfare, whose
    provisions stand per inhabitant."""
    return _per_payer(_severe(people)) / _per_payer(_national())


def domain_make_up(people: People, share: float) -> tuple[float, ...]:
    """Factor on contracts per inhabitant of the products for a domain, [8]: 1 where the ``share``
    that follows make-up is 0, severe need in the domain relative to the country's where it is 1."""
    return tuple((1.0 + share * (_severe(people) / _national() - 1.0)).tolist())


def make_up(people: People, share: float) -> tuple[float, ...]:
    """Factor on budgets per inhabitant, [payers]: 1 where the ``share`` of the money that
    follows make-up is 0, relative need where it is 1."""
    return tuple((1.0 + share * (relative_need(people) - 1.0)).tolist())


def first_line_weight(people: People, share: float) -> float:
    """Factor on first-line hours per inhabitant: 1 where the ``share`` of them that follows the
    make-up of the place is 0, severe need in the domains of the desks relative to the country's
    where it is 1 (Maastricht spends 1.4 times the country's on it, G22)."""
    here = _severe(people)
    served = [DOMAINS.index(domain) for domain in DESKS_SERVE]
    relative = float(here[served].sum() / _national()[served].sum())
    return 1.0 + share * (relative - 1.0)


def _severe(people: People) -> F8:
    """Share of a place's inhabitants above the severe cut, [8]."""
    area = people.area_of_household[people.household]
    group = age_group(people.age.astype(np.int32))
    mean: F8 = people.severe[area, group].mean(axis=0)
    return mean


def _per_payer(severe: F8) -> F8:
    """Severe need in the domains of each payer; severe: [8] shares of inhabitants."""
    return np.array(
        [
            sum(float(severe[DOMAINS.index(d)]) for d in SERVES[payer]) if payer in SERVES else 1.0
            for payer in PAYERS
        ]
    )


@cache
def _national() -> F8:
    """Share of the country's inhabitants above the severe cut, [8]."""
    area = country()
    children, youths, *_, old = area.age_shares  # 0-14, 15-24, ..., 65 and over, %
    young = children + UNDER_18 * youths
    weights = np.array([young, 100.0 - young - old, old]) / 100.0
    mean: F8 = weights @ levels((area,)).severe[0]
    return mean
