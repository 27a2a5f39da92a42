"""Exact stationary distributions of Markov chains, by linear algebra."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from scipy import sparse, stats
from scipy.sparse.linalg import spsolve

from sim.foundation.units import F8

State = TypeVar("State", bound=Hashable)
NEGLIGIBLE = 1e-15  # chances below it are left out


def stationary(
    states: Sequence[State], next_of: Callable[[State], Iterable[tuple[State, float]]]
) -> dict[State, float]:
    """The chance of every state, in the long run.

    next_of: the states that can follow one, with their chances; what leads out of
    ``states`` (a queue longer than the longest) stays where it was.
    """
    at = {state: i for i, state in enumerate(states)}
    rows, columns, chances = [], [], []
    for i, state in enumerate(states):
        for after, chance in next_of(state):
            rows.append(at.get(after, i))
            columns.append(i)
            chances.append(chance)
    size = len(states)
    moves = sparse.coo_matrix((chances, (rows, columns)), shape=(size, size)).tocsr()
    balance = (moves - sparse.identity(size)).tolil()
    balance[0, :] = 1.0  # one balance follows from the others; the chances add up to 1
    right = np.zeros(size)
    right[0] = 1.0
    found = np.maximum(spsolve(balance.tocsc(), right), 0.0)
    return dict(zip(states, (found / found.sum()).tolist(), strict=True))


def poisson(mean: float) -> list[tuple[int, float]]:
    """Numbers and chances of a Poisson distribution."""
    return _likely(stats.poisson(mean))


def binomial(count: int, chance: float) -> list[tuple[int, float]]:
    """Numbers and chances of a binomial distribution."""
    return _likely(stats.binom(count, chance))


def _likely(law: stats.rv_discrete) -> list[tuple[int, float]]:
    most = int(law.isf(NEGLIGIBLE)) + 1
    return [(k, float(p)) for k, p in enumerate(law.pmf(np.arange(most + 1))) if p > NEGLIGIBLE]


def as_distribution(chances: Mapping[int, float]) -> F8:
    """Chances of 0, 1, 2 ... as an array."""
    out = np.zeros(max(chances) + 1)
    for k, p in chances.items():
        out[k] = p
    return out
