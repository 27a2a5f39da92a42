"""Markov chains, and queues with the clock of the engine, solved exactly; and their limits
without a clock.

Nothing here runs the engine. A week: who asks comes in, places are handed out in order of
waiting time, and whoever is then left waits until the next week.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

import numpy as np
from scipy import sparse, stats
from scipy.sparse.linalg import spsolve

from sim.foundation.units import F8

State = TypeVar("State", bound=Hashable)
NEGLIGIBLE = 1e-15  # chances below it are left out
GONE = 1e-9  # chance of waiting on at which a distribution of waits is cut off
DECAYS = 25.0  # lengths over which the tail of a queue falls by a factor e, kept
SHORT_TAIL = 60  # kept besides, for queues that hardly ever wait


class Known(NamedTuple):
    """A queue in its stationary state."""

    waiting: F8  # chance that 0, 1, 2 ... wait at the end of a week
    wait: F8  # chance that an entry waits 0, 1, 2 ... weeks


class Busy(NamedTuple):
    """The net input of a queue near its capacity in one step: a week, or one length of help."""

    variance: float
    drift: float  # capacity less mean input

    @property
    def longest(self) -> int:
        """A length that the queue does not pass, for any purpose here."""
        return int(DECAYS * self.variance / (2.0 * self.drift)) + SHORT_TAIL


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


def law_of(chances: Mapping[State, float], number: Callable[[State], int], longest: int = 0) -> F8:
    """Chance of 0, 1, 2 ... (so many at least), where each state comes to a number."""
    at = [number(state) for state in chances]
    return np.bincount(at, list(chances.values()), longest).astype(np.float64)


def mean(law: F8) -> float:
    """Expected value of a distribution over 0, 1, 2 ..."""
    return float(law @ np.arange(len(law)))


def variance(law: F8) -> float:
    """Variance of a distribution over 0, 1, 2 ..."""
    away = np.arange(len(law)) - mean(law)
    return float(law @ (away * away))


@cache
def intake(rate: float, minutes: int, cost: int) -> Known:
    """Intake with ``minutes`` a week, ``cost`` each, of a Poisson number of entries a week.

    Q' = max(Q + A - c, 0) with c the intakes that this week's minutes and those kept
    suffice for; minutes are kept while somebody waits.
    """
    longest = Busy(rate, minutes / cost - rate).longest
    rest = math.gcd(minutes, cost)
    states = [(q, left) for q in range(longest) for left in range(0, cost if q else 1, rest)]
    arrivals = poisson(rate)

    def after(state: tuple[int, int]) -> Iterator[tuple[tuple[int, int], float]]:
        """States that can follow (waiting, minutes kept)."""
        for come, chance in arrivals:
            queue, has = state[0] + come, state[1] + minutes
            left = max(0, queue - has // cost)
            yield (left, has - (queue - left) * cost if left else 0), chance

    found = stationary(states, after)
    waiting = law_of(found, lambda state: state[0], longest)
    return Known(waiting, _intake_wait(found, rate, minutes, cost))


def _intake_wait(found: dict[tuple[int, int], float], rate: float, minutes: int, cost: int) -> F8:
    """Wait of an entry at a random place among those of its week, served in order."""
    most = int(stats.poisson.isf(NEGLIGIBLE, rate)) + 1
    places = [(j, float(stats.poisson.sf(j - 1, rate)) / rate) for j in range(1, most + 1)]
    waits: dict[int, float] = {0: 0.0}
    for (queue, left), chance in found.items():
        for j, share in places:
            week = max(0, -(-((queue + j) * cost - left) // minutes) - 1)
            waits[week] = waits.get(week, 0.0) + chance * share
    return law_of(waits, int)


def busy_places(chance: float, places: int, leave: float) -> Busy:
    """Net input of places that each fall free with chance ``leave`` a week."""
    return Busy(chance * (1.0 - chance) + places * leave * (1.0 - leave), places * leave - chance)


@cache
def fixed(chance: float, places: int, weeks: int) -> Known:
    """A queue in which help takes a fixed number of weeks."""
    return Known(fixed_waiting(chance, places, weeks), fixed_wait(chance, places, weeks))


@cache
def geometric(chance: float, places: int, leave: float, settle: bool) -> Known:
    """Geo/Geo/c: at most one comes a week; each case ends a week with chance ``leave``.

    settle: nobody ends in the week of beginning, so a case holds its place one week more.
    """
    longest = places + busy_places(chance, places, leave).longest
    ends = {k: binomial(k, leave) for k in range(places + 1)}
    states = [(x, b) for x in range(longest) for b in range(min(x, places) + 1 if settle else 1)]

    def after(state: tuple[int, int]) -> Iterator[tuple[tuple[int, int], float]]:
        """States that can follow (present at the beginning of the week, begun in it)."""
        present, begun = state
        helped = min(present, places)
        for gone, p in ends[helped - begun]:
            for come, q in ((0, 1.0 - chance), (1, chance)):
                now = present - gone + come
                fresh = min(now, places) - (helped - gone) if settle else 0
                yield (now, fresh), p * q

    found = stationary(states, after)
    waiting = law_of(found, lambda state: max(0, state[0] - places), longest)
    return Known(waiting, _turns(_first_turn(found, ends, places, settle), ends, places))


def _first_turn(
    found: dict[tuple[int, int], float],
    ends: dict[int, list[tuple[int, float]]],
    places: int,
    settle: bool,
) -> F8:
    """Place in the queue (0: helped at once) of who comes, and how many begin that week."""
    turn = np.zeros((max(x for x, _ in found) + 2, places + 1))
    for (present, begun), share in found.items():
        for gone, p in ends[min(present, places) - begun]:
            place = max(0, present - gone + 1 - places)
            turn[place, gone if settle and place else 0] += share * p
    return turn


def _turns(turn: F8, ends: dict[int, list[tuple[int, float]]], places: int) -> F8:
    """Weeks until it is one's turn, as places fall free. turn: [place, begun this week]."""
    settle = bool(turn[:, 1:].any())
    waits = [float(turn[0].sum())]
    turn = turn[1:]
    while turn.sum() > GONE:
        later, helped = np.zeros_like(turn), 0.0
        for begun in range(turn.shape[1]):
            for gone, p in ends[places - begun]:
                helped += p * float(turn[:gone, begun].sum())
                later[: len(turn) - gone, gone if settle else 0] += p * turn[gone:, begun]
        waits.append(helped)
        turn = later
    return np.array(waits)


