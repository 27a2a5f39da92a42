"""A place of one's own in a CSV file, as a spreadsheet writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.inputs.files.errors import InputError
from sim.population.areas import Place
from sim.population.place_file import read_place

HEADER = (
    "code;name;inhabitants;households;age_0_14;age_15_24;age_25_44;age_45_64;age_65;"
    "one_person;without_children;with_children;mean_size; lonely.18_64 ;women"
)
ROWS = (
    "B2;Beyond;800;400;20;10;25;25;20;35;30;35;2,0;;",
    "A1;Above; 1000 ;500;15;10;25;30;20;37;30;33;2,1;44,5;51",
)


def read(folder: Path, *rows: str) -> Place:
    path = folder / "mine.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return read_place(path)


def test_a_file_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    place = read(tmp_path, *ROWS)
    assert (place.id, place.source, place.inhabitants) == ("mine", "own file mine.csv", 1800)
    first, second = place.areas
    assert (first.code, second.code) == ("A1", "B2")
    assert (first.inhabitants, first.mean_size, first.women) == (1000, 2.1, 51.0)
    assert first.indicators == (("lonely", "18_64", 44.5),)
    assert (second.indicators, second.women, second.health_code) == ((), 50.0, "B2")
    assert first.age_shares == (15.0, 10.0, 25.0, 30.0, 20.0)


def test_cells_beyond_the_header_may_only_be_empty(tmp_path: Path) -> None:
    assert read(tmp_path, ROWS[1] + ";;").areas[0].name == "Above"
    with pytest.raises(InputError) as error:
        read(tmp_path, ROWS[1] + ";beyond;more")
    assert (error.value.found, error.value.allowed) == ("17", "15")


def test_shares_may_miss_a_hundred_by_rounding_only(tmp_path: Path) -> None:
    assert read(tmp_path, ROWS[1].replace(";15;10;", ";17;11;")).inhabitants == 1000
    with pytest.raises(InputError) as error:
        read(tmp_path, ROWS[1].replace(";15;10;", ";17;12;"))
    assert (error.value.code, error.value.found) == ("inconsistent", "sum 104 %")
