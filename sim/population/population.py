"""The residents of a place: households and people that reproduce its published margins.

``build_people`` is a pure function of (place, number of citizens, seed). Rows are
in order of permanent id and the members of a household are contiguous.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.foundation.sentence import Sentence
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.population.areas import MARGIN_COLUMNS, Area, Place, country, municipality, scaled
from sim.population.domains import DOMAINS
from sim.population.forming import (
    BAND_STARTS,
    KIND_FAMILY,
    KIND_INSTITUTION,
    KIND_SINGLE_PARENT,
    Draws,
    Formed,
    form,
    role_weights,
    single_parent_share,
)
from sim.population.indicators import AGE_GROUPS, levels, national_tail
from sim.population.margins import apportion, targets

KINDS = (
    "one_person",
    "without_children",
    "couple_with_children",
    "single_parent",
    "other",
    "institutional",
)


class MarginFit(NamedTuple):
    """Published against built margins: one row per area, columns as ``names``.

    ``rounding`` is what the rounding of the published figure allows; shares are in
    %, counts in persons or households, mean size in persons per household.
    """

    names: tuple[str, ...]
    published: NDArray[np.float64]
    built: NDArray[np.float64]
    rounding: NDArray[np.float64]
    flags: tuple[tuple[Sentence, ...], ...]

    @property
    def difference(self) -> NDArray[np.float64]:
        """Built minus published."""
        return self.built - self.published

    @property
    def within(self) -> NDArray[np.bool_]:
        """True when the difference is inside what rounding allows."""
        return np.abs(self.difference) <= self.rounding + 1e-9


class People(NamedTuple):
    """The residents; n people, h households, members of g are first[g]:first[g+1]."""

    age: NDArray[np.int16]  # (n,) completed years
    woman: NDArray[np.bool_]  # (n,)
    household: NDArray[np.int32]  # (n,)
    area_of_household: NDArray[np.int16]  # (h,)
    kind: NDArray[np.int8]  # (h,) index of KINDS
    first: NDArray[np.int32]  # (h + 1,)
    mild: NDArray[np.float64]  # (areas, 3 age groups, 8 domains)
    severe: NDArray[np.float64]  # (areas, 3 age groups, 8 domains)
    tail: NDArray[np.float64]  # (3 age groups, 8 domains) national log(mild / severe)
    imputed: NDArray[np.bool_]  # (areas, 8 domains)
    origins: tuple[tuple[str, ...], ...]  # (areas)(8 domains)
    place: Place
    fit: MarginFit
    seed: int


def build_people(place: Place, citizens: int | None, seed: int) -> People:
    """The residents of ``place``: all of them, or ``citizens`` with the same make-up.

    Raises ``InputError`` for fewer than one citizen or a place that nobody lives in.
    """
    wanted = _resized(place, citizens)
    formed = [_form_area(area, seed) for area in wanted]
    size = np.concatenate([f.size for f in formed])
    first = np.zeros(len(size) + 1, dtype=np.int32)
    np.cumsum(size, out=first[1:])
    homes = [len(f.kind) for f in formed]
    level = levels(place.areas)
    return People(
        age=np.concatenate([f.age for f in formed]),
        woman=np.concatenate([f.woman for f in formed]),
        household=np.repeat(np.arange(len(size), dtype=np.int32), size),
        area_of_household=np.repeat(np.arange(len(homes)), homes).astype(np.int16),
        kind=np.concatenate([f.kind for f in formed]),
        first=first,
        mild=level.mild,
        severe=level.severe,
        tail=national_tail(country()),
        imputed=level.imputed,
        origins=level.origins,
        place=place,
        fit=_fit(place.areas, wanted, formed),
        seed=seed,
    )


def households_missing(people: People) -> tuple[int, int]:
    """(households that could not be formed, households that were asked for).

    Too few adults live in an area, or too few people, to give every household one.
    """
    column = people.fit.names.index("households")
    asked, built = people.fit.published[:, column], people.fit.built[:, column]
    return int(np.maximum(asked - built, 0.0).sum()), int(asked.sum())


def population_report(people: People) -> dict[str, Any]:
    """The fit to every margin and indicator, ready for JSON."""
    place = people.place
    return {
        "place": {"id": place.id, "name": place.name, "year": place.year, "source": place.source},
        "notes": [note.document() for note in place.notes],
        "inhabitants": len(people.age),
        "households": int((people.kind != KIND_INSTITUTION).sum()),
        "institutional": int((people.kind == KIND_INSTITUTION).sum()),
        "kinds": {name: int((people.kind == k).sum()) for k, name in enumerate(KINDS)},
        "imputed": {"areas_x_domains": int(people.imputed.sum()), "of": people.imputed.size},
        "areas": [_area_report(people, a) for a in range(len(place.areas))],
    }


def write_population(people: People, folder: Path) -> list[Path]:
    """Write people.parquet, households.parquet and population.json; returns their paths."""
    # Imported here: pyarrow is slow to import and building people does not need it.
    import pyarrow as pa
    import pyarrow.parquet as pq

    codes = np.array([area.code for area in people.place.areas])
    tables = {
        "people": {
            "id": np.arange(len(people.age), dtype=np.int64),
            "household": people.household,
            "area": codes[people.area_of_household[people.household]],
            "age": people.age,
            "woman": people.woman,
        },
        "households": {
            "id": np.arange(len(people.kind), dtype=np.int64),
            "area": codes[people.area_of_household],
            "kind": np.array(KINDS)[people.kind],
            "size": np.diff(people.first),
        },
    }
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, columns in tables.items():
            path = folder / f"{name}.parquet"
            part = path.with_suffix(".part")
            pq.write_table(pa.table(columns), part, compression="zstd")
            written.append(part.replace(path))
        report = folder / "population.json"
        part = report.with_suffix(".part")
        part.write_text(json.dumps(population_report(people), indent=2), encoding="utf-8")
        written.append(part.replace(report))
    except OSError as error:
        raise InputError(
            code="storage",
            where=str(folder),
            found=error.strerror or str(error),
            message="the population cannot be written",
        ) from error
    return written


def _resized(place: Place, citizens: int | None) -> tuple[Area, ...]:
    total = place.inhabitants if citizens is None else citizens
    if total < 1:
        raise InputError(
            code="out_of_range",
            where="citizens",
            found=str(total),
            allowed=Said.AT_LEAST_ONE(),
            message="a place needs at least one citizen",
        )
    if total == place.inhabitants:
        return place.areas
    shares = apportion(total, tuple(float(area.inhabitants) for area in place.areas))
    return tuple(scaled(area, int(n)) for area, n in zip(place.areas, shares, strict=True))


def _form_area(area: Area, seed: int) -> Formed:
    around = municipality(area.code)
    wanted = targets(area, single_parent_share(around))
    return form(wanted, role_weights(around), area.women, Draws(seed, area.code))


def _fit(published: tuple[Area, ...], wanted: tuple[Area, ...], formed: list[Formed]) -> MarginFit:
    """Published margins (counts in the size that was asked for) against what was built."""
    rows = [
        (_margins(source._replace(inhabitants=w.inhabitants, households=w.households)), f)
        for source, w, f in zip(published, wanted, formed, strict=True)
    ]
    flags = tuple(
        (*area.flags, *targets(area, single_parent_share(municipality(area.code))).flags)
        for area in wanted
    )
    return MarginFit(
        names=MARGIN_COLUMNS,
        published=np.array([row for row, _ in rows]),
        built=np.array([_built(f) for _, f in rows]),
        rounding=np.array([_rounding(area) for area in wanted]),
        flags=flags,
    )


def _margins(area: Area) -> list[float]:
    types = (area.one_person, area.without_children, area.with_children)
    return [area.inhabitants, *area.age_shares, area.households, *types, area.mean_size]


def _built(formed: Formed) -> list[float]:
    n = max(len(formed.age), 1)
    bands = (100.0 * np.histogram(formed.age, BAND_STARTS)[0] / n).tolist()
    private = formed.kind != KIND_INSTITUTION
    built = int(private.sum())
    homes = max(built, 1)
    one = int((formed.kind == 0).sum())
    family = int(np.isin(formed.kind, (KIND_FAMILY, KIND_SINGLE_PARENT)).sum())
    types = [100.0 * t / homes for t in (one, built - one - family, family)]
    return [len(formed.age), *bands, built, *types, float(formed.size[private].sum()) / homes]


def _rounding(area: Area) -> list[float]:
    """Rounding allowed: counts to 5, shares to 1 %, mean size to 0.1, one whole person."""
    person = 100.0 / max(area.inhabitants, 1)
    home = 100.0 / max(area.households, 1)
    # Shares that do not add to 100 are spread over the classes, so allow half a point more.
    return [2.5, *[1.0 + person] * 5, 2.5, *[1.0 + home] * 3, 0.05 + 2.5 / max(area.households, 1)]


def _area_report(people: People, number: int) -> dict[str, Any]:
    area, fit = people.place.areas[number], people.fit
    margins = [
        {
            "margin": name,
            "published": round(float(fit.published[number, m]), 3),
            "built": round(float(fit.built[number, m]), 3),
            "difference": round(float(fit.difference[number, m]), 3),
            "rounding": round(float(fit.rounding[number, m]), 3),
            "within_rounding": bool(fit.within[number, m]),
        }
        for m, name in enumerate(fit.names)
    ]
    cuts = [
        {
            "domain": domain,
            "age_group": group,
            "mild": round(float(people.mild[number, g, d]), 4),
            "severe": round(float(people.severe[number, g, d]), 4),
            "origin": people.origins[number][d],
            "imputed": bool(people.imputed[number, d]),
        }
        for d, domain in enumerate(DOMAINS)
        for g, group in enumerate(AGE_GROUPS)
    ]
    return {
        "code": area.code,
        "name": area.name,
        "flags": [flag.document() for flag in fit.flags[number]],
        "margins": margins,
        "indicators": cuts,
    }
