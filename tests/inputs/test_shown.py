"""Which values of a scenario are shown."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from sim.api import show_scenario
from sim.inputs.files.errors import InputError
from sim.inputs.lookup_request import Group, Question, ShowRequest
from sim.inputs.parameters.groups import LEVERS, NAMES, group_of
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.answers import QUESTIONS
from tests.documents import fits


def keys(**asked: Any) -> set[str]:
    return set(show_scenario(ShowRequest(**asked))["values"])


def test_the_options_name_every_group_and_question() -> None:
    assert set(get_args(Group)) == {*NAMES, LEVERS}
    assert get_args(Question) == QUESTIONS


def test_without_filters_it_is_all_of_the_scenario() -> None:
    document = show_scenario(ShowRequest(scenario="pilot_dated"))
    fits(document)
    assert document["values"].keys() == document["parameters"].keys() == read_parameters().keys()
    assert len(document["changes"]) > 2 and document["model_values"]["generalist_team"]


@pytest.mark.parametrize("group", get_args(Group))
def test_a_group_is_shown_alone(group: str) -> None:
    found = keys(group=group)
    all_of = {k for k, p in read_parameters().items() if group in (group_of(p), "levers")}
    if group == "levers":
        all_of = {k for k, p in read_parameters().items() if p.role == "lever"}
    assert found == all_of and found


def test_a_question_has_the_levers_of_its_answers() -> None:
    assert {key.partition(".")[0] for key in keys(question="reach")} == {"desk", "outreach"}
    assert show_scenario(ShowRequest(question="reach"))["settings"] == {}


def test_a_search_looks_in_keys_and_labels_of_both_languages_whatever_the_capitals() -> None:
    known = read_parameters()["outreach.presence"]
    for word in ("outreach.PRES", known.label_en.upper(), known.label_nl[:12]):
        assert "outreach.presence" in keys(search=word)
    assert keys(search="outreach.presence") == {"outreach.presence"}
    assert "weeks" in show_scenario(ShowRequest(search="settings.week"))["settings"]


def test_filters_hold_together() -> None:
    with pytest.raises(InputError):
        show_scenario(ShowRequest(search="outreach.presence", question="pay"))
    assert keys(search="outreach", question="reach", group="levers") == {
        key for key in read_parameters() if key.startswith("outreach.")
    }


def test_only_what_differs_from_the_defaults() -> None:
    assert keys(changed=True) == set()
    assert keys(changed=True, set={"needs.theta": "0.1"}) == {"needs.theta"}
    usual = str(read_parameters()["needs.theta"].value)
    assert keys(changed=True, set={"needs.theta": usual}) == set()
    dated = show_scenario(ShowRequest(scenario="pilot_dated", changed=True))
    assert {"kitchen_table.dedication", "payer.wmo.cut"} <= set(dated["values"]) | {
        key for change in dated["changes"] for key in change["set"]
    }
    assert set(dated["settings"]) == {"means", "start"}
    fits(dated)


def test_a_search_that_finds_nothing_names_the_nearest_word() -> None:
    with pytest.raises(InputError) as caught:
        show_scenario(ShowRequest(search="presense"))
    assert (caught.value.where, caught.value.nearest) == ("--search", "presence")
