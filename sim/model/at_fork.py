"""The beginning of a Mesa model: a scenario after its burn-in, a seed, a collector of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeAlias
from weakref import WeakSet

import mesa
import numpy as np

from sim.baseline.budgets import budgets_now
from sim.foundation.ahead import FIRST_TIME
from sim.foundation.compiled import compiled_before
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.answers import TODAY
from sim.inputs.scenarios.resolved import Change, Event, Resolved
from sim.model.fork import fork, run_weeks
from sim.model.setup import Start, make_residents, make_situation
from sim.population.places import find_place
from sim.population.population import build_people
from sim.support.catalogue import make_practice
from sim.support.situation import LONG_AGO, Situation

SEEDS = 2**31
REPORTED = ("week", "seed", "residents", "burden", "spent")  # unless something else is asked for
Collector: TypeAlias = mesa.DataCollector | Callable[[], mesa.DataCollector] | None

_taken: WeakSet[Any] = WeakSet()  # collectors that a model fills or filled


def situation_at_fork(resolved: Resolved, model: str, seed: int) -> Situation:
    """A neighbourhood of a scenario after its burn-in, taken over by one of its models.

    InputError when the scenario changes at dates: those are for ``wijksim compare``.
    """
    dated: list[Change | Event] = [*resolved.changes, *resolved.events]
    if dated:
        raise InputError(
            code="inconsistent",
            where=dated[0].origin,
            found=f"a change on {dated[0].date.isoformat()}",
            allowed="a scenario without dated changes",
            message="the Mesa model has one practice from the fork on",
        )
    if not compiled_before():
        print(FIRST_TIME, file=sys.stderr, flush=True)
    options = resolved.settings
    choice = {m.id: m.answers for m in resolved.models}
    people = build_people(find_place(resolved.place), options.citizens or None, seed)
    start = Start(seed, -options.burn_in_weeks, options.means, hours=options.hours)
    today = resolved.values_for(TODAY)
    weeks = options.burn_in_weeks + options.weeks
    residents = make_residents(people, today, start, weeks, options.closed)
    practice = make_practice(TODAY, choice[TODAY], today, LONG_AGO)
    now = make_situation(residents, today, read_parameters(), practice, start)
    run_weeks(now, 0)
    own = resolved.values_for(model)
    now = fork(now, make_practice(model, choice[model], own, 0))
    now.ledger.budget[:] = budgets_now(now, own)
    return now


def seed_of(rng: Any = None, seed: Any = None) -> int:
    """A seed from Mesa's ``rng`` or ``seed``; without either one that nobody used before.

    A whole number is itself; of a generator or another seed of numpy it is what that draws.
    """
    if rng is not None and seed is not None:
        raise InputError(
            code="usage",
            where="NeighbourhoodModel",
            found="both rng and seed",
            allowed="one of them",
            message="rng and seed are two names of one thing",
        )
    given = seed if rng is None else rng
    if isinstance(given, float) and given.is_integer():  # Mesa writes its seeds so
        given = int(given)
    if isinstance(given, (int, np.integer)):
        return int(given)
    try:
        return int(np.random.default_rng(given).integers(SEEDS))
    except (TypeError, ValueError):
        raise InputError(
            code="wrong_type",
            where="NeighbourhoodModel, rng",
            found=repr(given),
            allowed="a whole number from 0, or a seed or generator of numpy",
            message="this is no seed",
        ) from None


def own_collector(given: Collector) -> mesa.DataCollector:
    """The collector of one model. InputError when another model fills it, or it holds values."""
    if given is None:
        return mesa.DataCollector(model_reporters={name: name for name in REPORTED})
    made = given if isinstance(given, mesa.DataCollector) else given()
    if made in _taken or any(made.model_vars.values()):
        raise InputError(
            code="duplicate",
            where="NeighbourhoodModel, datacollector",
            found="a DataCollector of another model",
            allowed="a function that makes one, as datacollector=make_collector",
            message="every model needs a DataCollector of its own: a shared one gives the values "
            "of the first run for every run",
        )
    _taken.add(made)
    return made
