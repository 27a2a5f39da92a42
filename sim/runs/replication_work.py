"""Replications of one plan as work: one row each, with everything that a comparison reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from sim.runs.frame import Underway
from sim.runs.paired import ModelRun, Plan
from sim.runs.replicate import Draw, Replication, replicate, values_of
from sim.runs.work import Job, Work, citizen_weeks
from sim.storage import packing
from sim.storage.checkpoint import BYTES, TEXT, WHOLE, Row

_SIDES = ("models", "without")  # fields that hold runs


@dataclass(frozen=True)
class ReplicationWork(Work[Draw]):
    """Replications with parameters fixed, drawn, with ample hours, or reversed."""

    job: ClassVar = ("sample", "replication", "reverse")
    types: ClassVar = {"sample": TEXT, "replication": WHOLE, "reverse": WHOLE, "content": BYTES}
    things: ClassVar = "replications"
    plan: Plan

    def jobs(self, batch: Draw) -> list[Job]:
        """One."""
        return [job_of(batch)]

    def cost(self, batch: Draw) -> float:
        """Citizen-weeks of the burn-in and every model, with the change and without."""
        sides = (self.plan, self.plan.without)
        return sum(citizen_weeks(s.resolved, s.place.inhabitants) for s in sides if s is not None)

    def rows(self, batch: Draw, spent: dict[str, float]) -> Iterator[tuple[Job, list[Row]]]:
        """The replication as one row."""
        job = job_of(batch)
        content = packed(replicate(self.plan, batch))
        yield job, [{**dict(zip(self.job, job, strict=True)), "content": content}]

    def about(self, batch: Draw, job: Job) -> dict[str, Any]:
        """Sample, number and what was drawn."""
        drawn = values_of(self.plan, batch.kind, batch.number, batch.reverse)[1]
        reverse = {"reverse": True} if batch.reverse else {}
        return {"sample": batch.kind, "replication": batch.number, **reverse, "drawn": drawn}


def job_of(draw: Draw) -> Job:
    """The name of a replication."""
    return draw.kind, draw.number, int(draw.reverse)


def replications(under: Underway, draws: Iterable[Draw]) -> list[Replication]:
    """Do these replications; those that could be done, in this order."""
    todo = {job_of(draw): draw for draw in draws}
    under.carry_out(todo, list)
    table = under.table()
    jobs = zip(*(table[name].to_pylist() for name in ReplicationWork.job), strict=True)
    row = {job: at for at, job in enumerate(jobs)}
    return [unpacked(table["content"][row[job]].as_py()) for job in todo if job in row]


def packed(item: Replication) -> bytes:
    """A replication as the content of a file."""
    runs = {side: {m: _fields(run) for m, run in getattr(item, side).items()} for side in _SIDES}
    return packing.packed({**_fields(item), **runs})


def unpacked(content: bytes) -> Replication:
    """The replication in the content of a file."""
    tree = packing.unpacked(content)
    for side in _SIDES:
        tree[side] = {model: ModelRun(**run) for model, run in tree[side].items()}
    return Replication(**tree)


def _fields(item: Replication | ModelRun) -> dict[str, Any]:
    return {f.name: getattr(item, f.name) for f in fields(item) if f.name not in _SIDES}
