"""Recognition, help, closing and relapse of equal needs, as a Markov chain.

Whole weeks of the engine, every phase. A resident is well, or has a need that nobody knows,
or is in help. A new need comes from the tape with a constant hazard; the resident asks with
a constant chance; help takes away half of what is left each week until the worker closes;
what remains then stays, and the next onset is the relapse. There are hours for everybody.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.foundation.units import F8, I4, WEEKS_PER_YEAR
from sim.inputs.parameters.parameter import Value
from sim.model.week import run_week
from sim.population.domains import SOCIAL
from sim.support.situation import Situation
from sim.verify.check import Answer, Check, random_figure
from sim.verify.effort import Effort
from sim.verify.exact import stationary
from sim.verify.hand import TODAY, one_need_each, quiet
from sim.verify.series import Mean
from sim.verify.wording import About, Source, What
from sim.world.state import HAS_WORKER

RESIDENTS = 600
WARM_UP = 100
LESS = 100  # times fewer weeks than the queues: there are many residents
ONSET = 0.02  # hazard a week
ASKS = 0.1  # chance a week
HEALS = 0.5  # share of what is left that help takes away in a week
CLOSE = 0.04  # severity below which a worker closes
BEGINS = 0.4  # severity at onset; help takes it to 0.2, 0.1, 0.05 and 0.025, then it closes
HELP_WEEKS = 4
WELL, UNKNOWN, IN_HELP = "well", "unknown", "in help"

VALUES: dict[str, Value] = {
    "needs.growth": 0.0,
    "needs.healing": 0.0,
    "needs.spill": 0.0,
    "needs.floor": 0.001,
    "crisis.rate": 0.0,
    "provision.join": 0.0,
    "closing.threshold": CLOSE,
    "guidance.base": 60.0,
    "guidance.severity": 0.0,
    "asking.level": ASKS,
    "asking.severity": 0.0,
    "asking.reluctance": 0.0,
    "asking.floor": 0.2,
    "desk.barrier": 0.0,
    "domain.social_contact.mild_cut": BEGINS,
    "domain.social_contact.onset_mean": 0.0,
    "domain.social_contact.network_carry": 0.0,
    "domain.social_contact.signal": 0.0,
    "domain.social_contact.collective_reach": 0.0,
    "domain.social_contact.first_reach": 1.0,
    "domain.social_contact.first_resolve": HEALS,
}


def chain() -> dict[str, float]:
    """Share of the weeks in each state, and cases closed per resident a year, in the long run."""
    onset = 1.0 - math.exp(-ONSET)
    states = [(WELL, 0), (UNKNOWN, 0), *((IN_HELP, k) for k in range(HELP_WEEKS))]

    def after(state: tuple[str, int]) -> Iterator[tuple[tuple[str, int], float]]:
        """States that can follow; k counts the weeks in which help has healed."""
        kind, k = state
        if kind == IN_HELP:  # an onset puts it back to where help begins
            done = (IN_HELP, k + 1) if k + 1 < HELP_WEEKS else (WELL, 0)
            yield done, 1.0 - onset
            yield (IN_HELP, 1), onset
            return
        ill = 1.0 if kind == UNKNOWN else onset
        yield (IN_HELP, 0), ill * ASKS
        yield (UNKNOWN, 0), ill * (1.0 - ASKS)
        if ill < 1.0:
            yield (WELL, 0), 1.0 - ill

    found = stationary(states, after)
    last = found[IN_HELP, HELP_WEEKS - 1]
    helped = sum(found[IN_HELP, k] for k in range(HELP_WEEKS))
    closed = last * (1.0 - onset) * WEEKS_PER_YEAR
    return {
        "well": found[WELL, 0],
        "unknown": found[UNKNOWN, 0],
        "in_help": helped,
        "closed": closed,
    }


def checks(effort: Effort, worse: float = 1.0) -> Iterator[Check]:
    """Every check of the chain; residents are independent, which gives the error.

    worse: factor on the engine's hazard, for tests.
    """
    known, found = chain(), lived(effort, worse)
    answer = Answer("relapse", About.RELAPSE(), Source.CHAIN)
    for name, what, unit in (
        ("well", What.CHAIN_WELL, "share"),
        ("unknown", What.CHAIN_UNKNOWN, "share"),
        ("in_help", What.CHAIN_HELP, "share"),
        ("closed", What.CHAIN_CLOSED, "per year"),
    ):
        each = found[name]
        mean = Mean(float(each.mean()), float(each.std(ddof=1)) / math.sqrt(len(each)))
        yield answer.check(name, what, known[name], random_figure(mean), unit)


def lived(effort: Effort, worse: float = 1.0) -> dict[str, F8]:
    """The same for every resident, simulated by the engine."""
    now = quiet(RESIDENTS, TODAY, VALUES)
    now.base[:] = 0.0
    now.base[:, :, SOCIAL] = ONSET * worse
    rows = one_need_each(now)
    sums = np.zeros((3, len(rows)))
    closed = np.zeros(len(rows))
    weeks = effort.weeks // LESS
    for week in range(WARM_UP + weeks):
        before = now.cells.status[rows] == HAS_WORKER
        run_week(now)
        if week >= WARM_UP:
            sums += _states(now, rows)
            closed += before & (now.cells.status[rows] != HAS_WORKER)
        effort.tell(week, WARM_UP + weeks)
    shares = dict(zip(("well", "unknown", "in_help"), sums / weeks, strict=True))
    return {**shares, "closed": closed * WEEKS_PER_YEAR / weeks}


def _states(now: Situation, rows: I4) -> F8:
    """1 where a resident is well, has an unknown need, is in help, [3, n]."""
    helped = now.cells.status[rows] == HAS_WORKER
    ill = now.cells.resolvable[rows] >= CLOSE
    return np.stack([~helped & ~ill, ~helped & ill, helped]).astype(np.float64)
