"""Who comes first: by urgency, then by waiting time, then by an addressed coin; never by row."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation import streams
from sim.model.week import run_week
from sim.support.admit.desks import serve_desk
from sim.support.admit.entries import entry_minutes
from sim.support.admit.intake import queue_at, waits_for_intake
from sim.support.admit.opening import open_door
from sim.support.contract import USE_CONTACT
from sim.support.situation import Situation
from sim.world.parameters import make_world
from sim.world.state import (
    ASKED_FOR,
    HAS_WORKER,
    NO_PRODUCT,
    NO_REQUEST,
    READY,
    WAITS_INTAKE,
    WAITS_WORKER,
)
from sim.world.waiting import INTAKES, level_of, order
from tests.examples import examples
from tests.worlds import (
    begin,
    copy_situation,
    default_values,
    look_again,
    null_values,
    residents_of,
    unlimited,
)

OTHER_CUT = make_world({**default_values(), "zrm.level_2": 0.6})
ENTRIES = st.lists(
    st.tuples(st.integers(1, 5), st.integers(0, 4), st.integers(0, 10_000)),
    min_size=1,
    max_size=25,
    unique_by=lambda entry: entry[2],
)


def ranked(
    entries: list[tuple[int, int, int]], seed: int = 1, week: int = 9, purpose: int = INTAKES
) -> list[int]:
    """Addresses in the order in which they are served."""
    level, since, who = (np.array(column) for column in zip(*entries, strict=True))
    own = level.astype(np.int32), since.astype(np.int32), who.astype(np.int64)
    return [int(who[j]) for j in order(*own, purpose, seed, week)]


def test_equals_in_one_queue_have_other_luck_in_another() -> None:
    equals = [(3, 0, who) for who in range(40)]
    turns = {tuple(ranked(equals, purpose=purpose)) for purpose in range(10)}
    assert len(turns) == 10


@settings(max_examples=examples("orders"))
@given(entries=ENTRIES, week=st.integers(-104, 300))
def test_urgency_then_waiting_time_then_a_coin_of_the_citizen(
    entries: list[tuple[int, int, int]], week: int
) -> None:
    def key(entry: tuple[int, int, int]) -> tuple[int, int, float]:
        level, since, who = entry
        return level, since, streams.uniform(1, streams.TIE_BREAK, who, week, INTAKES)

    assert ranked(entries, week=week) == [entry[2] for entry in sorted(entries, key=key)]


@settings(max_examples=examples("orders"))
@given(entries=ENTRIES, shuffled=st.randoms(use_true_random=False))
def test_relabelling_rows_changes_nobodys_turn(
    entries: list[tuple[int, int, int]], shuffled: Random
) -> None:
    other = list(entries)
    shuffled.shuffle(other)
    assert ranked(other) == ranked(entries)


@settings(max_examples=examples("orders"))
@given(entries=ENTRIES, newcomer=st.tuples(st.integers(1, 5), st.integers(0, 4)))
def test_one_more_in_the_queue_changes_no_order_between_others(
    entries: list[tuple[int, int, int]], newcomer: tuple[int, int]
) -> None:
    more = ranked([*entries, (*newcomer, 20_000)])
    more.remove(20_000)
    assert more == ranked(entries)


@given(severity=st.floats(0.0, 1.0))
def test_zrm_levels_follow_their_cuts(severity: float) -> None:
    passed = sum(severity >= cut for cut in (0.1, 0.3, 0.6, 0.75))
    assert level_of(OTHER_CUT, severity) == 5 - passed


def waits(arrivals: list[list[tuple[int, int]]], places: int) -> dict[int, int]:
    """Weeks that each entry waits when so many are served a week; entries (level, who)."""
    queue: list[tuple[int, int, int]] = []
    waited: dict[int, int] = {}
    week = 0
    while week < len(arrivals) or queue:
        if week < len(arrivals):
            queue += [(level, week, who) for level, who in arrivals[week]]
        if queue:
            served = ranked(queue, week=week)[:places]
            since = {who: begun for _, begun, who in queue}
            waited |= {who: week - since[who] for who in served}
            queue = [entry for entry in queue if entry[2] not in served]
        week += 1
    return waited


WEEKLY = st.lists(st.lists(st.integers(1, 5), max_size=5), min_size=1, max_size=12)


@settings(max_examples=examples("queues"))
@given(levels=WEEKLY, places=st.integers(1, 4))
def test_one_more_place_a_week_lengthens_nobodys_wait(levels: list[list[int]], places: int) -> None:
    ids = iter(range(1000))
    arrivals = [[(level, next(ids)) for level in week] for week in levels]
    few, more = waits(arrivals, places), waits(arrivals, places + 1)
    assert few.keys() == more.keys()
    assert all(more[who] <= few[who] for who in few)


@settings(max_examples=examples("queues"))
@given(counts=st.lists(st.integers(0, 6), min_size=1, max_size=12), places=st.integers(1, 4))
def test_a_queue_of_equals_is_the_exact_queue_of_the_same_clock(
    counts: list[int], places: int
) -> None:
    """Lindley: what waits after a week is what waited, plus arrivals, less the places."""
    ids = iter(range(1000))
    waited = waits([[(3, next(ids)) for _ in range(n)] for n in counts], places)
    length, total = 0, 0
    for week in range(len(counts) + sum(counts)):
        length = max(0, length + (counts[week] if week < len(counts) else 0) - places)
        total += length
    assert sum(waited.values()) == total


@pytest.fixture(scope="module")
def quiet() -> Situation:
    """A neighbourhood at neutral levers in which nobody asks yet."""
    now = begin(residents_of(120, 60), unlimited(null_values()))
    run_week(now)
    cells = now.cells
    cells.status[:] = NO_REQUEST
    cells.granted[:] = NO_PRODUCT
    cells.worker[:] = -1
    cells.product[:] = -1
    cells.desk[:] = -1
    return now


def put_in_queue(now: Situation, desk: int, many: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """So many active needs of different citizens wait at a desk since this week."""
    here = now.cells.holder >= 0
    chosen = np.flatnonzero((now.cells.active == 1) & here & (now.cells.domain == 5))[:many]
    assert len(chosen) == many
    now.cells.status[chosen] = WAITS_INTAKE
    now.cells.desk[chosen] = desk
    now.cells.stage[chosen] = READY
    now.cells.since[chosen] = now.week
    now.cells.known[chosen] = now.week
    return chosen


@pytest.mark.parametrize("share", [0.4, 1.0, 2.6])
def test_a_desk_does_as_many_intakes_as_its_minutes_allow(quiet: Situation, share: float) -> None:
    """Minutes that do not suffice for the next entry are kept while somebody waits."""
    now = copy_situation(quiet)
    chosen = put_in_queue(now, 0, 12)
    cost = entry_minutes(now.world.intake_minutes, 1, 1.0, 0.0, 0.0)
    at_desk = now.staff.org == 0
    now.staff.minutes[:] = 0
    now.staff.minutes[np.argmax(at_desk)] = int(share * cost / now.settings.intake_share)
    now.staff.committed[:] = now.staff.minutes  # running cases leave nothing beyond the share
    weekly = int(now.staff.minutes.max() * now.settings.intake_share)
    done = 0
    for week in range(1, 20):
        left = len(queue_at(now.cells, now.active, 0))
        serve_desk(now, waits_for_intake(now.cells, now.active), 0)
        done += left - len(queue_at(now.cells, now.active, 0))
        assert done == min(len(chosen), week * weekly // cost)
        now.week += 1
    assert done == min(len(chosen), 19 * weekly // cost)
    assert now.offices.intakes[0] == done


@pytest.mark.parametrize(("cases", "intakes"), [(0, 4), (2, 2), (4, 1)])
def test_intake_takes_the_hours_that_cases_leave(
    quiet: Situation, cases: int, intakes: int
) -> None:
    """Four intakes fit in the worker's week; its share keeps at least one of them."""
    now = copy_situation(quiet)
    put_in_queue(now, 0, 12)
    cost = entry_minutes(now.world.intake_minutes, 1, 1.0, 0.0, 0.0)
    now.settings = replace(now.settings, intake_share=0.25)
    worker = np.argmax(now.staff.org == 0)
    now.staff.minutes[:] = 0
    now.staff.minutes[worker] = 4 * cost
    now.staff.committed[:] = 0
    now.staff.committed[worker] = cases * cost
    serve_desk(now, waits_for_intake(now.cells, now.active), 0)
    assert now.offices.intakes[0] == intakes


