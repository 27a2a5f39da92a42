"""Does every parameter matter? Each is moved across its range with the rest at default.

A lever moves after the fork, under the first model of the scenario that gives its answer; what
is not a lever moves from the first week of the burn-in, under the first and the last model of
the scenario. What can matter only beside another parameter is moved beside it
(``scenarios/evidence/liveness.toml``), and what moved nothing is moved once more among
``LARGER`` times as many residents. Everything is paired: the same residents, the same luck.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from sim.comparison.liveness_table import COLUMNS, effects, parameters_part
from sim.execution.pool import Outcome
from sim.execution.progress import Progress
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.evidence import partners
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.request import EvidenceRequest
from sim.inputs.scenarios.answers import ModelChoice
from sim.runs.dated import stages
from sim.runs.draws import replication_seed
from sim.runs.evidence import Columns, columns_of, evidence, failures_of, something_done
from sim.runs.paired import Plan, burn_in, live_model
from sim.runs.replicate import people_of
from sim.storage.checkpoint import Kept
from sim.storage.resume import go_on
from sim.support.situation import Situation

AT_ONCE = 12  # parameters in one task, so that a stopped check loses little
LARGER = 4  # times as many residents when what moved nothing is moved once more
Outcomes = dict[str, float | None]
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Task:
    """Some parameters to move under one luck."""

    plan: Plan
    keys: tuple[str, ...]
    number: int

    @property
    def name(self) -> str:
        """What tells this task from others, for people and for a file."""
        return f"luck {self.number}, {self.citizens} residents: {', '.join(self.keys)}"

    @property
    def citizens(self) -> int:
        """Residents."""
        return residents(self.plan)


class Finished(Kept):
    """What tasks gave, as JSON."""

    suffix = ".json"

    def read(self, task: Task) -> list[dict[str, Any]] | None:
        """What this task gave before; None when it is still to do."""
        content = self.get(_name(task))
        return None if content is None else list(json.loads(content))

    def write(self, task: Task, item: list[dict[str, Any]]) -> None:
        """Keep what a task gave. Raises InputError when it cannot be written."""
        self.put(_name(task), json.dumps(item).encode())

    def files(self) -> list[Path]:
        """What is finished, without the description of the run."""
        return [path for path in super().files() if path.name.startswith("luck-")]


def _name(task: Task) -> str:
    digest = hashlib.sha256(task.name.encode()).hexdigest()[:16]
    return f"luck-{task.number}-{digest}"


def liveness(request: EvidenceRequest) -> dict[str, Any]:
    """Move every parameter and write a folder; returns ``wijksim/evidence-liveness/1``.

    Raises InputError for bad input. From a script, call this under
    ``if __name__ == "__main__"``: the processes are spawned.
    """
    keys = chosen(request.only)

    def work(plan: Plan, kept: Finished, tell: Progress) -> tuple[dict[str, Any], Columns]:
        """Every parameter once and, what moved nothing, among more residents."""
        movable = [key for key in keys if not single(read_parameters()[key])]
        moves: dict[str, list[dict[str, Any]]] = {}
        failures: list[dict[str, Any]] = []
        for one in (plan, larger(plan)):  # what is rare may need more residents to be met
            alive = {row["parameter"] for row in effects(_all(moves))}
            left = [key for key in movable if key not in alive]
            if not left or (moves and residents(one) == residents(plan)):
                break
            tasks = tasks_of(one, left, request.many)
            outcome = go_on(move, tasks, kept, tell.again(), "tasks", request.workers)
            new = failures_of(outcome, [task.name for task in tasks])
            if not moves:
                something_done(outcome, new)
            failures += new
            moves |= _by_key(outcome)
        every = _all(moves)
        rows = list(effects(every))
        found = parameters_part(keys, set(movable), every, rows)
        return {**found, "failures": failures}, columns_of(rows, COLUMNS)

    return evidence(request, Finished, work)


def _by_key(outcome: Outcome[list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Moves by parameter, in the order of the tasks."""
    found: dict[str, list[dict[str, Any]]] = {}
    for index in sorted(outcome.done):
        for row in outcome.done[index]:
            found.setdefault(row["key"], []).append(row)
    return found


def residents(plan: Plan) -> int:
    """How many live in the neighbourhood of a plan."""
    return plan.resolved.settings.citizens or plan.place.inhabitants


