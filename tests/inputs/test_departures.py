"""What a scenario does otherwise than the one it departs from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sim.inputs.scenarios.departures import Departure, departures
from sim.inputs.scenarios.scenario import parent_of, resolve

VARIANT = """
extends = "pilot"
models = ["generalist_team", "table"]

[settings]
start = 2014-01-01
seed = 7

[set]
"staff.fte" = 0.5

[model.table]
extends = "generalist_team"
reach = "desk"

[model.table.set]
"kitchen_table.drop_out" = 0.02

[[change]]
date = 2014-07-01
until = 2015-07-01
set = { "staff.fte" = 1.0 }

[[change]]
date = 2015-12-01
model = "generalist_team"
set = { "staff.fte" = 1.5 }

[[change]]
date = 2015-01-01
model = "table"
set = { "staff.fte" = 2.0 }
answers = { reach = "outreach" }
"""


def _of(name: str | Path, **changes: object) -> list[Departure]:
    parent = parent_of(name, **changes)  # type: ignore[arg-type]
    assert parent is not None
    return list(departures(resolve(name, **changes), parent))  # type: ignore[arg-type]


def test_a_built_in_name_departs_from_itself_by_what_the_command_line_changes() -> None:
    found = _of("pilot", set={"outreach.presence": "0.1"}, settings={"weeks": 52})
    assert found == [
        Departure("setting", "weeks", 156, 52),
        Departure("parameter", "outreach.presence", 0.12, 0.1),
    ]


def test_a_value_set_to_what_it_was_is_no_departure() -> None:
    assert _of("pilot", set={"outreach.presence": "0.12"}) == []


def test_random_numbers_and_runs_are_no_departure() -> None:
    assert parent_of("pilot", settings={"seed": 9, "replications": 3}) is None


def test_a_file_departs_from_what_it_extends_by_all_that_it_states(tmp_path: Path) -> None:
    path = tmp_path / "variant.toml"
    path.write_text(VARIANT)
    default = resolve("pilot")
    drop_out = default.values["kitchen_table.drop_out"]
    fte = default.values["staff.fte"]
    half, year = (dt.date(2014, 7, 1), 25), (dt.date(2015, 1, 1), 52)
    late = dt.date(2015, 12, 1), 99
    assert _of(path) == [
        Departure("setting", "start", "2015-01-01", "2014-01-01"),
        Departure("left_out", "fragmented", None, None),
        Departure("left_out", "wijkbudget", None, None),
        Departure("model", "table", "generalist_team", "table", ("table",)),
        Departure("answer", "reach", "outreach", "desk", ("table",)),
        Departure("parameter", "kitchen_table.drop_out", drop_out, 0.02, ("table",)),
        Departure("parameter", "staff.fte", fte, 0.5),
        Departure("parameter", "staff.fte", 0.5, 1.0, (), *half, dt.date(2015, 7, 1), 77),
        Departure("parameter", "staff.fte", 1.0, 2.0, ("table",), *year),
        Departure("answer", "reach", "desk", "outreach", ("table",), *year),
        Departure("parameter", "staff.fte", 0.5, 1.5, ("generalist_team",), *late),
    ]


def test_a_dated_scenario_departs_from_the_pilot_by_its_own_dates() -> None:
    dated = [one for one in _of("pilot_dated") if one.date is not None]
    assert {one.date for one in dated} == {
        dt.date(2014, 5, 1),
        dt.date(2015, 1, 1),
        dt.date(2015, 4, 1),
    }
    cut = next(one for one in dated if one.key == "payer.wmo.cut")
    assert (cut.old, cut.new, cut.week) == (0.0, 0.15, 104)


def test_a_file_without_a_title_has_the_one_above_with_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "more_staff.toml"
    path.write_text('extends = "pilot"\n[set]\n"staff.fte" = 1.0\n')
    assert resolve(path).title_nl == "Caberg-Malpertuis, wetten van 2015: more_staff"


def test_another_place_without_a_title_has_no_title_of_the_place_above(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.toml"
    path.write_text('extends = "pilot"\nplace = "ruwaard"\n')
    assert not resolve(path).place_titled
    path.write_text('extends = "pilot"\nplace = "ruwaard"\ntitle = { en = "a", nl = "b" }\n')
    assert resolve(path).place_titled


def test_variants_of_a_model_without_titles_have_names_that_differ(tmp_path: Path) -> None:
    path = tmp_path / "two.toml"
    models = ["generalist_team", "first", "second"]
    own = "".join(f'[model.{m}]\nextends = "generalist_team"\n' for m in models[1:])
    path.write_text(f'extends = "pilot"\nmodels = {models}\n{own}')
    assert [model.title_nl for model in resolve(path).models] == [
        "Generalistisch team",
        "Generalistisch team (first)",
        "Generalistisch team (second)",
    ]
