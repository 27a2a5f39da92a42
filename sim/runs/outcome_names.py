"""Outcomes and differences between models that are named by who asks for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sim.inputs.files.errors import InputError, nearest
from sim.record.outcomes import OUTCOMES

WHERE = "--outcomes"


def known_outcomes(names: Sequence[str], where: str = WHERE) -> tuple[str, ...]:
    """The same names, once sure that they exist; InputError with the nearest spelling."""
    for name in names:
        if name not in OUTCOMES:
            raise _unknown(where, name, OUTCOMES, "this outcome does not exist")
    return tuple(names)


def difference_of(named: str | None, models: Sequence[str]) -> tuple[str, str]:
    """(later, earlier) of ``later-earlier``; without a name the last model minus the first."""
    if len(models) < 2:
        raise InputError(
            code="out_of_range",
            where="--models",
            found=", ".join(models),
            allowed="at least two models",
            message="there is no difference of one model",
        )
    every = {f"{b}-{a}": (b, a) for a in models for b in models if a != b}
    if named is None:
        return models[-1], models[0]
    if named not in every:
        message = "this is no difference of these models"
        raise _unknown("--difference", named, every, message)
    return every[named]


def _unknown(where: str, found: str, known: Collection[str], message: str) -> InputError:
    return InputError(
        code="unknown_key",
        where=where,
        found=found,
        allowed=", ".join(known),
        nearest=nearest(found, known),
        message=message,
    )
