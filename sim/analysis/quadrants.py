"""Need against cost: in which part of the cost-effectiveness plane differences lie (Black 1990)."""

from __future__ import annotations

import numpy as np

from sim.foundation.units import F8


def quadrants(burden: F8, cost: F8) -> dict[str, int]:
    """Points by quadrant: less or more burden, cheaper or dearer; ties apart."""
    less, more = burden < 0.0, burden > 0.0
    cheap, dear = cost < 0.0, cost > 0.0
    counts = {
        "less_cheaper": int(np.sum(less & cheap)),
        "less_dearer": int(np.sum(less & dear)),
        "more_cheaper": int(np.sum(more & cheap)),
        "more_dearer": int(np.sum(more & dear)),
    }
    counts["tie"] = len(burden) - sum(counts.values())
    return counts
