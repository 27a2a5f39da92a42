"""A neighbourhood made by hand: residents without any need, in which a check puts its own.

Values are those of the scenario ``null`` (every benefit and friction where it vanishes) but
for what a check states; nobody is born, moves or dies.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.baseline.budgets import DESKS
from sim.foundation.units import I4, NEVER
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import QUESTIONS
from sim.inputs.scenarios.scenario import resolve
from sim.model.setup import Start, make_residents, make_situation
from sim.population.domains import DOMAINS, PERSON_DOMAINS, SOCIAL
from sim.population.places import find_place
from sim.population.population import build_people
from sim.support.catalogue import make_practice
from sim.support.situation import LONG_AGO, Situation
from sim.world.state import HOUSEHOLD_SLOTS, NO_PRODUCT, NO_REQUEST, PERSON_SLOTS

TODAY = ("desk", "desks", "separate_plans", "silos", "as_is")
TABLE = ("desk", "kitchen_table", "separate_plans", "silos", "as_is")
SEED = 1
SEVERITY = 0.4  # of every need, so that all are equally urgent
HIGHEST = 1.0  # base rate of new need a week: whatever a check states stays below it
SOCIAL_SLOT = PERSON_DOMAINS.index(SOCIAL)  # of a person's needs
SLIGHT = 0.05  # severity at which no trajectory is renewed
PLACES = 3  # of every queue for places
TERMS = ("wmo_desk", "youth_desk", "income_desk", "social_work", "team")
# Nobody is helped at the door, responds to a queue or stretches: what is left is the queue.
PLAIN: Mapping[str, Value] = {
    "contact.minutes": 0.0,
    **{f"lead.{desk}": 1.0 for desk in DESKS},
    **{f"term.{name}": 0.0 for name in TERMS},
    "guidance.stretch": 1.0,
    "guidance.effect": 1.0,
    "places.step": 0.0,
    **{f"domain.{domain}.settled": 0.0 for domain in DOMAINS},
    **{f"domain.{domain}.asking": 1.0 for domain in DOMAINS},
}
USES = (0.5, 0.8, 0.95)  # utilisation of queues


@cache
def neutral() -> Mapping[str, Value]:
    """Every parameter as the scenario ``null`` states it."""
    return resolve("null").values


def quiet(
    citizens: int, answers: tuple[str, ...] = TODAY, changed: Mapping[str, Value] | None = None
) -> Situation:
    """A neighbourhood at week 0 in which nobody needs anything.

    changed: parameters by key, which need not be within their ranges.
    """
    ceilings = {f"domain.{domain}.birth_max": HIGHEST for domain in DOMAINS}
    values = {**neutral(), **PLAIN, **ceilings, **(changed or {})}
    people = build_people(find_place("synthetic"), citizens, SEED)
    residents = make_residents(people, values, Start(SEED, 0), 1, closed=True)
    choice = dict(zip(QUESTIONS, answers, strict=True))
    practice = make_practice("+".join(answers), choice, values, LONG_AGO)
    now = make_situation(residents, values, read_parameters(), practice, Start(SEED, 0))
    _nobody_needs(now)
    return now


def _nobody_needs(now: Situation) -> None:
    """Take away every need and all help; everybody is alike and nobody ever leaves."""
    cells, folk = now.cells, now.folk
    empty: tuple[tuple[int, tuple[NDArray[Any], ...]], ...] = (
        (0, (cells.lasting, cells.resolvable, cells.unmet, cells.active, now.shift)),
        (1, (folk.own_level, folk.vulnerability, now.persons.strength)),
        (-1, (cells.desk, cells.product, cells.payer, cells.specialist)),
        (NO_REQUEST, (cells.status,)),
        (NO_PRODUCT, (cells.granted,)),
        (-NEVER, (cells.known, cells.counts_since)),
        (NEVER, (folk.leave, folk.hh_leave)),
    )
    for value, columns in empty:
        for column in columns:
            column[:] = value
    heads = folk.members[folk.member_start[:-1]]
    cells.holder[PERSON_SLOTS * folk.n :] = np.repeat(heads, HOUSEHOLD_SLOTS)
    now.active = now.engaged = np.zeros(0, dtype=np.int32)


def one_need_each(now: Situation) -> I4:
    """The need for social contact of every resident, [n]."""
    return (PERSON_SLOTS * np.arange(now.folk.n) + SOCIAL_SLOT).astype(np.int32)


def every_need_of_persons(now: Situation) -> I4:
    """All needs that persons can have, [4n]."""
    return np.arange(PERSON_SLOTS * now.folk.n, dtype=np.int32)


def one_need_per_household(now: Situation) -> I4:
    """The need for social contact of every head of a household, [h]."""
    heads = now.folk.members[now.folk.member_start[:-1]]
    return (PERSON_SLOTS * heads + SOCIAL_SLOT).astype(np.int32)
