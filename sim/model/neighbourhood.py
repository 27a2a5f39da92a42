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
- Random numbers are addressed by what they decide. ``rng``, or ``seed``, is where they begin;
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

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import TODAY
from sim.inputs.scenarios.scenario import resolve
from sim.model.agent_rows import Row
from sim.model.agents import (
    Citizen,
    CollectiveProvision,
    Organisation,
    Payer,
    Professional,
    SupportNetwork,
)
from sim.model.at_fork import Collector, own_collector, seed_of, situation_at_fork
from sim.model.digest import state_digest
from sim.model.fork import Observer
from sim.model.week import run_week
from sim.record.carried import Carried, carried_now
from sim.support.situation import Situation

CENTS = 100.0  # in a euro
A = TypeVar("A", bound=Row)


class NeighbourhoodModel(mesa.Model):
    """One neighbourhood under one support model, a week a step.

    start: name or file of a scenario, or a ``Situation`` to go on from (in place, not
    copied; the arguments that build one must then be left out).
    model: id of a support model, or ``reach+admit+work+pay+build``. citizens, weeks: None
    leaves what the scenario says; after ``weeks`` steps ``running`` is False. rng or seed: a
    whole number gives the same run again; without either, as in Mesa, every model is another
    run, unless the scenario or ``set`` states a seed. set: parameter values by key.
    datacollector, or what a function of that name makes, collects, and observers are called,
    after every step; without one it is the week, the seed and three sums. Raises InputError
    for bad input.
    """

    def __init__(
        self,
        start: str | Path | Situation = "pilot",
        model: str | None = None,
        *,
        citizens: int | None = None,
        weeks: int | None = None,
        rng: Any = None,
        seed: Any = None,
        set: Mapping[str, str | Value] | None = None,
        datacollector: Collector = None,
        observers: Iterable[Observer] = (),
    ) -> None:
        if isinstance(start, Situation):
            if any(given is not None for given in (model, citizens, rng, seed, set)):
                raise TypeError("a Situation has its model, citizens, seed and values already")
            self.situation = start
        else:
            models = dict.fromkeys((TODAY, model or TODAY))
            own = None if rng is None and seed is None else seed_of(rng, seed)
            options = {"citizens": citizens, "weeks": weeks, "seed": own}
            resolved = resolve(start, settings=options, set=set, models=tuple(models))
            stated = resolved.origin["settings.seed"] != "default"
            own = resolved.settings.seed if stated else seed_of()
            weeks = resolved.settings.weeks
            self.situation = situation_at_fork(resolved, model or TODAY, own)
        super().__init__(rng=self.situation.seed)
        self.numbers = itertools.count(1)
        self.datacollector: Any = own_collector(datacollector)
        self.observers = tuple(observers)
        self.until = None if weeks is None else self.situation.week + weeks
        self._first = int(self.situation.folk.arrive.min())
        self._made: dict[type[Row], dict[int, Row]] = {}
        self._carried: Carried | None = None

    def step(self) -> None:
        """Run one week; InputError where births, deaths and moves are not known."""
        if self.situation.week >= self.situation.written:
            raise self._past_the_end()
        run_week(self.situation)
        self.look_again()
        if self._made:
            self._come_and_go()
        for observe in self.observers:
            observe(self.situation)
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
    def seed(self) -> int:
        """Seed of all random numbers: given as ``rng`` it gives this run again."""
        return self.situation.seed

    @property
    def carried(self) -> Carried:
        """Burden of this week, as a recorder counts it."""
        if self._carried is None:
            self._carried = carried_now(self.situation)
        return self._carried

    def look_again(self) -> None:
        """Forget what was read from the state: it was written to."""
        self._carried = None

    @property
    def residents(self) -> int:
        """Number of residents."""
        return len(self._present()[0])

    @property
    def burden(self) -> float:
        """Burden of this week per 1,000 residents."""
        return 1000.0 * self.carried.total / max(1, self.residents)

    @property
    def spent(self) -> float:
        """Public money booked since the fork, in euros."""
        return float(self.situation.ledger.booked.sum()) / CENTS

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

    def _past_the_end(self) -> InputError:
        """Error for a week of which nobody knows who is born, dies or moves."""
        end = self.situation.written
        return InputError(
            code="out_of_range",
            where="NeighbourhoodModel.step",
            found=f"week {self.situation.week}",
            allowed=f"weeks up to {end - 1}; for more give weeks, as in weeks={2 * max(1, end)}",
            message="births, deaths and moves are written down for "
            f"{end} weeks after the fork, and no further",
        )

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
