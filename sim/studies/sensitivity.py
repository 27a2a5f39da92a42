"""``wijksim sensitivity``: what carries an outcome, and what carries a difference of models.

Random numbers are an input like the others (Morris, Sobol, PAWN, RBD-FAST), or noise whose size is
measured (emulator): fresh ones at every point would give an input that does nothing an index.
Indices are of the paired difference between two models, and of the outcome under each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.analysis import indices
from sim.analysis.emulator import HELD_OUT, PER_INPUT
from sim.analysis.gaps import Gap
from sim.analysis.series import LEAST, NOISE_POINTS, Part, next_step, part_of
from sim.comparison.opening import opening
from sim.execution.progress import Progress
from sim.foundation.sentence import Sentence
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError, library
from sim.inputs.files.said import Said
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.study_request import SensitivityRequest
from sim.record.headlines import HEADLINES
from sim.runs.arrays import Runs, difference_of, known_outcomes
from sim.runs.axis import Axis, replication_axis
from sim.runs.designs import Design, Wanted, design_of
from sim.runs.frame import HERE, How, Underway
from sim.runs.paired import Plan, make_plan
from sim.runs.point_work import Point
from sim.runs.stored import stored_for
from sim.runs.study import Answer, Study, conduct, moving
from sim.storage.folder import columns_of

SCHEMA = "wijksim/sensitivity/2"
PATTERN = {"morris": "morris", "sobol": "saltelli", "pawn": "lhs", "rbd_fast": "lhs"}
SIZES = {"morris": 30, "sobol": 1024}
DIRECT = "direct"  # folder of the design that is run when an emulator does not do
TWICE = 1 << 40  # second replications begin here: no design reaches it
ON_STORED = ("pawn", "rbd_fast")


@dataclass(frozen=True)
class Asked:
    """Subject of the analysis: outcomes and a difference."""

    outcomes: tuple[str, ...]
    later: str
    earlier: str
    explicit: bool  # named by the user: one that is undefined is an error

    @property
    def pair(self) -> str:
        """Name of the difference in documents."""
        return f"{self.later}-{self.earlier}"


def sensitivity(request: SensitivityRequest, how: How = HERE) -> dict[str, Any]:
    """Run a design and write its folder; returns the document ``wijksim/sensitivity/2``.

    how: as in :func:`sim.studies.sweep.sweep`. Raises InputError for bad input, for an
    outcome that is undefined in some run, and when a run of the design has no result.
    """
    if request.method == "emulator":
        with library("sklearn", "scikit-learn", "--method", "emulator", "--method sobol"):
            import sklearn  # noqa: F401
    named = known_outcomes(request.outcomes)
    if request.runs is not None:
        return _of_stored(request, named, how)
    plan = make_plan(request, request.models)
    seed = plan.resolved.settings.seed
    asked = Asked(named or HEADLINES, *difference_of(request.difference, plan.models), bool(named))
    study = study_of(request, plan)

    def work(runs: Runs, under: Underway) -> Answer:
        """Indices of the difference, and of the outcomes under both models."""
        if under.failures:
            raise _incomplete(under.failures)
        assert study.design is not None
        found, undefined = _parts(request, seed, study.design, asked, runs)
        document = {
            "schema": SCHEMA,
            **opening(plan),
            "replications": 1,
            **document_of(request, study.design.axes, asked, found, undefined),
            "runs": runs.count,
            "size": study.design.size,
        }
        return Answer(document, {"indices": _table(found)})

    document = conduct(request, study, work, how)
    short = [name for name, more in document.get("more", {}).items() if more.get("used") is False]
    if short and request.direct:
        document["direct"] = _directly(request, document, short, how)
    return document


def _directly(
    request: SensitivityRequest, document: Mapping[str, Any], short: Sequence[str], how: How
) -> dict[str, Any]:
    """Sobol indices by running the design itself, of outcomes that no emulator predicts."""
    out = Path(document["out"]) / DIRECT
    direct = replace(request, method="sobol", outcomes=tuple(short), size=None, out=out)
    progress = Progress("wijksim sensitivity", request.progress)
    if request.progress:
        hours = sensitivity(replace(direct, dry_run=True))["seconds"] / 3600.0
        missed = ", ".join(
            f"{name} (Q2 {document['more'][name]['q2'] or 0.0:.2f})" for name in short
        )
        progress.say(
            f"from {document['size']} points the emulator does not predict {missed} well enough: "
            f"run directly, about {hours:.1f} hours; what is done when it is stopped is not lost, "
            f"and --size {2 * document['size']} --no-direct, or --relative, may do as well"
        )
    return sensitivity(direct, how)


def study_of(request: SensitivityRequest, plan: Plan) -> Study:
    """The design of a method, with points beside it whose random numbers are drawn once more."""
    if request.size is not None and request.size < LEAST[request.method]:
        raise InputError(
            code="out_of_range",
            where="--size",
            found=str(request.size),
            allowed=Said.AT_LEAST_FOR(least=LEAST[request.method], method=request.method),
            message="that is too small to say anything",
        )
    axes = moving(request.inputs)
    seed = plan.resolved.settings.seed
    if request.method == "emulator":
        return _study_to_learn(request, plan, axes, seed)
    design = design_of(
        PATTERN[request.method],
        (*axes, replication_axis()),
        request.size or SIZES.get(request.method) or PER_INPUT * len(axes),
        seed,
        Wanted(
            request.by_group and request.method in ("morris", "sobol"),
            request.interactions and request.method == "sobol",
        ),
    )
    points = design.points()
    if request.method != "sobol":
        points += _twice(points)
    return Study("sensitivity", (plan,), tuple(points), design=design)


def _twice(points: Sequence[Point]) -> list[Point]:
    """Some of the points again, with random numbers that nothing else has."""
    step = max(1, len(points) // NOISE_POINTS)
    some = points[::step][:NOISE_POINTS]
    return [replace(point, number=len(points) + i, luck=TWICE + i) for i, point in enumerate(some)]


def _study_to_learn(
    request: SensitivityRequest, plan: Plan, axes: tuple[Axis, ...], seed: int
) -> Study:
    """Points to learn from, each in one replication; then points to test on, each in two."""
    learning = design_of("lhs", axes, request.size or PER_INPUT * len(axes), seed)
    test = design_of("sobol", axes, HELD_OUT, seed)
    rows = np.concatenate([learning.rows, test.rows, test.rows])
    design = Design("lhs", len(learning.rows), axes, rows)
    points = [replace(point, luck=point.number) for point in design.points()]
    return Study("sensitivity", (plan,), tuple(points), design=design)


def _incomplete(failures: Sequence[Mapping[str, Any]]) -> InputError:
    first = failures[0]
    return InputError(
        code="undefined",
        where=f"point {first['point']}",
        found=f"{len(failures)} points without a result; the first: {first['message']}",
        allowed=Said.EVERY_POINT(),
        message="indices need every point of the design",
    )


def _parts(
    request: SensitivityRequest, seed: int, design: Design, asked: Asked, runs: Runs
) -> tuple[dict[str, dict[str, Part]], dict[str, Sentence]]:
    """By series (the difference, then both models) and outcome; and why some have none."""
    found: dict[str, dict[str, Part]] = {}
    undefined: dict[str, Sentence] = {}
    between = runs.relative if request.relative else runs.difference
    for name in asked.outcomes:
        series = {
            asked.pair: between(name, asked.later, asked.earlier),
            asked.later: runs.of(name, asked.later),
            asked.earlier: runs.of(name, asked.earlier),
        }
        for one, values in series.items():
            if request.method == "emulator" and one != asked.pair:
                continue
            if (why := indices.gap(values)) is not None:
                if asked.explicit:
                    raise indices.undefined(f"{name}, {one}", why)
                undefined[name] = why
                break
            if one == asked.pair and not indices.spread(values):
                undefined[name] = Gap.ALWAYS_SAME()
            part = part_of(request.method, design, values, seed)
            if part.noise is None:  # nothing was run twice: the replications say it
                part = replace(part, noise=_noise(runs, values))
            found.setdefault(one, {})[name] = part
    return found, undefined


def _noise(runs: Runs, values: F8) -> float | None:
    """The share of noise in the variance of single runs; None where no point has several."""
    noise, _ = runs.noise_of(values)
    seen = float(values.var(ddof=1)) if len(values) > 1 else 0.0
    return min(1.0, float(noise.mean()) / seen) if len(noise) and seen > 0.0 else None


def document_of(
    request: SensitivityRequest,
    axes: Sequence[Axis],
    asked: Asked,
    found: Mapping[str, Mapping[str, Part]],
    undefined: Mapping[str, Sentence],
) -> dict[str, Any]:
    """Noise and indices of the difference; beside them those of the outcomes themselves."""
    of_pair = found.get(asked.pair, {})
    return {
        "method": request.method,
        "difference": asked.pair,
        "relative": request.relative,
        "by_group": request.by_group,
        "inputs": {axis.name: axis.document() for axis in axes},
        "noise": {name: part.noise for name, part in of_pair.items()},
        "indices": {name: part.indices for name, part in of_pair.items()},
        "more": {name: part.more for name, part in of_pair.items()},
        "levels": {
            model: {
                "noise": {name: part.noise for name, part in parts.items()},
                "indices": {name: part.indices for name, part in parts.items()},
            }
            for model, parts in found.items()
            if model != asked.pair
        },
        "undefined": {name: why.document() for name, why in undefined.items()},
        "next": next_step(request, {name: part.indices for name, part in of_pair.items()}),
    }


def _of_stored(request: SensitivityRequest, named: tuple[str, ...], how: How) -> dict[str, Any]:
    """Indices of the runs of another study; runs nothing."""
    assert request.runs is not None
    if request.method not in ON_STORED:
        raise InputError(
            code="inconsistent",
            where="--runs",
            found=f"--method {request.method}",
            allowed=", ".join(ON_STORED),
            message="this method needs a design of its own",
        )
    there = stored_for(request)
    least, points = LEAST[request.method], len(there.runs.each_point)
    if points < least:
        raise InputError(
            code="out_of_range",
            where="--runs",
            found=str(points),
            allowed=Said.POINTS_FOR(least=least, method=request.method),
            message="that is too small to say anything",
        )
    pair = difference_of(request.difference, there.runs.models)
    asked = Asked(named or HEADLINES, *pair, bool(named))
    seed = resolve(settings={"seed": request.seed}).settings.seed
    found, undefined = _parts(request, seed, there.design, asked, there.runs)
    document = document_of(request, there.design.axes, asked, found, undefined)
    size = len(there.design.rows)
    return there.answer(SCHEMA, {**document, "size": size}, request, how)


def _table(found: Mapping[str, Mapping[str, Part]]) -> dict[str, list[Any]]:
    """A row per series, outcome and input."""
    rows = [
        {"series": series, "outcome": name, "input": key, **index}
        for series, parts in found.items()
        for name, part in parts.items()
        for key, index in part.indices.items()
    ]
    return columns_of(rows)
