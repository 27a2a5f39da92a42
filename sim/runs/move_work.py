"""Parameters that are moved across their ranges, with the rest at default, as work.

A lever moves after the fork, under the first model of the scenario that gives its answer; what
is not a lever moves from the first week of the burn-in, under the first and the last model of
the scenario. What can matter only beside another parameter is moved beside it
(``scenarios/evidence/liveness.toml``). Everything is paired: the same residents, the same random
numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.evidence import partners
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.scenarios.answers import ModelChoice
from sim.runs.dated import stages
from sim.runs.draws import replication_seed
from sim.runs.paired import Plan, burn_in, simulate
from sim.runs.replicate import people_of
from sim.runs.work import Job, Work, citizen_weeks
from sim.storage.checkpoint import TEXT, WHOLE, Row
from sim.support.situation import Situation

AT_ONCE = 12  # parameters in one task, so that a stopped check loses little
BOTH = ("beside", "moved")  # outcomes where a parameter stays, and where it moved
Outcomes = dict[str, float | None]
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Moves:
    """Some parameters to move in one replication among so many residents."""

    keys: tuple[str, ...]
    number: int
    citizens: int


@dataclass(frozen=True)
class MoveWork(Work[Moves]):
    """Every parameter at every end, beside the run in which it stays.

    A row per parameter, end and model has every outcome where it stays and where it moved; what
    cannot be (a world that does not exist) has ``refused`` instead.
    """

    job: ClassVar = ("citizens", "number", "key")
    types: ClassVar = {
        **dict.fromkeys(("citizens", "number"), WHOLE),
        **dict.fromkeys(("key", "value", "model", "refused"), TEXT),
    }
    things: ClassVar = "parameters"
    plan: Plan

    def jobs(self, batch: Moves) -> list[Job]:
        """One per parameter."""
        return [(batch.citizens, batch.number, key) for key in batch.keys]

    def cost(self, batch: Moves) -> float:
        """Citizen-weeks of every parameter at both ends."""
        plan = among(self.plan, batch.citizens)
        return 2 * len(batch.keys) * citizen_weeks(plan.resolved, plan.place.inhabitants)

    def singly(self, batch: Moves) -> list[Moves]:
        """Every parameter by itself."""
        return [replace(batch, keys=(key,)) for key in batch.keys]

    def rows(
        self, batch: Moves, spent: dict[str, float]
    ) -> Iterator[tuple[Job, list[Row] | Exception]]:
        """One burn-in at default values, and every parameter from there or beside it."""
        one = _Replication(among(self.plan, batch.citizens), batch.number)
        for job, key in zip(self.jobs(batch), batch.keys, strict=True):
            try:
                yield job, [flat(row) for row in _moves(one, key)]
            except Exception as error:
                yield job, error


def flat(move: Mapping[str, Any]) -> Row:
    """A move as the row of a table."""
    same = {name: value for name, value in move.items() if name not in BOTH}
    outcomes = {f"{both}:{name}": x for both in BOTH for name, x in move.get(both, {}).items()}
    return {**same, "value": json.dumps(move["value"]), **outcomes}


def nested(row: Row) -> dict[str, Any]:
    """The move in the row of a table."""
    found: dict[str, Any] = {}
    for name, x in row.items():
        both, colon, outcome = name.partition(":")
        if colon and row.get("refused") is None:
            found.setdefault(both, {})[outcome] = x
        elif not colon and (name != "refused" or x is not None):
            found[name] = x
    return {**found, "value": json.loads(row["value"])}


def among(plan: Plan, citizens: int) -> Plan:
    """The same with so many residents."""
    if citizens == plan.residents:
        return plan
    own = plan.resolved.settings.model_copy(update={"citizens": citizens})
    return replace(plan, resolved=replace(plan.resolved, settings=own))


def ends(parameter: Parameter, stays: Value) -> tuple[Value, ...]:
    """Values to which a parameter is moved: both ends of its range, or every other choice."""
    if isinstance(parameter.value, bool):
        found: list[Value] = [True, False]
    elif isinstance(parameter.value, str):
        found = list(parameter.choices)
    else:
        found = [parameter.parse(end) for end in (parameter.low, parameter.high)]
    return tuple(dict.fromkeys(end for end in found if end != stays))


def single(parameter: Parameter) -> bool:
    """True for a parameter with but one value."""
    return not ends(parameter, parameter.value)


def together(left: Sequence[Job]) -> list[Moves]:
    """Jobs in batches of some parameters, levers apart: they need no burn-in of their own."""
    batches: dict[tuple[int, int, bool], list[str]] = {}
    for citizens, number, key in left:
        lever = read_parameters()[key].role == "lever"
        batches.setdefault((citizens, number, not lever), []).append(key)
    return [
        Moves(tuple(keys[at : at + AT_ONCE]), number, citizens)
        for (citizens, number, _), keys in batches.items()
        for at in range(0, len(keys), AT_ONCE)
    ]


class _Replication:
    """One replication: the burn-in at default values and what was run from it, each once."""

    def __init__(self, plan: Plan, number: int) -> None:
        self.plan, self.number = plan, number
        self.values = plan.resolved.values
        self.seed = replication_seed(plan.resolved.settings.seed, number)
        self._starts: dict[str, Situation] = {}
        self._beside: dict[str, Outcomes] = {}

    def start(self, world: Values) -> Situation:
        """The neighbourhood at the fork, with these values from the first week on."""
        values = {**self.values, **world}
        return burn_in(self.plan, values, people_of(self.plan, 0), self.seed)[0]

    def stays(self, key: str, model: ModelChoice, beside: Values) -> Value:
        """The value of a parameter in the run in which it stays."""
        return {**self.plan.resolved.values_for(model.id), **beside}[key]

    def outcomes(self, start: Situation, model: ModelChoice, own: Values) -> Outcomes:
        """Every declared outcome of a model with these values, whatever a date states."""
        parts = tuple(
            replace(part, values={**part.values, **own})
            for part in stages(self.plan.resolved, model, self.values, self.plan.weeks)
        )
        return simulate(self.plan, start, model, parts)[0].outcomes

    def beside(self, model: ModelChoice, own: Values) -> tuple[Situation, Outcomes]:
        """The start from which a parameter moves, and the outcomes when it stays."""
        world = worldly(own)
        at = json.dumps(world, sort_keys=True)
        if at not in self._starts:
            self._starts[at] = self.start(world)
        here = f"{model.id} {json.dumps(dict(own), sort_keys=True)}"
        if here not in self._beside:
            self._beside[here] = self.outcomes(self._starts[at], model, own)
        return self._starts[at], self._beside[here]


def worldly(own: Values) -> dict[str, Value]:
    """Those of some values that hold from the first week of the burn-in: all but levers."""
    known = read_parameters()
    return {key: value for key, value in own.items() if known[key].role != "lever"}


def models_for(key: str, plan: Plan) -> tuple[ModelChoice, ...]:
    """The models under which a parameter is moved."""
    models = plan.resolved.models
    if read_parameters()[key].role != "lever":
        return tuple(dict.fromkeys((models[0], models[-1])))
    answer = key.partition(".")[0]
    return tuple(model for model in models if answer in model.answers.values())[:1]


def _moves(one: _Replication, key: str) -> Iterator[dict[str, Any]]:
    partner = partners().get(key)
    beside = dict(partner.beside) if partner is not None else {}
    for model in models_for(key, one.plan):
        for value in ends(read_parameters()[key], one.stays(key, model, beside)):
            row = {"key": key, "value": value, "model": model.id}
            row |= {"number": one.number, "citizens": one.plan.residents}
            own = {**beside, key: value}
            try:
                start, stays = one.beside(model, beside)
                there = one.start(worldly(own)) if key in worldly(own) else start
                moved = one.outcomes(there, model, own)
            except InputError as error:
                yield {**row, "refused": error.text()}
            else:
                yield {**row, "beside": stays, "moved": moved}
