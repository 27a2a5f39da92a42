"""Lists of rows in ascending order: where something goes on."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import phase
from sim.foundation.units import I4


@phase
def either_of(a: I4, b: I4) -> I4:
    """Rows that are in one of two ascending lists, ascending."""
    out = np.empty(len(a) + len(b), dtype=np.int32)
    j, k, count = 0, 0, 0
    while j < len(a) or k < len(b):
        if k == len(b) or (j < len(a) and a[j] <= b[k]):
            out[count] = a[j]
            k += k < len(b) and b[k] == a[j]
            j += 1
        else:
            out[count] = b[k]
            k += 1
        count += 1
    return out[:count]
