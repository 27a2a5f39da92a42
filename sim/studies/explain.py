"""``wijksim explain``: what a difference between two models is made of.

Every question that the two answer differently is answered either way, in all combinations, on
the same residents with the same random numbers; see :mod:`sim.analysis.shapley`. Beside it stand
every lever at its neutral value and the difference under each way to compare means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.analysis.interval import interval
from sim.analysis.shapley import Subset, interactions, shares, subsets
from sim.comparison.opening import opening
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import QUESTIONS, ModelChoice
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.study_request import ExplainRequest
from sim.record.outcomes import OUTCOMES
from sim.runs.arrays import Runs
from sim.runs.axis import MEANS
from sim.runs.frame import HERE, How, Underway
from sim.runs.paired import Plan, make_plan
from sim.runs.point_work import MEANS as MEANS_KEY
from sim.runs.point_work import Extra, Point
from sim.runs.study import Answer, Study, conduct
from sim.storage.folder import columns_of

SCHEMA = "wijksim/explain/1"
COLUMNS = ("division", "group", "outcome", "part", "mean", "low", "high")
HYBRIDS, PAIR = 0, 1  # plans of the study: all combinations, the two models alone


@dataclass(frozen=True)
class Explained:
    """A difference to explain: two models, what differs, and a model for every combination."""

    earlier: ModelChoice
    later: ModelChoice
    questions: tuple[str, ...]  # answered differently
    hybrids: Mapping[Subset, ModelChoice]  # by the questions answered as in the later model
    levers: tuple[str, ...]  # of answers that one of the two gives, with a neutral value


def explain(request: ExplainRequest, how: How = HERE) -> dict[str, Any]:
    """Run the combinations and write a folder; returns the document ``wijksim/explain/1``.

    how: as in :func:`sim.studies.sweep.sweep`. Raises InputError for bad input, and for
    two models that differ in more than their answers.
    """
    study, what = study_of(request)

    def work(runs: Runs, _: Underway) -> Answer:
        """The shares, and a table of them."""
        found = document_of(what, study, runs)
        return Answer(found, {"shares": _table(found)})

    return conduct(request, study, work, how)


def study_of(request: ExplainRequest) -> tuple[Study, Explained]:
    """The runs: the combinations, and the two models with levers or means otherwise."""
    if request.earlier == request.later:
        raise _cannot("they are the same model", request.earlier, request.later)
    ends = make_plan(request, (request.earlier, request.later))
    what = explained(ends.resolved)
    points = [Point(0, HYBRIDS)]
    points += [Point(n, PAIR, values) for n, values in enumerate(_beside(request, ends, what), 1)]
    plans = (_hybrid_plan(ends, what), ends)
    return Study("explain", plans, tuple(points), Extra(True, True)), what


def explained(resolved: Resolved) -> Explained:
    """The two models of a scenario. InputError when more than answers differs between them."""
    earlier, later = resolved.models
    questions = tuple(q for q in QUESTIONS if earlier.answers[q] != later.answers[q])
    if not questions:
        raise _cannot("their answers are the same", earlier.id, later.id)
    own = {key for model in (earlier, later) for key in resolved.model_values[model.id]}
    if apart := sorted(key for key in own if read_parameters()[key].role != "lever"):
        raise _cannot("one of them has staff of its own", earlier.id, later.id, apart)
    apart_at = any(change.models or change.answers for change in resolved.changes)
    if apart_at or any(event.models for event in resolved.events):
        raise _cannot("they change at dates of their own", earlier.id, later.id)
    if apart := _levers_apart(resolved, own):
        raise _cannot("an answer that both give has other levers", earlier.id, later.id, apart)
    hybrids = {chosen: _hybrid(earlier, later, chosen, questions) for chosen in subsets(questions)}
    return Explained(earlier, later, questions, hybrids, _levers(earlier, later))


def _levers_apart(resolved: Resolved, own: Iterable[str]) -> list[str]:
    """Levers of answers that both models give, to which they give other values: a difference
    that no question carries. own: keys to which one of them gives a value."""
    earlier, later = resolved.models
    one, other = (resolved.values_for(model.id) for model in resolved.models)
    both = {earlier.answers[q] for q in QUESTIONS if earlier.answers[q] == later.answers[q]}
    return sorted(k for k in own if k.partition(".")[0] in both and one[k] != other[k])


def _cannot(why: str, earlier: str, later: str, apart: Iterable[str] = ()) -> InputError:
    return InputError(
        code="inconsistent",
        where="--from, --to",
        found=f"{earlier} and {later}" + "".join(f"; {key}" for key in apart),
        allowed=Said.ANSWERS_ALONE(),
        message=f"the difference cannot be divided over the five questions: {why}",
    )


def _hybrid(
    earlier: ModelChoice, later: ModelChoice, chosen: Subset, questions: tuple[str, ...]
) -> ModelChoice:
    """The model that answers the chosen questions as the later one does."""
    if not chosen:
        return earlier
    if len(chosen) == len(questions):
        return later
    answers = {q: (later if q in chosen else earlier).answers[q] for q in QUESTIONS}
    return ModelChoice("+".join(answers.values()), **answers)


def _hybrid_plan(ends: Plan, what: Explained) -> Plan:
    """All combinations; a lever that one of the two models has of its own goes with its answer."""
    own = {}
    for chosen, model in what.hybrids.items():
        parents = (what.earlier, what.later)
        own[model.id] = {
            key: value
            for parent in parents
            for key, value in ends.resolved.model_values[parent.id].items()
            for question in QUESTIONS
            if key.partition(".")[0] == model.answers[question]
            and parent is (what.later if question in chosen else what.earlier)
        }
    models = tuple(what.hybrids.values())
    return replace(ends, resolved=replace(ends.resolved, models=models, model_values=own))


def _levers(earlier: ModelChoice, later: ModelChoice) -> tuple[str, ...]:
    """Levers with a neutral value of answers that one of the two gives."""
    given = {*earlier.answers.values(), *later.answers.values()}
    return tuple(
        key
        for key, item in read_parameters().items()
        if item.role == "lever" and item.neutral is not None and key.partition(".")[0] in given
    )


def _beside(request: ExplainRequest, ends: Plan, what: Explained) -> Iterable[dict[str, Value]]:
    """Values beside the combinations: other ways to compare means, levers at neutral."""
    means = ends.resolved.settings.means
    for mode in MEANS:
        if mode != means:
            yield {MEANS_KEY: mode}
    if request.levers:
        known = read_parameters()
        for key in what.levers:
            neutral = known[key].neutral
            assert neutral is not None
            yield {key: neutral}


def document_of(what: Explained, study: Study, runs: Runs) -> dict[str, Any]:
    """Shares, interactions and what stands beside them, by outcome."""
    named = [name for name in OUTCOMES if name in runs.columns]
    by_group = [name for name in runs.columns if name.count(":") == 2]
    differences = {name: runs.difference(name, what.later.id, what.earlier.id) for name in named}
    values = {name: _values(what, runs, name) for name in (*named, *by_group)}
    return {
        "schema": SCHEMA,
        **opening(study.plans[PAIR]),
        "from": what.earlier.id,
        "to": what.later.id,
        "questions": {
            q: {"from": what.earlier.answers[q], "to": what.later.answers[q]} for q in QUESTIONS
        },
        "areas": [area.name for area in study.plans[PAIR].place.areas],
        "outcomes": {name: _explained(what, values[name], True) for name in named},
        "groups": _groups(what, values, by_group),
        "beside": {
            "means": _means(study, runs, differences),
            "levers": _at_neutral(study, runs, differences),
        },
    }


def _values(what: Explained, runs: Runs, name: str) -> dict[Subset, F8]:
    """An outcome by combination, [replications] in which every combination has one."""
    first = runs.points == 0
    found = {chosen: runs.of(name, model.id)[first] for chosen, model in what.hybrids.items()}
    known = np.all([np.isfinite(values) for values in found.values()], axis=0)
    return {chosen: values[known] for chosen, values in found.items()}


def _explained(what: Explained, values: Mapping[Subset, F8], whole: bool) -> dict[str, Any]:
    """A difference and its shares; ``whole``: with the interactions."""
    every = frozenset(what.questions)
    parts = shares(values, what.questions)
    nothing = np.zeros_like(values[every])
    found: dict[str, Any] = {
        "difference": interval(values[every] - values[frozenset()]),
        "shares": {question: interval(parts.get(question, nothing)) for question in QUESTIONS},
    }
    if whole:
        found["replications"] = len(nothing)
        found["interactions"] = [
            {"questions": list(pair), **interval(both)}
            for pair, both in interactions(values, what.questions).items()
        ]
    return found


def _groups(
    what: Explained, values: Mapping[str, Mapping[Subset, F8]], names: Iterable[str]
) -> dict[str, dict[str, dict[str, Any]]]:
    """Shares by division, group and outcome."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for name in names:
        by, group, outcome = name.split(":")
        part = _explained(what, values[name], False)
        found.setdefault(by, {}).setdefault(group, {})[outcome] = part
    return found


