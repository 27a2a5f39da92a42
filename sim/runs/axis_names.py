"""Meaning of the names of inputs: parameters, levers of several answers, groups and settings."""

from __future__ import annotations

from fnmatch import fnmatchcase

from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.said import Said
from sim.inputs.parameters.groups import GROUPS, LEVERS, NAMES, group_of, groups_of
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.scenario import SETTING
from sim.runs.shared_levers import lever_name, shared_levers

LUCK = "luck"  # the input of the random numbers
MOVABLE = ("means", "citizens", "weeks", "burn_in_weeks", "closed")  # settings a study may move
GROUP_NAMES = (*NAMES, LUCK)


def keys_of(name: str, fixed: bool) -> list[str]:
    """The parameters that a name, pattern or group means.

    fixed: also those that are not drawn, when they are numbers.
    """
    return [
        key
        for key, parameter in read_parameters().items()
        if (parameter.draw or (fixed and parameter.numeric))
        and (
            name in groups_of(parameter)
            or fnmatchcase(key, name)
            or fnmatchcase(lever_name(key), name)
        )
    ]


def unknown_input(name: str, where: str) -> InputError:
    """Nothing that can move has this name."""
    known = read_parameters()
    members = [key for key, parameter in known.items() if group_of(parameter) == name]
    if name == GROUPS["setting"]:
        members = [SETTING + one for one in MOVABLE]
    if members:
        return InputError(
            code="unknown_key",
            where=where,
            found=name,
            allowed=Said.ONE_BY_ONE(names=", ".join(members)),
            message=Said.NOT_AS_A_GROUP(name=name),
        )
    drawn = {group_of(parameter) for parameter in known.values() if parameter.draw}
    groups = [LEVERS, *(one for one in GROUP_NAMES if one in drawn)]
    levers = shared_levers(known).values()
    parts = [part for one in levers for part in (one.name, *one.differences)]
    names = [*known, *parts, *groups, *(SETTING + one for one in MOVABLE)]
    return InputError(
        code="unknown_key",
        where=where,
        found=name,
        allowed=Said.MOVABLE(
            groups=", ".join(groups), settings=", ".join(SETTING + one for one in MOVABLE)
        ),
        nearest=nearest(name, names),
        message="nothing that can move is called so",
    )
