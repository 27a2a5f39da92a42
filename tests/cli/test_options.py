"""Options of click from the fields of a request, and a request from what was typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click
import pytest

from sim.cli.main import main
from sim.cli.options import asked, names_of, pairs_of, parameters, resolves
from sim.inputs.files.errors import InputError
from sim.inputs.option import Option, argument, option, options_of, pairs, stated
from sim.inputs.request import (
    CompareRequest,
    CountryRequest,
    EvidenceRequest,
    PopulationRequest,
    RunRequest,
)
from sim.inputs.study_request import ExplainRequest, RobustRequest, SearchRequest

SLOW = Option("Where slow.")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A request with an option of every kind."""

    lang: str = option("en", "Language.")
    where: str | Path = argument("here")
    two_words: bool = option(False, "A flag.")
    usually: bool = option(True, "On unless it is switched off.")
    how: Literal["fast", "slow"] = option("fast", "A choice.")
    many: int | None = option(None, "A number.", "N", least=2, most=5)
    share: float | None = option(None, "More than nothing.", above=0.0)
    folder: Path | None = option(None, "A folder.", name="dir")
    each: tuple[str, ...] = option((), "More than once.")
    names: tuple[str, ...] = option(("a", "b"), "With commas.", commas=True)
    set: Mapping[str, str] = pairs("By key.", "KEY=VALUE")
    slow_only: int | None = stated(
        None, lambda r: Option("Where slow.") if r.how == "slow" else None
    )
    quiet: bool = False


def typed(*words: str) -> Any:
    """The request that these words ask for."""
    command = click.Command("made", params=parameters(Made()))
    given = command.make_context("made", list(words)).params
    return asked(Made(), given.pop("as_json"), given)


def test_nothing_typed_is_the_request_with_its_defaults() -> None:
    assert typed() == Made()


def test_every_kind_of_option_is_read_as_its_type_says() -> None:
    words = "there --two-words --no-usually --how slow --many 3 --share 0.5 --dir x"
    more = ("--each", "a,b", "--each", "c", "--names", "p, q", "--set", "k = v=w", "--lang", "nl")
    assert typed(*words.split(), *more) == Made(
        lang="nl",
        where="there",
        two_words=True,
        usually=False,
        how="slow",
        many=3,
        share=0.5,
        folder=Path("x"),
        each=("a,b", "c"),
        names=("p", "q"),
        set={"k": "v=w"},
    )


@pytest.mark.parametrize(
    "words",
    ["--many 1", "--many 6", "--many two", "--share 0", "--how fats", "--quiet", "--slow-only 1"],
)
def test_what_the_field_does_not_allow_is_refused(words: str) -> None:
    with pytest.raises((click.UsageError, InputError)):
        typed(*words.split())


def test_help_shows_what_a_command_has_of_its_own_before_what_commands_share() -> None:
    shown = [one.name for one in parameters(CompareRequest())]
    assert shown == [
        *("scenario", "place", "replications", "models", "weeks", "citizens", "seed", "bundles"),
        *("set", "uncertainty", "workers", "vary_people", "ample", "against", "scheduler"),
        *("cache", "out", "lang"),
        "as_json",
    ]
    assert next(one.name for one in parameters(ExplainRequest()) if one.name != "scenario") == (
        "earlier"
    )


def test_an_option_that_hangs_on_the_rest_is_there_only_then() -> None:
    assert "slow_only" not in options_of(Made())
    assert options_of(Made(how="slow"))["slow_only"].flag("slow_only") == "--slow-only"
    assert options_of(Made())["folder"].flag("folder") == "--dir"


@pytest.mark.parametrize(
    ("request_", "where", "near"),
    [
        (CompareRequest(models=("fragmentd",)), "--models", "fragmented"),
        (RunRequest(model="wijkbudge"), "--model", "wijkbudget"),
        (ExplainRequest(later="wijkbudge"), "--to", "wijkbudget"),
        (ExplainRequest(earlier="fragmentd"), "--from", "fragmented"),
        (SearchRequest(model="wijkbudge"), "--model", "wijkbudget"),
        (SearchRequest(scenario="pilto"), "scenario", "pilot"),
        (SearchRequest(place="Maastrict"), "--place", "Maastricht"),
    ],
)
def test_a_wrong_model_is_told_by_the_option_that_names_it(
    request_: Any, where: str, near: str
) -> None:
    with pytest.raises(InputError) as caught:
        resolves(request_)
    assert (caught.value.where, caught.value.nearest) == (where, near)


