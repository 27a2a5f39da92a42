"""Replications of one plan as work: one row each, with everything that a comparison reads.

A finished one is packed as a file: numbers in NumPy's format, the rest in JSON. Nothing is
pickled, so a folder from somebody else can be read without running its code. What comes back
equals what went in, bit for bit.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.foundation.sentence import Sentence, sentence_of
from sim.runs.frame import Underway
from sim.runs.paired import ModelRun, Plan
from sim.runs.replicate import Draw, Replication, replicate, values_of
from sim.runs.work import Job, Work, citizen_weeks
from sim.storage.checkpoint import BYTES, TEXT, WHOLE, Row

_TREE, _ARRAY, _SENTENCE = "tree", "$array", "$sentence"


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
        """Citizen-weeks of the burn-in and every model."""
        return citizen_weeks(self.plan.resolved, self.plan.place.inhabitants)

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
    arrays: list[NDArray[Any]] = []
    tree = _fields(item, arrays)
    tree["models"] = {model: _fields(run, arrays) for model, run in item.models.items()}
    text = json.dumps(tree, default=np.generic.item).encode()  # scalars of NumPy too
    members: dict[str, Any] = {str(number): array for number, array in enumerate(arrays)}
    members[_TREE] = np.frombuffer(text, dtype=np.uint8)
    stream = io.BytesIO()
    np.savez_compressed(stream, **members)
    return stream.getvalue()


def unpacked(content: bytes) -> Replication:
    """The replication in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as found:
        tree = _filled(json.loads(found[_TREE].tobytes().decode()), found)
    models = {model: ModelRun(**run) for model, run in tree.pop("models").items()}
    return Replication(**tree, models=models)


def _fields(item: Replication | ModelRun, arrays: list[NDArray[Any]]) -> dict[str, Any]:
    names = [field.name for field in fields(item) if field.name != "models"]
    return {name: _emptied(getattr(item, name), arrays) for name in names}


def _emptied(value: Any, arrays: list[NDArray[Any]]) -> Any:
    """Nested tables with every array replaced by its place in ``arrays``, sentences as JSON."""
    if isinstance(value, dict):
        return {key: _emptied(part, arrays) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        arrays.append(value)
        return {_ARRAY: len(arrays) - 1}
    if isinstance(value, Sentence):
        return {_SENTENCE: value.document()}
    return value


def _filled(value: Any, found: Any) -> Any:
    """The reverse of ``_emptied``."""
    if not isinstance(value, dict):
        return value
    if value.keys() == {_ARRAY}:
        return found[str(value[_ARRAY])]
    if value.keys() == {_SENTENCE}:
        return sentence_of(value[_SENTENCE])
    return {key: _filled(part, found) for key, part in value.items()}
