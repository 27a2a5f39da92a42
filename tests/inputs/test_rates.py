"""Rates of the file: read with their ranges, refused when they are not right, all of them used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.rates import by_age, rate, rates, read_rates
from sim.inputs.parameters.sources import read_facts, source_ids
from sim.inputs.scenarios.scenario_file import scenario_names

FILE = """\
[group.single]
value = 0.3
low = 0.2
high = 0.4
unit = "share"
evidence = "assumed"
source = "this model"

[group.table]
ages = [18, 30]
value = [1, 0.5]
low = [0.5, 0.5]
high = [2.0, 0.5]
unit = "per year"
evidence = "assumed"
source = "this model"
note = "two ages"
"""


def test_a_number_and_a_table_by_age_are_read(tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    path.write_text(FILE, encoding="utf-8")
    found = read_rates(path)
    assert list(found) == ["group.single", "group.table"]
    single, table = found["group.single"], found["group.table"]
    assert (single.value, single.low, single.high, single.ages) == (0.3, (0.2,), (0.4,), ())
    assert (table.values, table.ages, table.note) == ((1.0, 0.5), (18, 30), "two ages")


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("value = 0.3", "value = 0.5", "out_of_range", "group.single.value"),
        ("value = 0.3", "value = nan", "out_of_range", "group.single.value"),
        ("value = 0.3", 'value = "0.3"', "wrong_type", "group.single.value"),
        ("low = 0.2\n", "", "missing_key", "group.single.low"),
        ("unit =", "units =", "unknown_key", "group.single.units"),
        ('"assumed"', '"guessed"', "out_of_range", "group.single.evidence"),
        ("[1, 0.5]", "[1]", "inconsistent", "group.table.value"),
        ("[18, 30]", "[18]", "inconsistent", "group.table.value"),
        ("ages = [18, 30]\n", "", "inconsistent", "group.table.value"),
        ("[18, 30]", "[30, 18]", "inconsistent", "group.table.ages"),
        ("[group.single]", "group = 3\n[other.single]", "wrong_type", "group"),
        ("value = 0.3", "value = ", "bad_toml", "made.toml"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, old: str, new: str, code: str, where: str) -> None:
    text = FILE[: FILE.index("[group.table]")] if new.startswith("group = 3") else FILE
    path = tmp_path / "made.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_rates(path)
    assert error.value.code == code
    assert error.value.where is not None and where in error.value.where


def test_a_rate_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(InputError) as error:
        rate("forming.girl")
    assert (error.value.code, error.value.nearest) == ("missing_key", "forming.girls")


def test_a_table_holds_from_its_first_age_on() -> None:
    ages = np.array([0, 17, 18, 29, 30, 104])
    assert by_age(ages, (18, 30), (0.2, 0.1)).tolist() == [0.0, 0.0, 0.2, 0.2, 0.1, 0.1]


def test_every_rate_is_used_and_its_sources_exist() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(sim.__file__).parent.rglob("*.py"))
    families = ("_at_home", "heads_", "children_")  # named by a pattern
    for key, item in rates().items():
        name = key.split(".")[1]
        assert f'"{key}"' in code or f'"{name}"' in code or any(f in name for f in families), key
        assert set(source_ids(item.source)) <= set(read_facts())
    assert "rates" not in scenario_names()


def test_rates_without_a_dutch_table_are_called_assumed() -> None:
    assert {item.evidence for item in rates().values()} == {"assumed"}
