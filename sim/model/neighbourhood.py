"""The neighbourhood as a Mesa model: a thin, real ``mesa.Model`` over the engine.

    with NeighbourhoodModel("pilot", "fragmented", citizens=500, rng=7) as model:
        model.step()
        model.agents_by_type[Citizen].agg("strength", np.mean)

What differs from a textbook Mesa model:

- ``step()`` is one week of compiled phases over tables; agents do not step themselves,
  and everyone does one thing before anyone does the next.
- Agents are views on rows (``sim/model/agents.py``). They are made at the first access
  to ``agents``, ``agents_by_type``, ``agent_types`` or ``select``, then complete and by
  type in id order. Looking at them changes no result; writing to them does.
- The residents of the last week that was run are there: newcomers become agents, and leavers
  are removed, as the weeks go by. A row is never reused.
- Random numbers are addressed by what they decide. ``rng`` is their seed, an integer;
  Mesa's own generators (``model.random``, ``model.rng``, ``shuffle_do``) take no part.
- A model is freed when it is no longer used, also under Mesa 3.3, whose agent counter
  keeps models of other kinds for ever. ``close()`` or ``with`` frees it at once.
"""

# Mesa ships no types, so its classes are Any here.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import mesa
import numpy as np

from sim.baseline.budgets import budgets_now
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.scenario import Resolved, resolve
from sim.model.agent_rows import Row
from sim.model.agents import (
    Citizen,
    CollectiveProvision,
    Organisation,
    Payer,
    Professional,
    SupportNetwork,
)
from sim.model.digest import state_digest
from sim.model.fork import Observer, fork, run_weeks
from sim.model.setup import Start, make_residents, make_situation
from sim.model.week import run_week
from sim.population.places import find_place
from sim.population.population import build_people
from sim.support.catalogue import make_practice
from sim.support.situation import LONG_AGO, Situation

TODAY = "fragmented"  # the practice under which every run begins
A = TypeVar("A", bound=Row)


def situation_at_fork(resolved: Resolved, model: str, seed: int) -> Situation:
    """A neighbourhood of a scenario after its burn-in, taken over by one of its models.

    InputError when the scenario changes at dates: those are for ``wijksim compare``.
    """
    if resolved.changes:
        raise InputError(
            code="inconsistent",
            where=resolved.changes[0].origin,
            found=f"a change on {resolved.changes[0].date.isoformat()}",
            allowed="a scenario without dated changes",
            message="the Mesa model has one practice from the fork on",
        )
    options = resolved.settings
    choice = {m.id: m.answers for m in resolved.models}
    people = build_people(find_place(resolved.place), options.citizens or None, options.seed)
    start = Start(seed, -options.burn_in_weeks, options.means)
    today = resolved.values_for(TODAY)
    weeks = options.burn_in_weeks + options.weeks
    residents = make_residents(people, today, start, weeks, options.closed)
    practice = make_practice(TODAY, choice[TODAY], today, LONG_AGO)
    now = make_situation(residents, today, read_parameters(), practice, start)
    run_weeks(now, 0)
    own = resolved.values_for(model)
    now = fork(now, make_practice(model, choice[model], own, 0))
    now.ledger.budget[:] = budgets_now(now, own)
    return now


