"""``wijksim search``: levers of one model that are best together, within what may be spent.

An evolutionary search (NSGA-II of pymoo, extra ``analysis``): every generation is a study in a
folder of its own, so a search that was stopped runs nothing twice. What it finds is best for the
random numbers it was found with; the document therefore runs the front again with others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.analysis.dominance import beaten_by
from sim.analysis.interval import interval
from sim.analysis.statement import Statement, statements
from sim.comparison.opening import opening
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError, library
from sim.inputs.files.said import Said
from sim.inputs.scenarios.design_file import Span
from sim.inputs.study_request import SearchRequest
from sim.record.outcomes import OUTCOMES
from sim.runs.arrays import Runs, known_outcomes
from sim.runs.axis import Axis, axes_of, values_at
from sim.runs.designs import Design
from sim.runs.draws import derived_seed
from sim.runs.estimate import estimate
from sim.runs.frame import HERE, How, Underway
from sim.runs.paired import Plan, make_plan
from sim.runs.point_work import Point
from sim.runs.study import WHERE, Answer, Study, conduct, run_key_of
from sim.storage import folder as store

SCHEMA = "wijksim/search/2"
GENERATION, AGAIN = "generation", "again"
# What somebody decides on, by default; how well a decision works is not chosen but met.
DECIDED = (
    *("outreach.presence", "one_plan.coordination", "collectivise.community"),
    *("reinvest.community", "wijkbudget.team_share", "wijkbudget.tighten"),
    *("wijkbudget.response", "silos.response", "separate_plans.pressure", "one_plan.pressure"),
    *("separate_plans.max_weeks", "one_plan.max_weeks"),
)
OTHERS = 1_000_000  # replications with which the front is run again begin here


@dataclass(frozen=True)
class Aim:
    """Levers of a plan, the outcomes that should be best, and what must hold."""

    plan: Plan
    axes: tuple[Axis, ...]
    goals: tuple[str, ...]
    within: Sequence[Statement]


def search(request: SearchRequest, how: How = HERE) -> dict[str, Any]:
    """Search, run the front again, and write a folder; returns ``wijksim/search/2``.

    how: as in :func:`sim.studies.sweep.sweep`. Raises InputError for bad input, and when
    pymoo is not there.
    """
    with library("pymoo", "pymoo", "search"):
        import pymoo  # noqa: F401
    aim = _aim(request)
    first = _study(aim, np.full((request.population, len(aim.axes)), 0.5), 0)
    if request.dry_run:
        found = estimate(first, request)
        many = request.generations + 1
        return {**found, **{key: found[key] * many for key in ("points", "runs", "seconds")}}
    folder = store.folder_of(request.out, "search", run_key_of(first))
    front, failed = _searched(request, aim, folder, how)
    study = _again(aim, front)

    def work(runs: Runs, _: Underway) -> Answer:
        """The front, with other random numbers."""
        found = _document(aim, front, runs)
        return Answer({**found, "generations": request.generations, "failed": failed})

    return conduct(replace(request, out=_place(folder, AGAIN, study)), study, work, how)


def _aim(request: SearchRequest) -> Aim:
    """The request, checked. Levers: those named, or those of the model that are decided on."""
    plan = make_plan(request, (request.model,))
    goals = known_outcomes(request.objectives, "--objectives")
    if any(OUTCOMES[name].better == "neither" for name in goals):
        raise InputError(
            code="inconsistent",
            where="--objectives",
            found=", ".join(goals),
            allowed=Said.ONE_WAY_BETTER(),
            message="nothing can be aimed at here",
        )
    answers = set(plan.resolved.models[0].answers.values())
    own = tuple(name for name in DECIDED if name.partition(".")[0] in answers)
    levers = axes_of({name: Span() for name in request.inputs or own}, WHERE)
    return Aim(plan, levers, goals, statements(request.within, "--within"))


def _place(folder: Path, name: str, study: Study) -> Path:
    """Folder of a study of the search: what failed may be tried again, and lead elsewhere."""
    return folder / f"{name}-{run_key_of(study)[:8]}"


def _study(aim: Aim, rows: F8, first: int, name: str = GENERATION) -> Study:
    """Some choices, each in the same replications, from ``first`` on."""
    design = Design("search", len(rows), aim.axes, rows)
    many = aim.plan.resolved.settings.replications
    points = [
        replace(point, number=point.number * many + i, luck=first + i)
        for point in design.points()
        for i in range(many)
    ]
    return Study(f"search {name}", (aim.plan,), tuple(points), design=design)


def _again(aim: Aim, front: F8) -> Study:
    """The front with other random numbers, and behind it the scenario's own values."""
    study, many = _study(aim, front, OTHERS, AGAIN), aim.plan.resolved.settings.replications
    first = len(study.points)
    present = [Point(first + i, luck=OTHERS + i) for i in range(many)]
    return replace(study, points=(*study.points, *present))


