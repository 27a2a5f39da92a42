from __future__ import annotations

import json
import pickle
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.files.errors import READABLE, InputError, choices, known, nearest
from tests.documents import SCHEMAS, fits

text = st.none() | st.text(max_size=20)


def example() -> InputError:
    return InputError(
        code="out_of_range",
        where="my.toml:3, settings.weeks",
        found="0",
        allowed="1 to 5200 weeks",
        message="the value is outside its range",
    )


@given(found=text, allowed=text, near=text, where=text)
def test_every_error_fits_the_published_schema_and_survives_a_worker(
    found: str | None, allowed: str | None, near: str | None, where: str | None
) -> None:
    error = InputError(
        code="wrong_type", where=where, found=found, allowed=allowed, nearest=near, message="no"
    )
    fits(error.document())
    assert pickle.loads(pickle.dumps(error)).document() == error.document()


def test_the_schema_refuses_a_document_without_a_message() -> None:
    document = {k: v for k, v in example().document().items() if k != "message"}
    with pytest.raises(jsonschema.ValidationError):
        fits(document)


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda p: p.stem)
def test_schemas_are_schemas(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_the_line_for_people_names_place_finding_and_choice_in_both_languages() -> None:
    assert example().text("en") == (
        "my.toml:3, settings.weeks: the value is outside its range; found: 0; "
        "allowed: 1 to 5200 weeks"
    )
    assert example().text("nl").startswith("my.toml:3, settings.weeks: de waarde ligt buiten")


def test_what_was_found_steers_no_terminal_and_stays_short() -> None:
    error = InputError(code="usage", where="a\nb", found="\x1b[2J\u202e" + "x" * 999, message="no")
    assert error.text().startswith("a b: no; found: \\x1b[2J\\u202exxx")
    assert len(error.text()) < 400 and error.text().isprintable()


def test_of_many_names_those_most_alike_are_shown() -> None:
    few = [f"name_{number}" for number in range(READABLE)]
    assert choices("nam", few) == ", ".join(few)
    many = [*few, "burden", "burden_top5"]
    assert choices("burdn", many).startswith(f"one of {len(many)}, such as burden, burden_top5, ")
    with pytest.raises(InputError) as raised:
        known("burdn", many, "--outcomes", "unknown_key", "this outcome does not exist")
    assert "; did you mean 'burden'?" in raised.value.text()
    assert f"toegestaan: een van {len(many)}, zoals burden, " in raised.value.text("nl")


def test_nearest_spelling() -> None:
    assert nearest("wijkbudgt", ["wijkbudget", "fragmented"]) == "wijkbudget"
    assert nearest("zzz", ["wijkbudget", "fragmented"]) is None
