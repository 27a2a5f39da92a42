"""Which wijken a code, a list or a file names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.inputs.files.errors import InputError
from sim.runs.wijken import (
    GAPS,
    MARGINS,
    NO_HOUSEHOLDS,
    NO_INHABITANTS,
    NO_LIVEABILITY,
    NO_ROW,
    chosen_wijken,
)


def codes(*places: str, file: Path | None = None) -> list[str]:
    return [wijk.code for wijk in chosen_wijken(places, file)]


def test_without_a_list_it_is_every_wijk_and_every_inhabitant() -> None:
    every = chosen_wijken((), None)
    assert len(every) == 2981 and sum(wijk.inhabitants for wijk in every) == 16_974_935
    assert [wijk.code for wijk in every] == sorted(wijk.code for wijk in every)
    reasons = [wijk.skipped for wijk in every]
    assert (reasons.count(NO_INHABITANTS), reasons.count(NO_HOUSEHOLDS)) == (24, 7)
    assert sum(wijk.inhabitants for wijk in every if wijk.skipped) == 70


def test_what_is_lacking_is_told_by_source() -> None:
    (nothing,) = chosen_wijken(("WK093500",), None)
    assert nothing.lacking == () and nothing.imputed(0) == ()
    assert nothing.imputed(2) == (GAPS,)
    (much,) = chosen_wijken(("WK008069",), None)
    assert much.lacking == (NO_ROW, NO_LIVEABILITY, MARGINS)
    assert much.imputed(8) == much.lacking
    (home,) = chosen_wijken(("WK011908",), None)
    assert home.imputed(1) == (NO_LIVEABILITY,)
    assert home.imputed(3) == (GAPS, NO_LIVEABILITY)


def test_a_municipality_is_all_its_wijken_and_twice_is_once() -> None:
    wijken = codes("GM0935")
    assert len(wijken) == 7 and all(code.startswith("WK0935") for code in wijken)
    assert codes("wk093502", "GM0935", "WK093502") == wijken
    assert codes("BU09350207", "WK000300") == ["BU09350207", "WK000300"]


@pytest.mark.parametrize(
    "text",
    [
        "WK000300\nGM0935\n",
        '\ufeffstatcode;naam\r\n"WK000300";Wijk 00\r\nGM0935;Maastricht\r\n',
        "# a remark\n\nWK000300, Wijk 00\nGM0935\tMaastricht\nWK000300\n",
    ],
)
def test_a_file_is_read_however_it_was_written(text: str, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    assert codes(file=path) == codes("WK000300", "GM0935")
    assert codes("WK000300", file=path) == codes("WK000300", "GM0935")


@pytest.mark.parametrize(
    ("text", "code", "where", "near"),
    [
        ("WK000300\nWK00031\n", "unknown_place", "list.txt:2", "WK000300"),
        ("GM0003\nGM935\n", "unknown_place", "list.txt:2", "GM0935"),
        ("code\n", "missing_key", "list.txt", None),
        ("", "missing_key", "list.txt", None),
        ("WK093502\nBU09350207\n", "inconsistent", "list.txt:2", None),
    ],
)
def test_a_bad_file_says_where(
    text: str, code: str, where: str, near: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        chosen_wijken((), path)
    assert caught.value.code == code
    assert str(caught.value.where).endswith(where)
    assert caught.value.nearest == near


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        chosen_wijken((), tmp_path / "none.txt")
    assert caught.value.code == "missing_file"
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"PK\xff\xfe\x00")
    with pytest.raises(InputError) as caught:
        chosen_wijken((), path)
    assert caught.value.code == "wrong_type"
