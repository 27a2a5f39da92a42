"""The gallery: what stands beside what, and that its numbers are those of the runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.scenarios.scenario_file import catalogue_names, chain
from sim.inputs.study_request import GalleryRequest
from sim.record.outcomes import OUTCOMES
from sim.runs.study import RUNS
from sim.studies.gallery import KINDS, SHOWN, gallery

ASKED: dict[str, Any] = {"citizens": 150, "replications": 2, "workers": 1}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A file that changes a value, one with a place and claims of its own, and their gallery."""
    folder = tmp_path_factory.mktemp("gallery")
    short = 'extends = "pilot"\n[settings]\nweeks = 9\nburn_in_weeks = 6\n'
    claims = (
        'claims = [{ nl = "a", en = "a" },'
        ' { nl = "b", en = "b", measure = { outcome = "burden", side = "lower" } },'
        ' { nl = "c", en = "c", measure = { outcome = "burden", side = "lower", level = 5.0 } }]\n'
    )
    own = short.replace(
        "[settings]",
        f'place = "ruwaard"\nmodels = ["fragmented", "wijkbudget"]\n{claims}[settings]',
    )
    (folder / "short.toml").write_text(short)
    (folder / "own.toml").write_text(own)
    (folder / "more.toml").write_text('extends = "short.toml"\n[set]\n"staff.fte" = 1.1\n')
    (folder / "same.toml").write_text('extends = "short.toml"\n')
    names = tuple(str(folder / f"{name}.toml") for name in ("own", "more", "same"))
    request = GalleryRequest(scenarios=names, out=folder / "out", **ASKED)
    return folder / "out", gallery(request)


def column(folder: Path, point: int, model: str, outcome: str) -> list[float]:
    table = pq.read_table(folder / RUNS).to_pylist()
    rows = [r for r in table if (r["point"], r["model"]) == (point, model)]
    return [r[outcome] for r in sorted(rows, key=lambda r: r["replication"])]


def test_a_place_of_its_own_stands_beside_today_and_a_change_beside_its_parent(
    small: tuple[Path, dict[str, Any]],
) -> None:
    own, more, same = small[1]["cards"]
    assert (own["beside"], more["beside"], same["beside"]) == ("today", "parent", None)
    assert own["earlier"]["en"] == "Fragmented" and own["later"]["en"] == "Wijkbudget"
    assert more["later"] == more["earlier"] and more["parent"]["en"].endswith("short")
    assert same["differences"] == {} and own["citizens"] == 150 < own["inhabitants"]


def test_differences_are_those_of_the_runs(small: tuple[Path, dict[str, Any]]) -> None:
    folder, document = small
    own, more, _ = document["cards"]
    later, earlier = (
        np.array(column(folder, 0, m, "burden")) for m in ("wijkbudget", "fragmented")
    )
    assert own["differences"]["burden"]["ranges"] == (later - earlier).tolist()
    assert list(own["differences"]) == list(SHOWN)
    changed, parent = (np.array(column(folder, p, "wijkbudget", "public_cost")) for p in (2, 4))
    assert more["differences"]["public_cost"]["ranges"] == (changed - parent).tolist()
    assert [len(more["differences"]["burden"][kind]) for kind in KINDS] == [2, 1]


def test_a_claim_is_held_to_a_difference_or_to_a_level(small: tuple[Path, dict[str, Any]]) -> None:
    folder, document = small
    nothing, difference, level = document["cards"][0]["claims"]
    assert nothing["measure"] is None and nothing["runs"] == []
    assert difference["runs"] == document["cards"][0]["differences"]["burden"]["ranges"]
    levels = column(folder, 0, "wijkbudget", "burden")
    assert level["runs"] == [value - 5.0 for value in levels]


def test_an_outcome_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(
        'extends = "pilot"\nclaims = [{ nl = "a", en = "a",'
        ' measure = { outcome = "burdn", side = "lower" } }]\n'
    )
    with pytest.raises(InputError) as caught:
        gallery(GalleryRequest(scenarios=(str(path),), out=tmp_path / "out", **ASKED))
    assert caught.value.nearest == "burden" and "bad.toml:2" in str(caught.value.where)
    assert not (tmp_path / "out").exists()


def test_every_claim_of_the_catalogue_is_about_an_outcome_that_exists() -> None:
    names = catalogue_names()
    assert len(names) >= 35 and "pilot_dated" in names and "pilot" not in names
    claims = [claim for name in names for claim in chain(name)[-1].content.claims]
    measured = [claim.measure for claim in claims if claim.measure is not None]
    assert len(measured) >= 15 and all(one.outcome in OUTCOMES for one in measured)


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({}, (4000, 12, 6)),
        ({"quick": True}, (1500, 6, 3)),
        ({"citizens": 300, "replications": 5}, (300, 5, 3)),
        ({"citizens": "all", "replications": 1}, (1_000_000, 1, 1)),
    ],
)
def test_the_size_is_what_is_asked(asked: dict[str, Any], size: tuple[int, int, int]) -> None:
    if asked.get("citizens") == "all":
        asked = {**asked, "citizens": 0}
    assert GalleryRequest(**asked).size == size
