"""Separate plans: one plan per problem, made by a specialist of that problem.

Specialists keep their skill on severe single problems. Each further organisation
around a household costs effect: hand-overs, lost information, transactions (F16).
"""

from __future__ import annotations

from sim.support.contract import Answer
from sim.support.work.steps import work

ANSWER = Answer(
    id="separate_plans",
    question="work",
    story=__doc__,
    sources=("F16", "B25", "B32", "B43"),
    step=work,
)
