"""A difference divided over the questions that differ, exactly.

Known: what a model comes to with any of the questions answered as in the later model and the
rest as in the earlier one (2 to the power of the number of questions). A question's share is the
mean of what its answer adds, over all orders in which answers can be changed one by one (Shapley
1953); shares add up to the difference. The interaction of two questions is what changing both
adds to changing either, averaged in the same way (Grabisch & Roubens 1999).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import factorial

import numpy as np

from sim.foundation.units import F8

Subset = frozenset[str]


def subsets(questions: tuple[str, ...]) -> list[Subset]:
    """Every set of questions, the empty one first, the whole one last."""
    return [
        frozenset(chosen)
        for size in range(len(questions) + 1)
        for chosen in combinations(questions, size)
    ]


def shares(values: Mapping[Subset, F8], questions: tuple[str, ...]) -> dict[str, F8]:
    """The share of every question; values: [replications] by the questions that are changed."""
    count = len(questions)
    found = {}
    for question in questions:
        rest = tuple(other for other in questions if other != question)
        total = np.zeros_like(values[frozenset()])
        for before in subsets(rest):
            weight = factorial(len(before)) * factorial(count - len(before) - 1) / factorial(count)
            total = total + weight * (values[before | {question}] - values[before])
        found[question] = total
    return found


def interactions(
    values: Mapping[Subset, F8], questions: tuple[str, ...]
) -> dict[tuple[str, str], F8]:
    """The interaction of every two questions, in their order; values as in :func:`shares`."""
    count = len(questions)
    found = {}
    for one, other in combinations(questions, 2):
        rest = tuple(q for q in questions if q not in (one, other))
        total = np.zeros_like(values[frozenset()])
        for before in subsets(rest):
            weight = factorial(len(before)) * factorial(count - len(before) - 2)
            both = values[before | {one, other}] - values[before | {one}]
            total = total + weight * (both - values[before | {other}] + values[before])
        found[one, other] = total / factorial(count - 1)
    return found