def test_at_the_desk_the_most_urgent_and_longest_waiting_are_seen_first(quiet: Situation) -> None:
    now = copy_situation(quiet)
    chosen = put_in_queue(now, 0, 8)
    now.cells.unmet[chosen] = [0.2, 0.8, 0.4, 0.4, 0.2, 0.8, 0.4, 0.2]
    now.cells.since[chosen] = now.week - np.array([9, 1, 2, 6, 3, 4, 1, 5])
    cost = entry_minutes(now.world.intake_minutes, 1, 1.0, 0.0, 0.0)
    now.staff.minutes[:] = 0
    now.staff.minutes[np.argmax(now.staff.org == 0)] = int(cost / now.settings.intake_share) + 1
    now.staff.committed[:] = now.staff.minutes
    seen = []
    for _ in range(8):
        waiting = set(queue_at(now.cells, now.active, 0).tolist())
        serve_desk(now, waits_for_intake(now.cells, now.active), 0)
        seen += sorted(waiting - set(queue_at(now.cells, now.active, 0).tolist()))
    assert seen == chosen[[5, 1, 3, 2, 6, 0, 7, 4]].tolist()


def test_who_waits_for_a_worker_waits_on_until_one_has_room(quiet: Situation) -> None:
    now = copy_situation(quiet)
    chosen = put_in_queue(now, 0, 6)
    now.cells.status[chosen] = WAITS_WORKER
    now.engaged = now.active
    now.staff.minutes[:] = 0
    now.practice.answers["work"].step(now)
    assert (now.cells.status[chosen] == WAITS_WORKER).all()
    now.staff.minutes[:] = now.staff.contract
    now.practice.answers["work"].step(now)
    assert (now.cells.status[chosen] == HAS_WORKER).all()
    assert (now.staff.org[now.cells.worker[chosen]] == 0).all()


@pytest.mark.parametrize("share", [0.4, 1.0, 2.6])
def test_a_desk_has_as_many_first_contacts_as_its_minutes_allow(
    quiet: Situation, share: float
) -> None:
    """Also where a week has no minutes for one, as in a small neighbourhood: they are kept."""
    now = copy_situation(quiet)
    now.world = now.world.replace(contact_minutes=60.0)
    now.domains = now.domains.replace(settled=np.zeros_like(now.domains.settled))
    chosen = put_in_queue(now, 0, 12)
    now.cells.stage[chosen] = ASKED_FOR
    look_again(now)
    now.staff.minutes[:] = 0
    now.staff.minutes[np.argmax(now.staff.org == 0)] = weekly = int(share * 60)
    for week in range(1, 20):
        now.offices.door_taken[:] = 0
        open_door(now, 0)
        done = min(len(chosen), week * weekly // 60)
        assert (now.cells.stage[chosen] != ASKED_FOR).sum() == done
        assert now.ledger.minutes[0, USE_CONTACT] == 60 * done
        assert 0 <= now.offices.door_taken[0] <= weekly
        assert now.offices.door_left[0] == (week * weekly - 60 * done if done < 12 else 0)
        now.week += 1
