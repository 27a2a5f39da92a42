"""Residents counted anew against what is published of their place.

Every margin of every area is compared; a place is shown by the area in which a margin is
furthest off, in units of what the rounding of the published figure allows.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.foundation.units import F8
from sim.population.areas import MARGIN_COLUMNS
from sim.population.forming import BAND_STARTS, KIND_FAMILY, KIND_INSTITUTION, KIND_SINGLE_PARENT
from sim.population.places import find_place
from sim.population.population import KINDS, People, build_people, population_report
from sim.verify.check import Answer, Check, Found
from sim.verify.wording import About, Source, What

PLACES = ("pilot", "GM0935", "ruwaard", "WK036300")
SEED = 1
UNITS = ("persons", *["%"] * 5, "households", *["%"] * 3, "persons per household")


def checks() -> Iterator[Check]:
    """Every margin of some places."""
    for name in PLACES:
        people = build_people(find_place(name), None, SEED)
        areas = population_report(people)["areas"]
        found = np.array([counted(people, area) for area in range(len(areas))])
        for m, margin in enumerate(MARGIN_COLUMNS):
            rows = [area["margins"][m] for area in areas]
            off = [abs(found[a, m] - r["published"]) / r["rounding"] for a, r in enumerate(rows)]
            worst = int(np.argmax(off))
            row = rows[worst]
            about = About.AREA(place=name, area=areas[worst]["code"])
            answer = Answer(f"population.{name}", about, Source.PUBLISHED)
            figure = Found(float(found[worst, m]), row["rounding"])
            yield answer.check(margin, What[margin.upper()], row["published"], figure, UNITS[m])


def counted(people: People, area: int) -> F8:
    """The margins of one area, counted from its residents and households."""
    homes = people.area_of_household == area
    age = people.age[homes[people.household]]
    private = homes & (people.kind != KIND_INSTITUTION)
    size = np.diff(people.first)[private]
    kind = people.kind[private]
    families = float(np.isin(kind, (KIND_FAMILY, KIND_SINGLE_PARENT)).sum())
    one, all_homes = float((kind == KINDS.index("one_person")).sum()), float(len(kind))
    types = np.array([one, all_homes - one - families, families])
    bands = 100.0 * np.histogram(age, BAND_STARTS)[0] / len(age)
    return np.array(
        [len(age), *bands, all_homes, *(100.0 * types / all_homes), size.sum() / all_homes]
    )
