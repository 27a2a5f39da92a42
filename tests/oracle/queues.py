"""The order in which people are served."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from sim.foundation import streams
from tests.oracle import rulebook as rule

if TYPE_CHECKING:
    from tests.oracle.model import Neighbourhood

Entry = TypeVar("Entry")


def in_order(
    model: Neighbourhood, purpose: int, entries: Iterable[tuple[int, int, int, Entry]]
) -> list[Entry]:
    """Entries (level, since, address, who) by urgency, waiting time and a fair coin of
    what is handed out."""
    tossed = [
        (level, since, rule.coin(model.seed, streams.TIE_BREAK, address, model.week, purpose), who)
        for level, since, address, who in entries
    ]
    return [who for *_, who in sorted(tossed, key=lambda entry: entry[:3])]