@pytest.mark.parametrize("given", ["alone", "=value", " =value"])
def test_a_value_is_set_by_its_key(given: str) -> None:
    with pytest.raises(InputError) as caught:
        pairs_of(["a=1", given])
    assert (caught.value.where, caught.value.found) == ("--set", given)
    assert pairs_of(["a=1", "b = 2 "]) == {"a": "1", "b": "2"}
    assert names_of("a, b") == ("a", "b")


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("--set a=1 --set a=3", "--set a"),
        ("--many 3 --set many=4", "--set many"),
        ("--many 3 --set settings.many=4", "--set settings.many"),
    ],
)
def test_what_is_given_twice_is_refused(words: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        typed(*words.split())
    assert (caught.value.code, caught.value.where) == ("duplicate", where)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        *(("--many 1_0", "10"), ("--many \uff13", "3"), ("--many 1.000", "1000")),
        *(("--share nan", None), ("--share inf", None), ("--share 1e99", None)),
        *(("--share 0,5", "0.5"), ("--many all", None)),
    ],
)
def test_a_number_has_plain_digits_and_an_end(given: str, near: str | None) -> None:
    with pytest.raises(InputError) as caught:
        typed(*given.split())
    assert caught.value.nearest == near and caught.value.where == given.split()[0]
    assert caught.value.allowed


@pytest.mark.parametrize(
    "command", [CompareRequest(), EvidenceRequest("luck"), PopulationRequest()], ids=repr
)
def test_all_may_stand_for_the_number_of_residents(command: Any) -> None:
    made = click.Command("made", params=parameters(command))
    given = made.make_context("made", ["--citizens", "all"]).params
    request = asked(command, given.pop("as_json"), given)
    assert request.citizens == "all"


def test_a_folder_given_as_text_is_a_path() -> None:
    assert CompareRequest(out="map").out == Path("map")  # type: ignore[arg-type]
    assert RobustRequest(runs="done").runs == Path("done")  # type: ignore[arg-type]


def test_progress_is_shown_unless_a_program_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: False, raising=False)
    assert asked(RunRequest(), False, {"set": ()}).progress
    assert not asked(RunRequest(), True, {"set": ()}).progress


def test_a_folder_that_cannot_be_written_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        asked(RunRequest(), True, {"set": (), "out": tmp_path / "file" / "results"})
    assert (caught.value.code, caught.value.where) == ("storage", "--out")
    assert asked(RunRequest(), True, {"set": (), "out": tmp_path / "new"}).out == tmp_path / "new"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("command", ["compare", "run", "population", "verify"])
@pytest.mark.parametrize("given", ["", "a\0b"])
def test_what_is_no_path_is_refused(
    command: str, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--out", given, "--json"]) == 2
    told = json.loads(capsys.readouterr().err)
    assert (told["code"], told["where"]) == ("usage", "--out")


def test_a_path_may_be_text_in_python() -> None:
    assert CompareRequest(out="map").out == Path("map")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="of its own"):
        CompareRequest(out="")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Oss", "wijksim compare pilot --place GM0828 --weeks 9"),
        ("ruwaard", "wijksim compare pilot --place ruwaard --weeks 9"),
        ("wk082806", "wijksim compare pilot --place WK082806 --weeks 9"),
        ("caberg-mal", "wijksim compare pilot --place pilot --weeks 9"),
        ("./own.csv", "wijksim compare pilot --place ./own.csv --weeks 9"),
        ("Centrum", "wijksim compare pilot --place CODE --weeks 9"),
    ],
)
def test_a_place_for_a_scenario_is_answered_with_what_to_type(name: str, typed: str) -> None:
    with pytest.raises(InputError) as caught:
        resolves(CompareRequest(scenario=name, weeks=9))
    error = caught.value
    assert (error.code, error.where, error.found) == ("unknown_scenario", "scenario", name)
    assert str(error.allowed).startswith(typed)
    assert ("WK001400" in str(error.allowed)) == (name == "Centrum")


def test_a_country_has_no_place_to_offer() -> None:
    with pytest.raises(InputError) as caught:
        resolves(CountryRequest(scenario="Oss"))
    assert "--place" not in str(caught.value.allowed)
