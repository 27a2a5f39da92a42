"""What every agent of the oracle is: a Mesa agent with a permanent number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

if TYPE_CHECKING:
    from tests.oracle.model import Neighbourhood


class Actor(mesa.Agent):  # type: ignore[misc]  # Mesa ships without types
    """A Mesa agent; ``number`` is its permanent id, which is the row in the engine."""

    model: Neighbourhood

    def __init__(self, model: Neighbourhood, number: int) -> None:
        super().__init__(model)
        self.number = number
