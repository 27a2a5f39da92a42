"""Wijken that are each a neighbourhood of their own, as work.

Every wijk has staff, places and budgets in proportion to its inhabitants. Its random numbers are
addressed by (seed, code of the wijk), so that its numbers depend neither on the list it stands in
nor on who does the work.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sim.model.fork import inhabitants_at
from sim.population.places import find_place
from sim.runs.draws import derived_seed, replication_seed
from sim.runs.paired import Plan, paired
from sim.runs.replicate import kind_of, people_of, values_of
from sim.runs.wijken import Wijk
from sim.runs.work import Job, Work, citizen_weeks, model_rows
from sim.storage.checkpoint import TEXT, WHOLE, Row


@dataclass(frozen=True)
class WijkWork(Work[Job]):
    """Wijken in replications; ``plan`` has the place and the seed of the whole run."""

    job: ClassVar = ("statcode", "replication")
    types: ClassVar = {
        **dict.fromkeys(("statcode", "model", "margins_off", "flags", "digest"), TEXT),
        **dict.fromkeys(("replication", "seed", "residents", "imputed_domains"), WHOLE),
    }
    things: ClassVar = "runs of a wijk"
    plan: Plan
    inhabitants: Mapping[str, int]  # by code

    @classmethod
    def of(cls, plan: Plan, wijken: Mapping[str, Wijk]) -> WijkWork:
        """These wijken under a plan."""
        return cls(plan, {code: wijk.inhabitants for code, wijk in wijken.items()})

    def jobs(self, batch: Job) -> list[Job]:
        """One."""
        return [batch]

    def cost(self, batch: Job) -> float:
        """Citizen-weeks of the burn-in and every model."""
        return citizen_weeks(self.plan.resolved, self.inhabitants[batch[0]])

    def about(self, batch: Job, job: Job) -> dict[str, Any]:
        """Wijk and number."""
        return {"wijk": job[0], "replication": job[1]}

    def rows(self, batch: Job, spent: dict[str, float]) -> Iterator[tuple[Job, list[Row]]]:
        """One wijk under every model."""
        code, number = batch
        began = time.process_time()
        # Drawn by the seed of the whole run: a replication has the same parameters everywhere.
        values, _ = values_of(self.plan, kind_of(self.plan), number)
        own = wijk_plan(self.plan, code)
        people = people_of(own, number)
        built = time.process_time()
        seed = replication_seed(own.resolved.settings.seed, number)
        found = paired(own, values, people, seed)
        for name, seconds in (
            ("population", built - began),
            ("burn_in", found.cpu),
            ("simulate", sum(run.cpu for run in found.runs.values())),
        ):
            spent[name] = spent.get(name, 0.0) + seconds
        margins = zip(people.fit.names, people.fit.within[0], strict=True)
        same = {
            **dict(zip(self.job, batch, strict=True)),
            "seed": seed,
            "residents": inhabitants_at(found.start),
            "imputed_domains": int(people.imputed.sum()),
            "margins_off": ";".join(name for name, within in margins if not within),
            "flags": "; ".join(flag.text for flag in people.fit.flags[0]),
        }
        yield batch, [row for row, _ in model_rows(same, found.levels, found.runs)]


def wijk_plan(plan: Plan, code: str) -> Plan:
    """The plan of one wijk: the same in all but place and seed."""
    settings = plan.resolved.settings
    own = settings.model_copy(update={"seed": derived_seed(settings.seed, "wijk", code)})
    resolved = replace(plan.resolved, place=code, settings=own)
    return replace(plan, resolved=resolved, place=find_place(code))
