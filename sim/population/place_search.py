"""Search for places that one can simulate, by name or part of a name."""

from __future__ import annotations

from functools import cache
from typing import Any

from sim.inputs.files.errors import InputError
from sim.inputs.files.sought import Sought
from sim.population.areas import municipality
from sim.population.merged import merged_by_name
from sim.population.place_names import Listed, fitting, folded, nearest_name, published
from sim.population.places import NAMED, find_place


@cache
def every_place() -> tuple[Listed, ...]:
    """The built-in places and the published ones."""
    return (*map(_built_in, NAMED), *published())


def _built_in(name: str) -> Listed:
    place = find_place(name)
    of = municipality(place.areas[0].code)
    inside = next((one.name for one in published() if one.code == of), "")
    # The name of a built-in place has its municipality behind it.
    own = place.name.removesuffix(f" ({inside})")
    return Listed(name, own, inside, place.inhabitants, "built_in")


def search(text: str, limit: int) -> dict[str, Any]:
    """The document of the places that fit a text, at most ``limit``, the best first.

    Raises InputError, with the nearest names, when there is none.
    """
    found = [one for _, one in fitting(text, every_place())]
    if not found:
        raise _nothing(text)
    return {
        "schema": "wijksim/places/1",
        "asked": text,
        "found": len(found),
        "places": [one._asdict() for one in found[:limit]],
    }


def _nothing(text: str) -> InputError:
    if (gone := merged_by_name(folded(text))) is not None:
        return gone
    return InputError(
        code="unknown_place",
        where="TEXT",
        found=text,
        allowed=Sought.PART_OF_A_NAME(),
        nearest=nearest_name(text, every_place()),
        message=Sought.NO_SUCH_NAME(),
    )
