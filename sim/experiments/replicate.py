"""One replication: one burn-in under today's practice, then every model from there.

All models meet the same residents, the same luck and the same drawn parameters. A
replication is a pure function of its task, whoever runs it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.experiments.account import account, check_account, check_means
from sim.experiments.dated import Stage, restate, stages
from sim.experiments.draws import derived_seed, drawn_values, replication_seed
from sim.experiments.gains import gains, pairs
from sim.foundation.units import F8, I8, WEEKS_PER_YEAR
from sim.inputs.answers import ModelChoice
from sim.inputs.load import read_parameters
from sim.inputs.parameter import Value
from sim.inputs.resolved import Resolved
from sim.model.fork import fork, live
from sim.model.groups import AGES, HOUSEHOLDS, VULNERABILITY
from sim.model.record import Recorder, RunResults
from sim.model.setup import make_lives, make_situation
from sim.support.catalogue import make_practice
from sim.support.situation import LONG_AGO, Situation
from sim.support.takeover import take_over
from sim.world.places import Place
from sim.world.population import People, build_people

Kind: TypeAlias = Literal["luck", "full"]


@dataclass(frozen=True)
class Plan:
    """What all replications of a comparison share.

    ``today`` is the practice of the burn-in, with the values that are its own.
    """

    resolved: Resolved
    today: ModelChoice
    today_values: Mapping[str, Value]
    place: Place

    @property
    def weeks(self) -> int:
        """Weeks after the fork."""
        return self.resolved.settings.weeks


@dataclass(frozen=True)
class Task:
    """One replication to do; ``kind``: with parameters drawn, or luck alone."""

    plan: Plan
    kind: Kind
    number: int
    keep_citizens: bool = False


@dataclass(frozen=True)
class ModelRun:
    """What one model left behind in one replication."""

    outcomes: dict[str, float | None]
    reasons: dict[str, str]
    weekly: dict[str, F8]
    groups: dict[str, dict[str, dict[str, float]]]
    flows: I8
    account: dict[str, Any]
    digest: str
    cpu: float  # seconds of the weeks after the fork
    citizens: dict[str, NDArray[Any]] = field(default_factory=dict)


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
    other_luck: dict[str, dict[str, dict[str, float]]]  # see ``_other_luck``; luck alone only
    cpu: float  # seconds of the burn-in


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


def values_of(plan: Plan, kind: Kind, number: int) -> tuple[dict[str, Value], dict[str, Value]]:
    """(every parameter in this replication, those of them that were drawn)."""
    drawn: dict[str, Value] = {}
    if kind == "full":
        drawn = drawn_values(read_parameters(), plan.resolved, number)
    return {**plan.resolved.values, **drawn}, drawn


def burn_in(
    plan: Plan, values: Mapping[str, Value], people: People, seed: int, first: Stage
) -> tuple[Situation, dict[str, float]]:
    """The neighbourhood at week 0 under today's practice, and its levels of the last year."""
    settings = plan.resolved.settings
    begin, weeks = -settings.burn_in_weeks, settings.burn_in_weeks + plan.weeks
    lives = make_lives(people, values, seed, begin, weeks, settings.closed)
    practice = make_practice(plan.today.id, first.answers, first.values, LONG_AGO)
    now = make_situation(
        lives, first.values, read_parameters(), practice, seed, begin, settings.means
    )
    live(now, max(begin, -WEEKS_PER_YEAR))
    if now.week >= 0:
        return now, {}
    recorder = Recorder(now, -now.week)
    live(now, 0, recorder)
    return now, recorder.results(now).levels


def live_model(
    start: Situation,
    model: ModelChoice,
    parts: tuple[Stage, ...],
    weeks: int,
    means: str,
    support_seed: int | None = None,
) -> tuple[RunResults, dict[str, Any]]:
    """One model from the fork to its end; returns its results and its account.

    ``start`` is left as it was. support_seed: other luck of support from the fork on,
    with the same luck of the people.
    """
    now, has = begun(start, model, parts[0], means, support_seed)
    return lived(now, model, parts, weeks, means), has


def begun(
    start: Situation, model: ModelChoice, first: Stage, means: str, support_seed: int | None = None
) -> tuple[Situation, dict[str, Any]]:
    """A model at the fork, and its account; ``start`` is left as it was."""
    now = fork(start, make_practice(model.id, first.answers, first.values, 0))
    if support_seed is not None:
        now.settings = dataclasses.replace(now.settings, support_seed=support_seed)
    restate(now, first.values, means)
    return now, account(now)


def lived(
    now: Situation, model: ModelChoice, parts: tuple[Stage, ...], until: int, means: str
) -> RunResults:
    """Results of the weeks from now to ``until``, with the changes that fall in them."""
    recorder = Recorder(now, until - now.week)
    for part in parts[1:]:
        if now.week <= part.week < until:
            live(now, part.week, recorder)
            take_over(now, make_practice(model.id, part.answers, part.values, part.week))
            restate(now, part.values, means)
    live(now, until, recorder)
    return recorder.results(now)


