"""Commands that look things up: at once, in both languages, with nothing heavy loaded."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from sim.cli.main import main
from tests.documents import fits

# Libraries that take longer to load than a look-up may take.
HEAVY = ("numba", "scipy", "matplotlib", "pandas", "pyarrow", "mesa", "numpy")


def loaded(*words: str) -> list[str]:
    """The heavy libraries that a command has loaded when it is done."""
    program = (
        "import sys; from sim.cli.main import main; code = main(sys.argv[1:]);"
        f"print(sorted(set({HEAVY}) & set(sys.modules)), code)"
    )
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [*done.stdout.strip().splitlines()[-1:]]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ["places", "search", "ruwaard"],
        ["scenarios", "list"],
        ["scenarios", "show", "--search", "desk"],
        ["scenarios", "diff", "pilot", "pilot_dated"],
    ],
    ids=" ".join,
)
def test_a_look_up_loads_nothing_heavy(words: list[str], lang: str) -> None:
    assert loaded(*words, "--lang", lang) == ["[] 0"]


def test_places_are_found_in_columns_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "search", "oss", "--limit", "1", "--lang", "nl"]) == 0
    head, row, more = capsys.readouterr().out.splitlines()
    assert head.split() == ["code", "naam", "gemeente", "inwoners", "soort"]
    assert row.split() == ["GM0828", "Oss", "Oss", "89.965", "gemeente"]
    assert "--limit" in more
    assert main(["places", "search", "synth", "--lang", "nl"]) == 0
    assert "Verzonnen buurt" in capsys.readouterr().out


def test_places_as_json_and_an_error_when_there_is_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["places", "search", "ruwaard", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    fits(document)
    assert [one["code"] for one in document["places"]] == ["ruwaard", "WK082806"]
    assert main(["places", "search", "ruward", "--lang", "nl"]) == 2
    assert "geen plaats heeft dit in zijn naam" in (told := capsys.readouterr().err)
    assert "bedoelde u 'Ruwaard'?" in told
