"""The frame of every command: check, answer, print, exit code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click
import pytest

from sim.cli.command import DONE, SOME_FAILED, Command, some_failed
from sim.inputs.files.errors import InputError
from sim.inputs.lookup_request import ListRequest


def made(document: dict[str, Any], **more: Any) -> click.Group:
    """A program of one command, ``scenarios list``, that answers with this document."""

    def answer(request: ListRequest) -> dict[str, Any]:
        print(f"working in {request.lang}")
        return document

    def lines(found: Mapping[str, Any], lang: str) -> Iterator[str]:
        yield f"{lang}: {found['a']}"

    top = click.Group("wijksim", commands=[click.Group("scenarios")])
    given: dict[str, Any] = {"check": None, "lines": lines, **more}
    Command(request=ListRequest(), answer=answer, help="Help.", **given).add_to(top)
    return top


def run(top: click.Group, *words: str) -> int:
    """The exit code of ``scenarios list``."""
    with top.make_context("wijksim", ["scenarios", "list", *words]) as context:
        return int(top.invoke(context))


def test_the_answer_is_on_stdout_and_the_work_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(made({"a": 1}), "--lang", "nl") == DONE
    assert capsys.readouterr() == ("nl: 1\n", "working in nl\n")
    assert run(made({"a": 1}), "--json") == DONE
    assert json.loads(capsys.readouterr().out) == {"a": 1}


def test_the_exit_code_is_what_the_command_calls_failed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(made({"a": 1, "failures": ["one"]})) == SOME_FAILED
    assert run(made({"a": 1, "failures": []}, failed=lambda d: d["a"] == 1)) == SOME_FAILED
    assert some_failed({"failed": 2}) and not some_failed({"failed": 0, "failures": []})
    capsys.readouterr()


def test_bad_input_is_told_before_the_work_begins(capsys: pytest.CaptureFixture[str]) -> None:
    def no(_: ListRequest) -> None:
        raise InputError(code="usage", message="no")

    with pytest.raises(InputError):
        run(made({"a": 1}, check=no))
    assert capsys.readouterr().err == ""


def test_a_number_that_json_has_not_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError):
        run(made({"a": float("nan")}), "--json")
    capsys.readouterr()


def test_what_others_wrote_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(made({"a": "\x1b[2J\u202eone\ntwo"})) == DONE
    assert capsys.readouterr().out == "en: \\x1b[2J\\u202eone two\n"
