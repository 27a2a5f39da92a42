"""Products: individual provisions as data, and where they stand in a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.foundation.table import Table
from sim.foundation.units import F8, I1, I4, I8, MINUTES_PER_HOUR, F8x2, I1x2, cents
from sim.inputs.files.errors import InputError, known
from sim.inputs.parameters.prices import at_prices
from sim.population.domains import DOMAINS
from sim.support.contract import ORGANISATIONS, PAYERS
from sim.world.parameters import Value

INTENSITIES = ("light", "moderate", "intensive")
REGIMES = ("entitlement", "ceiling", "subsidy")
ENTITLEMENT, CEILING, SUBSIDY = range(3)
CONTRACTS = ("model", "exempt")
INTAKES = ("open", "stop")
UNLIMITED = 1 << 30
MOST_PRODUCTS = 64  # bits of a word: products that one may hold are noted so

Ids = tuple[str, ...]


class Products(Table):
    """One row per product, [p]."""

    payer: I1
    intensity: I1  # 0 light, 1 moderate, 2 intensive
    owner: I1  # desk whose parent organisation delivers it; -1 none
    price: I8  # cents a week
    minutes: I8  # of specialists, a week per running trajectory
    weeks: I4  # typical length
    places: I4  # capacity as stated; UNLIMITED when there is none
    norm: F8  # weeks that may be waited for a place
    second: F8  # share of users with a second provision under the same law (aids, transport)
    regime: I1
    volume: I8  # cents a year contracted under a ceiling or subsidy; 0 when none is stated
    exempt: I1  # 1 when the contract form and price level of the support model do not hold
    band_low: F8  # lowest severity it is renewed for
    carry: F8x2  # [p, 8] share of a need carried while it runs
    resolve: F8x2  # [p, 8] share of the resolvable part resolved in a week
    choice: I1x2  # [8, 3] product for a domain and intensity
    other: I1x2  # [8, 3] product of another law for the same; -1 none
    replaces: I1x2  # [p, p] 1: while the first runs, the second falls away
    exit_chance: F8  # a week, that a dwelling is found at the end; 1 leaves at once
    gone: F8  # share of the capacity whose provider left
    kept: F8  # share of what is contracted, in places and in money, that cuts leave
    stopped: I1  # 1 while nobody new may begin


def exit_chance(dwelling_weeks: float) -> float:
    """Weekly chance that a dwelling is found when the mean wait for one is so long (M24)."""
    return 1.0 / (1.0 + dwelling_weeks)


def product_ids(values: Mapping[str, Value]) -> Ids:
    """Ids of all products, in the order of the parameter files."""
    return tuple(k.split(".")[1] for k in values if k.startswith("product.") and k.endswith(".law"))


def make_products(
    values: Mapping[str, Value], inhabitants: int, need: Sequence[float] = (1.0,) * len(DOMAINS)
) -> Products:
    """Product table. Contracts, of places and of money, scale with the number of inhabitants and
    with the need of the place in the product's domain: [8], see ``sim.baseline.capitation``."""
    ids = product_ids(values)
    if len(ids) > MOST_PRODUCTS:
        raise InputError(
            code="out_of_range",
            where="product.*",
            found=str(len(ids)),
            allowed=f"at most {MOST_PRODUCTS} products",
            message="there are too many products",
        )
    intensity = _one_of(ids, INTENSITIES, values, "intensity")
    owner = [place - 1 for place in _one_of(ids, ("none", *ORGANISATIONS), values, "owner")]
    weight = [need[domain] * inhabitants for domain in _one_of(ids, DOMAINS, values, "domain")]
    stated = zip(_euros(ids, values, "volume"), weight, strict=True)
    volume = [cents(euros * residents) for euros, residents in stated]
    dwelling = _numbers(ids, values, "dwelling_weeks", 0.0)
    choice, other = _choices(ids, values, intensity)
    return Products(
        payer=np.array(_one_of(ids, PAYERS, values, "law"), dtype=np.int8),
        intensity=np.array(intensity, dtype=np.int8),
        owner=np.array(owner, dtype=np.int8),
        price=np.array([cents(euros) for euros in _euros(ids, values, "price")], dtype=np.int64),
        minutes=np.array(
            [round(MINUTES_PER_HOUR * hours) for hours in _numbers(ids, values, "hours")],
            dtype=np.int64,
        ),
        weeks=np.array(_numbers(ids, values, "weeks")).astype(np.int32),
        places=np.array(_places(ids, values, weight), dtype=np.int32),
        norm=np.array(_numbers(ids, values, "norm", 0.0)),
        second=np.array(_numbers(ids, values, "second", 0.0)),
        regime=np.array(_one_of(ids, REGIMES, values, "regime"), dtype=np.int8),
        volume=np.array(volume, dtype=np.int64),
        exempt=np.array(_one_of(ids, CONTRACTS, values, "contract"), dtype=np.int8),
        band_low=np.array(_numbers(ids, values, "band_low")),
        carry=_weights(ids, values, "carry"),
        resolve=_weights(ids, values, "resolve"),
        choice=choice,
        other=other,
        replaces=_replaces(ids, values),
        exit_chance=np.array([exit_chance(weeks) for weeks in dwelling]),
        gone=np.array(_numbers(ids, values, "gone", 0.0)),
        kept=np.ones(len(ids)),
        stopped=np.array(_one_of(ids, INTAKES, values, "intake"), dtype=np.int8),
    )


