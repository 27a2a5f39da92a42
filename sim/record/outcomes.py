"""All outcomes by id, the primary ones first."""

from __future__ import annotations

from sim.record.outcome import STATES, Outcome, by_id
from sim.record.outcomes_citizens import CITIZENS, DISCOUNTED, PRIMARY
from sim.record.outcomes_flows import FLOWS
from sim.record.outcomes_means import MEANS
from sim.record.outcomes_parts import PARTS
from sim.record.outcomes_support import SUPPORT

__all__ = ["OUTCOMES", "PRIMARY_IDS", "STATES", "Outcome"]

OUTCOMES: dict[str, Outcome] = by_id(
    (*PRIMARY, *PARTS, *DISCOUNTED, *CITIZENS, *SUPPORT, *MEANS, *FLOWS)
)
PRIMARY_IDS: tuple[str, ...] = tuple(outcome.id for outcome in PRIMARY)
