"""Choices that another one surpasses: no worse in anything, and better in something."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.foundation.units import F8


def beaten_by(losses: F8, may: Sequence[bool]) -> list[list[int]]:
    """Of every choice those that surpass it; losses: [choices, goals], less is better.

    may: whether a choice may surpass others. A choice with an undefined loss (NaN) does not,
    and is not surpassed.
    """
    known = np.asarray(np.isfinite(losses).all(axis=1))
    allowed = known & np.asarray(may, dtype=bool)
    found = []
    for own, whole in zip(losses, known, strict=True):
        better = (losses <= own).all(axis=1) & (losses < own).any(axis=1)
        found.append([int(j) for j in np.flatnonzero(better & allowed)] if whole else [])
    return found
