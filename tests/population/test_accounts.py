"""Accounts of municipalities: figures by hand, places without any, and hours that follow them."""

from __future__ import annotations

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.sources import read_facts
from sim.inputs.scenarios.scenario import resolve
from sim.model.setup import Start
from sim.population.accounts import COUNTRY, accounts_of, first_line_spending
from sim.population.places import find_place
from sim.population.population import build_people
from sim.runs.paired import first_week, plan_of


def test_figures_are_those_of_the_table_of_facts() -> None:
    country, maastricht = accounts_of(COUNTRY), accounts_of("GM0935")
    assert country is not None and maastricht is not None
    assert (round(country.teams), round(country.community)) == (105, 232)
    assert (round(maastricht.teams), round(maastricht.community)) == (146, 188)
    said = read_facts()["G22"].readings
    assert round(country.teams) == said["value"].value
    assert round(maastricht.community) == said["maastricht_community"].value


def test_first_line_and_community_work_are_together_less_income() -> None:
    # Heerlen, EUR 1,000: 13,149 and 9,938 spent, 943 and 6,268 received, 87,122 inhabitants;
    # the country: 1,867,530 and 4,130,870, 149,472 and 2,877,140, 17,811,291 inhabitants.
    own = (13_149 + 9_938 - 943 - 6_268) / 87_122
    country = (1_867_530 + 4_130_870 - 149_472 - 2_877_140) / 17_811_291
    assert first_line_spending("GM0917", "x") == pytest.approx(own / country)


@pytest.mark.parametrize("place", ["pilot", "WK091710", "BU09350207", "nederland", "GM9999"])
def test_only_a_whole_municipality_has_hours_by_accounts(place: str) -> None:
    with pytest.raises(InputError, match="whole municipalities") as caught:
        first_line_spending(place, "here")
    assert caught.value.where == "here"


def test_an_amount_that_is_a_habit_of_booking_says_nothing() -> None:
    with pytest.raises(InputError, match=r"another task.*0\.24"):
        first_line_spending("GM0828", "here")
    with pytest.raises(InputError, match=r"settings\.hours: .*another task"):
        plan_of("oss", {}, {"settings.hours": "accounts"}, None)


def test_hours_of_a_municipality_follow_its_accounts_and_not_its_needs() -> None:
    weights = {}
    for hours in ("need", "accounts"):
        plan = plan_of("heerlen", {"citizens": 300, "weeks": 1, "burn_in_weeks": 0, "hours": hours},
                       {}, None)  # fmt: skip
        start = first_week(plan, plan.resolved.values, build_people(plan.place, 300, 1), 1)
        weights[hours] = start.settings.weight
    assert weights["accounts"] == first_line_spending("GM0917", "x") != weights["need"]


def test_a_place_tells_what_its_municipality_spends() -> None:
    (told,) = [note for note in find_place("WK091710").notes if note.code == "spending"]
    assert dict(told.places)["name"] == "Heerlen" and dict(told.places)["teams"] == 151
    assert not [note for note in find_place("nederland").notes if note.code == "spending"]


def test_the_setting_takes_two_words() -> None:
    assert resolve("heerlen").settings.hours == "accounts"
    assert resolve("pilot").settings.hours == Start(1, 0).hours == "need"
    with pytest.raises(InputError, match="acounts"):
        resolve("pilot", set={"settings.hours": "acounts"})
