from __future__ import annotations

import string

import pytest

from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.answers import ANSWERS
from sim.record.groups import AGES, HOUSEHOLDS, VULNERABILITY
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES, STATES
from sim.show import outcomes_shown as shown
from sim.show.labels import LANGUAGES, Text, group_name, words
from sim.support.contract import ORGANISATIONS, PAYERS


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same_things() -> None:
    nl, en = words("nl"), words("en")
    assert nl.keys() == en.keys()
    assert {k for k in nl if _places(nl[k]) != _places(en[k])} == set()
    assert all(nl.values()) and all(en.values())


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="nl or en"):
        words("de")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_the_model_names_has_a_name(lang: str) -> None:
    known = words(lang)
    parameters = read_parameters().values()
    needed = [f"units.{o.unit}" for o in OUTCOMES.values()]
    needed += [f"weekly_units.{OUTCOMES[s].unit}" for s in shown.SERIES if s in OUTCOMES]
    needed += [f"parameter_units.{p.unit}" for p in parameters if p.unit]
    needed += [f"evidence.{p.evidence}" for p in parameters] + [
        f"roles.{p.role}" for p in parameters
    ]
    needed += [f"states.{s}" for s in STATES]
    needed += [f"payers.{p}" for p in PAYERS] + [f"account.{p}" for p in (*PAYERS, *ORGANISATIONS)]
    needed += [f"questions.{q}" for q in ANSWERS]
    needed += [f"answers.{a}" for answers in ANSWERS.values() for a in answers]
    needed += [f"group.{g}" for g in (*VULNERABILITY, *AGES, *HOUSEHOLDS)]
    needed += [f"today.{level}" for level in shown.TODAY]
    needed += [f"criteria.{c}" for c in shown.CRITERIA]
    assert sorted({key for key in needed if key not in known}) == []


def test_every_outcome_the_report_names_is_declared() -> None:
    named = {shown.BURDEN, shown.COST, *HEADLINES, *shown.PERSPECTIVES}
    named |= set(shown.PAYER_COSTS.values())
    named |= {
        o for table in (shown.CLAIMS, shown.CRITERIA) for some in table.values() for o in some
    }
    assert named - OUTCOMES.keys() == set()


def test_a_thing_without_a_name_is_called_by_its_id() -> None:
    assert Text("nl").name("states", "a_new_state") == "a new state"


def test_areas_are_called_by_their_names() -> None:
    text = Text("nl")
    assert group_name(text, "area_1", ["Caberg", "Malpertuis"]) == "Malpertuis"
    assert group_name(text, "area_2", ["Caberg", "Malpertuis"]) == "area 2"
    assert group_name(text, "alone", ["Caberg"]) == text("group.alone") != "alone"
