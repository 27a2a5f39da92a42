"""The main differences where first-line hours bind, and where there are enough of them.

A few replications with luck alone are simulated once more, with the same residents and luck,
default values and ``staff.hours_factor`` three times as high from the first week of the burn-in:
is a difference a statement about ways of organising, or about a traffic jam? From the burn-in and
not from the fork: at the fork there stands a queue that years of scarcity have made, and who
works it off soonest is a question about the jam once more. Places, provisions and budgets for
them stay as they are; the hours are paid from budgets that grow by what they cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.comparison import document as parts
from sim.record.headlines import HEADLINES
from sim.runs.gains import pairs
from sim.runs.replicate import HOURS_WHEN_AMPLE, Draw, Replication

ONE_IN = 6  # of all replications: below a fifth of the time of a comparison
LEAST, MOST = 2, 10  # one has no interval; more tells little more about a sign
USES = ("utilisation_intake", "utilisation_guidance")


def ample_draws(others: Sequence[Draw]) -> list[Draw]:
    """Replications to run once more with ample hours, beside all others of a comparison.

    As many as take less than about a fifth of the time of the others, at least two; none
    beside a single one.
    """
    alone = sum(draw.kind == "luck" for draw in others)
    if alone < LEAST:
        return []
    many = min(alone, MOST, max(LEAST, len(others) // ONE_IN))
    return [Draw("ample", number) for number in range(many)]


def ample_part(done: Sequence[Replication]) -> dict[str, Any] | None:
    """``ample``: differences and use of hours of the same replications with the hours that
    there are and with ample ones; None when no replication was simulated with both."""
    known = {(item.kind, item.number): item for item in done}
    both = [n for kind, n in sorted(known) if kind == "ample" and ("luck", n) in known]
    if not both:
        return None
    binding = parts.sample_of([known["luck", n] for n in both]).outcomes
    ample = parts.sample_of([known["ample", n] for n in both]).outcomes

    def change(later: str, earlier: str, name: str) -> dict[str, Any]:
        """One paired difference twice, and what becomes of its sign."""
        before = parts.interval(binding[later][name] - binding[earlier][name])
        after = parts.interval(ample[later][name] - ample[earlier][name])
        return {"binding": before, "ample": after, "sign": sign(before, after)}

    def use(model: str, name: str) -> dict[str, float | None]:
        """The mean use of hours twice."""
        before, after = (parts.interval(made[model][name])["mean"] for made in (binding, ample))
        return {"binding": before, "ample": after}

    return {
        "hours_factor": HOURS_WHEN_AMPLE,
        "replications": len(both),
        "differences": {
            pair: {name: change(later, earlier, name) for name in HEADLINES}
            for pair, later, earlier in pairs(list(binding))
        },
        "use_of_hours": {model: {name: use(model, name) for name in USES} for model in binding},
    }


def sign(binding: Mapping[str, float | None], ample: Mapping[str, float | None]) -> str:
    """Change of a sign when hours are ample, by the 95 % intervals of both means.

    ``undefined``: a mean is missing; ``equal``: both exactly nought; ``holds``: both intervals on
    the same side of nought; ``turns``: on opposite sides; ``fades``: clear only where hours bind;
    ``appears``: clear only where they are ample; ``unclear``: clear in neither.
    """
    if binding["mean"] is None or ample["mean"] is None:
        return "undefined"
    if binding["mean"] == ample["mean"] == 0.0:
        return "equal"
    before, after = _side(binding), _side(ample)
    if before and after:
        return "holds" if before == after else "turns"
    if before:
        return "fades"
    return "appears" if after else "unclear"


def _side(interval: Mapping[str, float | None]) -> int:
    """1 above nought, -1 below it, 0 when the interval holds it or there is none."""
    low, high = interval["low"], interval["high"]
    if low is None or high is None:
        return 0
    return int(np.sign(low)) if low * high > 0.0 else 0