def _numbers(
    ids: Ids, values: Mapping[str, Value], field: str, missing: float | None = None
) -> list[float]:
    """A field of every product as numbers; ``missing`` where a product does not state it."""
    keys = [f"product.{p}.{field}" for p in ids]
    if missing is None:
        return [float(values[key]) for key in keys]
    return [float(values.get(key, missing)) for key in keys]


def _euros(ids: Ids, values: Mapping[str, Value], field: str) -> list[float]:
    """An amount of every product, in prices of the run."""
    return [at_prices(values, f"product.{p}.{field}") for p in ids]


def _one_of(ids: Ids, names: tuple[str, ...], values: Mapping[str, Value], field: str) -> list[int]:
    """A field of every product as its place among ``names``."""
    return [names.index(str(values[f"product.{p}.{field}"])) for p in ids]


def _weights(ids: Ids, values: Mapping[str, Value], field: str) -> F8:
    """Shares carried or resolved by products in every domain, [p, 8]; 0 where none is stated."""
    by_domain = [_numbers(ids, values, f"{field}_{domain}", 0.0) for domain in DOMAINS]
    return np.ascontiguousarray(np.array(by_domain).T)


def _places(ids: Ids, values: Mapping[str, Value], weight: Sequence[float]) -> list[int]:
    """Capacity of every product: stated per 1,000 inhabitants, from 1,000 on unlimited.

    weight: of every product, inhabitants by the need of the place, [p].
    """
    ample = float(values["staff.ample"])
    return [
        UNLIMITED if stated >= 1000.0 else round(stated * residents / 1000.0 * ample)
        for stated, residents in zip(_numbers(ids, values, "places"), weight, strict=True)
    ]


def _replaces(ids: tuple[str, ...], values: Mapping[str, Value]) -> I1:
    """Products that take the place of others, [p, p]; InputError for one that does not exist."""
    out = np.zeros((len(ids), len(ids)), dtype=np.int8)
    for key, value in values.items():
        if not key.startswith("product.") or ".replaces_" not in key:
            continue
        _, stay, field = key.split(".")
        other = field.removeprefix("replaces_")
        message = "a product cannot take the place of one that does not exist"
        known(other, ids, key, "unknown_key", message)
        out[ids.index(stay), ids.index(other)] = 1 if value else 0
    return out


def _choices(
    ids: tuple[str, ...], values: Mapping[str, Value], intensity: list[int]
) -> tuple[I1, I1]:
    """First and second product per domain and intensity.

    A product stands for the domain named as its ``domain``; one named as ``also``
    comes second there, for passing on to another law.
    """
    choice = np.full((len(DOMAINS), len(INTENSITIES)), -1, dtype=np.int8)
    other = np.full((len(DOMAINS), len(INTENSITIES)), -1, dtype=np.int8)
    for p, name in enumerate(ids):
        choice[DOMAINS.index(str(values[f"product.{name}.domain"])), intensity[p]] = p
        also = str(values.get(f"product.{name}.also", "none"))
        if also != "none":
            other[DOMAINS.index(also), intensity[p]] = p
    without = [domain for domain, own in zip(DOMAINS, choice, strict=True) if (own < 0).all()]
    if without:
        raise InputError(
            code="inconsistent",
            where="product.*.domain",
            found=f"no product for {', '.join(without)}",
            allowed="a product for every domain",
            message="whoever is granted a provision must be able to get one",
        )
    for d in range(len(DOMAINS)):  # where an intensity is missing, the next heavier serves
        for level in (1, 0):
            if choice[d, level] < 0:
                choice[d, level] = choice[d, level + 1]
        for level in (1, 2):  # nothing heavier: the heaviest there is
            if choice[d, level] < 0:
                choice[d, level] = choice[d, level - 1]
    return choice, other
