"""Needs, closing and relapse, money and residents: they hold, and a fault does not."""

from __future__ import annotations

from dataclasses import replace
from importlib.machinery import ModuleSpec

import pytest

from sim.population.places import find_place
from sim.population.population import build_people
from sim.support.products import ENTITLEMENT, SUBSIDY
from sim.verify import limit, margins, need, relapse, subsidy
from sim.verify.check import Answer, Found
from sim.verify.effort import Effort
from sim.verify.wording import About, Source, What
from tests.verify.holding import all_hold

SHORT = Effort(weeks=15_000, entries=5_000, busiest=False)


def test_a_figure_outside_its_tolerance_or_no_figure_fails() -> None:
    answer = Answer("a.b", About.RELAPSE(), Source.CHAIN)
    assert answer.check("c", What.WAIT, 1.0, Found(1.1, 0.1 + 1e-9), "share").passed
    assert answer.check("c", What.WAIT, 1.0, Found(1.2, 0.1), "share").passed is False
    lost = answer.check("", What.WAIT, 1.0, Found(float("nan"), 9.0), "share")
    assert (lost.id, lost.source) == ("a.b", Source.CHAIN())
    assert lost.what.text == "closing and relapse: mean wait"
    assert (lost.passed, lost.found, lost.subject) == (False, None, "a")


def test_needs_follow_their_differential_equation() -> None:
    assert all_hold(need.checks(), at_least=4)


def test_a_need_that_grows_a_hundredth_faster_is_seen() -> None:
    for course in need.COURSES:
        if course.id.endswith("grows"):
            faster = need.lived(replace(course, growth=1.01 * course.growth))
            assert abs(faster - need.solved(course)) > need.bound(course)


def test_closing_and_relapse_follow_their_chain() -> None:
    assert all_hold(relapse.checks(SHORT), at_least=4)


def test_a_quarter_more_onsets_are_seen() -> None:
    wrong = {c.id for c in relapse.checks(SHORT, worse=1.25) if not c.passed}
    assert wrong >= {"relapse.well", "relapse.closed"}


def test_money_runs_out_in_the_week_that_follows_from_one_division() -> None:
    assert all_hold(subsidy.checks(), at_least=4)


def test_money_that_never_runs_out_is_seen() -> None:
    money = 10 * subsidy.WEEKLY
    year = [subsidy.EACH_WEEK] * 10 + [0] * 42
    assert subsidy.begun(SUBSIDY, money, money) == 2 * year
    assert subsidy.begun(ENTITLEMENT, money, money) == [subsidy.EACH_WEEK] * 104
    assert subsidy.paced(26 * subsidy.WEEKLY) != subsidy.emptied(26 * subsidy.WEEKLY)


def test_residents_are_as_published() -> None:
    assert all_hold(margins.checks(), at_least=4)


def test_residents_counted_anew_are_those_of_the_area() -> None:
    people = build_people(find_place("pilot"), None, margins.SEED)
    counted = [margins.counted(people, area) for area in range(5)]
    assert sum(row[0] for row in counted) == len(people.age)
    older = people._replace(age=(people.age + 10).astype(people.age.dtype))
    assert abs(margins.counted(older, 0)[1] - counted[0][1]) > 2.0


def test_without_ciw_its_checks_are_skipped_and_never_passed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nothing(name: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(limit, "find_spec", nothing)
    checks, rows = limit.checks(replace(SHORT, busiest=True), {})
    beside = [check for check in checks if check.id.endswith(".ciw")]
    assert len(beside) == 6
    assert all(check.passed is None and check.found is None for check in beside)
    assert all(check.source == Source.NO_CIW() for check in beside)
    assert all(row.ciw is None for row in rows)


def test_ciw_agrees_with_the_formulas() -> None:
    pytest.importorskip("ciw")
    found = [c for c in limit.checks(SHORT, {})[0] if c.id.endswith("50.ciw")]
    assert len(found) == 2
    assert all(check.passed for check in found)
