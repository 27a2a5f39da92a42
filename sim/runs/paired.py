"""One burn-in under today's practice, then every model from there, with the same random numbers.

A plan is what is asked, checked: the scenario, with today's practice for its burn-in.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from sim.foundation.sentence import Sentence
from sim.foundation.units import F8, I8, WEEKS_PER_YEAR
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import TODAY, ModelChoice
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.scenario import parent_of, resolve
from sim.inputs.scenarios.scenario_file import where_of_place
from sim.inputs.study_request import Request
from sim.model.digest import citizens_digest
from sim.model.fork import fork, run_weeks
from sim.model.leavers import without_leavers
from sim.model.setup import Start, make_residents, make_situation
from sim.population.accounts import first_line_spending
from sim.population.areas import Place
from sim.population.places import find_place, place_key
from sim.population.population import People
from sim.record.levels import yearly_levels
from sim.record.recorder import Recorder, RunResults
from sim.runs.account import account, check_account, check_means
from sim.runs.dated import Stage, check_changes, restate, stages
from sim.runs.fork_key import fork_key
from sim.runs.happening import check_events, happen
from sim.storage.burn_ins import Years, cached
from sim.support.catalogue import make_practice
from sim.support.situation import LONG_AGO, Practice, Situation
from sim.support.takeover import take_over

FEW = 20  # replications at most of which burn-ins are kept: those of a usual comparison
YEARS = 2  # before the fork whose levels are told


@dataclass(frozen=True)
class Plan:
    """The part that all replications of a comparison share.

    ``today`` is the practice of the burn-in, with the values that are its own; ``parent`` is
    the scenario that this one departs from, if any. ``without`` is the same neighbourhood under
    another scenario, and ``bases`` the model there of each model that has one. ``cache``: burn-ins
    are stored on disk, and read from there. ``leavers``: who left before the fork keeps a row.
    """

    resolved: Resolved
    today: ModelChoice
    today_values: Mapping[str, Value]
    place: Place
    parent: Resolved | None = None
    without: Plan | None = None
    bases: Mapping[str, str] = field(default_factory=dict)
    cache: bool = False
    leavers: bool = False

    @property
    def weeks(self) -> int:
        """Weeks after the fork."""
        return self.resolved.settings.weeks

    @property
    def models(self) -> list[str]:
        """Names of the models, in order."""
        return [model.id for model in self.resolved.models]

    @property
    def residents(self) -> int:
        """Residents that are simulated, unless every wijk has its own."""
        return self.resolved.settings.citizens or self.place.inhabitants

    @property
    def titles(self) -> dict[str, dict[str, str]]:
        """Titles by model and language."""
        return {
            model.id: {lang: model.title(lang) for lang in ("en", "nl")}
            for model in self.resolved.models
        }


def make_plan(request: Request, models: Sequence[str] | None) -> Plan:
    """The scenario of a request, checked, with today's practice for its burn-in."""
    given = request.settings(), request.set, models, request.place, "--place", request.bundles
    plan = plan_of(request.scenario, *given)
    few = plan.resolved.settings.replications <= FEW
    return replace(plan, cache=few and getattr(request, "cache", False))


def plan_of(
    scenario: str | Path,
    settings: Mapping[str, Any],
    values: Mapping[str, str | Value],
    models: Sequence[str] | None,
    place: str | None = None,
    place_where: str = "place",
    bundles: Sequence[str] = (),
) -> Plan:
    """A scenario with what differs, checked, with today's practice for its burn-in.

    place: another place than the scenario's, by code or name, which errors call ``place_where``;
    bundles: ``name`` or ``name=strength``. Raises InputError for what is not right.
    """
    another = None if place is None else place_key(place, place_where)
    given: dict[str, Any] = {"settings": settings, "set": values, "bundles": bundles}
    given["place"] = another
    found = resolve(scenario, models=models, **given)
    today = resolve(scenario, models=[TODAY], fit=False, **given)
    stated = where_of_place(str(scenario)) if another is None else place_where
    where = find_place(found.place, stated)
    check_changes(found, read_parameters())
    check_events(found, where)
    if found.settings.hours == "accounts":
        first_line_spending(where.id, f"{found.origin['settings.hours']}, settings.hours")
    parent = parent_of(scenario, models=models, **given)
    if not found.place_titled:
        title = f"{where.name} ({found.id})"
        found = replace(found, title_en=title, title_nl=title)
    return Plan(found, today.models[0], today.model_values[TODAY], where, parent)