def _searched(
    request: SearchRequest, aim: Aim, folder: Path, how: How
) -> tuple[F8, list[dict[str, Any]]]:
    """Rows of the front after the last generation, and what failed on the way."""
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.evaluator import Evaluator
    from pymoo.core.problem import Problem
    from pymoo.core.termination import NoTermination
    from pymoo.problems.static import StaticProblem

    sizes = {"n_var": len(aim.axes), "n_obj": len(aim.goals), "n_ieq_constr": len(aim.within)}
    problem = Problem(**sizes, xl=0.0, xu=1.0)
    algorithm = NSGA2(pop_size=request.population)
    seed = derived_seed(aim.plan.resolved.settings.seed, "search") % 2**31
    algorithm.setup(problem, termination=NoTermination(), seed=seed)
    failed: list[dict[str, Any]] = []
    for number in range(request.generations):
        asked = algorithm.ask()
        study = _study(aim, np.asarray(asked.get("X")), 0)
        step = replace(request, out=_place(folder, f"{GENERATION}-{number:03d}", study))
        losses, broken, lost = _outcomes(step, study, aim, how)
        failed += [{"generation": number, "failure": one} for one in lost]
        Evaluator().eval(StaticProblem(problem, F=losses, G=broken), asked)
        algorithm.tell(infills=asked)
    found = algorithm.result().X
    if found is None:
        raise _out_of_reach(aim.within, np.asarray(algorithm.pop.get("G"), dtype=float))
    return np.atleast_2d(found), failed


def _out_of_reach(within: Sequence[Statement], broken: F8) -> InputError:
    """Nothing that was tried keeps within; broken: by how much, [choices, statements]."""
    nearest = broken[np.maximum(broken, 0.0).sum(axis=1).argmin()]
    both = zip(within, nearest, strict=True)
    missed = [f"{one} is missed by {by:.4g}" for one, by in both if by > 0.0]
    return InputError(
        code="out_of_reach",
        where="--within",
        found="; ".join(missed) + " by the choice that comes nearest",
        allowed=Said.KEPT(),
        message="no choice that was tried keeps within this",
    )


def _outcomes(
    request: SearchRequest, study: Study, aim: Aim, how: How
) -> tuple[F8, F8, list[dict[str, Any]]]:
    """Losses of every choice [choices, goals], by how much what must hold fails
    [choices, statements], and runs that failed."""
    goals, within = aim.goals, aim.within

    def work(runs: Runs, _: Underway) -> Answer:
        """Means over replications by choice."""
        names = {*goals, *(one.outcome for one in within)}
        means = {name: _by_choice(study, runs, name).tolist() for name in names}
        return Answer({"schema": "wijksim/generation/1", "means": means})

    document = conduct(request, study, work, how)
    means = {name: np.array(values, dtype=float) for name, values in document["means"].items()}
    losses = np.column_stack([_sign(name) * means[name] for name in goals])
    broken = [
        (means[one.outcome] - one.value) * (1.0 if one.sign[0] == "<" else -1.0) for one in within
    ]
    missed = np.column_stack(broken) if broken else np.zeros((len(losses), 0))
    return losses, missed, document["failures"]


def _by_choice(study: Study, runs: Runs, name: str) -> F8:
    """Mean outcome over replications, [choices]; a choice of which a run failed is the worst."""
    assert study.design is not None
    many = study.plans[0].resolved.settings.replications
    values = np.full(len(study.points), np.nan)
    values[runs.points] = runs.of(name, runs.models[0])
    means: F8 = values.reshape(len(study.design.rows), many).mean(axis=1)
    worst = np.nanmin(means) if OUTCOMES[name].better == "higher" else np.nanmax(means)
    return np.where(np.isfinite(means), means, worst)


def _document(aim: Aim, front: F8, runs: Runs) -> dict[str, Any]:
    """Every choice of the front and the present setting, with their levers and their outcomes
    with other random numbers."""
    choice = runs.points // aim.plan.resolved.settings.replications
    names = list(dict.fromkeys([*aim.goals, *(one.outcome for one in aim.within)]))
    (model,) = runs.models
    values = aim.plan.resolved.values
    now = {key: values[key] for axis in aim.axes for key in axis.keys if key in values}
    sets = [now, *(values_at(aim.axes, row.tolist()) for row in front)]
    numbers = (len(front), *range(len(front)))  # the present setting was run behind the front
    found = [
        {name: interval(runs.of(name, model)[choice == number]) for name in names}
        for number in numbers
    ]
    choices = [
        {"set": own, "outcomes": outcomes, "beaten_by": by}
        for own, outcomes, by in zip(sets, found, _surpassed(aim, found), strict=True)
    ]
    return {
        "schema": SCHEMA,
        **opening(aim.plan),
        "model": model,
        "objectives": {name: OUTCOMES[name].better for name in aim.goals},
        "within": [str(one) for one in aim.within],
        "inputs": {axis.name: axis.document() for axis in aim.axes},
        "present": choices[0],
        "front": choices[1:],
        "runs": runs.count,
    }


def _surpassed(aim: Aim, found: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """Of every choice those that surpass it, among which only what keeps within."""
    means = {
        name: np.array(
            [np.nan if one[name]["mean"] is None else one[name]["mean"] for one in found]
        )
        for name in found[0]
    }
    losses = np.column_stack([_sign(name) * means[name] for name in aim.goals])
    kept = np.ones(len(found), dtype=bool)
    for one in aim.within:
        kept &= one.holds(means[one.outcome])
    return beaten_by(losses, kept.tolist())


def _sign(name: str) -> float:
    """The sign with which less of an outcome is better."""
    return -1.0 if OUTCOMES[name].better == "higher" else 1.0
