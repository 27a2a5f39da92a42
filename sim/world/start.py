"""Traits and starting severities of every person and household that will exist.

An indicator of the health monitor is a measurement, not a need: each published
percentage is the chance that severity lies above a cut, its mild and severe forms
two cuts of one severity. A latent vulnerability of person and household carries
the correlation between domains. All draws are addressed by the permanent id, so a
longer horizon or a newcomer changes nobody else.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from sim.foundation import streams
from sim.foundation.units import F8, I1, I2, I4, I8, WEEKS_PER_YEAR
from sim.population.domains import DAILY_LIVING, GROWING_UP, HOUSEHOLD_DOMAINS, PERSON_DOMAINS
from sim.population.population import People
from sim.world.parameters import Domains, World
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS, Cells, Folk, cell_count, new_cells

HOUSEHOLD_ADDRESS = 1 << 30  # household cells are addressed apart from person cells
LATENT_LIMIT = 3.0  # latent vulnerability is cut at +-3 standard deviations
RISK_LIMITS = (0.0, 1.0, 2.0)  # latent values that divide the four risk classes
SEVERITY_LIMIT = 0.95
ADULT, PENSION = 18, 65

T = TypeVar("T", bound=np.generic)


class Traits(NamedTuple):
    """Latent draws, and the traits that follow from them."""

    own_level: F8  # [n]
    reluctance: F8  # [n]
    vulnerability: F8  # [n+h]
    risk: I1  # [n+h]
    latent: F8  # [n+h]
    circle: F8  # [h]


def cell_address(n: int, h: int) -> I8:
    """Address of each cell for streams: independent of how many rows a run has."""
    persons = np.arange(PERSON_SLOTS * n, dtype=np.int64)
    households = HOUSEHOLD_ADDRESS + np.arange(HOUSEHOLD_SLOTS * h, dtype=np.int64)
    return np.concatenate([persons, households])


def age_group(age: I4) -> I1:
    """0 below 18, 1 from 18 to 64, 2 from 65."""
    return ((age >= ADULT).astype(np.int8) + (age >= PENSION).astype(np.int8)).astype(np.int8)


def ages_at(born: I4, week: int | I4) -> I4:
    """Age in whole model years at a week, the same for all or each their own."""
    return ((week - born) // WEEKS_PER_YEAR).astype(np.int32)


def _normal(seed: int, who: I8, draw: int) -> F8:
    """A standard normal trait of every id in ``who``."""
    values: F8 = ndtri(streams.uniforms(seed, streams.TRAITS, who, 0, draw))
    return values


def draw_traits(household: I4, h: int, world: World, seed: int) -> Traits:
    """Traits of n persons and h households, addressed by permanent id."""
    n = len(household)
    persons = np.arange(n, dtype=np.int64)
    homes = HOUSEHOLD_ADDRESS + np.arange(h, dtype=np.int64)
    share = world.vulnerability_household_share
    of_home = np.clip(_normal(seed, homes, 0), -LATENT_LIMIT, LATENT_LIMIT)
    own = _normal(seed, persons, 0)
    latent = np.sqrt(share) * of_home[household] + np.sqrt(1.0 - share) * own
    latent = np.clip(np.concatenate([latent, of_home]), -LATENT_LIMIT, LATENT_LIMIT)
    spread = world.vulnerability_spread
    vulnerability = np.exp(spread * latent - 0.5 * spread * spread)
    link = world.strength_vulnerability
    strength = 1.0 + world.strength_spread * (
        np.sqrt(1.0 - link * link) * _normal(seed, persons, 1) - link * latent[:n]
    )
    width = world.network_capacity_spread
    circle = world.network_capacity * np.exp(width * _normal(seed, homes, 1) - 0.5 * width * width)
    return Traits(
        own_level=np.clip(strength, world.strength_low, world.strength_high),
        reluctance=streams.uniforms(seed, streams.TRAITS, persons, 0, 2),
        vulnerability=vulnerability,
        risk=np.searchsorted(np.array(RISK_LIMITS), latent, side="right").astype(np.int8),
        latent=latent,
        circle=circle,
    )


def severity_at(rank: F8, shares: tuple[F8, F8], tail: F8, cuts: tuple[F8, F8]) -> F8:
    """Severity whose chance of exceedance is ``rank``, through both cuts.

    Below the mild cut severity is 0; between the cuts the tail is exponential through
    both shares of the place; beyond the severe cut, where nothing is published for a
    place, it falls as fast as in the country: ``tail`` is the national log(mild / severe).
    shares: of the place above the mild and the severe of both ``cuts``.
    """
    (mild, severe), (mild_cut, severe_cut) = shares, cuts
    width = severe_cut - mild_cut
    safe_mild = np.maximum(mild, 1e-6)
    safe_severe = np.minimum(np.maximum(severe, 1e-7), 0.95 * safe_mild)
    safe_rank = np.maximum(rank, 1e-12)
    between = mild_cut + width / np.log(safe_mild / safe_severe) * np.log(safe_mild / safe_rank)
    beyond = severe_cut + width / tail * np.log(safe_severe / safe_rank)
    above = np.where(rank < safe_severe, beyond, between)
    return np.where(rank < mild, np.minimum(above, SEVERITY_LIMIT), 0.0)


def cell_tables(folk: Folk) -> tuple[I1, I2, I1]:
    """Domain, area and age group on arrival of every cell (a household's group is its head's)."""
    count, split = cell_count(folk.n, folk.h), PERSON_SLOTS * folk.n
    group, head = age_group(ages_at(folk.born, folk.arrive)), folk.members[folk.member_start[:-1]]
    domain = np.empty(count, dtype=np.int8)
    for slot in range(PERSON_SLOTS):
        domain[slot:split:PERSON_SLOTS] = PERSON_DOMAINS[slot]
    domain[0:split:PERSON_SLOTS] = np.where(group == 0, GROWING_UP, DAILY_LIVING)
    for slot in range(HOUSEHOLD_SLOTS):
        domain[split + slot :: HOUSEHOLD_SLOTS] = HOUSEHOLD_DOMAINS[slot]
    place = per_cell(folk.area[folk.household], folk.area)
    return domain, place, per_cell(group, np.maximum(group[head], 1))


def per_cell(persons: NDArray[T], homes: NDArray[T]) -> NDArray[T]:
    """A value per person and household, [n] and [h], for each of their cells, [4n + 3h]."""
    return np.concatenate([np.repeat(persons, PERSON_SLOTS), np.repeat(homes, HOUSEHOLD_SLOTS)])


def starting_cells(people: People, folk: Folk, latent: F8, world: World, domains: Domains) -> Cells:
    """Cells with the severities that a person or household arrives with. latent: [n + h]."""
    domain, place, group = cell_tables(folk)
    n, h = folk.n, folk.h
    mild, severe = np.ravel(people.mild), np.ravel(people.severe)
    cells = new_cells(cell_count(n, h))
    address = cell_address(n, h)
    tie = world.vulnerability_correlation
    own = ndtri(streams.uniforms(people.seed, streams.START, address, 0, 0))
    # exceedance rank of a standard normal: small for the most severe
    holder = per_cell(latent[:n], latent[n:])
    from_top = 1.0 - ndtr(tie * holder + np.sqrt(1.0 - tie * tie) * own)
    ages, kinds = people.mild.shape[1:]
    row = (place.astype(np.int64) * ages + group) * kinds + domain
    # Most cells are below the mild cut: what lies above it is worked out for the others only.
    some = np.flatnonzero(from_top < mild[row])
    row, kind = row[some], domain[some]
    s = np.zeros(len(domain))
    s[some] = severity_at(
        from_top[some],
        (mild[row], severe[row]),
        people.tail[group[some], kind],
        (domains.mild_cut[kind], domains.severe_cut[kind]),
    )
    coins = streams.uniforms(people.seed, streams.START, address, 0, 1)
    lasting = np.where(coins < domains.lasting_share[domain], s * world.needs_lasting_part, 0.0)
    cells.domain[:] = domain
    cells.home[:] = per_cell(folk.household, np.arange(h, dtype=np.int32))
    cells.holder[: PERSON_SLOTS * n] = np.repeat(np.arange(n, dtype=np.int32), PERSON_SLOTS)
    cells.lasting[:] = lasting
    cells.resolvable[:] = s - lasting
    return cells
