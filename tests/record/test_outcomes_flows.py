"""What flowed through the first line, from counts that are set by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.fork import run_weeks
from sim.record.flows import ALL, FIRST_LINE, fill_flows
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES, labels
from sim.record.recorder import Recorder
from sim.record.weekly import SERIES
from sim.record.window import Results, Window, totals
from sim.support import flows
from sim.support.contract import ORGANISATIONS, PRACTICE, SOCIAL_WORK, WMO_DESK
from sim.support.reach.signals import REACHED, REFUSED, SIGNALS, TALKS
from sim.support.work.closing import ASKED_AGAIN, KEPT_UP, OFFERED, REALISED
from tests.worlds import TODAY, begin, default_values, forked, residents_of

YEARS, PEOPLE = 2, 500.0
# Two years at social work, as published for one full-time worker a year, and at the Wmo desk.
BY_HAND = {
    SOCIAL_WORK: {
        flows.REQUESTS: 340, flows.SETTLED: 194, flows.TAKEN_IN: 136, flows.IN_TIME: 102,
        flows.WAITED: 272, flows.PROVIDED: 34, flows.GIVEN_UP: 10, flows.BEGUN: 146,
        flows.CLOSED: 152, flows.LENGTH: 3800, flows.RUNNING: 3796, flows.CASE_MINUTES: 91_200,
    },
    WMO_DESK: {flows.REQUESTS: 60, flows.TAKEN_IN: 64, flows.IN_TIME: 64, flows.PROVIDED: 48},
    PRACTICE: {flows.TAKEN_IN: 900, flows.PROVIDED: 900},
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Results:
    """Outcomes of two years of 500 people with one worker at social work, none elsewhere."""
    now = begin(residents_of(80, 10), default_values())
    recorder = Recorder(now, YEARS * 52)
    for org, counts in BY_HAND.items():
        for kind, amount in counts.items():
            now.tally.flows[kind, org, 6] = amount
    now.tally.reach[[SIGNALS, REACHED, TALKS, REFUSED]] = 100, 80, 60, 15
    now.tally.closing[[OFFERED, REALISED, ASKED_AGAIN, KEPT_UP]] = 50, 20, 8, 6
    recorder.notes.contract[SOCIAL_WORK] = YEARS * 52 * now.settings.minutes_per_fte
    recorder.notes.hired[SOCIAL_WORK] = 26 * now.settings.minutes_per_fte
    series = {name: np.zeros(YEARS * 52) for name in SERIES}
    series["residents"][:] = PEOPLE
    out = Results()
    fill_flows(
        Window(
            now=now, notes=recorder.notes, added=totals(now, recorder.notes).since(recorder.start),
            series=series, groups={}, years=[], budgets=[], first_week=0, lived=YEARS * 52,
            weeks=YEARS * 52, growth=np.array([-4, 0, 7, 34, 900, 0], dtype=np.int64),
        ),
        out,
    )  # fmt: skip
    return out


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("requests_per_1000_social_work", 340.0),
        ("settled_share_social_work", 194 / 340),
        ("intakes_per_1000_social_work", 136.0),
        ("wait_intake_days_social_work", 14.0),
        ("in_time_share_social_work", 0.75),
        ("given_up_share_social_work", 10 / 340),
        ("provided_share_social_work", 0.25),
        ("undecided_share_social_work", 0.2),
        ("undecided_share_wmo_desk", 0.0),
        ("undecided_share_income_desk", 1.0),
        ("undecided_share_all", 37 / 237),
        ("new_cases_per_fte_social_work", 73.0),
        ("running_per_fte_social_work", 36.5),
        ("hours_per_case_social_work", 10.0),
        ("case_weeks_social_work", 25.0),
        ("hired_ratio_social_work", 0.25),
        ("requests_per_1000_all", 400.0),
        ("in_time_share_all", 166 / 200),
        ("provided_share_all", 82 / 200),
        ("running_per_fte_all", 36.5),
        ("requests_per_1000_team", 0.0),
        ("signals_per_1000", 100.0),
        ("signals_reached_share", 0.8),
        ("signals_talk_share", 0.6),
        ("signals_accepted_share", 0.45),
        ("activations_per_1000", 50.0),
        ("activations_realised_share", 0.4),
        ("activations_kept_up_share", 0.75),
    ],
)
def test_counts_become_published_units(found: Results, name: str, value: float) -> None:
    assert found.values[name] == pytest.approx(value, rel=1e-12)


def test_what_has_no_whole_has_a_reason(found: Results) -> None:
    nothing = {name for name, value in found.values.items() if value is None}
    assert all(found.reasons[name] for name in nothing)
    assert {"running_per_fte_wmo_desk", "case_weeks_wmo_desk", "in_time_share_team"} <= nothing
    assert not any(name.endswith("_all") for name in nothing)


def test_every_kind_is_declared_for_every_organisation_but_the_practice(found: Results) -> None:
    names = [ORGANISATIONS[org] for org in FIRST_LINE]
    assert "practice" not in names and [*names, ALL] == list(labels("organisation"))
    declared = {f"{kind}_{name}" for kind in labels("flow") for name in (*names, ALL)}
    declared -= {"wait_intake_days_all"}  # declared with the other waits, without a suffix
    other = {name for name in OUTCOMES if name.startswith(("signals_", "activations_"))}
    assert len(declared) == 77 and len(other) == 7 and set(OUTCOMES) >= declared
    assert set(found.values) == declared | other
    assert not set(found.values) & set(HEADLINES)


def test_a_year_has_the_same_figures_as_level_and_as_outcome() -> None:
    """Levels that are set against published figures and outcomes are one calculation."""
    now = forked(
        run_weeks(begin(residents_of(200, 104, -52), default_values(), -52), 0),
        TODAY,
        default_values(),
    )
    recorder = Recorder(now, 52)
    results = recorder.results(run_weeks(now, 52, recorder))
    kinds = (*(f"{kind}_" for kind in labels("flow")), "signals_", "activations_")
    shared = {name for name in OUTCOMES if name.startswith(kinds)} & set(results.levels)
    assert len(shared) > 40
    for name in shared:
        assert results.outcomes[name] == pytest.approx(results.levels[name], rel=1e-12), name


def test_what_is_settled_or_decided_had_a_first_contact() -> None:
    now = forked(
        run_weeks(begin(residents_of(200, 104, -52), default_values(), -52), 0),
        TODAY,
        default_values(),
    )
    recorder = Recorder(now, 52)
    run_weeks(now, 52, recorder)
    added = totals(now, recorder.notes).since(recorder.start).flows.sum(axis=2)
    assert added[flows.REQUESTS].sum() > 0
    assert (added[flows.SETTLED] <= added[flows.REQUESTS]).all()
    for part in (flows.IN_TIME, flows.PROVIDED, flows.ROUGH):
        assert (added[part] <= added[flows.TAKEN_IN]).all()
    assert (added[flows.CASE_MINUTES] > 0).sum() == (added[flows.RUNNING] > 0).sum()
