"""The engine beside the oracle: after every phase, every field of every table.

Of the large tables those rows are looked at that were written on either side since they were
last found equal; at the end of every week all rows are.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.oracle.citizens import Citizen
from tests.oracle.households import Household
from tests.oracle.model import PHASES, Neighbourhood
from tests.oracle.need import Need

if TYPE_CHECKING:
    from sim.support.situation import Situation

Phase = tuple[str, Callable[["Situation"], None]]
Row = tuple[Any, ...]
Columns = dict[str, list[Any]]

# Fields that name another agent, and where those agents are.
LINKS = {
    "cells": {
        "home": "households",
        "holder": "citizens",
        "desk": "organisations",
        "worker": "workers",
        "product": "products",
        "payer": "payers",
        "specialist": "specialists",
    },
    "persons": {"place": "provisions"},
    "homes": {"plan_worker": "workers"},
    "staff": {"home": "organisations", "org": "organisations"},
    "specialists": {"product": "products"},
}


# The large tables; what they show of an agent is what was written on it, and nothing worked out.
LARGE = {"cells": Need, "persons": Citizen, "homes": Household}
written: set[Any] = set()  # agents of these tables, since the last comparison


def _noting(agent: Any, name: str, value: Any) -> None:
    """Write a field of an agent and remember that it was written."""
    object.__setattr__(agent, name, value)
    written.add(agent)


for _kind in LARGE.values():
    _kind.__setattr__ = _noting  # type: ignore[method-assign, assignment]


class Difference(NamedTuple):
    """The first place where the two readings differ."""

    phase: str
    week: int
    table: str
    field: str
    id: int
    engine: Any
    oracle: Any


def shown(value: Any) -> Any:
    """A value for a message: the id of an agent, -1 for nobody."""
    return -1 if value is None else getattr(value, "number", value)


def oracle_ledger(model: Neighbourhood) -> Columns:
    """The ledger by its fields."""
    holder = model.municipality
    return {
        "booked": [p.booked for p in model.payers],
        "by_product": [p.spent for p in model.products],
        "by_product_minutes": [p.given for p in model.products],
        "minutes": [o.minutes for o in model.organisations],
        "crisis_minutes": [p.crisis_minutes for p in model.payers],
        "informal": [holder.informal],
        "volunteered": [holder.volunteered],
        "year": [p.year for p in model.payers],
        "budget": [p.budget for p in model.payers],
        "reserve": [holder.reserve],
        "free": [holder.free],
        "tight": [p.tight for p in model.payers],
        "product_year": [p.year for p in model.products],
        "places": [p.contracted for p in model.products],
        "contract": [p.volume_cents for p in model.products],
        "asked_year": [p.asked_year for p in model.products],
        "waited": [p.waited for p in model.products],
        "volume": [p.volume for p in model.products],
    }


def engine_ledger(now: Situation) -> Columns:
    """The same from the engine; past weeks by product."""
    columns = {**now.ledger.as_dict(), "volume": now.ledger.volume.T}
    return {name: column.tolist() for name, column in columns.items()}


def oracle_policy(model: Neighbourhood) -> Columns:
    """What a situation holds beside its tables."""
    return {
        "group": [c.group for c in model.citizens],
        "carry": [p.carry for p in model.products],
        "resolve": [p.resolve for p in model.products],
        "short": [p.short for p in model.payers],
        "response": [p.response for p in model.payers],
        "community_minutes": [model.municipality.community_minutes],
        "presence_share": [model.presence_share],
        "team_bonus": [model.municipality.team_bonus],
        "flows": model.flows,
        "reached": list(model.reached.values()),
        "closed": list(model.closed.values()),
    }


def engine_policy(now: Situation) -> Columns:
    """The same from the engine."""
    out = {"group": now.group.tolist()}
    out |= {name: array.tolist() for name, array in now.weights.as_dict().items()}
    out |= {name: getattr(now, name).tolist() for name in ("short", "response")}
    for name in ("community_minutes", "presence_share", "team_bonus"):
        out[name] = [getattr(now, name)]
    counts = {"flows": "flows", "reached": "reach", "closed": "closing"}
    return out | {name: getattr(now.tally, count).tolist() for name, count in counts.items()}


def agents_of(model: Neighbourhood) -> dict[str, Sequence[Any]]:
    """The oracle's agents (and their needs) by the engine's table, in the order of ids."""
    return {
        "cells": [n for owner in (*model.citizens, *model.households) for n in owner.needs],
        "persons": model.citizens,
        "homes": model.households,
        "provisions": model.provisions,
        "staff": model.workers,
        "offices": model.organisations,
        "specialists": model.specialists,
    }


def same_bits(engine: Any, oracle: Any) -> bool:
    """Equal, and for floats the same bits: 0.0 is not -0.0."""
    if isinstance(engine, float) or isinstance(oracle, float):
        return type(engine) is type(oracle) and struct.pack("d", engine) == struct.pack("d", oracle)
    if isinstance(engine, list):
        if engine and type(engine[0]) is int:
            return engine == oracle and not any(isinstance(item, float) for item in oracle)
        return len(engine) == len(oracle) and all(map(same_bits, engine, oracle))
    return bool(engine == oracle)


class Kept:
    """Rows of the engine's tables as plain Python, made anew only where a column has moved."""

    def __init__(self) -> None:
        self.columns: dict[str, list[bytes]] = {}
        self.rows: dict[str, list[Row]] = {}
        self.moved: dict[str, list[int]] = {}
        self.places: dict[str, dict[Any, int]] = {}

    def of(self, name: str, table: Any, links: Mapping[str, Sequence[Any]]) -> list[Row]:
        """Every row of a table; fields that name another agent hold that agent, or None."""
        columns = table.values()
        before, rows = self.columns.get(name), self.rows.get(name, [])
        # By bits: what is no number, or turned from 0.0 into -0.0, has moved too.
        bits = [column.tobytes() for column in columns]
        if before is None or len(rows) != len(columns[0]):
            moved, rows = np.arange(len(columns[0])), [()] * len(columns[0])
        else:
            moved = _moved(columns, bits, before)
        if len(moved):
            ours = {key: getattr(table, key)[moved].tolist() for key in table.names}
            for key, others in links.items():
                someone = [*others, None]
                ours[key] = [someone[k] for k in ours[key]]
            for k, row in zip(moved.tolist(), zip(*ours.values(), strict=True), strict=True):
                rows[k] = row
        self.columns[name], self.rows[name], self.moved[name] = bits, rows, moved.tolist()
        return rows

    def looked_at(self, name: str, agents: Sequence[Any]) -> list[int]:
        """Rows of a large table that were written on either side; after ``of``."""
        if name not in self.places:
            self.places[name] = {agent: row for row, agent in enumerate(agents)}
        places, kind = self.places[name], LARGE[name]
        theirs = (places[agent] for agent in written if type(agent) is kind and agent in places)
        return sorted({*self.moved[name], *theirs})