def larger(plan: Plan) -> Plan:
    """The same with more residents, at most all there are."""
    many = min(LARGER * residents(plan), max(residents(plan), plan.place.inhabitants))
    own = plan.resolved.settings.model_copy(update={"citizens": many})
    return replace(plan, resolved=replace(plan.resolved, settings=own))


def _all(done: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [row for rows in done.values() for row in rows]


def chosen(only: Sequence[str]) -> list[str]:
    """The parameters to move; hypotheses are left out: they move other parameters.

    InputError when a pattern fits none.
    """
    keys = [key for key, item in read_parameters().items() if item.role != "hypothesis"]
    for pattern in only:
        if not any(fnmatchcase(key, pattern) for key in keys):
            raise InputError(
                code="unknown_key",
                where="--only",
                found=pattern,
                allowed="the key of a parameter, or a pattern such as desks.*",
                message="no parameter is called so",
            )
    return [key for key in keys if not only or any(fnmatchcase(key, item) for item in only)]


def ends(parameter: Parameter, stays: Value) -> tuple[Value, ...]:
    """Where a parameter is moved to from where it stays: both ends of its range, or every
    other choice."""
    if isinstance(parameter.value, bool):
        found: list[Value] = [True, False]
    elif isinstance(parameter.value, str):
        found = list(parameter.choices)
    else:
        found = [parameter.parse(end) for end in (parameter.low, parameter.high)]
    return tuple(dict.fromkeys(end for end in found if end != stays))


def single(parameter: Parameter) -> bool:
    """Whether a parameter has but one value."""
    return not ends(parameter, parameter.value)


def tasks_of(plan: Plan, keys: Sequence[str], seeds: int) -> list[Task]:
    """Every parameter under every luck, some at a time, levers apart: they need no burn-in."""
    levers = [key for key in keys if read_parameters()[key].role == "lever"]
    others = [key for key in keys if key not in set(levers)]
    some = [part[at : at + AT_ONCE] for part in (levers, others)
            for at in range(0, len(part), AT_ONCE)]  # fmt: skip
    return [Task(plan, tuple(part), number) for number in range(seeds) for part in some]


def move(task: Task) -> list[dict[str, Any]]:
    """Every parameter of a task at every end, beside the run in which it stays.

    A row per parameter, end and model: ``beside`` and ``moved`` hold every outcome; what
    cannot be (a world that does not exist) has ``refused`` instead.
    """
    luck = _Luck(task.plan, task.number)
    return [row for key in task.keys for row in _moves(luck, key)]


class _Luck:
    """One luck: the burn-in at default values and what was lived from it, each once."""

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

    def lived(self, start: Situation, model: ModelChoice, own: Values) -> Outcomes:
        """Every declared outcome of a model with these values, whatever a date states."""
        parts = tuple(
            replace(part, values={**part.values, **own})
            for part in stages(self.plan.resolved, model, self.values, self.plan.weeks)
        )
        means = self.plan.resolved.settings.means
        return live_model(start, model, parts, self.plan.weeks, means)[0].outcomes

    def beside(self, model: ModelChoice, own: Values) -> tuple[Situation, Outcomes]:
        """Where a parameter moves from, and what becomes of it when it stays."""
        world = worldly(own)
        at = json.dumps(world, sort_keys=True)
        if at not in self._starts:
            self._starts[at] = self.start(world)
        here = f"{model.id} {json.dumps(dict(own), sort_keys=True)}"
        if here not in self._beside:
            self._beside[here] = self.lived(self._starts[at], model, own)
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


def _moves(luck: _Luck, key: str) -> Iterator[dict[str, Any]]:
    partner = partners().get(key)
    beside = dict(partner.beside) if partner is not None else {}
    for model in models_for(key, luck.plan):
        for value in ends(read_parameters()[key], luck.stays(key, model, beside)):
            row = {"key": key, "value": value, "model": model.id, "number": luck.number,
                   "citizens": residents(luck.plan)}  # fmt: skip
            own = {**beside, key: value}
            try:
                start, stays = luck.beside(model, beside)
                there = luck.start(worldly(own)) if key in worldly(own) else start
                moved = luck.lived(there, model, own)
            except InputError as error:
                yield {**row, "refused": error.text()}
            else:
                yield {**row, "beside": stays, "moved": moved}
