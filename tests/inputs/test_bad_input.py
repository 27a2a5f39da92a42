"""Bad input of every kind: told with its line, what is meant, in either language; never taken."""

from __future__ import annotations

import ast
import datetime as dt
import pickle
from pathlib import Path

import pytest

import sim
from sim.foundation.sentence import places_of
from sim.foundation.weeks import week_of
from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.numbers import meant, number_in, whole_in
from sim.inputs.files.said import Both, Said, Spoken
from sim.inputs.files.sheet_said import Head, SheetSaid
from sim.inputs.files.sought import Sought
from sim.inputs.scenarios.departures import departures
from sim.inputs.scenarios.design_file import read_design
from sim.inputs.scenarios.scenario import parent_of, resolve

TWO = '[[change]]\ndate = 2015-02-01\nset = {{ "staff.fte" = 1.0 }}\n[[change]]\n{}\n'
SAME_DAY = 'date = 2015-02-01\nmodel = "{}"\nset = {{ "staff.fte" = 1.1 }}'
DATED = '[[change]]\ndate = 2015-02-01\nset = {{ "staff.fte" = 1.0 }}\nuntil = {}\n'
RUN = "[settings]\nweeks = {}\nstart = 2015-01-01\n"
BIG = "9" * 5000

# A scenario that extends the pilot: where it is wrong, the code, the nearest spelling.
WRONG = {
    "third block": (TWO.format("date = 2015-03-01") + "[[change]]\ndat = 1", ":8, change 3, dat",
                    "unknown_key", "date"),
    "value of a block": (TWO.format('date = 2015-03-01\n[change.set]\n"Staff.fte" = 1'),
                         ":8, change 2, set.Staff.fte", "unknown_key", "staff.fte"),
    "model of a block": (TWO.format('date = 2015-03-01\nmodel = "Wijkbudget"'),
                         ":7, change 2, model", "unknown_model", "wijkbudget"),
    "key of a model": ('[model.wijkbudget]\nBuilt = "as_is"', ":3, model.wijkbudget.Built",
                       "unknown_key", "build"),
    "capitals": ("[settings]\nWEEKS = 3", ":3, settings.WEEKS", "unknown_key", "weeks"),
    "in a long text": ('title = { nl = """\n[settings]\nweks = 1\n""", en = "x" }\n'
                       "[settings]\nweks = 1", ":7, settings.weks", "unknown_key", "weeks"),
    "empty table": ('[set]\n"staff.fte" = {}', ":3, set.staff.fte", "wrong_type", None),
    "twice": ('[set]\nstaff.fte = 1.0\n"staff.fte" = 1.1', ":3, set.staff.fte", "duplicate", None),
    "seconds": ("[settings]\nstart = 1430438400", ":3, settings.start", "wrong_type", None),
    "a moment": ("[settings]\nstart = 2015-01-01T00:00:00", ":3, settings.start", "wrong_type",
                 None),
    "no signs": ('[settings]\nstart = "20150101"', ":3, settings.start", "wrong_type", None),
    "after the end": (RUN.format(8) + TWO.format("date = 2030-01-01"),
                      ":8, change 2", "out_of_range", None),
    "before the start": (RUN.format(8) + "[[change]]\ndate = 2014-12-31", ":5, change 1",
                         "out_of_range", None),
    "provider of a model": ('[[change]]\ndate = 2015-02-01\nmodel = "wijkbudget"\n'
                            'set = { "product.shelter.gone" = 0.5 }',
                            ":5, change 1, set.product.shelter.gone", "not_a_lever", None),
    "stop": ('[set]\n"product.shelter.intake" = "stopp"', ":3, set.product.shelter.intake",
             "out_of_range", "stop"),
    "all and more": ('[set]\n"payer.wmo.taken" = 1.1', ":3, set.payer.wmo.taken", "out_of_range",
                     None),
    "until before": (DATED.format("2015-01-31"), ":5, change 1, until", "out_of_range", None),
    "until at once": (DATED.format("2015-02-01"), ":5, change 1, until", "out_of_range", None),
    "no week long": (DATED.format("2015-02-02"), ":5, change 1, until", "out_of_range", None),
    "until too late": (DATED.format("2018-01-01"), ":5, change 1, until", "out_of_range", None),
    "until no day": (DATED.format('"soon"'), ":5, change 1, until", "wrong_type", None),
    "untill": (DATED.format("2016-01-01\nuntill = 1"), ":6, change 1, untill", "unknown_key",
               "until"),
    "two values a day": (TWO.format(SAME_DAY.format("wijkbudget")), ":8, change 2, set.staff.fte",
                         "duplicate", None),
    "deep": ("x = " + "[" * 60 + "]" * 60, "one.toml", "bad_toml", None),
    "deeper": ("x = " + "[" * 900 + "]" * 900, "one.toml", "bad_toml", None),
    "dotted": ("[set]\n" + ".".join("a" * 900) + " = 1", "one.toml", "bad_toml", None),
    "digits": (f"[settings]\nseed = {BIG}", "one.toml", "bad_toml", None),
    "hexadecimal": (f"[settings]\nseed = 0x{BIG}", ":3, settings.seed", "out_of_range", None),
    "nul": ('place = "a\\u0000.csv"', ":2, place", "missing_file", None),
    "syntax": ("[settings]\nweeks == 3", "one.toml:3", "bad_toml", None),
}  # fmt: skip


