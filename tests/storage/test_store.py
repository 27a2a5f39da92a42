from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from sim.inputs.command_line import command_line
from sim.inputs.files.errors import InputError
from sim.inputs.request import CompareRequest, RunRequest
from sim.inputs.scenarios.scenario import resolve
from sim.storage import folder as store
from sim.storage.manifest import file_sha256, manifest, run_key
from sim.storage.owned import altered, read_manifest
from tests.examples import examples


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
    with pytest.raises(InputError, match="stands in the way"):
        filled(tmp_path / "out", "key")


@pytest.mark.parametrize("name", ["report.html", "note.txt", "manifest.json", "placing.json"])
def test_a_file_that_is_not_ours_is_never_written_over(tmp_path: Path, name: str) -> None:
    theirs = tmp_path / name
    theirs.write_text("theirs")
    with pytest.raises(InputError) as error:
        filled(tmp_path, "key")
        assert name == "note.txt"
    assert error.value.code in ("in_the_way", "damaged") and name in str(error.value.found)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert theirs.read_text() == "theirs"


def test_one_of_ours_that_was_changed_since_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    filled(folder, "one")
    (folder / "note.txt").write_text("my own words")
    with pytest.raises(InputError) as error:
        store.check_folder(folder, "one")
    assert error.value.code == "in_the_way" and str(error.value.found).endswith("note.txt")
    (folder / "note.txt").unlink()
    filled(folder, "one")
    assert (folder / "note.txt").read_text() == "a"


def test_a_link_is_not_one_of_ours_even_to_the_same_content(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    filled(folder, "one")
    (folder / "note.txt").replace(tmp_path / "elsewhere.txt")
    (folder / "note.txt").symlink_to(tmp_path / "elsewhere.txt")
    with pytest.raises(InputError, match="stands in the way"):
        filled(folder, "one", "b")
    assert (tmp_path / "elsewhere.txt").read_text() == "a"


def test_the_root_of_a_disk_is_no_results_folder() -> None:
    with pytest.raises(InputError, match="of its own"):
        store.check_folder(Path("/"), "key")


def test_a_writer_that_is_killed_while_files_take_their_place_is_followed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, real = tmp_path / "out", Path.replace
    filled(folder, "one")
    for stop in range(1, 4):
        moved = list[str]()

        def killed(path: Path, to: Path, stop: int = stop, moved: list[str] = moved) -> Path:
            if len(moved) == stop:
                raise KeyboardInterrupt
            moved.append(path.name)
            return real(path, to)

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(Path, "replace", killed)
            filled(folder, "one", f"half {stop}")
        assert not (folder / "manifest.json").exists() and (folder / "placing.json").is_file()
        with pytest.raises(InputError, match="another run"):
            filled(folder, "two")
    filled(folder, "one", "whole")
    assert (folder / "note.txt").read_text() == "whole"
    assert not (folder / "placing.json").exists()


def test_what_joins_a_finished_folder_is_in_its_manifest(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    filled(folder, "one")
    for text in ("first", "second"):
        with store.added(folder) as part:
            (part / "page.html").write_text(text)
        manifest = read_manifest(folder)
        assert manifest is not None and (folder / "page.html").read_text() == text
        assert altered(folder, manifest, manifest["outputs_sha256"]) is None
        assert set(manifest["outputs_sha256"]) == {p.name for p in folder.iterdir()} - {
            "manifest.json"
        }
    filled(folder, "one")  # what is new has no page yet
    assert not (folder / "page.html").exists()
    (folder / "page.html").write_text("theirs")
    with pytest.raises(InputError, match="stands in the way"), store.added(folder) as part:
        (part / "page.html").write_text("third")
    assert (folder / "page.html").read_text() == "theirs"


def test_no_flipped_bit_of_a_manifest_is_read(tmp_path: Path) -> None:
    filled(tmp_path / "out", "one")
    path = tmp_path / "out" / "manifest.json"
    content = path.read_bytes()
    rng = np.random.default_rng(7)
    for place in rng.integers(0, 8 * len(content), examples("flipped_manifest")).tolist():
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << (place % 8)
        path.write_bytes(flipped)
        try:
            assert read_manifest(path.parent) == json.loads(content)  # a space that is another
        except InputError as error:
            assert error.code == "damaged"


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
