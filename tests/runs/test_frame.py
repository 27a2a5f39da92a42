"""From a request to a folder, with work that takes no time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest

from sim.inputs.files.errors import PageError, WijksimError
from sim.runs import frame
from sim.runs.frame import HERE, How, Undertaking, underway
from sim.runs.paired import make_plan
from sim.runs.work import Job, Work
from sim.storage.checkpoint import FOLDER, WHOLE, Row
from sim.storage.owned import read_manifest
from tests.small import small


@dataclass(frozen=True)
class Halves(Work[Job]):
    """Half of every number; the odd ones have none."""

    job: ClassVar = ("number",)
    types: ClassVar = {"number": WHOLE}
    things: ClassVar = "numbers"

    def jobs(self, batch: Job) -> list[Job]:
        return [batch]

    def cost(self, batch: Job) -> float:
        return 1.0

    def rows(
        self, batch: Job, spent: dict[str, float]
    ) -> Iterator[tuple[Job, list[Row] | Exception]]:
        (number,) = batch
        if number % 2:
            raise ValueError(f"{number} is odd")
        spent["halving"] = spent.get("halving", 0.0) + 1.0
        yield batch, [{"number": number, "half": number / 2}]


def halved(out: Path, numbers: range, how: How = HERE, **changes: Any) -> dict[str, Any]:
    """The document of a run over these numbers."""
    asked = small(out, **changes)
    plan = make_plan(asked, asked.models)
    what = Undertaking("halves", "wijksim halves", "key", {"of": "numbers"}, plan, Halves())
    with underway(what, asked, how) as under:
        under.carry_out({(number,): (number,) for number in numbers}, list)
        document = {"halves": under.table()["half"].to_pylist(), "lost": under.failures}

        def found() -> Mapping[str, Any]:
            assert not (out / "manifest.json").exists()
            return {"spent": under.spent["halving"]}

        return under.finish(document, "halves.json", found)


def test_rows_come_in_order_of_their_job_and_failures_as_asked(tmp_path: Path) -> None:
    out = tmp_path / "out"
    found = halved(out, range(5, -1, -1))
    assert found["halves"] == [0.0, 1.0, 2.0]
    assert [item["number"] for item in found["lost"]] == [5, 3, 1]
    assert found["lost"][0]["message"] == "ValueError: 5 is odd"
    assert json.loads((out / "manifest.json").read_text())["spent"] == 3.0
    assert (out / FOLDER).is_dir()  # what failed is tried again


def test_work_that_is_whole_leaves_no_checkpoint(tmp_path: Path) -> None:
    halved(tmp_path / "out", range(0, 6, 2))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        *("halves.json", "manifest.json", "ro-crate-metadata.json"),
    ]


def test_the_page_is_written_when_the_results_are_in_place(tmp_path: Path) -> None:
    pages, out = [], tmp_path / "out"

    def page(document: Any, folder: Path, lang: str) -> None:
        assert read_manifest(out) is not None and (out / "halves.json").is_file()
        pages.append((document["halves"], lang))
        (folder / "page").write_text("")

    halved(out, range(0, 3, 2), How(page=page), lang="nl")
    assert pages == [([0.0, 1.0], "nl")]
    assert "page" in json.loads((out / "manifest.json").read_text())["outputs_sha256"]


def test_a_page_that_fails_costs_no_result(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def page(_: Any, folder: Path, __: str) -> None:
        (folder / "page").write_text("half")
        raise RecursionError("too deep")

    with pytest.raises(PageError) as error:
        halved(out, range(0, 3, 2), How(page=page))
    assert (error.value.exit_code, error.value.allowed) == (1, f"wijksim report {out}")
    assert sorted(path.name for path in out.iterdir()) == [
        *("halves.json", "manifest.json", "ro-crate-metadata.json"),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_stopped_before_anything_is_done_it_says_that_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(frame, "warm_up", stopped)
    with pytest.raises(KeyboardInterrupt):
        halved(tmp_path / "out", range(0, 3, 2), progress=True)
    assert "none of 2 numbers was finished: nothing is kept" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_first_failure_is_raised_when_nothing_was_done(tmp_path: Path) -> None:
    with pytest.raises(WijksimError, match="1 is odd"):
        halved(tmp_path / "out", range(1, 4, 2))
    assert list(tmp_path.iterdir()) == []
