"""What is different at a practice, where the team refers what is the insurer's."""

from __future__ import annotations

from sim.foundation.compiled import rule
from sim.support.contract import FIRST_LINE, LIGHT


@rule
def coins_of(draw: int, at_practice: bool) -> int:
    """The draw of an intake: what the team refers is decided again at the practice, with luck
    of its own. At a desk and at the table a need meets the same luck."""
    return draw + 8 * int(at_practice)


@rule
def first_line_at(at_practice: bool) -> int:
    """The first line of who decides: that of a practice is itself a product."""
    return LIGHT if at_practice else FIRST_LINE
