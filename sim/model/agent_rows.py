"""One row of a table as a Mesa agent, its columns as attributes, and a need as one reads it.

Columns that belong to the state can be written (``citizen.strength = 1.2``) and are then
used from the next week on; what follows from the state or never changes is read only.
"""

# Mesa ships no types, so its classes are Any here.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, NoReturn, TypeVar, overload

import mesa

from sim.inputs.files.errors import InputError
from sim.population.domains import DOMAINS
from sim.record.recorder import Recorder
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
    """One row of a table as a Mesa agent. ``row`` is its place there, the same as long as the
    model is."""

    _ids = _Numbers()
    model: NeighbourhoodModel

    def __init__(self, model: NeighbourhoodModel, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def now(self) -> Situation:
        """The situation that this row is part of."""
        return self.model.situation

    def step(self) -> NoReturn:
        """Refused: a week is one list of phases for everybody."""
        self._refuse("step")

    def advance(self) -> NoReturn:
        """Refused, as ``step``."""
        self._refuse("advance")

    def _refuse(self, what: str) -> NoReturn:
        raise InputError(
            code="usage",
            where=f"{type(self).__name__}.{what}",
            found=f"a {what} of one agent",
            allowed="model.step(), which runs one week for everybody",
            message="agents do not step by themselves: everyone does one thing before anyone "
            "does the next",
        )

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


class Carried(Column[T]):
    """An attribute of a citizen that the recorder's pass over this week gives."""

    def at(self, agent: Row) -> tuple[Any, int]:
        """Array and position of the field."""
        return agent.model.carried.persons, agent.row


class Recorded(Column[T]):
    """An attribute that a recorder fills: refused where none observes, as it would be 0."""

    def at(self, agent: Row) -> tuple[Any, int]:
        """Array and position of the field."""
        if not any(isinstance(one, Recorder) for one in agent.model.observers):
            raise InputError(
                code="usage",
                where=f"{type(agent).__name__}.{self.name}",
                found="a model without a Recorder",
                allowed="NeighbourhoodModel(situation, observers=[Recorder(situation, weeks)])",
                message="only a recorder counts this",
            )
        return super().at(agent)


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


class Seen(NamedTuple):
    """The row of a need, as it was when it was read."""

    domain: int
    lasting: float
    resolvable: float
    unmet: float
    status: int
    granted: int
    product: int
    minutes: int
    worker: int
    specialist: int


class Need:
    """One need of a person or household, as it was when it was read, so that what was collected
    stays as it is; ``cell`` is its row in ``Cells``, where what is written goes too."""

    __slots__ = ("_bits", "_seen", "cell", "model")

    def __init__(self, model: NeighbourhoodModel, cell: int) -> None:
        self.model = model
        self.cell = cell
        cells = model.situation.cells
        self._seen = Seen(*(getattr(cells, name)[cell].item() for name in Seen._fields))
        self._bits = self._states()

    @property
    def domain(self) -> str:
        """Life domain."""
        return DOMAINS[self._seen.domain]

    @property
    def lasting(self) -> float:
        """Lasting part of severity, 0-1."""
        return self._seen.lasting

    @property
    def resolvable(self) -> float:
        """Resolvable part of severity, 0-1; writing it makes the need active."""
        return self._seen.resolvable

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
        self._seen = self._seen._replace(resolvable=float(value))
        self._bits = self._states()
        model.look_again()

    @property
    def severity(self) -> float:
        """Severity, 0-1."""
        return self.lasting + self.resolvable

    @property
    def unmet(self) -> float:
        """Severity that nobody carries, 0-1, as of the last need update."""
        return self._seen.unmet

    @property
    def zrm(self) -> int:
        """Self-Sufficiency Matrix level, 5 fully self-reliant .. 1 acute."""
        return int(level_of(self.model.situation.world, self.severity))

    @property
    def known(self) -> bool:
        """Support knows it: it waits for, or has, a worker or a product."""
        return bool(in_support(self._seen.status, self._seen.granted))

    @property
    def state_bits(self) -> int:
        """States that it puts its people in, as bits of ``STATES``."""
        return self._bits

    def _states(self) -> int:
        """The bits of now."""
        now, seen = self.model.situation, self._seen
        home = now.cells.home[self.cell]
        carried = network_carry(
            now.domains.network_carry[seen.domain],
            now.homes.help_share[home],
            now.homes.boost[home],
        )
        weight = now.products.intensity[max(0, seen.product)]
        standing = (seen.status, seen.granted, weight, now.world.needs_cut)
        return int(need_bits(self.severity, seen.unmet, carried, *standing))

    @property
    def status(self) -> str:
        """Stand of first-line help, one of ``STATUS``."""
        return STATUS[self._seen.status]

    @property
    def product(self) -> int | None:
        """Row of the product that is waited for or runs."""
        return None if self._seen.product < 0 else self._seen.product

    @property
    def minutes(self) -> int:
        """Minutes of guidance in the last week."""
        return self._seen.minutes

    @property
    def worker(self) -> Professional | None:
        """The named worker."""
        worker = self._seen.worker
        return None if worker < 0 else self.model.professional(worker)

    @property
    def specialist(self) -> Professional | None:
        """The named specialist of the running product."""
        own = self._seen.specialist
        first_line = len(self.model.situation.staff.role)
        return None if own < 0 else self.model.professional(first_line + own)

    def __repr__(self) -> str:
        return f"<Need {self.domain} {self.severity:.2f}>"
