"""Every command: its request, its options, and the command that asks for the same again."""

from __future__ import annotations

import shlex
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click
import pytest

from sim import api
from sim.cli.command import Command
from sim.cli.commands.evidence import dead
from sim.cli.commands.sweep import has_design
from sim.cli.main import COMMANDS, cli
from sim.cli.options import asked
from sim.inputs.command_line import command_line
from sim.inputs.files.errors import InputError
from sim.inputs.option import options_of
from sim.inputs.study_request import SweepRequest

EVERY: dict[str, Command[Any]] = {one.request.command: one for one in COMMANDS}
# The commands whose document says how it is asked for again.
STUDIES = {name: one for name, one in EVERY.items() if hasattr(one.request, "settings")}
# A value of every option, none of them the default.
GIVEN = {
    "place": "GM0935", "scenario": "null", "design": "fragility", "models": ("a", "b"),
    "replications": 3, "uncertainty": "ranges", "runs": 7, "weeks": 60, "citizens": 500,
    "seed": 9, "bundles": ("cut_wmo=0.2", "half_outreach"),
    "set": {"needs.theta": "0.1", "means": "equal"}, "vary_people": True,
    "ample": False, "against": "none", "model": "team", "places": ("GM0935", "WK1"),
    "places_file": Path("f.txt"), "scenarios": ("heerlen", "ede"), "quick": True,
    "earlier": "team", "later": "x+y", "levers": True, "method": "sobol",
    "inputs": ("a.b", "c.*"), "size": 12, "outcomes": ("burden", "public_cost"),
    "difference": "b-a", "by_group": True, "interactions": True, "direct": False,
    "relative": True, "statement": ("burden < 0", "x > 1"), "enough": ("burden < 1",),
    "levels": 9, "objectives": ("burden",), "within": ("x <= 3",), "population": 8,
    "generations": 3, "only": ("desk.*", "needs.theta"),
}  # fmt: skip


def found(name: str) -> click.Command:
    """The command of these words, as the program has it."""
    at: click.Command = cli
    for word in name.split():
        assert isinstance(at, click.Group)
        at = at.commands[word]
    return at


def read_back(command: Command[Any], line: str) -> Any:
    """The request that a line asks for."""
    words = shlex.split(line)[1 + len(command.request.command.split()) :]
    given = found(command.request.command).make_context("wijksim", words).params
    return asked(command.request, given.pop("as_json"), given)


def given_to(request: Any) -> Any:
    """The request with something asked for in every option that the command line repeats."""
    written = [name for name, option in options_of(request).items() if option.written]
    values = {name: GIVEN[name] for name in written}
    if "runs" in values and "runs" in {item.name for item in fields(request)}:
        path = request.command.split()[0] != "evidence"
        values["runs"] = Path("done") if path else GIVEN["runs"]
    return replace(request, **values)


@pytest.mark.parametrize("name", STUDIES)
def test_the_command_that_is_told_asks_for_the_same_again(name: str) -> None:
    command = STUDIES[name]
    for request in (command.request, given_to(command.request)):
        again = read_back(command, command_line(request))
        for field in fields(request):
            if field.name not in ("progress", "runs" if "evidence" in name else ""):
                assert getattr(again, field.name) == getattr(request, field.name), field.name
    assert command_line(read_back(command, command_line(request))) == command_line(request)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("compare", "compare null --place GM0935 --models a,b --uncertainty ranges "
         "--replications 3 --vary-people --no-ample --against none --weeks 60 --citizens 500 "
         "--seed 9"),
        ("run", "run null --place GM0935 --model team --weeks 60 --citizens 500 --seed 9"),
        ("country", "country GM0935 WK1 --models a,b --uncertainty ranges --replications 3 "
         "--places f.txt --scenario null --weeks 60 --seed 9"),
        ("sweep", "sweep fragility --place GM0935 --models a,b --uncertainty ranges "
         "--replications 3 --weeks 60 --citizens 500 --seed 9"),
        ("search", "search null --place GM0935 --uncertainty ranges --replications 3 --model team "
         "--objectives burden --within 'x <= 3' --inputs a.b --inputs 'c.*' --population 8 "
         "--generations 3 --weeks 60 --citizens 500 --seed 9"),
        ("evidence foregone", "evidence foregone null --place GM0935 --draws 7 --weeks 60 "
         "--citizens 500 --seed 9"),
        ("evidence liveness", "evidence liveness null --place GM0935 --seeds 7 --weeks 60 "
         "--citizens 500 --seed 9 --only 'desk.*' --only needs.theta"),
    ],
)  # fmt: skip
def test_the_command_is_written_in_this_order(name: str, line: str) -> None:
    set_too = " --with cut_wmo=0.2 --with half_outreach --set needs.theta=0.1 --set means=equal"
    assert command_line(given_to(STUDIES[name].request)) == f"wijksim {line}{set_too}"


def test_every_command_is_in_the_program_under_its_words_and_answers_through_the_api() -> None:
    assert (len(COMMANDS), len(EVERY), len(STUDIES)) == (28, 28, 15)
    for command in COMMANDS:
        assert found(command.request.command).help == command.help
        assert getattr(api, command.answer.__name__) is command.answer


def test_a_sweep_needs_a_design_or_a_folder_to_tell_of() -> None:
    with pytest.raises(InputError, match="no design is given"):
        has_design(SweepRequest())
    has_design(SweepRequest(status=Path("here")))
    assert SweepRequest(design="a", point=3).only == (3, 0)


def test_liveness_fails_when_a_parameter_moves_nothing() -> None:
    document: dict[str, Any] = {"moves_nothing": [], "refused": [], "not_tried": []}
    assert not dead({**document, "failures": []})
    assert dead({**document, "failures": ["one"]})
    assert dead({**document, "moves_nothing": ["a"]})
    assert dead({**document, "not_tried": ["a"]})
