"""A place as it is published: its areas, and of how many people it is a sample."""

from __future__ import annotations

from typing import NamedTuple

from sim.foundation.sentence import Sentence
from sim.population.areas import Area


class Place(NamedTuple):
    """The simulated place: one or more areas of one year, with source and remarks."""

    id: str
    name: str
    year: int
    areas: tuple[Area, ...]
    source: str
    inhabitants: int
    notes: tuple[Sentence, ...] = ()
