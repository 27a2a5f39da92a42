"""Which week's need a phase reads."""

from __future__ import annotations

from sim.model import week
from sim.support.situation import Situation
from tests.worlds import begin, copy_situation, default_values, residents_of, run_weeks

MANY = {"crisis.rate": 0.025, "crisis.level": 0.45}


def struck(now: Situation, needs_first: bool) -> tuple[list[int], list[int]]:
    """Needs in crisis and onsets by domain of a week, up to its crises."""
    now = copy_situation(now)
    week.new_block(now)
    week.moves(now)
    if needs_first:
        week.needs(now)
    week.onsets(now)
    week.crises(now)
    return now.hit.tolist(), now.tally.onsets.tolist()


def test_new_needs_and_crises_follow_from_last_weeks_unmet_need() -> None:
    now = begin(residents_of(200, 40), {**default_values(), **MANY})
    there = now.cells.resolvable > 0.0
    now.cells.resolvable[there] = 0.9 * (1.0 - now.cells.lasting[there])
    differ = 0
    for _ in range(20):
        before, already = copy_situation(now), now.tally.onsets.copy()
        run_weeks(now, now.week + 1)
        hit, onsets = struck(before, needs_first=False)
        assert now.hit.tolist() == hit
        assert (now.tally.onsets - already).tolist() == onsets
        differ += (hit, onsets) != struck(before, needs_first=True)
    assert differ, "no week in which it matters: this shows nothing"
