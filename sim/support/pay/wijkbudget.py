"""Wijkbudget: one population budget for the laws it covers, and a holder (M15, M21).

The holder may move money between care, team, provisions and reserve by a written rule.
It acts before money runs out; a surplus or overrun goes to the next year. Friction: a
small population has a risk of its own, help is under-given when the year runs short,
and some laws stay outside (T15).
"""

from __future__ import annotations

from sim.support.contract import Answer
from sim.support.pay.steps import pay

ANSWER = Answer(
    id="wijkbudget",
    question="pay",
    story=__doc__,
    sources=("M15", "M21", "M26", "T15", "A29", "C1", "F17"),
    fixed={"pooled": 1.0},
    step=pay,
)
