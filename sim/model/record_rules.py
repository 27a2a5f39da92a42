"""The state of a citizen and what puts one there: rules for one need or one person."""

from __future__ import annotations

from sim.foundation.compiled import rule
from sim.model.outcome import (
    COLLECTIVE,
    CRISIS,
    FIRST_LINE,
    HIDDEN,
    INTENSIVE,
    NETWORK,
    SELF_RELIANT,
    SPECIALIST,
    WAITING,
)
from sim.world.lives import (
    HAS_WORKER,
    RUNS_PRODUCT,
    WAITS_INTAKE,
    WAITS_PRODUCT,
    WAITS_WORKER,
    in_support,
)


@rule
def need_bits(
    severity: float,
    unmet: float,
    carried: float,
    status: int,
    granted: int,
    intensity: int,
    cut: float,
) -> int:
    """States that one need puts its people in, as bits.

    carried: share that the circle carries. Network: severity above the cut that the
    circle by itself brings to the cut or below.
    """
    mask = 0
    if granted == RUNS_PRODUCT:
        mask |= 1 << INTENSIVE if intensity == 2 else 1 << SPECIALIST
    if status == HAS_WORKER:
        mask |= 1 << FIRST_LINE
    if severity > cut and unmet <= cut and carried > 0.0 and severity * (1.0 - carried) <= cut:
        mask |= 1 << NETWORK
    if status in (WAITS_INTAKE, WAITS_WORKER) or granted == WAITS_PRODUCT:
        mask |= 1 << WAITING
    if unmet > cut and not in_support(status, granted):
        mask |= 1 << HIDDEN
    return mask


@rule
def first_state(mask: int, in_crisis: bool, takes_part: bool) -> int:
    """The first state that applies to a present person, from crisis to self-reliant."""
    if in_crisis:
        return CRISIS
    if takes_part:
        mask |= 1 << COLLECTIVE
    if mask == 0:
        return SELF_RELIANT
    for state in range(INTENSIVE, SELF_RELIANT):
        if mask >> state & 1:
            return state
    return SELF_RELIANT


@rule
def help_step(status: int, granted: int, intensity: int) -> int:
    """Help that a need has: 0 none, 1 first line, 2-4 light to intensive provision."""
    if granted == RUNS_PRODUCT:
        return 2 + intensity
    return 1 if status == HAS_WORKER else 0
