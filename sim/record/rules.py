"""The state of a citizen and its causes: rules for one need or one person."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import plain, rule
from sim.record import outcomes
from sim.world import state


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
    runs, felt = granted == state.RUNS_PRODUCT, unmet > cut
    asked = (status == state.WAITS_INTAKE) | (status == state.WAITS_WORKER)
    hidden = felt & (status == state.NO_REQUEST) & (granted == state.NO_PRODUCT)
    carried_alone = (carried > 0.0) & (severity * (1.0 - carried) <= cut)
    return (
        int(runs & (intensity == 2)) << outcomes.INTENSIVE
        | int(runs & (intensity != 2)) << outcomes.SPECIALIST
        | int(status == state.HAS_WORKER) << outcomes.FIRST_LINE
        | int((severity > cut) & (unmet <= cut) & carried_alone) << outcomes.NETWORK
        | int(asked | (granted == state.WAITS_PRODUCT)) << outcomes.WAITING
        | int(hidden) << outcomes.HIDDEN
    )


@rule
def first_state(mask: int) -> int:
    """The first state of a present person that applies, from crisis to self-reliant."""
    first = outcomes.SELF_RELIANT
    for bit in range(outcomes.SELF_RELIANT - 1, outcomes.CRISIS - 1, -1):
        if mask >> bit & 1:
            first = bit
    return first


# The first state by mask of states: what the rule says, to be looked up.
FIRST_STATE = np.array(
    [plain(first_state)(mask) for mask in range(1 << outcomes.SELF_RELIANT)], dtype=np.int8
)


@rule
def state_bits(mask: int, in_crisis: bool, takes_part: bool) -> int:
    """States of a present person as bits: those of needs, and two of the person's own."""
    return mask | int(in_crisis) << outcomes.CRISIS | int(takes_part) << outcomes.COLLECTIVE


@rule
def help_step(status: int, granted: int, intensity: int) -> int:
    """Help that a need has: 0 none, 1 first line, 2-4 light to intensive provision."""
    return 2 + intensity if granted == state.RUNS_PRODUCT else int(status == state.HAS_WORKER)


@rule
def weighed(excess: float, known: bool, weight_hidden: float, weight_domain: float) -> float:
    """Unmet need above the cut by the stated weights of its domain and of being hidden."""
    return excess * weight_domain * (1.0 if known else weight_hidden)


@rule
def lasting_share(lasting: float, severity: float) -> float:
    """Share of a need's burden that is due to the lasting part of its severity.

    Help carries the severity of a need as a whole, so what is left unmet is resolvable and
    lasting in the same proportion as the severity itself.
    """
    return lasting / severity if severity > 0.0 else 0.0


@rule
def with_lasting(weighed: float, share: float, weight_lasting: float) -> float:
    """Burden with its lasting share at its stated weight; unchanged at weight 1, to the bit."""
    return weighed * (1.0 + (weight_lasting - 1.0) * share)
