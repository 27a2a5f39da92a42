"""Indices of the simulation itself: small, but lived, and never silently nought."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.analysis.emulator import HELD_OUT, checked, emulated, learn, main_effects
from sim.analysis.series import NOISE_POINTS, left
from sim.api import sensitivity
from sim.cli.main import main
from sim.inputs.files.errors import InputError
from sim.inputs.study_request import SensitivityRequest
from sim.runs import frame, point_work
from sim.runs.designs import design_of
from sim.runs.work import do
from sim.show.studies.pages import lines
from sim.studies import sensitivity as sensitivity_module
from tests.analysis.functions import axes, ishigami, noisy
from tests.documents import fits
from tests.interrupted import watched
from tests.show.page import sound

SMALL: dict[str, Any] = {
    "citizens": 120,
    "weeks": 6,
    "workers": 1,
    "set": {"burn_in_weeks": "4"},
    "inputs": ("staff.fte", "outreach.presence"),
    "outcomes": ("burden", "share_hidden"),
}
RUNS = {"morris": 3 * 4 + 12, "sobol": 8 * 5, "pawn": 40 + 32, "rbd_fast": 64 + 32}
SIZES = {"morris": 3, "sobol": 8, "pawn": 40, "rbd_fast": 64}


@pytest.mark.parametrize("method", RUNS)
def test_every_method_lives_its_design(tmp_path: Path, method: Any) -> None:
    asked = SensitivityRequest(out=tmp_path / "out", method=method, size=SIZES[method], **SMALL)
    found = sensitivity(asked)
    fits(found)
    assert found["runs"] == 3 * RUNS[method] and found["difference"] == "wijkbudget-fragmented"
    inputs = {"staff.fte", "outreach.presence", "luck"} | ({"dummy"} if method == "pawn" else set())
    for name in ("burden", "share_hidden"):
        assert found["indices"][name].keys() == inputs
        assert found["noise"][name] is not None
    # Hours present do nothing under desks: no noise can give them an index there.
    if method in ("morris", "sobol"):
        key = "mu_star" if method == "morris" else "total"
        assert found["levels"]["fragmented"]["indices"]["burden"]["outreach.presence"][key] == 0.0
    sound((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
    if method != "morris":
        assert found["next"] is None
    else:
        asked_next = shlex.split(found["next"])
        assert asked_next[:5] == ["wijksim", "sensitivity", "pilot", "--method", "emulator"]
        assert "staff.fte" in asked_next and "luck" not in asked_next


def test_what_a_screening_leaves() -> None:
    def effects(**of: float) -> dict[str, Any]:
        return {name: {"mu_star": effect} for name, effect in of.items()}

    found = {"burden": effects(a=4.0, b=1.0, c=0.0, luck=9.0),
             "public_cost": effects(a=1.0, b=200.0, c=0.0, d=20.0)}  # fmt: skip
    assert left(found) == ("a", "b", "d")
    assert left(found, 1) == ("a",)
    assert left({}) == ()


def test_groups_interactions_and_stored_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asked = SensitivityRequest(
        out=out, method="sobol", size=4, by_group=True, interactions=True, **SMALL
    )
    found = sensitivity(asked)
    fits(found)
    assert found["indices"]["burden"].keys() == {"means", "reach", "luck"}
    assert len(found["more"]["burden"]["interactions"]) == 3
    few = ["sensitivity", "--runs", str(out), "--method", "rbd_fast", "--outcomes", "burden"]
    assert main([*few, "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["code"] == "out_of_range"
    assert main(["sensitivity", "--runs", str(out), "--method", "morris"]) == 2
    assert main(["sensitivity", "--runs", str(tmp_path), "--method", "pawn"]) == 2


def test_an_outcome_that_is_undefined_is_told(tmp_path: Path) -> None:
    asked = {**SMALL, "outcomes": ("users_per_1000",)}
    with pytest.raises(InputError, match="undefined") as caught:
        sensitivity(SensitivityRequest(out=tmp_path / "a", size=2, **asked))
    assert "no number in" in str(caught.value.found)
    found = sensitivity(SensitivityRequest(out=tmp_path / "b", size=2, **{**SMALL, "outcomes": ()}))
    assert found["undefined"]["users_per_1000"]["code"] == "no_number"
    assert "users_per_1000" not in found["indices"]


def test_a_failed_run_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(plan: Any, parts: Any, start: Any) -> Any:
        if plan.resolved.values["outreach.presence"] > 0.15:
            raise ValueError("made to fail")
        return real(plan, parts, start)

    real = point_work.from_fork
    monkeypatch.setattr(point_work, "from_fork", failing)
    asked = SensitivityRequest(out=tmp_path / "out", size=2, **SMALL)
    with pytest.raises(InputError, match="every point") as caught:
        sensitivity(asked)
    assert "made to fail" in str(caught.value.found)
    monkeypatch.setattr(point_work, "from_fork", real)
    lived: list[Any] = []
    monkeypatch.setattr(frame, "do", watched(do, lived))
    assert sensitivity(asked)["runs"] == 3 * (2 * 4 + 8)
    assert 0 < sum(len(g.points) for task in lived for g in task.batches) < 16


@pytest.mark.parametrize(
    ("changes", "near"),
    [
        ({"outcomes": ("burdn",)}, "burden"),
        ({"difference": "wijkbudget-fragmentd"}, "wijkbudget-fragmented"),
        ({"inputs": ("staff.ftte",)}, "staff.fte"),
        ({"models": ("fragmented",)}, None),
        ({"method": "rbd_fast", "size": 20}, None),
    ],
)
def test_bad_input(tmp_path: Path, changes: dict[str, Any], near: str | None) -> None:
    with pytest.raises(InputError) as caught:
        sensitivity(SensitivityRequest(out=tmp_path / "out", **{**SMALL, **changes}))
    assert caught.value.nearest == near


def held(function: Any, count: int, seed: int, share: float) -> tuple[Any, Any]:
    """Points that were not learnt from, each with two kinds of luck."""
    rows = design_of("sobol", axes(count), HELD_OUT, seed).rows
    draw = np.random.default_rng(seed)
    scale = np.sqrt(function(rows).var() * share / max(1e-12, 1.0 - share))
    return rows, function(rows)[:, None] + scale * draw.standard_normal((HELD_OUT, 2))


@pytest.mark.parametrize(("share", "points"), [(0.0, 192), (0.2, 600)])
def test_an_emulator_finds_the_indices_of_ishigami_through_noise(share: float, points: int) -> None:
    pytest.importorskip("sklearn")
    own = axes(3)
    rows = design_of("lhs", own, points, 5).rows
    draw = np.random.default_rng(2)
    clean = ishigami(rows)
    values = clean + np.sqrt(clean.var() * share / (1.0 - share)) * draw.standard_normal(points)
    emulator = learn(rows, values)
    how_good = checked(emulator, *held(ishigami, 3, 9, share))
    assert how_good.good and how_good.noise == pytest.approx(share, abs=0.12)
    found = emulated(own, emulator, 1)
    known = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}
    off = [abs(float(found.indices[name]["total"] or 0.0) - at) for name, at in known.items()]
    assert max(off) < (0.03 if share == 0.0 else 0.12)
    assert found.second[0]["inputs"] == ["x1", "x3"]
    effects = main_effects(own, emulator, 1)["x2"]["mean"]
    assert max(effects) - min(effects) > 5.0


def test_an_emulator_that_cannot_predict_is_not_used() -> None:
    pytest.importorskip("sklearn")
    own = axes(4)
    rows = design_of("lhs", own, 40, 5).rows
    values = np.sin(60.0 * rows[:, 0]) * np.sin(47.0 * rows[:, 1])
    twice = held(lambda x: np.sin(60.0 * x[:, 0]) * np.sin(47.0 * x[:, 1]), 4, 3, 0.1)
    assert not checked(learn(rows, values), *twice).good
    nothing = np.random.default_rng(1).standard_normal((HELD_OUT, 2))
    assert not checked(learn(rows, values), twice[0], nothing).good


def test_how_good_an_emulator_is_does_not_hang_on_a_few_points() -> None:
    pytest.importorskip("sklearn")

    def steep(rows: Any) -> Any:
        """A few worlds hold most of the variance."""
        return np.exp(6.0 * rows[:, 0]) * np.sin(5.0 * rows[:, 1] * rows[:, 2])

    rows = design_of("lhs", axes(4), 150, 5).rows
    emulator = learn(rows, steep(rows))
    others = np.random.default_rng(8).random((20_000, 4))
    truth = 1.0 - np.mean((steep(others) - emulator.at(others)) ** 2) / steep(others).var()
    found, alone = [], []
    for seed in range(20):
        points, twice = held(steep, 4, seed, 0.02)
        found.append(checked(emulator, points, twice).q2)
        off = twice.mean(axis=1) - emulator.at(points)
        alone.append(1.0 - np.mean(off**2) / twice.mean(axis=1).var())
    assert np.std(found) < 0.6 * np.std(alone)
    assert np.mean(found) == pytest.approx(truth, abs=0.05)


def test_an_emulator_of_the_simulation_or_else_directly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sklearn")
    monkeypatch.setitem(sensitivity_module.SIZES, "sobol", 4)
    asked = SensitivityRequest(out=tmp_path / "out", method="emulator", size=24,
                               **{**SMALL, "outcomes": ("burden",)})  # fmt: skip
    found = sensitivity(asked)
    fits(found)
    more = found["more"]["burden"]
    assert found["runs"] == 3 * (24 + 2 * HELD_OUT)
    assert more["used"] == bool(found["indices"]["burden"]) == ("direct" not in found)
    # Six weeks of 120 residents are mostly luck: the other way is gone as well.
    if not more["used"]:
        fits(found["direct"])
        assert found["direct"]["method"] == "sobol" and found["direct"]["runs"] == 3 * 4 * 5
        assert "luck" in found["direct"]["indices"]["burden"]
        assert (tmp_path / "out" / "direct" / "report.html").is_file()
    apart = replace(asked, out=tmp_path / "apart", direct=False)
    assert "direct" not in sensitivity(apart)


def test_a_difference_as_a_share_of_the_earlier_model(tmp_path: Path) -> None:
    asked = SensitivityRequest(out=tmp_path / "out", relative=True, **{**SMALL, "size": 3})
    found = sensitivity(asked)
    fits(found)
    assert found["relative"] and "--relative" in found["command"] and "--relative" in found["next"]
    runs = pq.read_table(tmp_path / "out" / "runs.parquet").to_pylist()
    both = {(row["point"], row["model"]): row["burden"] for row in runs}
    shares = [both[p, "wijkbudget"] / both[p, "fragmented"] - 1.0 for p, _ in both]
    plain = sensitivity(replace(asked, out=tmp_path / "plain", relative=False))
    largest = {
        kind: max(item["mu_star"] for item in document["indices"]["burden"].values())
        for kind, document in (("relative", found), ("plain", plain))
    }
    assert largest["relative"] <= 2.0 * (max(shares) - min(shares)) < largest["plain"]
    told = "\n".join(lines(found, "en"))
    assert "as a share of what Fragmented has" in told and "% of what Fragmented has" in told


def test_second_luck_is_no_luck_of_the_design() -> None:
    assert NOISE_POINTS > 8
    rows = design_of("lhs", axes(3, luck=True), 200, 1).rows
    assert len(set(noisy(rows, 0.2))) == 200


@pytest.mark.parametrize("smooth", [True, False])
def test_the_likelier_of_two_emulators_is_taken(smooth: bool) -> None:
    rows = design_of("sobol", axes(2), 128, 1).rows
    values = np.sin(3.0 * rows).sum(axis=1) if smooth else np.abs(rows - 0.4).sum(axis=1)
    kernel = learn(rows, values).process.kernel_.k1.k2
    assert type(kernel).__name__ == ("RBF" if smooth else "Matern")
