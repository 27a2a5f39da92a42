"""Small neighbourhoods for tests: built once, copied by who lives in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import ANSWERS, QUESTIONS
from sim.inputs.scenarios.scenario import resolve
from sim.model.fork import copy_situation, fork, run_weeks
from sim.model.setup import Residents, Start, make_residents, make_situation
from sim.population.places import find_place
from sim.population.population import build_people
from sim.support.catalogue import make_practice
from sim.support.situation import Practice, Situation
from sim.world.living import active_cells, engaged_cells
from sim.world.state import PERSON_SLOTS
from sim.world.ties import Ties

COMBINATIONS = list(product(*ANSWERS.values()))  # of answers, in the order of the questions
TODAY = ("desk", "desks", "separate_plans", "silos", "as_is")
GENERALIST = ("outreach", "kitchen_table", "one_plan", "silos", "collectivise")
# Every table of a situation that a phase may write.
EVERYTHING = (
    "cells", "persons", "homes", "provisions", "staff", "offices", "ledger", "specialists",
)  # fmt: skip

# Capacity that nobody can exhaust; beyond any range, so stated here and not in a scenario.
AMPLE: Mapping[str, Value] = {"staff.fte": 2000.0, "provision.places": 4000.0}

Values = dict[str, Value]


@cache
def default_values() -> Mapping[str, Value]:
    """Every parameter at its default."""
    return {key: parameter.value for key, parameter in read_parameters().items()}


def with_values(**changed: float) -> Values:
    """Every parameter at its default but for some: ``a__b=1.0`` is the parameter ``a.b``."""
    return {**default_values(), **{key.replace("__", "."): v for key, v in changed.items()}}


@cache
def null_values() -> Mapping[str, Value]:
    """Every parameter as the scenario ``null`` states it."""
    return resolve("null").values


def unlimited(values: Mapping[str, Value]) -> Values:
    """The values with hours, places and money for everybody."""
    ample = {**values, **AMPLE}
    for key in values:
        if key.startswith("product.") and key.endswith(".places"):
            ample[key] = 1000.0
        if key.endswith(".regime"):
            ample[key] = "entitlement"
    return ample


@cache
def residents_of(
    citizens: int, weeks: int, first: int = 0, ties: bool = True, seed: int = 5
) -> Residents:
    """Who lives in a piece of the pilot area from week ``first`` for ``weeks``."""
    people = build_people(find_place("pilot"), citizens, seed)
    residents = make_residents(people, default_values(), Start(seed, first), weeks)
    if ties:
        return residents
    nobody = np.zeros(len(residents.script.hh_area) + 1, dtype=np.int64)
    return replace(residents, ties=Ties(nobody, np.zeros(0, dtype=np.int32)))


def practice_of(answers: Iterable[str], values: Mapping[str, Value], since: int = 0) -> Practice:
    """A practice from five answers, in the order of the questions."""
    chosen = tuple(answers)
    choice = dict(zip(QUESTIONS, chosen, strict=True))
    return make_practice("+".join(chosen), choice, values, since)


def begin(
    residents: Residents,
    values: Mapping[str, Value],
    first: int = 0,
    answers: Iterable[str] = TODAY,
    seed: int = 5,
    no_means: bool = False,
) -> Situation:
    """A neighbourhood at the start of week ``first``, before anything has happened."""
    practice = practice_of(answers, values, -10_000)
    start = Start(seed, first, no_means=no_means)
    return make_situation(residents, values, read_parameters(), practice, start)


def forked(now: Situation, answers: Iterable[str], values: Mapping[str, Value]) -> Situation:
    """A copy of the situation, taken over by another practice."""
    return fork(now, practice_of(answers, values, now.week))


def fields(now: Situation, *tables: str) -> dict[str, NDArray[Any]]:
    """Every array of some tables, by ``table.field``."""
    return {
        f"{table}.{name}": array
        for table in tables
        for name, array in getattr(now, table).as_dict().items()
    }


def frozen(now: Situation, *tables: str) -> dict[str, bytes]:
    """The bits of every array of some tables, by ``table.field``."""
    return {name: array.tobytes() for name, array in fields(now, *tables).items()}


def different(a: dict[str, bytes], b: dict[str, bytes]) -> list[str]:
    """Names of the fields whose bits differ."""
    return [name for name in a if a[name] != b[name]]


def reached(a: Situation, b: Situation) -> set[int]:
    """Households in which anything of needs, strength or place differs."""
    homes: set[int] = set()
    for name in ("lasting", "resolvable", "unmet", "status", "granted", "known", "active"):
        differ = getattr(a.cells, name) != getattr(b.cells, name)
        homes |= set(a.cells.home[differ].tolist())
    for name in ("strength", "place", "crisis_until", "cost"):
        differ = getattr(a.persons, name) != getattr(b.persons, name)
        homes |= set(a.folk.household[differ].tolist())
    for name in ("help_share", "demand", "load", "strain", "told"):
        homes |= set(np.flatnonzero(getattr(a.homes, name) != getattr(b.homes, name)).tolist())
    return homes


def another_need(
    now: Situation, who: int, resolvable: float = 0.8, lasting: float = 0.0, strength: float = 0.5
) -> Situation:
    """The same neighbourhood with another need and strength of one person; returns ``now``."""
    c = PERSON_SLOTS * who + 1
    now.persons.strength[who] = strength
    now.cells.resolvable[c], now.cells.lasting[c] = resolvable, lasting
    return look_again(now, c)


def look_again(now: Situation, *cells: int) -> Situation:
    """Something goes on in these needs too: lists of what does, and of what support knows, are
    made anew; returns ``now``."""
    now.cells.active[list(cells)] = 1
    now.active = active_cells(now.cells)
    now.engaged = engaged_cells(now.cells, np.arange(len(now.cells.active), dtype=np.int32))
    return now


__all__ = [
    "COMBINATIONS", "EVERYTHING", "GENERALIST", "TODAY", "another_need", "begin", "copy_situation",
    "default_values", "different", "fields", "forked", "frozen", "look_again", "null_values",
    "practice_of", "reached", "residents_of", "run_weeks", "unlimited", "with_values",
]  # fmt: skip
