"""A resolved scenario with other values: what ``--set`` would have made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.layering import Building, assume
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.settings import Settings

SETTING = "settings."


def restated(resolved: Resolved, values: Mapping[str, Value], origin: str) -> Resolved:
    """The scenario with these values, by parameter key or ``settings.<name>``, already checked.

    Equal to resolving it anew with them, for a hundredth of the time. A hypothesis that the
    scenario has on cannot be switched off here: what it set is no longer known apart.
    Raises InputError when a hypothesis contradicts what is stated.
    """
    building = Building(
        dict(read_parameters()),
        dict(resolved.values),
        model_values={model: dict(own) for model, own in resolved.model_values.items()},
        stated=set(resolved.stated),
        origin=dict(resolved.origin),
        settings=resolved.settings.model_dump(),
    )
    for key, value in values.items():
        if key.startswith(SETTING):
            building.set_settings({key.removeprefix(SETTING): value}, origin)
        else:
            building.set_all(key, value, origin)
    assume(building)
    return replace(
        resolved,
        settings=Settings.model_construct(**building.settings),
        values=building.values,
        model_values=building.model_values,
        stated=frozenset(building.stated),
        origin=building.origin,
    )
