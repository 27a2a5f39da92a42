"""Which difference between models a study is about."""

from __future__ import annotations

from collections.abc import Sequence

from sim.inputs.files.errors import InputError, nearest


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
        raise InputError(
            code="unknown_key",
            where="--difference",
            found=named,
            allowed=", ".join(every),
            nearest=nearest(named, every),
            message="this is no difference of these models",
        )
    return every[named]
