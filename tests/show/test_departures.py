"""What a page says of a scenario that is otherwise than the one it departs from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.comparison.opening import departing, opening
from sim.inputs.parameters.load import read_parameters
from sim.runs.paired import plan_of
from sim.show.change import change
from sim.show.departures import MOST, Departures
from sim.show.differences import answer
from sim.show.opening import changed
from sim.show.reading import View
from sim.show.report import SECTIONS
from sim.show.studies.pages import title_of
from sim.show.summary import summary
from tests.show.fixture import made_up


def _view(lang: str, name: str | Path, **values: str) -> View:
    """A made-up comparison that is of this scenario."""
    made = made_up()
    shorter = {} if name == "pilot_dated" else {"weeks": 78}
    plan = plan_of(name, shorter, {k.replace("__", "."): v for k, v in values.items()}, None)
    made.document |= departing(plan)
    made.resolved = plan.resolved
    return View(made, lang, read_parameters())


def _lines(view: View) -> list[str]:
    return view.departures.lines()


def test_a_value_is_named_with_its_answer_old_new_and_unit() -> None:
    view = _view("en", "pilot", outreach__presence="0.1", payer__wmo__cut="0.25")
    first, *rest = _lines(view)
    assert first == "Different from 'Caberg-Malpertuis, laws of 2015':"
    assert rest[0] == "Weeks after the start: 78 instead of 156."
    assert "hours present in the neighbourhood" in rest[1].lower()
    assert rest[1].endswith("0.1 share of hours instead of 0.12.")
    assert rest[2].endswith("Wmo: 25% instead of 0%.")


def test_what_changes_at_a_date_names_date_week_and_model() -> None:
    lines = _lines(_view("nl", "pilot_dated"))
    assert lines[1].startswith("Dag waarop de modellen uiteengaan: 1 januari 2013 in plaats van")
    view = _view("nl", "pilot_dated")
    said = [Departures.sentence(view.departures, one) for one in view.document.departures]
    dated = [line for line in said if "1 mei 2014 (week 69 na de start)" in line]
    assert len(dated) == 3
    assert all("alleen onder Generalistisch team" in line for line in dated)
    assert not [line for line in said if " share" in line or "January" in line]


SHORTAGE = """
extends = "pilot"
[[change]]
date = 2015-02-01
until = 2016-01-01
set = { "staff.fte" = 1.0 }
"""


def test_what_ends_names_both_dates_and_weeks(tmp_path: Path) -> None:
    path = tmp_path / "short.toml"
    path.write_text(SHORTAGE, encoding="utf-8")
    ends = {
        "en": "from 1 February 2015 until 1 January 2016 (from week 4 to week 52 after the start).",
        "nl": "van 1 februari 2015 tot 1 januari 2016 (van week 4 tot week 52 na de start).",
    }
    for lang, end in ends.items():
        assert _lines(_view(lang, path))[-1].endswith(end)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_stands_before_the_answer_and_in_title_and_summary(lang: str) -> None:
    view = _view(lang, "pilot", outreach__presence="0.1")
    text = " ".join(summary(view).split())
    assert SECTIONS[:3] == (changed, change, answer) and changed(view).blocks
    for line in _lines(view):
        assert line in text
    assert text.index(_lines(view)[1]) < text.index(view.pair(view.pairs[0]).split()[0] + " ")
    assert view.num.exact(0.1) in view.title


def test_two_what_ifs_have_two_titles() -> None:
    titles = {_view("nl", "pilot", outreach__presence=x).title for x in ("0.1", "0.05")}
    titles.add(_view("nl", "pilot", staff__fte="0.5").title)
    assert len(titles) == 3


def test_a_size_is_said_but_is_no_part_of_a_title() -> None:
    view = _view("nl", "pilot")
    assert view.title == "Caberg-Malpertuis, wetten van 2015"
    assert _lines(view)[1:] == ["Weken na de start: 78 in plaats van 156."]


def test_many_are_counted_and_stand_in_a_table() -> None:
    view = _view("en", "null")
    every = view.document.departures
    assert len(_lines(view)) == 1 + MOST + 1
    assert str(len(every) - MOST) in _lines(view)[-1]
    table: Any = changed(view).blocks[-1]
    assert len(table.rows) == len(every)


def test_nothing_is_said_where_nothing_is_otherwise() -> None:
    view = View(made_up(), "nl", read_parameters())
    assert _lines(view) == []
    assert not changed(view).blocks  # a section without blocks is no part of a page


def test_another_place_is_named(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.toml"
    path.write_text('extends = "pilot"\nplace = "ruwaard"\n')
    view = _view("nl", path)
    assert view.title == "Ruwaard (Oss) (elsewhere)"
    assert "Ruwaard (Oss) in plaats van Caberg-Malpertuis" in _lines(view)[1]


def test_the_title_of_a_study_names_its_scenario_place_and_what_is_changed() -> None:
    plan = plan_of("pilot", {}, {"staff.fte": "0.5"}, None)
    document = {"schema": "wijksim/curves/1", **opening(plan)}
    title = title_of(document, "nl")
    assert "Caberg-Malpertuis, wetten van 2015; uren in de eerste lijn 0,5" in title
    document["place_name"] = "Elders"
    assert title_of(document, "nl").endswith("(Elders)")


@pytest.mark.parametrize(
    ("lang", "by"), [("nl", ", door 'Een korting op de Wmo'."), ("en", ", by 'A cut of the Wmo'.")]
)
def test_a_value_of_a_bundle_names_it_and_its_title_does_so_once(lang: str, by: str) -> None:
    plan = plan_of("pilot", {}, {}, None, bundles=["half_outreach", "cut_wmo=0.2"])
    view = made_up()
    view.document |= departing(plan)
    found = View(view, lang, read_parameters())
    lines = [line for line in found.departures.lines() if "20%" in line]
    assert len(lines) == 1 and lines[0].endswith(by)
    halved = "Half zo veel outreach" if lang == "nl" else "Half the outreach"
    assert sum(halved in line for line in found.departures.lines()) == 3
    assert found.departures.title("x").count(halved) == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_place_of_the_command_line_is_in_the_title_and_told_as_a_departure(lang: str) -> None:
    plan = plan_of("pilot", {}, {}, None, "Oss-Zuid", "--place")
    assert (plan.place.id, plan.resolved.place) == ("WK082803", "WK082803")
    assert plan.parent is not None and plan.parent.place == "pilot"
    made = made_up()
    made.document |= departing(plan)
    made.resolved = plan.resolved
    view = View(made, lang, read_parameters())
    assert view.title == "Oss-Zuid (Oss) (pilot)"
    old, new = "Caberg-Malpertuis (Maastricht)", "Oss-Zuid (Oss)"
    assert old in _lines(view)[1] and new in _lines(view)[1]


def test_the_place_of_the_scenario_itself_is_no_departure() -> None:
    plan = plan_of("pilot", {}, {}, None, "pilot", "--place")
    assert plan.parent is None and plan.resolved.title_nl.startswith("Caberg-Malpertuis")
