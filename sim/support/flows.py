"""Flows through the first line, counted by organisation and life domain.

Counts since the fork (or since they were last read), for outcomes; no rule reads them.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import part
from sim.foundation.units import I8x3
from sim.population.domains import DOMAINS
from sim.support.contract import ORGANISATIONS

FLOWS = (
    "requests",  # needs that came with a first contact
    "settled",  # of these, settled in it
    "taken_in",  # needs decided on at intake
    "in_time",  # of these, within the term
    "waited",  # weeks from request to decision, of those decided on
    "provided",  # of those decided on, granted a provision
    "rough",  # of those decided on, judged roughly because the intake was short
    "given_up",  # requests that ended because people gave up waiting
    "begun",  # cases that got a worker
    "closed",  # cases that a worker closed
    "length",  # weeks that these lasted
    "running",  # weeks with a worker, of all cases
    "held",  # weeks in which a request past its first contact waited for an intake or a worker
    "case_minutes",  # minutes they were given
)
REQUESTS, SETTLED, TAKEN_IN, IN_TIME, WAITED, PROVIDED, ROUGH, GIVEN_UP = range(8)
BEGUN, CLOSED, LENGTH, RUNNING, HELD, CASE_MINUTES = range(8, len(FLOWS))


def new_flows() -> I8x3:
    """Nothing counted yet, [flows, organisations, domains]."""
    return np.zeros((len(FLOWS), len(ORGANISATIONS), len(DOMAINS)), dtype=np.int64)


@part
def flow(flows: I8x3, kind: int, org: int, domain: int, amount: int) -> None:
    """Add to one count."""
    flows[kind, org, domain] += amount
