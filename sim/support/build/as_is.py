"""As is: provisions stand as they are subsidised; nothing grows."""

from __future__ import annotations

from sim.support.build.steps import build
from sim.support.contract import Answer

ANSWER = Answer(id="as_is", question="build", story=__doc__, sources=("T4", "D44"), step=build)