@dataclass(frozen=True)
class ModelRun:
    """Results of one model in one replication."""

    outcomes: dict[str, float | None]
    reasons: dict[str, Sentence]
    weekly: dict[str, F8]
    groups: dict[str, dict[str, dict[str, float]]]
    flows: I8
    account: dict[str, Any]
    digest: str
    cpu: float  # seconds of the weeks after the fork
    years: dict[str, F8]  # levels of every whole year after the fork that are main outcomes
    citizens: dict[str, NDArray[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Paired:
    """Every model from one burn-in: the same residents with the same random numbers."""

    start: Situation  # week 0 under today's practice
    levels: dict[str, float]  # the last year of the burn-in
    before: dict[str, float]  # the year before that; empty when the burn-in is too short
    parts: dict[str, tuple[Stage, ...]]
    runs: dict[str, ModelRun]  # with their citizens
    cpu: float  # seconds of the burn-in


def paired(plan: Plan, values: Mapping[str, Value], people: People, seed: int) -> Paired:
    """Run every model of a plan from one burn-in. InputError when the means are unequal.

    values: every parameter as it is in this replication; seed: of all its random numbers.
    """
    began = time.process_time()
    parts = parts_of(plan, values, len(people.age))
    start, years = burn_in_years(plan, values, people, seed, YEARS)
    burned = time.process_time()
    levels = years[-1] if years else {}
    before = years[-2] if len(years) > 1 else {}
    return Paired(start, levels, before, parts, from_fork(plan, parts, start), burned - began)


def parts_of(
    plan: Plan, values: Mapping[str, Value], inhabitants: int
) -> dict[str, tuple[Stage, ...]]:
    """Every model through time. InputError when the means are unequal."""
    parts = {
        model.id: stages(plan.resolved, model, values, plan.weeks) for model in plan.resolved.models
    }
    check_means(parts, plan.resolved.settings.means, inhabitants, plan.weeks)
    return parts


def from_fork(
    plan: Plan, parts: Mapping[str, tuple[Stage, ...]], start: Situation
) -> dict[str, ModelRun]:
    """Every model from one fork, with their citizens; ``start`` is left as it was."""
    runs = dict[str, ModelRun]()
    for model in plan.resolved.models:
        began = time.process_time()
        results, has = simulate(plan, start, model, parts[model.id])
        runs[model.id] = ModelRun(
            outcomes=results.outcomes,
            reasons=results.reasons,
            weekly=results.weekly,
            groups=results.groups,
            flows=results.flows,
            account=has,
            digest=citizens_digest(results.citizens),
            cpu=time.process_time() - began,
            years=yearly_levels(results.years),
            citizens=results.citizens,
        )
    check_account({key: run.account for key, run in runs.items()}, plan.resolved.settings.means)
    return runs


def first_week(plan: Plan, values: Mapping[str, Value], people: People, seed: int) -> Situation:
    """The neighbourhood under today's practice before its burn-in."""
    settings = plan.resolved.settings
    begin = Start(seed, -settings.burn_in_weeks, settings.means, hours=settings.hours)
    weeks = settings.burn_in_weeks + plan.weeks
    residents = make_residents(people, values, begin, weeks, settings.closed)
    own, practice = _today(plan, values)
    return make_situation(residents, own, read_parameters(), practice, begin)


def _today(plan: Plan, values: Mapping[str, Value]) -> tuple[dict[str, Value], Practice]:
    """Every value of today's practice, and that practice."""
    own = {**values, **plan.today_values}
    return own, make_practice(plan.today.id, plan.today.answers, own, LONG_AGO)


def burn_in(
    plan: Plan, values: Mapping[str, Value], people: People, seed: int
) -> tuple[Situation, dict[str, float]]:
    """The neighbourhood at week 0 under today's practice, and its levels of the last year."""
    now, years = burn_in_years(plan, values, people, seed, 1)
    return now, years[-1] if years else {}


def burn_in_years(
    plan: Plan, values: Mapping[str, Value], people: People, seed: int, years: int
) -> tuple[Situation, Years]:
    """The neighbourhood at week 0 under today's practice, and the levels of its last years.

    years: at most; fewer when the burn-in does not hold so many whole ones.
    """
    simulated = partial(_burned_in, plan, values, people, seed, years)
    if not plan.cache or not plan.resolved.settings.burn_in_weeks:
        return simulated()
    return cached(fork_key(plan, values, people, seed, years), _today(plan, values)[1], simulated)


def _burned_in(
    plan: Plan, values: Mapping[str, Value], people: People, seed: int, years: int
) -> tuple[Situation, Years]:
    now = first_week(plan, values, people, seed)
    run_weeks(now, max(now.week, -years * WEEKS_PER_YEAR))
    if now.week >= 0:
        return now, ()
    recorder = Recorder(now, -now.week)
    run_weeks(now, 0, recorder)
    return now if plan.leavers else without_leavers(now), recorder.results(now).years


def simulate(
    plan: Plan,
    start: Situation,
    model: ModelChoice,
    parts: tuple[Stage, ...],
    support_seed: int | None = None,
) -> tuple[RunResults, dict[str, Any]]:
    """One model from the fork to its end; returns its results and its account.

    ``start`` is left as it was. support_seed: other random numbers of support from the fork on,
    with the same ones of the people.
    """
    means = plan.resolved.settings.means
    now, has = begun(start, model, parts[0], means, support_seed)
    return run_until(now, model, parts, plan.weeks, means), has


def begun(
    start: Situation, model: ModelChoice, first: Stage, means: str, support_seed: int | None = None
) -> tuple[Situation, dict[str, Any]]:
    """A model at the fork, and its account; ``start`` is left as it was."""
    now = fork(start, make_practice(model.id, first.answers, first.values, 0))
    if support_seed is not None:
        now.settings = replace(now.settings, support_seed=support_seed)
    restate(now, first.values, means)
    happen(now, first.events)
    return now, account(now)


def run_until(
    now: Situation, model: ModelChoice, parts: tuple[Stage, ...], until: int, means: str
) -> RunResults:
    """Results of the weeks from now to ``until``, with the changes that fall in them."""
    recorder = Recorder(now, until - now.week)
    for part in parts[1:]:
        if now.week <= part.week < until:
            run_weeks(now, part.week, recorder)
            take_over(now, make_practice(model.id, part.answers, part.values, part.week))
            restate(now, part.values, means)
            happen(now, part.events)
    run_weeks(now, until, recorder)
    return recorder.results(now)
