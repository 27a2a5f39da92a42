"""All that a neighbourhood at the fork is a function of, as one key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from llvmlite import binding

from sim.data import checksums
from sim.foundation.compiled import source_digest
from sim.inputs.files.folders import table_checksums
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import ANSWERS
from sim.population.population import People
from sim.storage.manifest import versions

if TYPE_CHECKING:
    from sim.runs.paired import Plan

# Settings at work before the fork; the weeks after it, because who will ever live here is
# written down at the beginning. The seed is that of the replication.
_SETTINGS = {"burn_in_weeks", "weeks", "means", "closed", "hours"}
# Desks outside a team's mandate admit as desks do, whatever the model answers.
_LEVERS = {answer for answers in ANSWERS.values() for answer in answers} - {"desks"}


def fork_key(plan: Plan, values: Mapping[str, Value], people: People, seed: int, years: int) -> str:
    """Equal for the same burn-in with levels of so many years, by the same code on the same kind
    of processor (hex, 64).

    Levers of answers that today's practice does not give are at work nowhere before the fork.
    """
    answers = plan.today.answers
    whole = {
        "code": source_digest(),
        "versions": versions(),
        "processor": [binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten()],
        "data": {**checksums(), **table_checksums()},
        "ranges": repr(sorted(read_parameters().items())),
        "settings": plan.resolved.settings.model_dump(mode="json", include=_SETTINGS),
        "today": [plan.today.id, answers],
        "values": read_values(answers, values),
        "today_values": read_values(answers, plan.today_values),
        "people": people_digest(people),
        "seed": [seed, years],
        "leavers": plan.leavers,
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def read_values(answers: Mapping[str, str], values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that these answers read: no levers of answers that are not given."""
    unread = _LEVERS - set(answers.values())
    return {key: value for key, value in values.items() if key.partition(".")[0] not in unread}


def people_digest(people: People) -> str:
    """SHA-256 (hex) over every column of the residents, their place and their seed."""
    digest = hashlib.sha256(repr((people.place, people.seed)).encode())
    for name, column in people._asdict().items():
        if isinstance(column, np.ndarray):
            digest.update(f"{name}:{column.dtype.str}:{column.shape}:".encode())
            digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()
