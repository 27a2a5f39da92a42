from __future__ import annotations

import pytest

from sim.inputs.files.errors import InputError
from sim.runs.arrays import difference_of, known_outcomes


def test_a_difference_is_named_by_the_later_model_first() -> None:
    models = ("a", "b", "c")
    assert difference_of(None, models) == ("c", "a")
    assert difference_of("a-b", models) == ("a", "b")


@pytest.mark.parametrize(
    ("named", "models", "code"),
    [(None, ("a",), "out_of_range"), ("a-d", ("a", "b"), "unknown_key")],
)
def test_a_difference_of_other_models_is_refused(
    named: str | None, models: tuple[str, ...], code: str
) -> None:
    with pytest.raises(InputError) as caught:
        difference_of(named, models)
    assert caught.value.code == code


def test_a_wrong_outcome_is_refused_with_the_nearest_one() -> None:
    assert known_outcomes(("burden", "reach")) == ("burden", "reach")
    with pytest.raises(InputError) as caught:
        known_outcomes(("burden", "raech"), "--objectives")
    error = caught.value
    assert (error.where, error.found, error.nearest) == ("--objectives", "raech", "reach")
