"""Arrays that the recorder carries from week to week and its phases fill."""

from __future__ import annotations

from itertools import islice

import numpy as np

from sim.foundation.columns import large, real, small, whole
from sim.foundation.table import Table
from sim.foundation.units import F8, I1, I4, I8, F8x3, I2x2, I4x2, I8x2, I8x3
from sim.record.outcomes import STATES
from sim.support.contract import ORGANISATIONS, PAYERS
from sim.world.state import Cells, Folk

STEPS = 5  # of help, see ``record_rules.help_step``
LEVELS = 6  # Self-Sufficiency Matrix levels 1-5; index 0 is not used
KNOWN_PARTS = 2  # of burden: 0 hidden from support, 1 known
SEVERITY_PARTS = 2  # of burden: 0 resolvable, 1 lasting
NONE = -(1 << 30)  # no week
DONE = NONE + 1  # has been looked at
OVERBURDENED_AT = 0.5  # strain from which a circle counts as overburdened (assumed)
WORKERS_SEEN = 6  # different first-line workers told apart in one household


# Counts over the whole window (Notes.counts).
COUNTS = 31
_OF = iter(range(COUNTS))
CONTACTS, CONTACT_NEEDS, HELPED_NEEDS, WORKERS_FOUND, PRODUCT_STARTS = islice(_OF, 5)
MENTAL_STARTS, STARTS, CLOSES, CLOSED_LIGHT, CLOSED_PRODUCT, HOME_CLOSES = islice(_OF, 6)
HOME_RETURNS, LAW_INFLOW, LAW_RETURNS, ANY_INFLOW, ANY_RETURNS, HOME_WEEKS = islice(_OF, 6)
HOME_ORGANISATIONS, HOME_WORKERS, LAW_HOME_WEEKS, HOME_LAWS, NEAR_CRISIS = islice(_OF, 5)
CRISES_NO_HELP, CRISES_WAITING, CRISES_LIGHT, CRISES_SPECIALIST = islice(_OF, 4)
WAIT_WORKER, WAIT_PRODUCT, WAIT_MENTAL, LENGTH_LIGHT, LENGTH_PRODUCT = _OF

# Sums of floats over the whole window (Notes.total).
TOTALS = 5
DAYS_TO_CONTACT, DAYS_TO_HELP, FELT, NEAR_BEFORE, NEAR_AFTER = range(TOTALS)

# Numbers of one week (Notes.week, float64).
WEEK = 14
_OF = iter(range(WEEK))
RESIDENTS, HOMES, CHILDREN, BURDEN, COUNTING, KNOWN, QUEUE_INTAKE = islice(_OF, 7)
QUEUE_WORKER, QUEUE_PRODUCT, ASKED_WAITING, STRAIN, OVERBURDENED, VISITORS, VOLUNTEERS = _OF

# Running totals as of last week (Notes.spent).
SPENT = 4
SPENT_CENTS, SPENT_INFORMAL, SPENT_VOLUNTEERED, SPENT_CRISES = range(SPENT)


class Notes(Table):
    """The recorder's tables; m cells, n persons, h households, w weeks."""

    counts: I8  # [COUNTS]
    total: F8  # [TOTALS]
    week: F8  # [WEEK] renewed every week
    spent: I8  # [SPENT] as of last week: cents, minutes of circles and volunteers, crises
    flows: I8x2  # [10, 10] moves between states, diagonal 0
    in_state: I8  # [10] persons in each state this week
    zrm: I8x2  # [8, LEVELS] active cells by domain and level, summed over the weeks
    spread: I8x3  # [8, LEVELS, STEPS] need-weeks above the cut by the help they have
    parts: F8x3  # [8, KNOWN_PARTS, SEVERITY_PARTS] burden, weighed
    contract: I8  # [organisations] contract minutes of own workers, summed over the weeks
    hired: I8  # [organisations] minutes of temporary workers, likewise
    begun: I4  # [w] spells of help begun in each week
    ended: I4  # [w] of these, ended within 52 weeks
    status: I1  # [m] Cells.status of last week
    granted: I1  # [m] Cells.granted of last week
    desk: I1  # [m] Cells.desk of last week
    since: I4  # [m] Cells.since of last week
    helped: I4  # [m] week in which the running spell of help began; NONE
    provided: I1  # [m] 1 when a product ran in this spell
    queued: I4  # [m] week since when a product is waited for
    counting: I4  # [m] weeks in which the need counted
    known: I4  # [m] of these, known to support
    flag: I4  # [n + h] bits of states, this week
    felt: F8  # [n + h] unmet need above the cut, this week
    burden: F8  # [n] felt by each person: own, and the household's in full
    home_burden: F8  # [h] each need once
    states: I2x2  # [n, 10] weeks in each state
    near: I4  # [n] week in which help began near crisis; NONE, or DONE
    near_felt: F8  # [n] felt then, at most 1
    products: I8  # [n] bits of products held in this model year
    first_line: I1  # [n] 1 when a worker helped in this model year
    mental: I1  # [n] 1 when mental care ran in this model year
    running: I4  # [h] spells of help now running
    closed: I4  # [h] week in which the last of them ended; NONE
    law_week: I4x2  # [h, payers] last week in which a law was used
    any_week: I4  # [h] last week in which any law was used
    law_bits: I4  # [h] this week
    org_bits: I8  # [h] this week
    workers: I4x2  # [h, WORKERS_SEEN] different workers this week
    worker_count: I4  # [h] this week
    first_week: int  # that is recorded
    last_week: int


def new_notes(folk: Folk, cells: Cells, first_week: int, weeks: int) -> Notes:
    """Empty tables of so many weeks that remember how cells stand now."""
    n, h, m = folk.n, folk.h, len(cells.status)
    return Notes(
        counts=large(COUNTS),
        total=real(TOTALS),
        week=real(WEEK),
        spent=large(SPENT),
        flows=large((10, 10)),
        in_state=large(10),
        zrm=large((8, LEVELS)),
        spread=large((8, LEVELS, STEPS)),
        parts=real((8, KNOWN_PARTS, SEVERITY_PARTS)),
        contract=large(len(ORGANISATIONS)),
        hired=large(len(ORGANISATIONS)),
        begun=whole(max(1, weeks)),
        ended=whole(max(1, weeks)),
        status=cells.status.copy(),
        granted=cells.granted.copy(),
        desk=cells.desk.copy(),
        since=cells.since.copy(),
        helped=whole(m, NONE),
        provided=small(m),
        queued=cells.product_since.copy(),
        counting=whole(m),
        known=whole(m),
        flag=whole(n + h),
        felt=real(n + h),
        burden=real(n),
        home_burden=real(h),
        states=np.zeros((n, len(STATES)), dtype=np.int16),
        near=whole(n, NONE),
        near_felt=real(n),
        products=large(n),
        first_line=small(n),
        mental=small(n),
        running=whole(h),
        closed=whole(h, NONE),
        law_week=whole((h, len(PAYERS)), NONE),
        any_week=whole(h, NONE),
        law_bits=whole(h),
        org_bits=large(h),
        workers=whole((h, WORKERS_SEEN), -1),
        worker_count=whole(h),
        first_week=first_week,
        last_week=first_week + weeks - 1,
    )
