"""Silos: money per law, each with its own regime.

Overrun of an entitlement is booked and followed, with a lag, by a tighter indication.
Savings made by one payer fall to another (the wrong pocket, F15). Nothing is free to
move: an answer that asks for free euros gets none.
"""

from __future__ import annotations

from sim.support.contract import Answer
from sim.support.pay.steps import pay

ANSWER = Answer(id="silos", question="pay", story=__doc__, sources=("F15", "F17", "T11"), step=pay)