@cache
def fixed_waiting(chance: float, places: int, weeks: int) -> F8:
    """Geo/D/c: chance that 0, 1, 2 ... wait when every case takes so many weeks.

    Crommelin's argument: whoever is helped now is gone ``weeks`` later, and nobody else,
    so X' = max(X - c, 0) + those who came since, X the number present.
    """
    return _beyond(_every(binomial(weeks, chance), places, weeks * chance), places)


@cache
def fixed_wait(chance: float, places: int, weeks: int) -> F8:
    """Geo/D/c: chance that an entry waits 0, 1, 2 ... weeks.

    Served in turn, every c-th entry gets the same place: W' = max(W + weeks - T, 0), T the
    time in which c entries come.
    """
    apart = stats.nbinom(places, chance)
    most = int(apart.isf(NEGLIGIBLE)) + 1
    between = [(places + k, float(p)) for k, p in enumerate(apart.pmf(np.arange(most)))]
    varies = places * (1.0 - chance) / (chance * chance)
    longest = Busy(varies, places / chance - weeks).longest

    def after(wait: int) -> Iterator[tuple[int, float]]:
        """The wait of the next entry at the same place."""
        for gap, p in between:
            yield max(0, wait + weeks - gap), p

    return law_of(stationary(range(longest), after), int)


def _every(arrivals: list[tuple[int, float]], places: int, load: float) -> dict[int, float]:
    """Number present, in steps of one service. load: mean number that comes in a step."""

    def after(present: int) -> Iterator[tuple[int, float]]:
        """The number present one service later."""
        for come, p in arrivals:
            yield max(0, present - places) + come, p

    return stationary(range(places + Busy(load, places - load).longest), after)


def _beyond(present: dict[int, float], places: int) -> F8:
    """Distribution of those who find no place."""
    return law_of(present, lambda number: max(0, number - places), len(present))


def erlang_waiting(places: int, use: float) -> float:
    """M/M/c: mean number waiting, by Erlang's C formula. use: utilisation, below 1."""
    load = places * use
    term, below = 1.0, 0.0
    for k in range(places):
        below += term
        term = term * load / (k + 1)
    full = term / (1.0 - use)
    return full / (below + full) * use / (1.0 - use)


def crommelin_waiting(places: int, use: float) -> float:
    """M/D/c: mean number waiting, by Crommelin's equations."""
    return mean(_beyond(_every(poisson(places * use), places, places * use), places))
