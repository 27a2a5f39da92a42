"""A made-up comparison as a page reads it."""

from __future__ import annotations

from typing import Any

from sim.inputs.parameters.load import read_parameters
from sim.show.reading import View
from tests.show.fixture import made_up


def view_of(lang: str, **how: Any) -> View:
    """The view of ``made_up``; ``how`` are its options."""
    return View(made_up(**how), lang, read_parameters())
