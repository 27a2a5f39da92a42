"""One row of a table as a Mesa agent, its columns as attributes, and a need as one reads it.

Columns that belong to the state can be written (``citizen.strength = 1.2``) and are then
used from the next week on; what follows from the state or never changes is read only.
"""

# Mesa ships no types, so its classes are Any here.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import mesa

from sim.population.domains import DOMAINS
from sim.record.rules import need_bits
from sim.world.rules import network_carry
from sim.world.state import PERSON_SLOTS, in_support
from sim.world.waiting import level_of

if TYPE_CHECKING:
    from sim.model.agents import Professional
    from sim.model.neighbourhood import NeighbourhoodModel
    from sim.support.situation import Situation

T = TypeVar("T", bound=float)
STATUS = ("no_request", "waits_intake", "waits_worker", "has_worker")


class _Numbers:
    """Numbers the agents of a model without keeping the model alive.

    Mesa 3.3 counts in a class-wide table keyed by model, which frees no model ever;
    later versions count in the model and do not look here.
    """

    def __getitem__(self, model: NeighbourhoodModel) -> Iterator[int]:
        return model.numbers


class Row(mesa.Agent):
    """One row of a table as a Mesa agent. ``row`` is its permanent id."""

    _ids = _Numbers()
    model: NeighbourhoodModel

    def __init__(self, model: NeighbourhoodModel, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def now(self) -> Situation:
        """The situation that this row is part of."""
        return self.model.situation

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row}>"


class Column(Generic[T]):
    """An attribute of an agent that is one field of its row."""

    def __init__(
        self, table: str, name: str, kind: Callable[[Any], T], settable: bool = False
    ) -> None:
        self.table, self.name, self.kind, self.settable = table, name, kind, settable

    @overload
    def __get__(self, agent: None, owner: type[Row]) -> Column[T]: ...
    @overload
    def __get__(self, agent: Row, owner: type[Row]) -> T: ...
    def __get__(self, agent: Row | None, owner: type[Row]) -> Column[T] | T:
        if agent is None:
            return self
        array, row = self.at(agent)
        return self.kind(array[row])

    def __set__(self, agent: Row, value: T) -> None:
        if not self.settable:
            raise AttributeError(f"{self.table}.{self.name} follows from the state: read only")
        array, row = self.at(agent)
        array[row] = value

    def at(self, agent: Row) -> tuple[Any, int]:
        """Array and position of the field."""
        return getattr(getattr(agent.now, self.table), self.name), agent.row


class Post(Column[T]):
    """An attribute of a professional: a field of the first-line row or, for a specialist,
    the named field of the row there."""

    def __init__(
        self, name: str, kind: Callable[[Any], T], other: str, settable: bool = False
    ) -> None:
        super().__init__("staff", name, kind, settable)
        self.other = other

    def at(self, agent: Row) -> tuple[Any, int]:
        """Array and position of the field."""
        now, own = agent.now, agent.row - len(agent.now.staff.role)
        if own < 0:
            return super().at(agent)
        return getattr(now.specialists, self.other), own


class Need:
    """One need of a person or household; ``cell`` is its row in ``Cells``."""

    __slots__ = ("cell", "model")

    def __init__(self, model: NeighbourhoodModel, cell: int) -> None:
        self.model = model
        self.cell = cell

    @property
    def domain(self) -> str:
        """Life domain."""
        return DOMAINS[self.model.situation.cells.domain[self.cell]]

    @property
    def lasting(self) -> float:
        """Lasting part of severity, 0-1."""
        return float(self.model.situation.cells.lasting[self.cell])

    @property
    def resolvable(self) -> float:
        """Resolvable part of severity, 0-1; writing it makes the need active."""
        return float(self.model.situation.cells.resolvable[self.cell])

    @resolvable.setter
    def resolvable(self, value: float) -> None:
        """Set it; ValueError beyond what the lasting part leaves, or when nobody is there."""
        model, cells = self.model, self.model.situation.cells
        if self.cell < PERSON_SLOTS * model.situation.folk.n:
            here = model.is_here(self.cell // PERSON_SLOTS)
        else:
            here = model.lives(int(cells.home[self.cell]))
        if not here:
            raise ValueError("whoever this need belongs to does not live here in this week")
        if not 0.0 <= value <= 1.0 - cells.lasting[self.cell]:
            raise ValueError(f"resolvable is {value}; allowed 0 to {1.0 - self.lasting}")
        cells.resolvable[self.cell] = value
        cells.active[self.cell] = 1

    @property
    def severity(self) -> float:
        """Severity, 0-1."""
        return self.lasting + self.resolvable

    @property
    def unmet(self) -> float:
        """Severity that nobody carries, 0-1, as of the last need update."""
        return float(self.model.situation.cells.unmet[self.cell])

    @property
    def zrm(self) -> int:
        """Self-Sufficiency Matrix level, 5 fully self-reliant .. 1 acute."""
        return int(level_of(self.model.situation.world, self.severity))

    @property
    def known(self) -> bool:
        """Support knows it: it waits for, or has, a worker or a product."""
        cells = self.model.situation.cells
        return bool(in_support(cells.status[self.cell], cells.granted[self.cell]))

    @property
    def state_bits(self) -> int:
        """States that it puts its people in, as bits of ``STATES``."""
        now, c = self.model.situation, self.cell
        cells, home = now.cells, now.cells.home[c]
        carried = network_carry(
            now.domains.network_carry[cells.domain[c]],
            now.homes.help_share[home],
            now.homes.boost[home],
        )
        return int(
            need_bits(
                self.severity,
                self.unmet,
                carried,
                cells.status[c],
                cells.granted[c],
                now.products.intensity[max(0, cells.product[c])],
                now.world.needs_cut,
            )
        )

    @property
    def status(self) -> str:
        """Stand of first-line help, one of ``STATUS``."""
        return STATUS[self.model.situation.cells.status[self.cell]]

    @property
    def product(self) -> int | None:
        """Row of the product that is waited for or runs."""
        product = int(self.model.situation.cells.product[self.cell])
        return None if product < 0 else product

    @property
    def minutes(self) -> int:
        """Minutes of guidance in the last week."""
        return int(self.model.situation.cells.minutes[self.cell])

    @property
    def worker(self) -> Professional | None:
        """The named worker."""
        worker = int(self.model.situation.cells.worker[self.cell])
        return None if worker < 0 else self.model.professional(worker)

    @property
    def specialist(self) -> Professional | None:
        """The named specialist of the running product."""
        now = self.model.situation
        own = int(now.cells.specialist[self.cell])
        return None if own < 0 else self.model.professional(len(now.staff.role) + own)

    def __repr__(self) -> str:
        return f"<Need {self.domain} {self.severity:.2f}>"
