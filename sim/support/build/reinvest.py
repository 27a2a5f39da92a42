"""Reinvest: as collectivise, plus a share of what was saved (M25, M26).

Only as far as Pay lets it move: it asks for free euros and spends what it is given.
"""

from __future__ import annotations

from sim.support.build.steps import build
from sim.support.contract import Answer

ANSWER = Answer(
    id="reinvest", question="build", story=__doc__, sources=("M25", "M26", "T8"), step=build
)