class NeighbourhoodModel(mesa.Model):
    """One neighbourhood under one support model, a week a step.

    start: name or file of a scenario, or a ``Situation`` to go on from (in place, not
    copied; the arguments that build one must then be left out).
    model: id of a support model, or ``reach+admit+work+pay+build``. citizens, weeks, rng:
    None leaves what the scenario says; after ``weeks`` steps ``running`` is False.
    set: parameter values by key. datacollector collects, and observers are called,
    after every step. Raises InputError for bad input.
    """

    def __init__(
        self,
        start: str | Path | Situation = "pilot",
        model: str | None = None,
        *,
        citizens: int | None = None,
        weeks: int | None = None,
        rng: int | None = None,
        set: Mapping[str, str | Value] | None = None,
        datacollector: mesa.DataCollector | None = None,
        observers: Iterable[Observer] = (),
    ) -> None:
        if isinstance(start, Situation):
            if any(given is not None for given in (model, citizens, rng, set)):
                raise TypeError("a Situation has its model, citizens, seed and values already")
            self.situation = start
        else:
            models = dict.fromkeys((TODAY, model or TODAY))
            options = {"citizens": citizens, "weeks": weeks, "seed": rng}
            resolved = resolve(start, settings=options, set=set, models=tuple(models))
            weeks = resolved.settings.weeks
            self.situation = situation_at_fork(resolved, model or TODAY, resolved.settings.seed)
        super().__init__(rng=self.situation.seed)
        self.numbers = itertools.count(1)
        self.datacollector = datacollector
        self.observers = tuple(observers)
        self.until = None if weeks is None else self.situation.week + weeks
        self._first = int(self.situation.folk.arrive.min())
        self._made: dict[type[Row], dict[int, Row]] = {}

    def step(self) -> None:
        """Run one week."""
        run_week(self.situation)
        if self._made:
            self._come_and_go()
        for observe in self.observers:
            observe(self.situation)
        if self.datacollector is not None:
            self.datacollector.collect(self)
        if self.until is not None and self.situation.week >= self.until:
            self.running = False

    @property
    def week(self) -> int:
        """Week that the next step runs."""
        return self.situation.week

    @property
    def last_week(self) -> int:
        """The last week that was run; the first week of the run before any is."""
        return max(self._first, self.situation.week - 1)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over the whole state."""
        return state_digest(self.situation)

    @property
    def agents(self) -> Any:
        """AgentSet of all agents: citizens first, each type in id order."""
        self._make()
        return super().agents

    @property
    def agents_by_type(self) -> Any:
        """AgentSet by type of agent."""
        self._make()
        return super().agents_by_type

    @property
    def agent_types(self) -> Any:
        """Types of agents."""
        self._make()
        return super().agent_types

    def select(self, filter_func: Callable[[Any], bool] | None = None, **options: Any) -> Any:
        """AgentSet of the agents that a function picks (``AgentSet.select``)."""
        return self.agents.select(filter_func, **options)

    def agent(self, kind: type[A], row: int) -> A:
        """The agent of a row; KeyError when it is not there now."""
        self._make()
        found = self._made[kind][row]
        assert isinstance(found, kind)
        return found

    def professional(self, row: int) -> Professional:
        """The first-line worker of a row, or, after those, the specialist."""
        return self.agent(Professional, row)

    def is_here(self, row: int) -> bool:
        """Person ``row`` is present, or not."""
        folk, week = self.situation.folk, self.last_week
        return bool(folk.arrive[row] <= week < folk.leave[row])

    def lives(self, row: int) -> bool:
        """Household ``row`` is present, or not."""
        folk, week = self.situation.folk, self.last_week
        return bool(folk.hh_arrive[row] <= week < folk.hh_leave[row])

    def close(self) -> None:
        """Let go of agents and tables; the model cannot be used afterwards."""
        for kind in self._made:
            for agent in list(self._made[kind].values()):
                agent.remove()
        self._made = {}
        self.observers = ()
        self.datacollector = None
        self.running = False
        self.__dict__.pop("situation", None)
        counted = getattr(mesa.Agent, "_ids", None)  # agents that users added to the model
        if isinstance(counted, dict):
            counted.pop(self, None)

    def __enter__(self) -> NeighbourhoodModel:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def _make(self) -> None:
        """Make every agent, once."""
        if self._made:
            return
        now = self.situation
        persons, homes = self._present()
        rows: dict[type[Row], Iterable[int]] = {
            Citizen: persons,
            SupportNetwork: homes,
            Professional: range(self._professionals()),
            Organisation: range(len(now.offices.waiting)),
            CollectiveProvision: range(len(now.provisions.is_open)),
            Payer: range(len(now.ledger.budget)),
        }
        self._made = {kind: {i: kind(self, i) for i in ids} for kind, ids in rows.items()}

    def _professionals(self) -> int:
        """First-line workers and specialists there are."""
        return len(self.situation.staff.role) + len(self.situation.specialists.product)

    def _present(self) -> tuple[list[int], list[int]]:
        """Rows of the persons and households that are present, ascending."""
        folk, week = self.situation.folk, self.last_week
        persons = np.flatnonzero((folk.arrive <= week) & (week < folk.leave))
        homes = np.flatnonzero((folk.hh_arrive <= week) & (week < folk.hh_leave))
        return persons.tolist(), homes.tolist()

    def _come_and_go(self) -> None:
        """Remove the agents of residents who left, make those of who came or was hired."""
        kinds: tuple[type[Row], ...] = (Citizen, SupportNetwork)
        for kind, present in zip(kinds, self._present(), strict=True):
            made = self._made[kind]
            for row in made.keys() - dict.fromkeys(present).keys():
                made.pop(row).remove()
            for row in present:
                if row not in made:
                    made[row] = kind(self, row)
        workers = self._made[Professional]
        for row in range(len(workers), self._professionals()):
            workers[row] = Professional(self, row)
