"""One row of a table as a Mesa agent, and its columns as attributes.

Columns that belong to the state can be written (``citizen.strength = 1.2``) and are then
used from the next week on; what follows from the state or never changes is read only.
"""

# Mesa ships no types, so its classes are Any here.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import mesa

if TYPE_CHECKING:
    from sim.model.neighbourhood import NeighbourhoodModel
    from sim.support.situation import Situation

T = TypeVar("T", bound=float)


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
