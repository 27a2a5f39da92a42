"""Conditions, robustness, structures, curves and search: lived small, read whole."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from sim.analysis.statement import statements
from sim.api import curves, discover, robust, search, structures
from sim.cli.main import main
from sim.inputs.files.errors import InputError
from sim.inputs.study_request import (
    CurvesRequest,
    DiscoverRequest,
    RobustRequest,
    SearchRequest,
    StructuresRequest,
)
from sim.runs import point_work
from sim.runs.arrays import Runs
from sim.show.studies.pages import lines
from sim.storage.owned import read_manifest
from sim.studies.curves import break_even
from sim.studies.robust import noise_in
from sim.studies.sensitivity import _noise
from sim.studies.structures import survives
from tests.documents import fits
from tests.show.page import sound

SMALL: dict[str, Any] = {
    "citizens": 100,
    "weeks": 20,  # a request takes weeks to be decided on
    "replications": 2,
    "workers": 1,
    "set": {"burn_in_weeks": "13"},
}
INPUTS = ("staff.fte", "outreach.presence", "needs.cut")


def told_in_both(document: dict[str, Any]) -> None:
    """The document fits its schema and has a page in both languages."""
    fits(document)
    for lang in ("en", "nl"):
        assert len(list(lines(document, lang))) > 10
    sound((Path(document["out"]) / "report.html").read_text(encoding="utf-8"))


def test_conditions_and_what_stored_runs_say_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sklearn")
    out = tmp_path / "out"
    asked = DiscoverRequest(
        out=out, inputs=INPUTS, size=30, statement=("burden < 0", "public_cost < 100"), **SMALL
    )
    found = discover(asked)
    told_in_both(found)
    assert found["points"] == 30 and found["runs"] == 180
    assert sum(part["points"] for part in found["hidden_need"]) == 30
    assert sum(leaf["points"] for leaf in found["tree"]) in (0, 15)  # the half it was not made of
    assert main(["discover", "--runs", str(out), "--statement", "reach > 0", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    fits(again)
    assert not any(line.endswith("report.html") for line in lines(again, "en"))
    assert again["statement"] == ["reach > 0"] and again["points"] == 30
    asked_of = RobustRequest(runs=out, enough=("burden < 100000",))
    safe = robust(asked_of)
    fits(safe)
    assert {item["share"] for item in safe["enough"].values()} == {1.0}
    assert main(["robust", "--runs", str(out), "--outcomes", "burden"]) == 0
    assert "regret" in capsys.readouterr().out
    written = robust(RobustRequest(runs=out, out=tmp_path / "of_stored"))
    fits(written)
    assert written == json.loads((tmp_path / "of_stored" / "robust.json").read_text())
    assert list(lines(written, "en"))[-1] == str(tmp_path / "of_stored" / "report.html")
    manifest = read_manifest(tmp_path / "of_stored")
    assert manifest is not None and "report.html" in manifest["outputs_sha256"]
    assert main(["report", str(tmp_path / "of_stored"), "--lang", "nl"]) == 0
    capsys.readouterr()
    assert main(["robust", "--runs", str(out), "--weeks", "9", "--size", "44", "--json"]) == 2
    refused = json.loads(capsys.readouterr().err)
    assert (refused["where"], refused["found"]) == ("--runs", "--weeks, --size")


@pytest.mark.parametrize("text", ["burden", "burden < low", "burdn < 1", "burden = 0"])
def test_what_is_no_statement(text: str) -> None:
    with pytest.raises(InputError):
        statements([text], "--statement")


def test_a_statement_holds_where_it_holds() -> None:
    (one,) = statements([" public_cost<= -1.5e2 "], "--statement")
    assert str(one) == "public_cost <= -150"
    assert one.holds(np.array([-150.0, -149.0, np.nan])).tolist() == [True, False, False]


def test_robustness_of_points_that_are_lived(tmp_path: Path) -> None:
    asked = RobustRequest(out=tmp_path / "out", inputs=INPUTS, size=10, **SMALL)
    found = robust(asked)
    told_in_both(found)
    for pair in found["plane"]["pairs"].values():
        assert sum(pair["shares"].values()) == pytest.approx(1.0) and len(pair["points"]) == 10
    luck = found["luck"]["burden"]
    assert luck["wijkbudget-fragmented"] is not None
    assert all(share is None or 0.0 <= share <= 1.0 for share in luck.values())
    assert set(found["inputs"]) == set(INPUTS)
    other = discover(DiscoverRequest(runs=tmp_path / "out"))  # for another question
    assert other["points"] == 10 and set(other["inputs"]) == set(INPUTS)
    item = found["outcomes"]["burden"]
    assert set(item["metrics"]) == {"minimax_regret", "regret_90", "worst_case", "hurwicz",
                                    "mean_spread"}  # fmt: skip
    assert sum(item["best"].values()) == pytest.approx(1.0)
    assert "users_per_1000" not in found["outcomes"]


def runs_of(means: list[float], luck: float, seed: int) -> Runs:
    """Differences of points with these means, each lived four times with luck of this size."""
    rng = np.random.default_rng(seed)
    rows = [
        {"point": point, "replication": number, "model": model,
         "burden": 0.0 if model == "a" else mean + luck * rng.standard_normal()}
        for point, mean in enumerate(means) for number in range(4) for model in ("a", "b")
    ]  # fmt: skip
    return Runs(pa.Table.from_pylist(rows), ["a", "b"])


def test_how_much_of_a_difference_is_luck() -> None:
    means = np.random.default_rng(1).standard_normal(2_000).tolist()
    # Luck of one run is as large as what differs; of the mean of four, a fifth of what is seen.
    assert noise_in(runs_of(means, 1.0, 2), "burden", "b", "a") == pytest.approx(0.2, abs=0.02)
    assert noise_in(runs_of(means, 0.0, 2), "burden", "b", "a") == 0.0
    assert noise_in(runs_of([0.0] * 2_000, 1.0, 3), "burden", "b", "a") == pytest.approx(1, abs=0.1)
    once = runs_of(means, 1.0, 4)
    first = Runs(once.table.filter(pc.field("replication") == 0), ["a", "b"])
    assert noise_in(first, "burden", "b", "a") is None


def test_how_much_of_single_runs_is_luck() -> None:
    means = np.random.default_rng(1).standard_normal(2_000).tolist()
    runs = runs_of(means, 1.0, 2)
    assert _noise(runs, runs.difference("burden", "b", "a")) == pytest.approx(0.5, abs=0.03)
    still = runs_of(means, 0.0, 2)
    assert _noise(still, still.difference("burden", "b", "a")) == 0.0
    once = Runs(runs.table.filter(pc.field("replication") == 0), ["a", "b"])
    assert _noise(once, once.difference("burden", "b", "a")) is None


def test_every_structure_is_lived(tmp_path: Path) -> None:
    asked = StructuresRequest(out=tmp_path / "out", outcomes=("burden", "public_cost"), **SMALL)
    found = structures(asked)
    told_in_both(found)
    assert len(found["structures"]) == 7 * 2 * 3 and found["runs"] == 42 * 3 * 2
    assert len({tuple(item.values()) for item in found["structures"]}) == 42
    for outcomes in found["conclusions"].values():
        assert all(len(item["structures"]) == 42 for item in outcomes.values())


def test_a_hypothesis_that_is_on_already_is_refused(tmp_path: Path) -> None:
    on = {**SMALL, "set": {"hypothesis.no_spill": "true"}}
    asked = StructuresRequest(out=tmp_path / "out", **on)
    with pytest.raises(InputError, match="on already"):
        structures(asked)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (["lower", "lower"], "all"),
        (["lower", "unclear"], "some"),
        (["unclear", "unclear"], "none"),
        (["lower", "higher", "unclear"], "reversed"),
    ],
)
def test_what_survives(signs: list[str], expected: str) -> None:
    assert survives(signs) == expected


def test_curves_and_where_models_break_even(tmp_path: Path) -> None:
    names = ("burden", "public_cost")
    asked = CurvesRequest(out=tmp_path / "out", levels=3, outcomes=names, **SMALL)
    found = curves(asked)
    told_in_both(found)
    assert list(found["inputs"]) == ["staff.fte", "payer.*.cut", "outreach.presence"]
    budget = found["inputs"]["payer.*.cut"]
    assert len(budget["keys"]) == 5 and budget["values"] == sorted(budget["values"])
    flat = found["inputs"]["outreach.presence"]["outcomes"]["fragmented"]["burden"]
    assert flat[0] == flat[1] == flat[2]  # hours present do nothing under desks


def test_a_break_even_point_is_where_a_line_is_nought() -> None:
    shares = np.array([0.0, 0.5, 1.0])
    line = np.array([[-1.0, -1.2, -0.8], [1.0, 0.8, 1.2], [3.0, 2.8, 3.2]])
    found = break_even(shares, line, 1)
    assert found["at"] == pytest.approx(0.25) and found["crosses"] == 1.0
    assert found["low"] <= 0.25 <= found["high"] and found["clear"]
    assert break_even(shares, np.abs(line), 1)["at"] is None
    nothing = break_even(shares, np.zeros((3, 3)), 1)
    assert nothing["at"] is None and nothing["crosses"] == 0.0 and not nothing["clear"]


def test_luck_alone_breaks_even_nowhere_clearly() -> None:
    rng = np.random.default_rng(4)
    found = [break_even(np.linspace(0.0, 1.0, 7), rng.standard_normal((7, 10)), k)
             for k in range(100)]  # fmt: skip
    assert sum(one["at"] is not None for one in found) > 90  # it does cross
    assert sum(one["clear"] for one in found) <= 5


def test_a_search_finds_choices_and_lives_them_again(tmp_path: Path) -> None:
    pytest.importorskip("pymoo")
    out = tmp_path / "out"
    asked = SearchRequest(
        out=out, population=4, generations=2, within=("public_cost <= 100000",), **SMALL
    )
    found = search(asked)
    told_in_both(found)
    assert 1 <= len(found["front"]) <= 4 and found["objectives"].keys() == {"burden", "public_cost"}
    assert sorted(path.name.rpartition("-")[0] for path in out.iterdir()) == [
        "again", "generation-000", "generation-001",
    ]  # fmt: skip
    assert found["failed"] == [] and found["generations"] == 2
    again = search(asked)
    assert again["front"] == found["front"]
    with pytest.raises(InputError):
        search(SearchRequest(out=tmp_path / "x", objectives=("residents",), **SMALL))


def test_a_search_of_which_a_run_failed_says_so_and_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pymoo")
    real, calls = point_work.from_fork, iter(range(10_000))

    def once(plan: Any, parts: Any, start: Any) -> Any:
        """Fails the second time."""
        if next(calls) == 1:
            raise ValueError("made to fail")
        return real(plan, parts, start)

    monkeypatch.setattr(point_work, "from_fork", once)
    asked = SearchRequest(out=tmp_path / "out", population=4, generations=2, **SMALL)
    with ThreadPoolExecutor(1) as here:
        found = search(asked, here)
        told_in_both(found)
        (lost,) = found["failed"]
        assert lost["generation"] == 0 and "made to fail" in lost["failure"]["message"]
        again = search(asked, here)  # what failed is tried again, and what follows from it
        undisturbed = search(replace(asked, out=tmp_path / "whole"), here)
    assert again["failed"] == [] and again["front"] == undisturbed["front"]


def test_a_search_without_a_choice_within_bounds_says_what_is_missed(tmp_path: Path) -> None:
    asked = SearchRequest(
        out=tmp_path / "out", population=4, generations=1, within=("public_cost < -5",), **SMALL
    )
    with pytest.raises(InputError) as caught:
        search(asked)
    assert caught.value.code == "out_of_reach" and caught.value.where == "--within"
    found = str(caught.value.found)
    assert found.startswith("public_cost < -5 is missed by") and "nearest" in found
