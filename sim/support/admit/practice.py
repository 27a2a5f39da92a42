"""Those who decide on a need: their levers, coins and first line. The practice decides again on
what the team refers because it is the insurer's.
"""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, rule
from sim.support.contract import FIRST_LINE, LIGHT, PRACTICE, TEAM, Levers
from sim.support.served import Served


@rule
def coins_of(draw: int, at_practice: bool) -> int:
    """The draw of an intake: what the team refers is decided again at the practice, with coins
    of its own. A desk and the table decide on a need with the same coins."""
    return draw + 8 * int(at_practice)


@part
def levers_at(here: Served, org: int) -> Levers:
    """Levers of those who decide at an organisation: desks beside a team admit as today."""
    return here.levers if org == TEAM else here.stay


@part
def coins_for(here: Served, c: int, draw: int) -> tuple[float, float, float, float]:
    """Four coins of this week for one draw in the intake of a need."""
    draw = coins_of(draw, here.cells.desk[c] == PRACTICE)
    return streams.uniform4(here.support_seed, streams.INTAKE, here.address[c], here.week, draw)


@rule
def first_line_at(at_practice: bool) -> int:
    """The first line of who decides: that of a practice is itself a product."""
    return LIGHT if at_practice else FIRST_LINE
