"""Files that people write: text, TOML with the line of a key, and tables checked by a model."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

from sim.inputs.files.errors import InputError
from sim.inputs.files.toml_file import line_of, place_in, places_under, read_text, read_toml
from sim.inputs.files.validation import read_rows, validated

TEXT = """\
top = 1
[set]
a.b = 2
"c.d" = 3
[[change]]
date = 2016-01-01
"""


class Row(BaseModel):
    """A row with a number in a range."""

    model_config = ConfigDict(extra="forbid")

    weeks: int = Field(ge=1, le=52, json_schema_extra={"unit": "weeks"})


def test_text_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfa")
    assert read_text(path, "a", "bad_toml") == "a"
    path.write_bytes(b"\xff")
    with pytest.raises(InputError, match="not UTF-8") as caught:
        read_text(path, "here", "bad_toml")
    assert (caught.value.code, caught.value.where) == ("bad_toml", "here")
    with pytest.raises(InputError) as caught:
        read_text(tmp_path / "gone", "there", "bad_toml")
    assert (caught.value.code, caught.value.where) == ("missing_file", "there")


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("a = ", encoding="utf-8")
    with pytest.raises(InputError, match="not valid TOML") as caught:
        read_toml(tmp_path / "a.toml")
    assert caught.value.where == str(tmp_path / "a.toml")


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("top",), 1),
        (("set",), 2),
        (("set", "a.b"), 3),
        (("set", "a", "b"), 3),
        (("set", "c.d"), 4),
        (("change", 0, "date"), 6),
        (("set", "gone"), 2),
        (("gone",), None),
    ],
)
def test_the_line_of_a_key_or_of_the_table_around_it(
    keys: tuple[str | int, ...], line: int | None
) -> None:
    assert line_of(TEXT, keys) == line


def test_a_place_is_the_file_the_line_and_the_key() -> None:
    assert place_in(Path("a.toml"), TEXT, ("set", "a.b")) == "a.toml:3, set.a.b"
    assert places_under(Path("a.toml"), TEXT, "set")(("c.d",)) == "a.toml:4, set.c.d"
    assert place_in(Path("a.toml"), TEXT, ()) == "a.toml"


@pytest.mark.parametrize(
    ("table", "code", "where", "allowed", "near"),
    [
        ({"week": 3}, "unknown_key", "week", "weeks", "weeks"),
        ({}, "missing_key", "weeks", None, None),
        ({"weeks": 53}, "out_of_range", "weeks", "1 to 52 weeks", None),
        ({"weeks": "x"}, "wrong_type", "weeks", "1 to 52 weeks", None),
    ],
)
def test_the_first_thing_wrong_says_where_and_what_is_allowed(
    table: dict[str, object], code: str, where: str, allowed: str | None, near: str | None
) -> None:
    with pytest.raises(InputError) as caught:
        validated(Row, table, ".".join)
    error = caught.value
    assert (error.code, error.where, error.allowed, error.nearest) == (code, where, allowed, near)


def test_rows_are_read_by_name_and_a_wrong_one_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("[one]\nweeks = 3\n[two]\nweeks = 4\n", encoding="utf-8")
    rows, text = read_rows(path, Row)
    assert {name: row.weeks for name, row in rows.items()} == {"one": 3, "two": 4}
    assert text == path.read_text(encoding="utf-8")
    path.write_text("[one]\nweeks = 3\n[two]\nweeks = 0\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_rows(path, Row)
    assert caught.value.where == f"{path}:4, two.weeks"
