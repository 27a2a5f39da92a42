"""A point of a study: what a scenario is there, as a plan that can be run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import ANSWERS
from sim.inputs.scenarios.scenario import SETTING, restated
from sim.runs.draws import replication_seed
from sim.runs.paired import Plan
from sim.runs.replicate import kind_of, values_of

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


def values_at(plan: Plan, number: int) -> dict[str, Value]:
    """Every parameter in one replication of the plan of a point."""
    return values_of(plan, kind_of(plan), number)[0]


def seed_of(plan: Plan, number: int) -> int:
    """Seed of all random numbers of one replication: the same at every point of a study."""
    return replication_seed(plan.resolved.settings.seed, number)


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
    today = set(plan.today.answers.values())
    later = {answer for answers in ANSWERS.values() for answer in answers} - today
    own = {
        key: value
        for key, value in point.set.items()
        if key.partition(".")[0] not in later and key != MEANS
    }
    return world, number, tuple(sorted(own.items()))