def _means(
    study: Study, runs: Runs, differences: Mapping[str, F8]
) -> dict[str, dict[str, dict[str, Any]]]:
    """The difference under every way to compare means beside the scenario's own."""
    return {
        str(point.set[MEANS_KEY]): {
            name: {"difference": interval(values[runs.points == point.number])}
            for name, values in differences.items()
        }
        for point in study.points
        if MEANS_KEY in point.set
    }


def _at_neutral(
    study: Study, runs: Runs, differences: Mapping[str, F8]
) -> dict[str, dict[str, Any]]:
    """Part of the difference that every lever adds: as it is, less with the lever at neutral."""
    first, found = runs.points == 0, dict[str, dict[str, Any]]()
    for point in study.points:
        here = runs.points == point.number
        if not point.set or MEANS_KEY in point.set:
            continue
        ((key, neutral),) = point.set.items()
        found[key] = {
            name: {"neutral": neutral, "adds": interval(values[first] - values[here])}
            for name, values in differences.items()
            if here.sum() == first.sum()
        }
    return found


def _table(found: Mapping[str, Any]) -> dict[str, list[Any]]:
    """A row per outcome and question, for all residents and by group."""
    rows = [("all", "all", name, item) for name, item in found["outcomes"].items()]
    rows += [
        (by, group, name, item)
        for by, groups in found["groups"].items()
        for group, outcomes in groups.items()
        for name, item in outcomes.items()
    ]
    parts = [
        dict(zip(COLUMNS, (by, group, name, part, *at.values()), strict=True))
        for by, group, name, item in rows
        for part, at in {"difference": item["difference"], **item["shares"]}.items()
    ]
    return columns_of(parts)
