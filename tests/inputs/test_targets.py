from __future__ import annotations

import pytest

from sim.inputs.parameters.sources import read_facts, source_ids
from sim.inputs.parameters.targets import read_targets
from sim.inputs.scenarios.scenario_file import scenario_names
from sim.show.outcomes_shown import TODAY


def test_every_target_lies_in_its_range_has_a_source_and_is_in_the_report() -> None:
    targets = read_targets()
    assert len({target.id for target in targets}) == len(targets) > 10
    facts = read_facts()
    for target in targets:
        assert 0.0 < target.low <= target.value <= target.high
        ids = source_ids(target.source)
        assert ids and set(ids) <= set(facts)
        assert target.level in TODAY


def test_targets_are_no_scenario() -> None:
    assert "targets" not in scenario_names()


@pytest.mark.parametrize(
    ("found", "stands"), [(74.9, "below"), (75.0, "within"), (120.0, "within"), (120.1, "above")]
)
def test_where_a_level_stands_follows_from_the_range(found: float, stands: str) -> None:
    users = next(target for target in read_targets() if target.id == "users_persons")
    assert (users.low, users.high) == (75.0, 120.0)
    assert users.stands(found, found) == stands


def test_a_level_with_a_margin_is_outside_only_with_all_of_it() -> None:
    users = next(target for target in read_targets() if target.id == "users_persons")
    assert users.stands(70.0, 74.9) == "below" and users.stands(121.0, 125.0) == "above"
    assert users.stands(70.0, 75.1) == users.stands(119.0, 130.0) == "within"
