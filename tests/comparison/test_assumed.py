"""What default values assume is told with its direction, and the words are held to the numbers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sim.comparison.assumed import assumed
from sim.inputs.parameters.evidence import better_side, kind_of_lever, pairings
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import ANSWERS
from sim.inputs.scenarios.scenario import resolve
from sim.show.assumed_shown import assumed as section
from sim.show.page import Paragraph, Table
from sim.show.reading import View
from tests.show.fixture import made_up

KNOWN = read_parameters()
PAIR = "generalist_team-fragmented"


def with_values(**more: Value) -> dict[str, object]:
    """The levers of the pilot that differ between the team and today, by name."""
    resolved = resolve("pilot")
    values = {**resolved.values, **{key.replace("__", "."): value for key, value in more.items()}}
    levers = assumed(replace(resolved, values=values))[PAIR]["levers"]
    return {item["lever"]: item["favours"] for item in levers}


def test_a_lever_at_two_values_is_listed_with_the_model_that_it_favours() -> None:
    found = with_values(desks__lightest_first=-0.1, kitchen_table__lightest_first=0.2)
    assert found["admit.lightest_first"] == "generalist_team"  # a benefit: higher
    found = with_values(desks__lightest_first=0.3, kitchen_table__lightest_first=0.2)
    assert found["admit.lightest_first"] == "fragmented"
    found = with_values(separate_plans__plan_loss=0.2, one_plan__plan_loss=0.1)
    assert found["work.plan_loss"] == "generalist_team"  # a friction: lower
    found = with_values(separate_plans__skill_severe=1.0, one_plan__skill_severe=0.8)
    assert found["work.skill_severe"] == "fragmented"  # a friction that vanishes at its high end
    found = with_values(separate_plans__max_weeks=104.0, one_plan__max_weeks=40.0)
    assert found["work.max_weeks"] is None  # structure
    found = with_values(desks__lightest_first=0.2, kitchen_table__lightest_first=0.2)
    assert "admit.lightest_first" not in found


def test_every_pair_has_its_counts_and_only_levers_that_both_have() -> None:
    resolved = resolve("pilot")
    for pair, item in assumed(resolved).items():
        favoured = [lever["favours"] for lever in item["levers"]]
        assert item["favours"] == {name: favoured.count(name) for name in pair.split("-")}
        assert item["no_direction"] == favoured.count(None)
        for lever in item["levers"]:
            question = lever["lever"].partition(".")[0]
            for model, key in lever["keys"].items():
                assert key.partition(".")[0] in ANSWERS[question]
                assert lever["values"][model] == resolved.values_for(model)[key]
            later, earlier = lever["values"].values()
            assert later != earlier


def test_a_value_that_a_scenario_states_is_said_to_be_its_own() -> None:
    found = assumed(resolve("pilot", set={"desk.barrier": "0.55"}))[PAIR]["levers"]
    (barrier,) = [item for item in found if item["lever"] == "reach.barrier"]
    assert barrier["stated"] == ["--set"] and barrier["values"]["fragmented"] == 0.55
    assert barrier["label"] == {
        "en": "barrier with outreach / barrier at the desk",
        "nl": "drempel bij outreach / drempel bij het loket",
    }
    assert not any(item["stated"] for item in found if item is not barrier)


def test_the_side_of_a_lever_follows_from_what_it_is_and_where_it_vanishes() -> None:
    expected = {
        "desks.overestimate": "lower", "one_plan.realise": "higher", "one_plan.empower": "higher",
        "kitchen_table.conversation": "lower", "kitchen_table.dedication": "higher",
        "silos.price_level": "lower", "one_plan.max_weeks": None, "silos.response": None,
    }  # fmt: skip
    assert {key: better_side(key) for key in expected} == expected
    assert kind_of_lever("desks.overestimate") == "friction"
    # What vanishes inside its range has its side stated, and nothing else has.
    for key in (key for key, item in KNOWN.items() if item.role == "lever"):
        inside = KNOWN[key].neutral not in (KNOWN[key].low, KNOWN[key].high)
        stated = key in pairings() and pairings()[key].better is not None
        assert stated == (inside and kind_of_lever(key) != "structure"), key


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_sentence_and_the_table_say_what_the_numbers_say(lang: str) -> None:
    comparison = made_up(models=("fragmented", "generalist_team", "wijkbudget"))
    resolved = resolve("pilot")
    comparison = replace(comparison, resolved=resolved)
    comparison.document["assumed"] = assumed(resolved)
    view = View(comparison, lang, KNOWN)
    blocks = list(section(view).blocks)
    told = [block.text for block in blocks if isinstance(block, Paragraph)][2:]
    tables = {block.caption: block for block in blocks if isinstance(block, Table)}
    assert len(told) == len(comparison.document["assumed"]) == 3
    for text, (pair, item) in zip(told, comparison.document["assumed"].items(), strict=True):
        later, earlier = pair.split("-")
        counts = [len(item["levers"]), item["favours"][later], item["favours"][earlier],
                  item["no_direction"]]  # fmt: skip
        assert [int(x) for x in re.findall(r"\d+", text)] == counts
        assert sum(counts[1:]) == counts[0]
        assert text.index(view.model(later)) < text.index(view.model(earlier))
        (table,) = [one for caption, one in tables.items() if view.short_pair(pair) in caption]
        column = [row[3] for row in table.rows]
        assert column.count(view.model(later)) == counts[1]
        assert column.count(view.model(earlier)) == counts[2]
        for row, lever in zip(table.rows, item["levers"], strict=True):
            assert row[0] == f"{lever['label'][lang]} ({lever['lever']})"
            values = [view.num.exact(float(lever["values"][model])) for model in (later, earlier)]
            assert [cell.split()[0] for cell in row[1:3]] == values
            assert all(source in row[4] for source in lever["source"] if source != "this model")


def test_models_that_hold_the_same_values_are_said_to() -> None:
    view = View(made_up(full=False), "en", KNOWN)
    told = [block.text for block in section(view).blocks if isinstance(block, Paragraph)]
    assert len(told) == 4
    assert told[1].endswith("every lever that both have stands at the same value.")
