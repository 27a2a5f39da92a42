"""Values laid over each other: the last word counts."""

from __future__ import annotations

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.building import Building, parameter_of
from sim.inputs.scenarios.layering import assume, dotted

SWITCHES = {key: p for key, p in read_parameters().items() if p.role == "hypothesis" and p.sets}


def building() -> Building:
    """A scenario in which nothing is stated yet."""
    known = read_parameters()
    return Building(known, {key: parameter.value for key, parameter in known.items()})


def test_a_value_for_all_replaces_that_of_one_model() -> None:
    made = building()
    made.model_values["team"] = {"needs.theta": 0.2, "desk.barrier": 0.3}
    made.origin["model.team.needs.theta"] = "a.toml"
    made.set_all("needs.theta", 0.1, "b.toml")
    assert made.values["needs.theta"] == 0.1
    assert made.model_values["team"] == {"desk.barrier": 0.3}
    assert made.origin == {"needs.theta": "b.toml"}
    assert made.stated == {"needs.theta"}


def test_nested_tables_are_the_same_as_dotted_keys() -> None:
    assert dotted({"a": {"b": 1, "c": {"d": 2}}, "e.f": 3}, str) == {"a.b": 1, "a.c.d": 2, "e.f": 3}


def test_an_unknown_parameter_comes_with_the_nearest_spelling() -> None:
    with pytest.raises(InputError) as caught:
        parameter_of(read_parameters(), "needs.thetta", "here")
    assert (caught.value.where, caught.value.nearest) == ("here", "needs.theta")


@pytest.mark.parametrize("name", SWITCHES)
def test_a_hypothesis_sets_its_values_unless_something_else_is_stated(name: str) -> None:
    made = building()
    made.values[name] = True
    assume(made)
    for key, value in SWITCHES[name].sets:
        assert (made.values[key], made.origin[key]) == (value, name)
    key, value = SWITCHES[name].sets[0]
    other = building()
    other.values[name] = True
    other.set_all(key, not value if isinstance(value, bool) else f"other than {value}", "a.toml")
    with pytest.raises(InputError) as caught:
        assume(other)
    assert (caught.value.code, caught.value.where) == ("inconsistent", "a.toml")
