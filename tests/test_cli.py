from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.cli.main import main
from sim.execution.limit import TooLongError
from sim.inputs.files.errors import WijksimError
from tests.documents import fits


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "code", "near"),
    [
        (["compare", "pilto"], "unknown_scenario", "pilot"),
        (["compare", "Oss"], "unknown_scenario", None),
        (["compare", "--place", "ruward"], "unknown_place", "ruwaard"),
        (["compare", "--place", "Centrum"], "ambiguous_place", None),
        (["compare", "--set", "place=Oss"], "usage", None),
        (["compare", "--models", "fragmentd"], "unknown_model", "fragmented"),
        (["compare", "--set", "nothing"], "usage", None),
        (["compare", "--weeks", "0"], "out_of_range", None),
        (["compare", "--citizens", "0"], "wrong_type", None),
        (["compare", "--replications", "two"], "usage", None),
        (["compare", "--replicatons", "2"], "usage", "--replications"),
        (["compare", "--Weeks", "2"], "usage", "--weeks"),
        (["compare", "--citizens", "1.000"], "usage", "1000"),
        (["compare", "--with", "half_outrech"], "unknown_bundle", "half_outreach"),
        (["run", "--with", "cut_wmo=2"], "out_of_range", None),
        (["run", "--model", "fragmented", "--with", "half_outreach"], "no_lever", None),
        (["explain", "--with", "cut_wmo", "--set", "payer.wmo.cut=0.3"], "inconsistent", None),
        (["sweep", "team_size", "--with", "cut_wmo", "--with", "cut_wmo"], "duplicate", None),
        (["scenarios", "show", "--with", "no_coaching=1"], "no_strength", None),
        (["compare", "--set", "weeks=2", "--set", "weeks=3"], "duplicate", None),
        (["search", "--population", "9" * 30], "usage", None),
        (["discover", "--statement", "burden < 1.2.3"], "usage", None),
        (["robust", "--enough", "burden < 1.2.3"], "usage", None),
        (["search", "--within", "burden < 1.2.3"], "usage", None),
        (["sweep", "team_size", "--limit", "nan"], "usage", None),
        (["sweep", "team_size", "--limit", "inf"], "usage", None),
        (["robust", "--inputs", "hypotheses"], "unknown_key", None),
        (["robust", "--inputs", "settings"], "unknown_key", None),
        (["robust", "--runs", "gone", "--models", "fragmented"], "inconsistent", None),
        (["discover", "--runs", "gone", "--weeks", "3"], "inconsistent", None),
        (
            ["sensitivity", "--method", "pawn", "--runs", "gone", "--size", "50"],
            "inconsistent",
            None,
        ),
        (["comprae"], "usage", "compare"),
        (["scenarios", "show", "gone.toml"], "missing_file", None),
        (["scenarios", "show", "--search", "presense"], "unknown_key", "presence"),
        (["scenarios", "show", "--group", "reech"], "usage", None),
        (["scenarios", "show", "--set", "means=equl"], "out_of_range", "equal"),
        (["population", "--citizens", "0"], "wrong_type", None),
        (["export"], "usage", None),
        (["export", "gone", "--style", "plane"], "usage", None),
        (["sweep"], "usage", None),
        (["sweep", "team_sizes"], "unknown_design", "team_size"),
        (["compare", "--out", f"{__file__}/results"], "storage", None),
    ],
)
def test_bad_input_is_one_line_of_json_on_stderr_and_exit_code_2(
    arguments: list[str], code: str, near: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    document = json.loads(err)
    fits(document)
    assert (document["code"], document["nearest"]) == (code, near)


def test_bad_input_for_people_is_one_line_in_their_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["scenarios", "show", "pilto", "--lang", "nl"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("wijksim: scenario: dit scenario bestaat niet")
    assert "bedoelde u 'pilot'?" in err and len(err.splitlines()) == 1


def test_scenarios_list_and_show_as_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenarios", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    fits(listed)
    assert {one["id"] for one in listed["scenarios"]} >= {"pilot", "null"}
    assert main(["scenarios", "show", "null", "--set", "weeks=52", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    fits(document)
    assert document["settings"]["weeks"] == 52
    assert document["origin"]["settings.weeks"] == "--set"


def test_show_for_people_gives_every_setting_with_its_origin(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["scenarios", "show", "pilot_dated"]) == 0
    out = capsys.readouterr().out
    assert "settings.means" in out and "[scenarios/pilot_dated.toml]" in out


def test_bundles_are_listed_in_a_document_and_for_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["scenarios", "bundles", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["bundles"]
    assert found["cut_wmo"]["set"] == {"payer.wmo.cut": "strength"}
    assert main(["scenarios", "bundles", "--lang", "nl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "cut_wmo=0.15 (0 tot en met 0.4 aandeel): Een korting op de Wmo" in lines
    assert {line.partition(":")[0].partition("=")[0] for line in lines if line[:1] != " "} == {
        *found
    }


def test_values_of_a_bundle_and_of_a_variant_are_shown_with_their_origin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'extends = "pilot_dated"\nmodels = ["twin"]\n[model.twin]\nextends = "generalist_team"\n'
    )
    assert main(["scenarios", "show", str(path), "--with", "half_outreach"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  outreach.presence [--with, half_outreach]" in lines
    assert any("only under" in one for one in lines)


def test_ctrl_c_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.inputs.scenarios.scenario.resolve", stop)
    assert main(["scenarios", "show", "--json"]) == 130
    out, err = capsys.readouterr()
    assert out == "" and json.loads(err)["code"] == "interrupted"


def test_a_full_disk_is_told_and_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "results/a.parquet")

    monkeypatch.setattr("sim.inputs.scenarios.scenario.resolve", full)
    assert main(["scenarios", "show"]) == 2
    err = capsys.readouterr().err
    assert "results/a.parquet" in err and "No space left" in err and "Traceback" not in err


def test_a_fault_of_the_program_is_1_and_still_one_line_with_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("sim.inputs.scenarios.scenario.resolve", broken)
    assert main(["scenarios", "show", "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and json.loads(err)["code"] == "unexpected"


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"wijksim {sim.__version__}\n"
    assert main([]) == 0
    assert "compare" in capsys.readouterr().out


def test_the_command_itself_loads_nothing_heavy() -> None:
    """What makes ``--help`` answer at once."""
    heavy = "{'numpy', 'numba', 'mesa', 'pandas', 'pyarrow', 'pydantic', 'scipy', 'matplotlib'}"
    program = f"import sys, sim.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_comparison_loads_no_distributions_or_solvers_before_it_asks_for_them() -> None:
    """They take as long to load as a small run takes."""
    slow = "{'scipy.stats', 'scipy.optimize', 'scipy.integrate', 'matplotlib', 'SALib', 'mesa'}"
    modules = "sim.studies.compare, sim.show.report"
    program = f"import sys, {modules}; print(sorted({slow} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "sim", "scenarios", "show", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 0


def test_the_package_gives_its_calls_by_name() -> None:
    assert sim.resolve("pilot").id == "pilot"
    assert sim.CompareRequest().scenario == "pilot"
    absent = "nothing"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(sim, absent)


def test_what_must_be_given_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export"]) == 2
    assert capsys.readouterr().err == "wijksim: folder: Missing argument 'FOLDER'\n"


@pytest.mark.parametrize("error", [WijksimError("all were too long"), TooLongError(2.0)])
def test_what_fails_on_purpose_is_told_in_a_line(
    error: WijksimError, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr("sim.inputs.scenarios.scenario_file.scenario_names", failing)
    assert main(["scenarios", "list", "--lang", "nl"]) == 1
    assert capsys.readouterr().err == f"wijksim: dit is niet gelukt; gevonden: {error}\n"
