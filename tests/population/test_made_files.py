"""No file of one's own place ends in a traceback, and none is read as another than it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sim.inputs.files.errors import InputError
from sim.population.areas import Place
from sim.population.place_faults import Fault
from sim.population.place_file import read_place
from sim.population.population import build_people, households_missing
from tests.examples import examples
from tests.population.made_files import Meant, Style, damaged, tables, written

# What areas drawn at random may not be: figures that cannot be true together.
UNFIT = {fault.value[1] for fault in (Fault.UNFILLED, Fault.KINDS, Fault.SIZE)}
HASTY = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}


def check_built(place: Place) -> None:
    """Everybody and every household of the file is there."""
    people = build_people(place, None, 1)
    assert len(people.age) == place.inhabitants == sum(a.inhabitants for a in place.areas)
    assert households_missing(people) == (0, sum(area.households for area in place.areas))


def read(folder: Path, content: bytes) -> Place:
    path = folder / "made.csv"
    path.write_bytes(content)
    return read_place(path)


@pytest.mark.slow
@settings(max_examples=examples("place_files"), **HASTY)
@given(made=tables())
def test_a_file_is_built_as_it_is_meant_however_it_is_written(
    tmp_path: Path, made: tuple[tuple[Meant, ...], Style, list[list[str]]]
) -> None:
    areas, style, cells = made
    try:
        place = read(tmp_path, written(cells, style).encode(style.encoding))
    except InputError as error:
        assert error.message in UNFIT
        return
    meant = {a.code: (a.name, a.inhabitants, a.households, a.mean_size) for a in areas}
    found = {a.code: (a.name, a.inhabitants, a.households, a.mean_size) for a in place.areas}
    assert found == meant
    for area in place.areas:
        (ages,) = (a.ages for a in areas if a.code == area.code)
        assert area.age_shares == pytest.approx(ages, abs=0.5 + 100.0 / area.inhabitants)
    check_built(place)


@pytest.mark.slow
@settings(max_examples=examples("damaged_place_files"), **HASTY)
@given(content=damaged())
def test_a_damaged_file_is_refused_or_holds_what_was_built(tmp_path: Path, content: bytes) -> None:
    try:
        place = read(tmp_path, content)
    except InputError as error:
        assert error.exit_code == 2 and error.where
        assert error.text("nl") and "\n" not in error.text("en")
        return
    digits = re.sub(rb"[^0-9]+", b" ", re.sub(rb"[\0.,' \xa0\xc2]", b"", content))
    for area in place.areas:
        assert str(area.inhabitants).encode() in digits
        assert str(area.households).encode() in digits
    check_built(place)
