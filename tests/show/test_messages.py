"""Every sentence that the model makes in English is known, and told in Dutch."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import sim
from sim.show.labels import Text, words
from sim.show.messages import told

NL, EN = Text("nl"), Text("en")
RECORD = Path(sim.__file__).parent / "record"


def reasons() -> set[str]:
    """Sentences in the file that gives reasons: texts with a space that document nothing."""
    tree = ast.parse((RECORD / "results.py").read_text(encoding="utf-8"))
    told_of = {ast.get_docstring(node, clean=False) for node in ast.walk(tree)
               if isinstance(node, (ast.Module, ast.FunctionDef))}  # fmt: skip
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
              for part in ast.walk(node)}  # fmt: skip
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value
        and node.value not in told_of
        and id(node) not in inside
    }


def test_every_reason_of_the_model_has_dutch_words() -> None:
    found = reasons()
    assert len(found) > 15
    assert {reason for reason in found if told(NL, reason) in (None, reason)} == set()
    assert {reason for reason in found if told(EN, reason) != reason} == set()


@pytest.mark.parametrize(
    ("message", "dutch"),
    [
        ("needs 104 weeks", "vraagt 104 weken"),
        (
            "undefined in 1 of 3 replications: no crisis happened",
            "in 1 van de 3 herhalingen niet te bepalen: er was geen crisis",
        ),
        (
            "WK1: suppressed cells: filled with the shares of the country",
            "WK1: verborgen cijfers: ingevuld met de verdeling van heel Nederland",
        ),
    ],
)
def test_what_varies_is_kept_and_what_is_inside_is_told_too(message: str, dutch: str) -> None:
    assert told(NL, message) == dutch


@pytest.mark.parametrize(
    "message", ["something else", "WK1: something else",
                "undefined in 1 of 3 replications: something else"],
)  # fmt: skip
def test_a_sentence_nobody_knows_is_not_half_told(message: str) -> None:
    assert told(NL, message) is None


def test_no_sentence_is_written_the_same_in_both_languages() -> None:
    same = {
        k for k in words("nl") if k.startswith("messages.") and words("nl")[k] == words("en")[k]
    }
    assert same == {"messages.area_flag"}