def _moved(
    columns: Sequence[NDArray[Any]], bits: Sequence[bytes], before: Sequence[bytes]
) -> NDArray[np.intp]:
    """Rows of which a column has other bits than before."""
    found = np.zeros(len(columns[0]), dtype=np.bool_)
    for column, now, then in zip(columns, bits, before, strict=True):
        if now != then:
            whole = f"i{column.itemsize}"
            found |= np.frombuffer(now, whole) != np.frombuffer(then, whole)
    return np.flatnonzero(found)


def table_difference(
    rows: Sequence[Row], table: Any, agents: Sequence[Any], bits: bool
) -> tuple[str, int, Any, Any] | None:
    """Field, id and both values of the first cell that differs, or None.

    rows: of the engine's table, see ``Kept``.
    """
    theirs = list(map(attrgetter(*table.names), agents))
    if rows != theirs or (bits and not same_floats(table, theirs)):
        return first_cell(table.names, rows, theirs)
    return None


def some_difference(
    rows: Sequence[Row], table: Any, agents: Sequence[Any], some: Sequence[int]
) -> tuple[str, int, Any, Any] | None:
    """As ``table_difference``, of some rows only."""
    show = attrgetter(*table.names)
    for k in some:
        if rows[k] != (theirs := show(agents[k])):
            field, _, mine, other = first_cell(table.names, [rows[k]], [theirs])
            return field, k, mine, other
    return None


def same_floats(table: Any, oracle: Sequence[Row]) -> bool:
    """Whether every float of a table has the same bits."""
    columns = zip(*oracle, strict=True)
    return all(
        array.tobytes() == np.array(column).tobytes()
        for array, column in zip(table.values(), columns, strict=bool(oracle))
        if array.dtype == np.float64
    )


def first_cell(
    fields: Sequence[str], engine: Sequence[Row], oracle: Sequence[Row]
) -> tuple[str, int, Any, Any]:
    """The first cell of two unequal tables that differs."""
    for k, (a, b) in enumerate(zip(engine, oracle, strict=True)):
        for field, x, y in zip(fields, a, b, strict=True):
            if not same_bits(x, y):
                return field, k, shown(x), shown(y)
    raise AssertionError("rows differ but no field does")


def first_difference(
    now: Situation, model: Neighbourhood, phase: str, kept: Kept, bits: bool = False
) -> Difference | None:
    """The first field that differs, or None; ``bits`` also tells 0.0 from -0.0."""
    for name, agents in agents_of(model).items():
        links = {k: getattr(model, group) for k, group in LINKS.get(name, {}).items()}
        table = getattr(now, name)
        rows = kept.of(name, table, links)
        if bits or name not in LARGE:
            found = table_difference(rows, table, agents, bits)
        else:
            found = some_difference(rows, table, agents, kept.looked_at(name, agents))
        if found is not None:
            return Difference(phase, now.week, name, *found)
    written.clear()
    pairs = {
        "ledger": (engine_ledger(now), oracle_ledger(model)),
        "policy": (engine_policy(now), oracle_policy(model)),
    }
    for name, (mine, other) in pairs.items():
        assert list(mine) == list(other), f"fields of {name}"
        for field, x in mine.items():
            if x != other[field] or (bits and not same_bits(x, other[field])):
                return Difference(phase, now.week, name, field, -1, x, other[field])
    return None


def live_beside(
    now: Situation, model: Neighbourhood, until: int, phases: tuple[Phase, ...], kept: Kept
) -> Difference | None:
    """Live both up to week ``until``; the first difference, or None."""
    assert tuple(name for name, _ in phases) == PHASES, "the oracle knows other phases"
    while now.week < until:
        for name, step in phases:
            step(now)
            getattr(model, name)()
            found = first_difference(now, model, name, kept, bits=name == PHASES[-1])
            if found is not None:
                return found
        now.week += 1
        model.week += 1
    return None
