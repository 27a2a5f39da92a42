"""Openings and closings in an area on a day, as the stages of a model say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.sought import Sought
from sim.inputs.scenarios.resolved import Event, Resolved
from sim.population.areas import Place
from sim.population.place_names import folded
from sim.support.build.events import begin_initiative, close_centre, end_initiatives, open_centre
from sim.support.situation import Situation

CENTRE = "centre"


def happen(now: Situation, events: Iterable[Event]) -> None:
    """Centres and initiatives open or close from this week on, in order; without means there are
    none."""
    if now.settings.no_means:
        return
    for event in events:
        area = area_number(event.area, now.areas)
        if event.what == CENTRE and event.opens:
            open_centre(now.served, area, event.places or 0)
        elif event.what == CENTRE:
            close_centre(now.served, area)
        elif event.opens:
            begin_initiative(now.served, area, event.places or now.settings.new_places)
        else:
            end_initiatives(now.served, area)


def area_number(text: str, areas: Sequence[tuple[str, str]]) -> int:
    """The area of this code or name, as a number among those of the place; -1 when none is."""
    for number, (code, name) in enumerate(areas):
        if text.strip().upper() == code.upper() or folded(text) == folded(name):
            return number
    return -1


def check_events(resolved: Resolved, place: Place) -> None:
    """InputError for an area that the place does not have, and for a centre that opens where one
    stands: every area has one."""
    areas = [(area.code, area.name) for area in place.areas]
    names = [name for both in areas for name in both]
    for event in resolved.events:
        number = area_number(event.area, areas)
        if number < 0:
            raise InputError(
                code="unknown_key",
                where=f"{event.origin}, area",
                found=event.area,
                allowed=", ".join(f"{code} ({name})" for code, name in areas),
                nearest=nearest(event.area, names),
                message=Sought.NO_SUCH_AREA(),
            )
        for model in resolved.models:
            if event.opens and event.what == CENTRE and event.under(model.id):
                _closed_before(resolved, event, model.id, number, areas)


def _closed_before(
    resolved: Resolved, event: Event, model: str, number: int, areas: Sequence[tuple[str, str]]
) -> None:
    """InputError unless the centre that opens was closed last under a model."""
    before = [
        one
        for one in resolved.events[: resolved.events.index(event)]
        if one.what == CENTRE and one.under(model) and area_number(one.area, areas) == number
    ]
    if not before or before[-1].opens:
        raise InputError(
            code="inconsistent",
            where=f"{event.origin}, open",
            found=f"{event.what}, {event.area}",
            allowed=Sought.CLOSED_BEFORE(),
            message=Sought.STANDS(),
        )
