"""What a year asks of the first line before it responds: by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np

from sim.record.flows import planned_minutes
from sim.record.window import Totals
from sim.support.contract import ORGANISATIONS, PRACTICE, SOCIAL_WORK, USE_CONTACT, USES, WMO_DESK
from sim.support.flows import REQUESTS, SETTLED, TAKEN_IN, new_flows


def year() -> Totals:
    """Two desks and the practice in a year, by hand."""
    flows = new_flows()
    minutes = np.zeros((len(ORGANISATIONS), len(USES)), dtype=np.int64)
    full = np.zeros(len(ORGANISATIONS), dtype=np.int64)
    for org, asked, settled, taken, each in (
        (WMO_DESK, 100, 20, 40, 180), (SOCIAL_WORK, 50, 30, 20, 120), (PRACTICE, 70, 0, 70, 100),
    ):  # fmt: skip
        flows[REQUESTS, org, 0], flows[SETTLED, org, 1] = asked, settled
        flows[TAKEN_IN, org, 2] = taken
        minutes[org, USE_CONTACT] = 60 * asked
        full[org] = each * taken
    return cast(Totals, SimpleNamespace(flows=flows, minutes=minutes, intake_full=full))


def test_contacts_full_intakes_for_all_that_are_not_settled_and_guidance() -> None:
    # The Wmo desk took in 40 of the 80 that its first contacts did not settle; all 80 ask.
    contacts, intakes = 60 * 150, 180 * 80 + 120 * 20
    assert planned_minutes(year(), 5_000.0) == contacts + intakes + 5_000


def test_a_desk_that_took_in_nobody_asks_no_intake_and_the_practice_is_none_of_it() -> None:
    found = year()
    found.flows[TAKEN_IN, WMO_DESK] = 0
    found.intake_full[WMO_DESK] = 0
    assert planned_minutes(found, 0.0) == 60 * 150 + 120 * 20