def refused(folder: Path, text: str) -> InputError:
    path = folder / "one.toml"
    path.write_text(f'extends = "pilot"\n{text}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        resolve(path)
    return caught.value


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_told_with_its_line_and_the_nearest(
    case: tuple[str, str, str, str | None], tmp_path: Path
) -> None:
    text, where, code, near = case
    error = refused(tmp_path, text)
    assert (error.code, error.nearest) == (code, near)
    assert str(error.where).endswith(where)
    assert len(error.text()) < 1500 and len(error.text("nl").splitlines()) == 1


def test_a_change_outside_the_run_names_the_days_of_the_run(tmp_path: Path) -> None:
    run = RUN.format(52)
    error = refused(tmp_path, run + "[[change]]\ndate = 2016-01-01")
    assert error.allowed == "2015-01-01 to 2015-12-31, the days of the run: settings.start " + (
        "and 52 weeks"
    )
    assert "2015-01-01 tot en met 2015-12-31, de dagen van de run" in error.text("nl")
    assert "zou nooit gebeuren" in error.text("nl")
    error = refused(tmp_path, run + DATED.format("2016-01-01"))
    assert error.allowed == (
        "2015-02-08 to 2015-12-31: a week or more after its date, within the 52 weeks of the run; "
        "without it the change holds to the end"
    )
    assert "eindigt na de run" in error.text("nl") and "52 weken" in error.text("nl")


@pytest.mark.parametrize(
    ("dates", "start"),
    [
        (["2015-02-01"], "2015-01-01"),
        (["2017-12-31"], "2015-01-01"),
        (["2027-07-01"], "2027-01-01"),
        (["2028-01-01", "2027-12-31"], "2027-01-01"),
        (["2014-06-01", "2016-01-01"], "2014-01-01"),
    ],
)
def test_without_a_start_the_run_holds_its_first_date(
    dates: list[str], start: str, tmp_path: Path
) -> None:
    path = tmp_path / "one.toml"
    text = "".join(f'[[change]]\ndate = {day}\nset = {{ "staff.fte" = 1.0 }}\n' for day in dates)
    path.write_text(f'extends = "pilot"\n{text}', encoding="utf-8")
    found, parent = resolve(path), parent_of(path)
    assert found.settings.start.isoformat() == start and parent is not None
    told = [one for one in departures(found, parent) if one.key == "start"]
    moved = start != "2015-01-01"
    assert [(one.old, one.new) for one in told] == [("2015-01-01", start)] * moved
    assert (found.origin["settings.start"] == "the first date") == moved
    first = dt.date.fromisoformat(min(dates))
    assert resolve(path, settings={"start": first}).settings.start == first


def test_a_run_from_its_first_date_holds_all_of_its_dates_or_is_refused(tmp_path: Path) -> None:
    later = "[[change]]\ndate = 2027-07-01\n[[change]]\ndate = 2030-01-01"
    error = refused(tmp_path, later)
    assert error.where is not None and error.where.endswith(":4, change 2")
    assert str(error.allowed).startswith("2027-01-01 to 2029-12-31")


@pytest.mark.parametrize("start", ["2015-01-01", "2016-02-29", "0001-01-01", "9999-12-01"])
@pytest.mark.parametrize("weeks", [1, 51, 52, 53, 156, 5200])
def test_the_last_day_is_the_last_that_is_simulated(start: str, weeks: int) -> None:
    found = resolve("pilot", settings={"start": start, "weeks": weeks})
    assert week_of(found.last_day, found.settings.start) < weeks
    if found.last_day < dt.date.max:
        next_day = found.last_day + dt.timedelta(days=1)
        assert week_of(next_day, found.settings.start) >= weeks


def test_models_of_their_own_may_change_on_the_same_day(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    first = SAME_DAY.format("fragmented")
    text = f"[[change]]\n{first}\n[[change]]\n{SAME_DAY.format('wijkbudget')}\n"
    path.write_text(f'extends = "pilot"\n{text}', encoding="utf-8")
    assert len(resolve(path).changes) == 2
    assert parent_of(path) is not None


@pytest.mark.parametrize(
    ("key", "value", "near"),
    [
        ("citizens", "1.000", "1000"),
        ("citizens", "1_000", "1000"),
        ("citizens", "14 000", "14000"),
        ("weeks", "\uff11\uff12", "12"),
        ("weeks", "\u0661\u0662", "12"),
        ("seed", "1,000,000", "1000000"),
        ("staff.fte", "1_0", "10"),
        ("staff.fte", "0,5", "0.5"),
        ("staff.fte", "\u0661", "1"),
        ("staff.workers_per_fte", "nan", None),
        ("start", "1430438400", None),
    ],
)
def test_other_digits_and_signs_are_refused_with_what_is_meant(
    key: str, value: str, near: str | None
) -> None:
    with pytest.raises(InputError) as caught:
        resolve("pilot", set={key: value})
    assert (caught.value.code, caught.value.nearest) == ("wrong_type", near)


def test_plain_digits_are_numbers() -> None:
    assert [number_in(text) for text in ("1", "-2.5", ".5", "1e3", "1.2.3", "1_0")] == [
        *(1.0, -2.5, 0.5, 1000.0),
        *(None, None),
    ]
    assert [whole_in(text) for text in ("7", "7.0", "7.00", "1.000", "9" * 5000)] == [
        *(7, 7),
        *(None, None, None),
    ]
    assert meant("12") is None and meant("twelve") is None


def test_all_is_every_resident_and_a_setting_is_set_once() -> None:
    assert resolve("pilot", settings={"citizens": "all"}).settings.citizens == 0
    with pytest.raises(InputError) as caught:
        resolve("pilot", set={"weeks": "3", "settings.weeks": "4"})
    assert caught.value.code == "duplicate"


DESIGNS = {
    "no scenario": ("scenario = []", ":3, scenario", "out_of_range"),
    "no models": ("models = []", ":3, models", "out_of_range"),
    "twice": ('[input."staff.fte"]\nlow = 1.0\n[input.staff.fte]\nlow = 1.1', "", "duplicate"),
    "span": ('[input."staff.fte"]\nLow = 1.0', ":4, input.staff.fte.Low", "unknown_key"),
    "nul": ('scenario = "a\\u0000.toml"', ":3, scenario", "missing_file"),
}


@pytest.mark.parametrize("case", DESIGNS.values(), ids=DESIGNS.keys())
def test_a_wrong_design_is_told_with_its_line(case: tuple[str, str, str], tmp_path: Path) -> None:
    text, where, code = case
    path = tmp_path / "d.toml"
    path.write_text(f'name = "d"\nmethod = "lhs"\n{text}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        layer = read_design(path)
        layer.scenario(layer.content.scenario[0], "scenario")
    assert caught.value.code == code and where in str(caught.value.where)


def test_files_that_a_design_names_are_seen_from_the_design(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    text = 'name = "d"\nmethod = "lhs"\nplace = ["mine.csv", "pilot"]\nscenario = "s.toml"\n'
    path.write_text(text, encoding="utf-8")
    layer = read_design(path)
    assert [layer.place(one, "place") for one in layer.content.place] == [
        str(tmp_path / "mine.csv"),
        "pilot",
    ]
    assert layer.scenario("s.toml", "scenario") == str(tmp_path / "s.toml")
    assert layer.scenario("pilot", "scenario") == "pilot"


def test_capitals_do_not_hide_the_nearest() -> None:
    assert nearest("FRAGMENTED", ["wijkbudget", "fragmented"]) == "fragmented"


@pytest.mark.parametrize("said", [*Said, *Sought, *SheetSaid, *Head])
def test_every_text_of_an_error_has_both_languages_with_the_same_places(said: Spoken) -> None:
    english, dutch = said.value
    assert english and dutch and places_of(english) == places_of(dutch)


def test_a_unit_is_named_in_dutch() -> None:
    said = Said.RANGE(low=1, high=2, unit="weeks")
    assert said == "1 to 2 weeks" and said.in_dutch({"weeks": "weken"}.__getitem__) == (
        "1 tot en met 2 weken"
    )
    error = InputError(code="out_of_range", allowed=said, message="m")
    assert isinstance(error.document()["allowed"], Both)
    again = pickle.loads(pickle.dumps(error))  # as from a worker
    assert again.text("nl").endswith("1 tot en met 2 weeks") and again.text() == error.text()


# Rooms whose errors are of the model, the data or the disk.
OTHERS = {"model", "baseline", "support", "record", "data", "parameters"}


def test_what_is_allowed_is_said_in_words_of_the_table_alone() -> None:
    """A literal with words in it would be English inside a Dutch error."""
    wrong = [
        f"{path.name}: {ast.unparse(word.value)}"
        for path in sorted(Path(sim.__file__).parent.rglob("*.py"))
        if not OTHERS & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "allowed"
        and isinstance(word.value, (ast.Constant, ast.JoinedStr))
        and not (isinstance(word.value, ast.Constant) and word.value.value is None)
    ]
    assert wrong == []
