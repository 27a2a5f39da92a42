from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from sim.inputs.command_line import command_line
from sim.inputs.files.errors import InputError
from sim.inputs.request import CompareRequest, RunRequest
from sim.inputs.scenarios.scenario import resolve
from sim.storage import folder as store
from sim.storage.manifest import file_sha256, manifest, run_key


def filled(folder: Path, key: str, text: str = "a") -> None:
    with store.staged(folder, key) as part:
        store.write_table(part / "numbers.parquet", {"x": [1, 2]})
        (part / "note.txt").write_text(text)
        resolved = resolve("null")
        store.write_manifest(part, manifest(resolved, CompareRequest("null"), key, {"seed": 1}))


def test_the_manifest_knows_every_file_by_its_content(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    filled(folder, "key")
    found = json.loads((folder / "manifest.json").read_text())
    assert found["command"] == "wijksim compare null"
    names = {path.name for path in folder.iterdir()}
    assert set(found["outputs_sha256"]) == names - {"manifest.json"}
    for name, digest in found["outputs_sha256"].items():
        assert file_sha256(folder / name) == digest
    crate = json.loads((folder / "ro-crate-metadata.json").read_text())
    listed = {entry["@id"] for entry in crate["@graph"]}
    assert {"numbers.parquet", "manifest.json", "./"} <= listed


def test_the_same_run_may_write_again_another_may_not(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    filled(folder, "one")
    filled(folder, "one", "b")
    assert (folder / "note.txt").read_text() == "b"
    with pytest.raises(InputError, match="another run"):
        filled(folder, "two", "c")
    assert (folder / "note.txt").read_text() == "b"


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    filled(tmp_path, "key")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert (tmp_path / "manifest.json").is_file()


@pytest.mark.parametrize("problem", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_nothing_half_written_is_left(tmp_path: Path, problem: BaseException) -> None:
    folder = tmp_path / "out"
    expected = InputError if isinstance(problem, OSError) else KeyboardInterrupt
    with pytest.raises(expected), store.staged(folder, "key") as part, store.write_errors(folder):
        (part / "half.txt").write_text("half")
        raise problem
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="a file stands"):
        filled(tmp_path / "out", "key")


def test_numbers_that_json_cannot_hold_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        store.write_json(tmp_path / "a.json", {"x": math.nan})


def test_the_key_tells_runs_apart_and_the_folder_follows() -> None:
    one = run_key(resolve("pilot"), "compare")
    assert one == run_key(resolve("pilot"), "compare")
    assert one != run_key(resolve("pilot", set={"needs.theta": "0.1"}), "compare")
    assert one != run_key(resolve("pilot", settings={"seed": 2}), "compare")
    assert one != run_key(resolve("pilot"), "run fragmented")
    assert store.folder_of(None, "pilot", one) == Path("results") / f"pilot-{one[:12]}"


def test_the_command_is_what_was_asked() -> None:
    request = CompareRequest(
        "my scenario.toml", models=("a", "b"), weeks=5, set={"x.y": 1}, vary_people=True
    )
    assert command_line(request) == (
        "wijksim compare 'my scenario.toml' --models a,b --vary-people --weeks 5 --set x.y=1"
    )
    assert command_line(RunRequest("null", model="a")) == "wijksim run null --model a"


def test_rows_become_columns_in_the_order_of_their_names() -> None:
    rows = [{"a": 1, "b": 2, "c": 3}, {"a": 4, "c": 6}]
    assert list(store.columns_of(rows, ("c", "a")).items()) == [("c", [3, 6]), ("a", [1, 4])]
    assert store.columns_of(rows) == {"a": [1, 4], "b": [2, None], "c": [3, 6]}
