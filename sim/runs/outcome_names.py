"""Outcomes and differences between models that are named by who asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.inputs.files.errors import InputError, known
from sim.record.outcomes import OUTCOMES

WHERE = "--outcomes"


def known_outcomes(names: Sequence[str], where: str = WHERE) -> tuple[str, ...]:
    """The same names, once sure that they exist; InputError with the nearest spelling."""
    message = "this outcome does not exist"
    return tuple(known(name, OUTCOMES, where, "unknown_key", message) for name in names)


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
    message = "this is no difference of these models"
    return every[known(named, every, "--difference", "unknown_key", message)]
