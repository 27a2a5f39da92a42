"""A centre or an initiative of residents opens or closes in an area on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from sim.comparison.scenario_diff import scenario_diff
from sim.inputs.files.errors import InputError
from sim.inputs.scenarios.departures import Departure, departures
from sim.inputs.scenarios.resolved import Event, resolved_of
from sim.inputs.scenarios.scenario import parent_of, resolve
from sim.model.digest import state_digest
from sim.model.week import run_week
from sim.runs.dated import stages
from sim.runs.happening import happen
from sim.runs.paired import plan_of
from sim.runs.replicate import Draw, replicate
from sim.show.scenario_diff import diff_rows
from sim.support.means import PROVISION
from sim.support.situation import Situation
from tests.worlds import begin, copy_situation, default_values, residents_of, run_weeks

MALBERG = "BU09350207"
CLOSES = f'''
extends = "pilot"
[[event]]
date = 2015-03-01
close = "centre"
area = "{MALBERG}"
'''
OPENS = (
    CLOSES
    + """
[[event]]
date = 2016-03-01
open = "centre"
area = "malberg"
places = 30
model = "wijkbudget"
"""
)
DAY = dt.date(2016, 1, 1)


def event(what: str, opens: bool, area: str, places: int | None = None) -> Event:
    return Event(DAY, opens, what, area, places, (), "test")


@pytest.fixture(scope="module")
def start() -> Situation:
    """A neighbourhood half a year under way, with visitors in its centres."""
    now = run_weeks(begin(residents_of(400, 80, -26), default_values(), -26), 0)
    assert (now.provisions.visitors[:5] > 0).all()
    return now


def rows_of(now: Situation, area: int, resident_run: int) -> list[int]:
    has = now.provisions
    return [
        p
        for p in range(len(has.area))
        if has.area[p] == area and has.resident_run[p] == resident_run
    ]


def test_a_centre_that_closes_is_not_paid_and_lets_go_of_its_visitors(start: Situation) -> None:
    now, other = copy_situation(start), copy_situation(start)
    area = [code for code, _ in now.areas].index(MALBERG)
    (p,) = rows_of(now, area, 0)
    happen(now, [event("centre", False, MALBERG)])
    run_week(now)
    run_week(other)
    assert now.provisions.is_open[p] == now.provisions.visitors[p] == 0
    assert not (now.persons.place == p).any()
    less = other.ledger.booked[:, PROVISION].sum() - now.ledger.booked[:, PROVISION].sum()
    assert less == now.provisions.yearly_cost[p] // 52 > 0
    assert (now.ledger.budget == other.ledger.budget).all()
    run_weeks(now, 60)  # a new year and its money do not open it
    assert now.provisions.is_open[p] == 0 and now.provisions.visitors[p] == 0
    assert now.provisions.is_open[:5].sum() == 4


def test_a_centre_opens_again_with_its_places_or_others_at_the_same_cost_per_place(
    start: Situation,
) -> None:
    area = [code for code, _ in start.areas].index(MALBERG)
    (p,) = rows_of(start, area, 0)
    had, cost = int(start.provisions.places[p]), int(start.provisions.yearly_cost[p])
    for places, has, costs in ((None, had, cost), (2 * had, 2 * had, 2 * cost)):
        now = copy_situation(start)
        happen(now, [event("centre", False, MALBERG), event("centre", True, "MALBERG", places)])
        assert now.provisions.places[p] == has and now.provisions.yearly_cost[p] == costs
        assert now.provisions.is_open[p] == now.provisions.standing[p] == 1
        assert now.provisions.vitality[p] == now.world.provision_first_vitality
        assert now.provisions.began[p] == now.week
        run_weeks(now, 3)
        assert now.provisions.is_open[p] == 1


def test_an_initiative_begins_where_a_room_is_free_and_all_of_an_area_end(
    start: Situation,
) -> None:
    now = copy_situation(start)
    rooms = rows_of(now, 0, 1)
    assert rooms and not now.provisions.is_open[rooms].any()
    code = now.areas[0][0]
    for _ in range(len(rooms) + 1):  # one more than there are rooms
        happen(now, [event("initiative", True, code, 7)])
    assert now.provisions.is_open[5:].sum() == len(rooms) == now.provisions.is_open[rooms].sum()
    assert (now.provisions.places[rooms] == 7).all()
    assert now.provisions.yearly_cost[rooms].sum() == 0
    happen(now, [event("initiative", False, code)])
    assert not now.provisions.is_open[rooms].any() and not now.provisions.places[rooms].any()
    happen(now, [event("initiative", True, code)])
    assert now.provisions.places[rooms[0]] == now.settings.new_places


def test_no_event_changes_nothing_and_without_means_none_does(start: Situation) -> None:
    now = copy_situation(start)
    happen(now, [])
    assert state_digest(now) == state_digest(start)
    now.settings = replace(now.settings, no_means=True)
    happen(now, [event("centre", False, MALBERG), event("initiative", True, MALBERG)])
    assert (now.provisions.is_open == start.provisions.is_open).all()


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_event_has_its_week_and_its_models(tmp_path: Path) -> None:
    found = resolve(written(tmp_path, OPENS))
    fragmented, _, wijkbudget = (stages(found, m, found.values, 156) for m in found.models)
    assert [(s.week, len(s.events)) for s in fragmented] == [(0, 0), (8, 1)]
    assert [(s.week, len(s.events)) for s in wijkbudget] == [(0, 0), (8, 1), (60, 1)]
    assert wijkbudget[2].values == wijkbudget[0].values
    again = resolved_of(found.document(), found.choices())
    assert again.events == found.events and again == found


def test_what_happens_under_one_model_touches_no_other(tmp_path: Path) -> None:
    sizes = {"citizens": 400, "weeks": 70, "burn_in_weeks": 8}
    digests = []
    for text in (CLOSES, OPENS):
        plan = plan_of(written(tmp_path, text), sizes, {}, ["fragmented", "wijkbudget"])
        digests.append([run.digest for run in replicate(plan, Draw("luck", 0)).models.values()])
    plain = plan_of("pilot", sizes, {}, ["fragmented", "wijkbudget"])
    none = [run.digest for run in replicate(plain, Draw("luck", 0)).models.values()]
    assert digests[0][0] == digests[1][0] != none[0]
    assert digests[0][1] != digests[1][1]


def test_it_is_told_as_a_departure_and_as_a_difference(tmp_path: Path) -> None:
    path = written(tmp_path, OPENS)
    parent = parent_of(path)
    assert parent is not None
    assert list(departures(resolve(path), parent)) == [
        Departure("closes", "centre", None, MALBERG, (), dt.date(2015, 3, 1), 8),
        Departure("opens", "centre", 30, "malberg", ("wijkbudget",), dt.date(2016, 3, 1), 60),
    ]
    document = scenario_diff("pilot", path)
    rows = diff_rows(document, "en")
    assert [row[0] for row in rows][-2:] == [
        f"The neighbourhood centre in {MALBERG} closes",
        "The neighbourhood centre in malberg opens again",
    ]
    assert {row[1] for row in rows[-2:]} != {row[2] for row in rows[-2:]}
    turned = diff_rows(scenario_diff(path, "pilot"), "en")
    assert [row[2:0:-1] for row in turned[-2:]] == [row[1:3] for row in rows[-2:]]


WRONG = {
    "area": (CLOSES.replace(MALBERG, "Malbreg"), "unknown_key", "event 1, area", "Malberg"),
    "stands": (CLOSES.replace("close", "open"), "inconsistent", "event 1, open", None),
    "both": (CLOSES + 'open = "centre"\n', "inconsistent", "event 1", None),
    "neither": (CLOSES.replace('close = "centre"', ""), "inconsistent", "event 1", None),
    "places": (CLOSES + "places = 3\n", "inconsistent", "event 1", None),
    "what": (CLOSES.replace("centre", "center"), "out_of_range", "event 1, close", "centre"),
    "model": (CLOSES + 'model = "wijkbudgt"\n', "unknown_model", "event 1, model", "wijkbudget"),
    "no area": (CLOSES.replace("area", "#"), "missing_key", "event 1", None),
    "key": (CLOSES + "untl = 1\n", "unknown_key", "event 1, untl", None),
    "outside": (CLOSES + "[settings]\nweeks = 4\nstart = 2015-01-01\n", "out_of_range",
                "event 1", None),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_event_is_told_with_its_place(
    case: tuple[str, str, str, str | None], tmp_path: Path
) -> None:
    text, code, where, near = case
    with pytest.raises(InputError) as caught:
        plan_of(written(tmp_path, text), {}, {}, None)
    error = caught.value
    assert (error.code, error.nearest) == (code, near)
    assert where in str(error.where)
    assert len(error.text("nl").splitlines()) == 1
