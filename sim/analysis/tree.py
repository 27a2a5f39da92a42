"""A small tree of conditions, honest: what makes it does not judge it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.prim import B1
from sim.foundation.units import F8
from sim.inputs.files.errors import library
from sim.runs.draws import derived_seed

DEPTH, LEAF = 3, 0.05  # the most conditions of a leaf; the least part of the points in it


@dataclass(frozen=True)
class Leaf:
    """Leaf of a tree: its conditions, and points of the other half that come there."""

    conditions: tuple[tuple[int, str, float], ...]  # input, <= or >, value
    holds: B1  # of these points


def leaves_of(rows: F8, holds: B1, looked: NDArray[np.int64], seed: int) -> list[Leaf]:
    """The leaves of a tree that tells where ``holds`` [points] is true.

    One half of the points makes the tree, the other half is counted in its leaves (Athey and
    Imbens 2016). rows: [points, inputs]; looked: inputs that may be asked about. Empty when there
    is nothing to tell apart. Raises InputError when scikit-learn is not there.
    """
    with library("sklearn", "scikit-learn", "discover"):
        from sklearn.tree import DecisionTreeClassifier
    mixed = np.random.default_rng(derived_seed(seed, "tree")).permutation(len(holds))
    makes, counts = np.array_split(mixed, 2)
    if len(looked) == 0 or len(counts) == 0:
        return []
    fitted = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=LEAF, random_state=0).fit(
        rows[np.ix_(makes, looked)], holds[makes]
    )
    reached = fitted.apply(rows[np.ix_(counts, looked)])
    return [
        Leaf(conditions, holds[counts][reached == node])
        for node, conditions in _ends(fitted.tree_, looked, 0, ())
    ]


def _ends(
    tree: Any, looked: NDArray[np.int64], node: int, above: tuple[tuple[int, str, float], ...]
) -> list[tuple[int, tuple[tuple[int, str, float], ...]]]:
    """Every leaf below a node, and the conditions that lead there."""
    if tree.children_left[node] < 0:
        return [(node, above)]
    number, value = int(looked[tree.feature[node]]), float(tree.threshold[node])
    return [
        *_ends(tree, looked, tree.children_left[node], (*above, (number, "<=", value))),
        *_ends(tree, looked, tree.children_right[node], (*above, (number, ">", value))),
    ]
