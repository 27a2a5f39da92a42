"""One plan: one family, one plan, one director (1G1P1R, M2), short by design (M5).

One worker carries a household's needs together. Friction: generalists have less
effect on severe single problems; a caseload has a ceiling; the way of working must be
learned (A18) and coached (M10) at a cost (A11); what is closed too soon comes back.
"""

from __future__ import annotations

from sim.support.contract import Answer
from sim.support.work.steps import work

ANSWER = Answer(
    id="one_plan",
    question="work",
    story=__doc__,
    sources=("M2", "M5", "M10", "A11", "A18", "B20", "T8", "T9", "T12"),
    step=work,
)
