"""One replication: one burn-in under today's practice, then every model from there.

All models meet the same residents, the same random numbers and the same drawn parameters. A
replication is a pure function of its task, whoever runs it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from numpy.typing import NDArray

from sim.foundation.units import F8, I8
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.model.fork import inhabitants_at
from sim.population.areas import Place
from sim.population.population import People, build_people
from sim.record.groups import AGES, HOUSEHOLDS, VULNERABILITY
from sim.runs.draws import derived_seed, drawn_values, replication_seed
from sim.runs.gains import gains, pairs
from sim.runs.paired import ModelRun, Paired, Plan, paired, simulate
from sim.runs.without import runs_without

Kind: TypeAlias = Literal["luck", "full", "ample"]
# Replications in which every model is run once more with other random numbers of support. It
# costs as much as running them once; shares over all residents of a neighbourhood of thousands
# differ little between replications.
SUPPORT_AGAIN = 5
HOURS = "staff.hours_factor"
WITHOUT = "without_"  # before the name of a model: as it is without the change
HOURS_WHEN_AMPLE = 3.0  # times the first-line hours: the team was asked for about that much


@dataclass(frozen=True)
class Draw:
    """One replication to do; ``kind``: with parameters drawn, fixed (``luck``), or fixed with
    ample first-line hours.

    reverse: drawn with every difference between answers that share a lever reversed in sign.
    """

    kind: Kind
    number: int
    keep_citizens: bool = False
    reverse: bool = False


@dataclass(frozen=True)
class Replication:
    """One replication done."""

    kind: Kind
    number: int
    seed: int
    inhabitants: int  # residents at the fork
    drawn: dict[str, Value]
    levels: dict[str, float]  # the last year of the burn-in
    models: dict[str, ModelRun]
    gains: dict[str, dict[str, dict[str, float]]]  # pair -> group -> shares
    other_luck: dict[str, dict[str, dict[str, float]]]  # see ``_support_again``
    cpu: float  # seconds of the burn-in
    reverse: bool = False  # see ``Draw``
    # Levels of the year before ``levels``; empty when the burn-in has no two whole years.
    before: dict[str, float] = field(default_factory=dict)
    # Every model without the change, and what the change does to residents under it.
    without: dict[str, ModelRun] = field(default_factory=dict)
    changed: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _people(place: Place, citizens: int | None, seed: int) -> People:
    return build_people(place, citizens, seed)


def people_of(plan: Plan, number: int) -> People:
    """The residents of a replication: the same in all, unless people vary."""
    settings = plan.resolved.settings
    seed = settings.seed
    if settings.vary_people:
        seed = derived_seed(settings.seed, "people", number)
    return _people(plan.place, settings.citizens or None, seed)


def kind_of(plan: Plan) -> Kind:
    """``full`` when parameters are drawn from their ranges in a replication, else ``luck``."""
    return "luck" if plan.resolved.settings.uncertainty == "luck" else "full"


def values_of(
    plan: Plan, kind: Kind, number: int, reverse: bool = False
) -> tuple[dict[str, Value], dict[str, Value]]:
    """(every parameter in this replication, those of them that were drawn)."""
    drawn: dict[str, Value] = {}
    if kind == "full":
        drawn = drawn_values(read_parameters(), plan.resolved, number, reverse)
    values = {**plan.resolved.values, **drawn}
    if kind == "ample":
        values[HOURS] = HOURS_WHEN_AMPLE * float(values[HOURS])
    return values, drawn


def replicate(plan: Plan, draw: Draw) -> Replication:
    """Do one replication. InputError when the means are unequal or a draw is impossible."""
    seed = replication_seed(plan.resolved.settings.seed, draw.number)
    began = time.process_time()
    values, drawn = values_of(plan, draw.kind, draw.number, draw.reverse)
    people = people_of(plan, draw.number)
    built = time.process_time() - began
    found = paired(plan, values, people, seed)
    without = _without(plan, draw, values, people, found)
    # Citizens are large, and their digest and gains are taken.
    lean = {key: replace(run, citizens={}) for key, run in found.runs.items()}
    return Replication(
        kind=draw.kind,
        number=draw.number,
        seed=seed,
        inhabitants=inhabitants_at(found.start),
        drawn=drawn,
        levels=found.levels,
        models=found.runs if draw.keep_citizens else lean,
        gains=_gains(plan, found.runs, list(pairs(list(found.runs)))),
        other_luck=_support_again(plan, draw, found, seed),
        cpu=built + found.cpu,
        reverse=draw.reverse,
        before=found.before,
        without={key: replace(run, citizens={}) for key, run in without.items()},
        changed=_changed(plan, found.runs, without),
    )


def _without(
    plan: Plan, draw: Draw, values: Mapping[str, Value], people: People, found: Paired
) -> dict[str, ModelRun]:
    """Every model without the change, where a plan has one and hours are as they are."""
    if plan.without is None or draw.kind == "ample":
        return {}
    own, _ = values_of(plan.without, draw.kind, draw.number, draw.reverse)
    return runs_without(plan, own, values, people, found)


def _support_again(
    plan: Plan, draw: Draw, found: Paired, seed: int
) -> dict[str, dict[str, dict[str, float]]]:
    """Winners and losers when only the random numbers of support differ.

    ``zero_line``: every model against itself with other numbers of support; ``independent``:
    every pair with the later model's numbers of support drawn apart. Nothing when parameters
    are drawn, and beyond the first ``SUPPORT_AGAIN`` replications.
    """
    if draw.kind != "luck" or draw.number >= SUPPORT_AGAIN:
        return {}
    other = derived_seed(seed, "support")
    again = {}
    for model in plan.resolved.models:
        results, _ = simulate(plan, found.start, model, found.parts[model.id], other)
        again[model.id] = _burdens(results.citizens)
    first = {key: _burdens(run.citizens) for key, run in found.runs.items()}
    return {
        "zero_line": {key: gains(again[key], first[key], {})["all"] for key in first},
        "independent": {
            name: gains(again[later], first[earlier], {})["all"]
            for name, later, earlier in pairs(list(first))
        },
    }


def _burdens(citizens: Mapping[str, NDArray[Any]]) -> tuple[I8, F8]:
    """Residents by id, and the burden of each."""
    return citizens["id"], citizens["burden"]


def _changed(
    plan: Plan, runs: Mapping[str, ModelRun], without: Mapping[str, ModelRun]
) -> dict[str, dict[str, dict[str, float]]]:
    """Winners and losers of the change under every model, also by group."""
    both = {WITHOUT + model: run for model, run in without.items()} | dict(runs)
    return _gains(plan, both, [change_pair(model) for model in without])


def change_pair(model: str) -> tuple[str, str, str]:
    """(name, later, earlier) of a model with the change beside itself without."""
    return f"{model}-{WITHOUT}{model}", model, WITHOUT + model


def named_without(item: Replication) -> dict[str, ModelRun]:
    """Every model without the change, by a name of its own."""
    return {WITHOUT + model: run for model, run in item.without.items()}


def _gains(
    plan: Plan, runs: Mapping[str, ModelRun], named: Sequence[tuple[str, str, str]]
) -> dict[str, dict[str, dict[str, float]]]:
    """Winners and losers of pairs, also by group. named: (name, later, earlier) of each."""
    divisions = {
        "vulnerability": VULNERABILITY,
        "age": AGES,
        "buurt": tuple(f"area_{number}" for number in range(len(plan.place.areas))),
        "household": HOUSEHOLDS,
    }
    burdens = {model: _burdens(run.citizens) for model, run in runs.items()}
    found = {}
    for name, later, earlier in named:
        labels = {by: (names, runs[earlier].citizens[by]) for by, names in divisions.items()}
        found[name] = gains(burdens[later], burdens[earlier], labels)
    return found
