"""Does every parameter matter? Each is moved across its range with the rest at default.

What moved nothing is moved once more among ``LARGER`` times as many residents: what is rare may
need them to be met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import chain
from typing import Any

from sim.comparison.liveness_table import COLUMNS, effects, parameters_part
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.parameters.load import read_parameters
from sim.inputs.request import EvidenceRequest
from sim.runs.evidence import Columns, evidence, runs_of
from sim.runs.frame import HERE, How, Underway
from sim.runs.move_work import MoveWork, nested, single, together
from sim.runs.paired import Plan
from sim.runs.work import Job
from sim.storage.folder import columns_of

LARGER = 4  # times as many residents when what moved nothing is moved once more


def liveness(request: EvidenceRequest, how: How = HERE) -> dict[str, Any]:
    """Move every parameter and write a folder; returns ``wijksim/evidence-liveness/1``.

    Raises InputError for bad input. From a script, call this under
    ``if __name__ == "__main__"``: the processes are spawned.
    """
    keys = chosen(request.only)
    movable = [key for key in keys if not single(read_parameters()[key])]

    def check(under: Underway) -> tuple[dict[str, Any], Columns]:
        """Every parameter once and, what moved nothing, among more residents."""
        moves: dict[str, list[dict[str, Any]]] = {}
        every: list[dict[str, Any]] = []
        plan = under.what.plan
        for citizens in dict.fromkeys((plan.residents, more_residents(plan))):
            alive = {row["parameter"] for row in effects(every)}
            left = [key for key in movable if key not in alive]
            if not left:
                break
            todo = jobs_of(citizens, left, request.many)
            under.progress = under.progress.again()
            under.carry_out(dict(zip(todo, todo, strict=True)), together)
            moves |= _by_key(under, todo)
            every = list(chain(*moves.values()))
        rows = list(effects(every))
        failures = runs_of(under, _name)
        part = {**parameters_part(keys, set(movable), every, rows), "failures": failures}
        return part, columns_of(rows, COLUMNS)

    return evidence(request, MoveWork, check, how)


def _name(item: Mapping[str, Any]) -> str:
    return f"replication {item['number']}, {item['citizens']} residents: {item['key']}"


def _by_key(under: Underway, todo: Iterable[Job]) -> dict[str, list[dict[str, Any]]]:
    """Moves by parameter, in the order in which they were asked for."""
    order = {job: at for at, job in enumerate(todo)}
    rows = [
        row for row in under.table().to_pylist() if tuple(row[n] for n in MoveWork.job) in order
    ]
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: order[tuple(row[n] for n in MoveWork.job)]):
        found.setdefault(row["key"], []).append(nested(row))
    return found


def more_residents(plan: Plan) -> int:
    """``LARGER`` times as many, at most all there are: what is rare may need them to be met."""
    return min(LARGER * plan.residents, max(plan.residents, plan.place.inhabitants))


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
                allowed=Said.PARAMETER_OR_PATTERN(),
                message="no parameter is called so",
            )
    return [key for key in keys if not only or any(fnmatchcase(key, item) for item in only)]


def jobs_of(citizens: int, keys: Sequence[str], seeds: int) -> list[Job]:
    """Every parameter in every replication, among so many residents."""
    return [(citizens, number, key) for number in range(seeds) for key in keys]
