"""Events of a scenario file: what opens or closes in an area on a day."""

from __future__ import annotations

from collections.abc import Mapping

from sim.inputs.files.errors import InputError
from sim.inputs.files.sought import Sought
from sim.inputs.scenarios.answers import ModelChoice, from_key
from sim.inputs.scenarios.resolved import Event
from sim.inputs.scenarios.scenario_file import Layer


def event_of(layer: Layer, number: int, known: Mapping[str, ModelChoice]) -> Event:
    """An event of a file, by its place among those of the file. InputError for one that says not
    whether something opens or closes, or of how many places something closes."""
    table, at = layer.content.event[number], ("event", number)
    if (table.open is None) == (table.close is None) or (table.places and table.close):
        found = ", ".join(key for key in ("open", "close", "places") if getattr(table, key))
        raise InputError(
            code="inconsistent",
            where=layer.where(at),
            found=found or "date, area",
            allowed=Sought.OPEN_OR_CLOSE(),
            message=Sought.NOT_ONE_EVENT(),
        )
    named = [table.model] if isinstance(table.model, str) else table.model
    for model in named:
        from_key(model, known, layer.where((*at, "model")))
    return Event(
        date=table.date,
        opens=table.open is not None,
        what=str(table.open or table.close),
        area=table.area,
        places=table.places,
        models=tuple(named),
        origin=event_origin(layer, number),
    )


def event_origin(layer: Layer, number: int) -> str:
    """The name of an event of a file, whatever the line it stands at."""
    return f"{layer.name}, event {number + 1}"