def replicate(task: Task) -> Replication:
    """Do one replication. InputError when the means are unequal or a draw is impossible."""
    plan, settings = task.plan, task.plan.resolved.settings
    seed = replication_seed(settings.seed, task.number)
    began = time.process_time()
    values, drawn = values_of(plan, task.kind, task.number)
    people = people_of(plan, task.number)
    parts = {
        model.id: stages(plan.resolved, model, values, plan.weeks) for model in plan.resolved.models
    }
    check_means(parts, settings.means, len(people.age), plan.weeks)
    today = Stage(0, {**values, **plan.today_values}, plan.today.answers)
    start, levels = burn_in(plan, values, people, seed, today)
    burned = time.process_time()
    runs = {}
    for model in plan.resolved.models:
        began_model = time.process_time()
        results, has = live_model(start, model, parts[model.id], plan.weeks, settings.means)
        runs[model.id] = _kept(results, has, time.process_time() - began_model)
    check_account({key: run.account for key, run in runs.items()}, settings.means)
    here = (start.folk.arrive <= 0) & (start.folk.leave > 0)
    return Replication(
        kind=task.kind,
        number=task.number,
        seed=seed,
        inhabitants=int(here.sum()),
        drawn=drawn,
        levels=levels,
        models={key: _lean(run, task.keep_citizens) for key, run in runs.items()},
        gains=_gains(plan, runs),
        other_luck=_other_luck(task, start, parts, runs, seed) if task.kind == "luck" else {},
        cpu=burned - began,
    )


def _other_luck(
    task: Task,
    start: Situation,
    parts: Mapping[str, tuple[Stage, ...]],
    runs: Mapping[str, ModelRun],
    seed: int,
) -> dict[str, dict[str, dict[str, float]]]:
    """What support's own luck does to who gains and who loses.

    ``zero_line``: every model against itself with other luck of support; ``independent``:
    every pair with the later model's luck of support drawn apart.
    """
    settings = task.plan.resolved.settings
    other = derived_seed(seed, "support")
    again = {}
    for model in task.plan.resolved.models:
        results, _ = live_model(
            start, model, parts[model.id], task.plan.weeks, settings.means, other
        )
        again[model.id] = (results.citizens["id"], results.citizens["burden"])
    first = {key: (run.citizens["id"], run.citizens["burden"]) for key, run in runs.items()}
    return {
        "zero_line": {key: gains(again[key], first[key], {})["all"] for key in first},
        "independent": {
            name: gains(again[later], first[earlier], {})["all"]
            for name, later, earlier in pairs(list(first))
        },
    }


def _kept(results: RunResults, has: dict[str, Any], cpu: float) -> ModelRun:
    return ModelRun(
        outcomes=results.outcomes,
        reasons=results.reasons,
        weekly=results.weekly,
        groups=results.groups,
        flows=results.flows,
        account=has,
        digest=citizens_digest(results.citizens),
        cpu=cpu,
        citizens=results.citizens,
    )


def _lean(run: ModelRun, keep_citizens: bool) -> ModelRun:
    """Without the citizens: they are large, and their digest and gains are taken."""
    if keep_citizens:
        return run
    return ModelRun(**{**run.__dict__, "citizens": {}})


def citizens_digest(citizens: Mapping[str, NDArray[Any]]) -> str:
    """SHA-256 (hex) over every column, rows in order of id, columns in order of name."""
    order = np.argsort(citizens["id"], kind="stable")
    digest = hashlib.sha256()
    for name in sorted(citizens):
        column = np.ascontiguousarray(citizens[name][order])
        digest.update(f"{name}:{column.dtype.str}:".encode())
        digest.update(column.tobytes())
    return digest.hexdigest()


def _gains(plan: Plan, runs: Mapping[str, ModelRun]) -> dict[str, dict[str, dict[str, float]]]:
    """Winners and losers of every pair, also by group."""
    areas = tuple(f"area_{number}" for number in range(len(plan.place.areas)))
    divisions = {
        "vulnerability": VULNERABILITY,
        "age": AGES,
        "buurt": areas,
        "household": HOUSEHOLDS,
    }

    def burdens(model: str) -> tuple[I8, F8]:
        """Residents by id, and the burden of each."""
        citizens = runs[model].citizens
        return citizens["id"], citizens["burden"]

    found = {}
    for name, later, earlier in pairs(list(runs)):
        labels = {by: (names, runs[earlier].citizens[by]) for by, names in divisions.items()}
        found[name] = gains(burdens(later), burdens(earlier), labels)
    return found
