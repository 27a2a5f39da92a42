"""Collectivise: individual questions become neighbourhood capacity (M12).

Hours of community work make provisions livelier, let initiatives begin and let the
recovered help others (M23). Friction: beyond an optimum facilitation smothers (M13),
continuity is fragile (T7), rules rub (T13) and groups close (T14).
"""

from __future__ import annotations

from sim.support.build.steps import build
from sim.support.contract import Answer

ANSWER = Answer(
    id="collectivise",
    question="build",
    story=__doc__,
    sources=("M12", "M13", "M22", "M23", "T7", "T13", "T14"),
    step=build,
)
