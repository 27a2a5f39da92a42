"""Points of a study: what a scenario is at each, and one burn-in for all that fork from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from sim.execution.limit import no_longer_than
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.scenario import SETTING, restated
from sim.model.fork import inhabitants_at
from sim.record.outcomes import number_or_none
from sim.runs.draws import replication_seed
from sim.runs.fork_key import read_values
from sim.runs.paired import ModelRun, Plan, burn_in, from_fork, parts_of
from sim.runs.replicate import kind_of, people_of, values_of
from sim.runs.work import FIXED_COST, Job, Work, model_rows
from sim.storage.checkpoint import TEXT, WHOLE, Row

LEAST_POINTS = 8  # of a part of a group
ORIGIN = "design"
MEANS = SETTING + "means"


@dataclass(frozen=True, slots=True)
class Point:
    """One point: which of the study's scenarios, and what differs there.

    set: values by parameter key or ``settings.<name>``, already checked. luck: the number of
    its replication, when that is an input of the study; else None.
    """

    number: int
    base: int = 0
    set: Mapping[str, Value] = field(default_factory=dict)
    luck: int | None = None


def plan_at(plan: Plan, point: Point) -> Plan:
    """The plan of a point; equal to what ``--set`` would have made of the scenario."""
    resolved = restated(plan.resolved, point.set, ORIGIN)
    today = {key: value for key, value in plan.today_values.items() if key not in point.set}
    return replace(plan, resolved=resolved, today_values=today)


def world_of(plan: Plan) -> str:
    """All of a plan that the years before the fork are a function of, but for the seed (hex)."""
    settings = plan.resolved.settings
    whole = [
        plan.resolved.place,
        repr(plan.place),
        settings.model_dump(mode="json", exclude={"replications", "means", "start"}),
        sorted(plan.resolved.stated),
        sorted({**plan.resolved.values, **plan.today_values}.items()),
    ]
    return hashlib.sha256(json.dumps(whole, default=str).encode()).hexdigest()


def burn_in_key(world: str, plan: Plan, point: Point, number: int) -> Hashable:
    """Points of a study with the same key share the years before the fork.

    Levers of answers that today's practice does not give are at work nowhere before the fork,
    and how means are compared matters from the fork on. world: of the plan.
    """
    own = read_values(plan.today.answers, point.set)
    own.pop(MEANS, None)
    return world, number, tuple(sorted(own.items()))


@dataclass(frozen=True)
class Group:
    """Points that share the years before the fork, with the same random numbers."""

    number: int  # of the replication
    points: tuple[Point, ...]


def job_of(point: Point, number: int) -> Job:
    """A point in a replication; 0 where the replication is an input of its own."""
    return point.number, number if point.luck is None else 0


@dataclass(frozen=True)
class Extra:
    """Columns of a row beside the outcomes."""

    levels: bool = True  # levels of the last year before the fork
    groups: bool = False  # outcomes by group of residents


def groups_of(plans: Sequence[Plan], todo: Iterable[tuple[Point, int]]) -> list[Group]:
    """Points and their replications, those that share a burn-in together."""
    worlds = [world_of(plan) for plan in plans]
    together: dict[Hashable, tuple[int, list[Point]]] = {}
    for point, number in todo:
        key = burn_in_key(worlds[point.base], plans[point.base], point, number)
        together.setdefault(key, (number, []))[1].append(point)
    return [Group(number, tuple(points)) for number, points in together.values()]


@dataclass(frozen=True)
class PointWork(Work[Group]):
    """Points of a study; ``plans`` are its scenarios, by number.

    limit: seconds that a burn-in, or a point under its models, may take; None is no limit.
    """

    job: ClassVar = ("point", "replication")
    types: ClassVar = {
        **dict.fromkeys(("point", "replication", "seed", "residents"), WHOLE),
        **dict.fromkeys(("model", "digest"), TEXT),
    }
    things: ClassVar = "replications of points"
    plans: tuple[Plan, ...]
    extra: Extra = Extra()
    limit: float | None = None

    @property
    def apart(self) -> bool:
        """A limit ends the process."""
        return self.limit is not None

    def jobs(self, batch: Group) -> list[Job]:
        """A job per point."""
        return [job_of(point, batch.number) for point in batch.points]

    def cost(self, batch: Group) -> float:
        """Citizen-weeks, the burn-in included."""
        first = _own_settings(self.plans, batch.points[0])
        weeks = first["burn_in_weeks"] + sum(
            len(self.plans[point.base].resolved.models) * _own_settings(self.plans, point)["weeks"]
            for point in batch.points
        )
        return float(weeks * (FIXED_COST + first["citizens"]))

    def parts(self, batch: Group, size: float) -> list[Group]:
        """Parts that each repeat the burn-in, none of fewer than eight points, so that the
        burn-in stays a small share of it."""
        count = max(1, min(round(self.cost(batch) / size), len(batch.points) // LEAST_POINTS))
        return [Group(batch.number, batch.points[part::count]) for part in range(count)]

    def singly(self, batch: Group) -> list[Group]:
        """A group per point."""
        return [Group(batch.number, (point,)) for point in batch.points]

    def about(self, batch: Group, job: Job) -> dict[str, Any]:
        """Point, scenario, place, seed and values."""
        point = next(point for point in batch.points if point.number == job[0])
        plan = self.plans[point.base]
        return {
            **dict(zip(self.job, job, strict=True)),
            "scenario": plan.resolved.id,
            "place": plan.resolved.place,
            "seed": replication_seed(plan.resolved.settings.seed, batch.number),
            "set": dict(point.set),
        }

    def rows(
        self, batch: Group, spent: dict[str, float]
    ) -> Iterator[tuple[Job, list[Row] | Exception]]:
        """One burn-in, then every point of the group from there."""
        plans = [plan_at(self.plans[point.base], point) for point in batch.points]
        first = plans[0]
        people = people_of(first, batch.number)
        seed = replication_seed(first.resolved.settings.seed, batch.number)
        with no_longer_than(self.limit):
            values, _ = values_of(first, kind_of(first), batch.number)
            start, levels = burn_in(first, values, people, seed)
        for point, plan in zip(batch.points, plans, strict=True):
            job = job_of(point, batch.number)
            try:
                with no_longer_than(self.limit):
                    values, _ = values_of(plan, kind_of(plan), batch.number)
                    runs = from_fork(plan, parts_of(plan, values, len(people.age)), start)
            except Exception as error:
                yield job, error
            else:
                same = dict(zip(self.job, job, strict=True))
                same |= {"seed": seed, "residents": inhabitants_at(start)}
                found = model_rows(same, levels if self.extra.levels else {}, runs)
                yield (
                    job,
                    [row | (_by_group(run) if self.extra.groups else {}) for row, run in found],
                )


def _own_settings(plans: Sequence[Plan], point: Point) -> dict[str, int]:
    """The settings that say how much work a point is."""
    plan = plans[point.base]
    names = ("burn_in_weeks", "weeks", "citizens")
    own = {
        name: int(point.set.get(f"settings.{name}", getattr(plan.resolved.settings, name)))
        for name in names
    }
    return {**own, "citizens": own["citizens"] or plan.place.inhabitants}


def _by_group(run: ModelRun) -> Row:
    """Outcomes of groups of residents, as ``division:group:outcome``."""
    return {
        f"{by}:{group}:{name}": number_or_none(value)
        for by, groups in run.groups.items()
        for group, outcomes in groups.items()
        for name, value in outcomes.items()
    }
