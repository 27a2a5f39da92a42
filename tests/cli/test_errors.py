"""Errors of the parser, the disk and the program, in words of our own."""

from __future__ import annotations

import json

import click
import pytest

from sim.cli.main import from_click, from_os, tell, unexpected
from sim.inputs.files.errors import InputError


def test_an_error_of_the_parser_names_the_option_or_the_command() -> None:
    option = click.Option(["--weeks", "weeks"])
    wrong = from_click(click.BadParameter("no number.", param=option))
    assert (wrong.code, wrong.where, wrong.message) == ("usage", "--weeks", "no number")
    context = click.Context(click.Command("compare"), info_name="wijksim")
    unknown = click.NoSuchOption("--week", possibilities=["--weeks"], ctx=context)
    assert (from_click(unknown).where, from_click(unknown).nearest) == ("wijksim", "--weeks")


def test_an_error_of_the_disk_names_the_file_where_there_is_one() -> None:
    full = from_os(OSError(28, "No space left on device", "a.parquet"))
    assert (full.code, full.where) == ("storage", "a.parquet")
    assert "No space left" in full.message
    assert from_os(OSError("odd")).where is None


def test_an_error_is_one_line_for_people_and_a_document_for_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = InputError(code="interrupted", message="interrupted")
    tell(error, as_json=False, lang="nl")
    assert capsys.readouterr().err == "wijksim: onderbroken\n"
    tell(error, as_json=True, lang="nl")
    assert json.loads(capsys.readouterr().err) == error.document()


def test_a_fault_of_the_program_shows_its_traceback_to_people_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for as_json in (False, True):
        unexpected(ZeroDivisionError("oops"), as_json, "en")
        told = capsys.readouterr().err
        assert "ZeroDivisionError: oops" in told
        assert (len(told.splitlines()) > 1) is not as_json
