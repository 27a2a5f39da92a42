"""Outcomes that are named by who asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.inputs.files.errors import InputError, nearest
from sim.record.outcomes import OUTCOMES

WHERE = "--outcomes"


def known_outcomes(names: Sequence[str], where: str = WHERE) -> tuple[str, ...]:
    """The same names, once sure that they exist; InputError with the nearest spelling."""
    for name in names:
        if name not in OUTCOMES:
            raise InputError(
                code="unknown_key",
                where=where,
                found=name,
                allowed=", ".join(OUTCOMES),
                nearest=nearest(name, OUTCOMES),
                message="this outcome does not exist",
            )
    return tuple(names)
