"""Foregone conclusions and the worth of luck: known answers, and small runs that go on."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.interval import shares_by_sign as shares_of
from sim.analysis.interval import wilson
from sim.cli.main import main
from sim.comparison import leaning as leaning_module
from sim.comparison.leaning import built_in, levers_part
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.evidence import Forced
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Direction
from sim.inputs.request import EvidenceRequest
from sim.inputs.scenarios.scenario import resolve
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES
from sim.runs import frame, replication_work
from sim.runs.draws import drawn_keys, drawn_values
from sim.runs.paired import Plan
from sim.runs.replicate import Draw, Replication, replicate
from sim.runs.shared_levers import shared_levers
from sim.runs.work import Task, do
from sim.show.labels import words
from sim.studies import foregone as foregone_module
from sim.studies.foregone import moves_with, pairs_part, unexplained
from sim.studies.luck import worth_of
from tests.documents import fits
from tests.interrupted import watched
from tests.studies.evidence_runs import TINY, lines, shorten


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten(monkeypatch)


def test_shares_by_sign_and_their_interval() -> None:
    assert shares_of(np.array([-1.0, -2.0, 0.0, 3.0])) == {
        "lower": 0.5, "higher": 0.25, "same": 0.25,
    }  # fmt: skip
    assert shares_of(np.zeros(0)) == {"lower": None, "higher": None, "same": None}
    low, high = wilson(0.5, 100)  # Wilson 1927 at 50 of 100: 0.4038 to 0.5962
    assert (low, high) == (pytest.approx(0.4038, abs=1e-4), pytest.approx(0.5962, abs=1e-4))
    low, high = wilson(1.0, 500)
    assert low == pytest.approx(0.9924, abs=1e-4) and high == 1.0
    assert wilson(None, 0) == (None, None)


def drawn_worlds(n: int, burden: Any) -> list[Replication]:
    """Worlds in which two models differ in burden as a function of one drawn parameter."""

    def run(value: float) -> Any:
        outcomes = {**dict.fromkeys(HEADLINES, 1.0), "burden": value}
        return type("Run", (), {"outcomes": outcomes, "weekly": {}, "groups": {}, "years": {},
                                "flows": np.zeros((1, 1))})()  # fmt: skip

    return [
        Replication("full", r, r, 1, {"needs.growth": r / n, "needs.theta": (r * 7 % n) / n}, {},
                    {"one": run(0.0), "two": run(burden(r / n))}, {}, {}, 0.0)
        for r in range(n)
    ]  # fmt: skip


def test_a_forced_sign_is_seen_with_what_moves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    item = pairs_part(drawn_worlds(200, lambda x: -1.0 - x))["two-one"]["burden"]
    assert (item["lower"], item["forced"], item["later_better"]) == (1.0, "lower", 1.0)
    assert item["explained"] is None
    assert [one["parameter"] for one in item["moves_with"]] == ["needs.growth"]
    assert item["moves_with"][0]["correlation"] == pytest.approx(-1.0)
    assert list(unexplained({"pairs": {"two-one": {"burden": item}}})) == [("two-one", "burden")]
    row = Forced(pair="two-one", outcome="burden", sign="lower", mechanism_en="so",
                 mechanism_nl="zo", source="M4")  # fmt: skip
    monkeypatch.setattr(foregone_module, "forced_signs", lambda: (row,))
    item = pairs_part(drawn_worlds(200, lambda x: -1.0 - x))["two-one"]["burden"]
    assert item["explained"] == {"en": "so", "nl": "zo", "source": "M4"}
    assert not list(unexplained({"pairs": {"two-one": {"burden": item}}}))


def test_nothing_is_forced_by_99_of_100_nor_by_few_worlds() -> None:
    ninety_nine = pairs_part(drawn_worlds(200, lambda x: 1.0 if x >= 0.99 else -1.0))
    assert ninety_nine["two-one"]["burden"]["lower"] == 0.99
    assert ninety_nine["two-one"]["burden"]["forced"] is None
    few = pairs_part(drawn_worlds(99, lambda _: -1.0))["two-one"]["burden"]
    assert (few["lower"], few["forced"]) == (1.0, None)
    same = pairs_part(drawn_worlds(200, lambda _: 0.0))["two-one"]["burden"]
    assert (same["forced"], same["moves_with"]) == ("same", [])


def test_noise_moves_with_nothing() -> None:
    rng = np.random.default_rng(3)
    drawn = {str(k): rng.uniform(size=500) for k in range(300)}
    assert moves_with(rng.normal(size=500), drawn, 500) == []


def lived(number: int, reverse: bool, burden: float, drawn: dict[str, float]) -> Replication:
    """One world in which the second model has this much more burden than the first."""
    (item,) = drawn_worlds(1, lambda _: burden)
    return replace(item, number=number, reverse=reverse, drawn=dict(drawn))


def test_reversed_worlds_are_counted_and_a_sign_that_turns_is_seen() -> None:
    # The sign is that of the difference between two answers in three draws of four.
    worlds = [
        lived(number, reverse, -1.0 if reverse and number % 4 else 1.0, {"needs.theta": 0.1})
        for number in range(200)
        for reverse in (False, True)
    ]
    item = pairs_part(worlds)["two-one"]["burden"]
    assert (item["draws"], item["turns"]) == (200, 0.75)
    assert item["as_drawn"] == {"lower": 0.0, "higher": 1.0, "same": 0.0}
    assert item["reversed"] == {"lower": 0.75, "higher": 0.25, "same": 0.0}
    assert (item["lower"], item["higher"], item["forced"]) == (0.375, 0.625, None)
    # Two worlds of a draw are no more evidence than one.
    assert (item["low"], item["high"]) == wilson(0.625, 200)
    alone = pairs_part([world for world in worlds if not world.reverse])["two-one"]["burden"]
    assert (alone["forced"], alone["turns"]) == ("higher", None)


def leaning(first: list[float], second: list[float], **more: Any) -> dict[str, Any]:
    """How a lever leans with these values of desks and kitchen table over worlds."""
    keys = ("desks.overestimate", "kitchen_table.overestimate")
    worlds = [lived(number, False, 1.0, dict(zip(keys, pair, strict=True)))
              for number, pair in enumerate(zip(first, second, strict=True))]  # fmt: skip
    resolved = resolve("pilot", set=more.pop("set", {}))
    return levers_part(resolved, worlds, 100)["admit.overestimate"]


def test_a_lever_that_always_favours_one_answer_is_built_in() -> None:
    even = leaning([0.1, 0.3] * 100, [0.2] * 200)
    assert even["higher"] == even["favours"] == {"desks": 0.5, "kitchen_table": 0.5}
    assert (even["better"], even["built_in"], even["drawn"]) == ("lower", None, True)
    wired = leaning([0.1] * 185 + [0.3] * 15, [0.2] * 200)
    assert wired["favours"] == {"desks": 0.925, "kitchen_table": 0.075}  # a friction: lower
    assert wired["higher"] == {"desks": 0.075, "kitchen_table": 0.925}
    assert wired["built_in"] == "desks"
    assert list(built_in({"levers": {"a": wired, "b": even}})) == [("a", "desks")]
    at_limit = leaning([0.1] * 180 + [0.3] * 20, [0.2] * 200)
    assert (at_limit["favours"]["desks"], at_limit["built_in"]) == (0.9, None)
    few = leaning([0.1] * 99, [0.2] * 99)
    assert (few["favours"]["desks"], few["built_in"]) == (1.0, None)
    tied = leaning([0.2] * 200, [0.2] * 200)
    assert (tied["same"], tied["favours"]) == (1.0, {"desks": 0.0, "kitchen_table": 0.0})


def test_a_lever_that_a_source_directs_is_not_called_built_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = dict(read_parameters())
    key = "kitchen_table.overestimate"
    known[key] = replace(known[key], direction=Direction("higher", "B40"))
    monkeypatch.setattr(leaning_module, "read_parameters", lambda: known)
    found = leaning([0.1] * 200, [0.2] * 200)
    assert found["direction"] == {"answer": "kitchen_table", "side": "higher", "source": "B40"}
    assert found["built_in"] is None


def test_what_is_held_leans_as_the_scenario_has_it() -> None:
    found = levers_part(
        resolve("pilot", set={"desks.overestimate": "0.3"}),
        [lived(n, False, 1.0, {"kitchen_table.overestimate": 0.1}) for n in range(100)],
        100,
    )
    own = found["admit.overestimate"]
    assert (own["drawn"], own["built_in"]) == (False, "kitchen_table")
    empty = found["pay.stop_when_empty"]
    assert (empty["better"], empty["favours"], empty["same"]) == (None, None, 1.0)


def test_reversing_a_draw_exchanges_answers_and_leaves_all_else() -> None:
    known, resolved = read_parameters(), resolve("pilot")
    shared = {key: lever for lever in shared_levers(known).values() for key in lever.keys}
    one, other = (drawn_values(known, resolved, 3, reverse) for reverse in (False, True))
    for key, value in one.items():
        keys = shared[key].keys if key in shared else (key,)
        assert float(other[keys[-1 - keys.index(key)]]) == pytest.approx(float(value), abs=1e-9)


def test_a_lever_that_is_built_in_ends_the_command_with_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    document = {"pairs": {}, "failures": [], "levers": {"a": {"built_in": None}}}
    monkeypatch.setattr(foregone_module, "foregone", lambda _: document)
    asked = ["evidence", "foregone", "--json", "--out", str(tmp_path / "out")]
    assert main(asked) == 0
    document["levers"] = {"a": {"built_in": "desks"}}
    assert main(asked) == 4
    capsys.readouterr()


def test_a_small_foregone_run_goes_on_with_more_draws(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(frame, "do", watched(do, list[Task[Draw]](), 1))
    with pytest.raises(KeyboardInterrupt):
        sim.foregone(EvidenceRequest("foregone", runs=2, out=tmp_path / "out", **TINY))
    seen: list[Task[Draw]] = []
    monkeypatch.setattr(frame, "do", watched(do, seen))
    found = sim.foregone(EvidenceRequest("foregone", runs=3, out=tmp_path / "out", **TINY))
    fits(found)
    left = [(0, True), (1, False), (1, True), (2, False), (2, True)]
    assert [(draw.number, draw.reverse) for task in seen for draw in task.batches] == left
    assert (found["draws"], found["worlds"] + len(found["failures"])) == (3, 6)
    assert {item["worlds"] for item in found["levers"].values()} == {3}
    every = set(shared_levers(known := read_parameters()))
    assert every <= set(found["levers"])
    assert not any(item["built_in"] for item in found["levers"].values())
    levers = [key for key in drawn_keys(known, resolve("pilot")) if known[key].role == "lever"]
    assert found["roles"]["lever"]["drawn"] == len(levers) > 100
    assert list(found["pairs"]["wijkbudget-fragmented"]) == list(HEADLINES)
    table = pd.read_parquet(tmp_path / "out" / "evidence.parquet")
    assert len(table) == 3 * len(HEADLINES)
    for lang in ("en", "nl"):
        few = words(lang)["checks.too_few"].format(enough=foregone_module.ENOUGH)
        assert few in lines(found, lang)
        assert "work.empower  " in lines(found, lang)
    found["levers"]["work.empower"]["built_in"] = "one_plan"
    answer = words("en")["answers.one_plan"]
    assert f"work.empower favours {answer} in more than 90%" in lines(found, "en")


def test_a_world_that_cannot_be_drawn_is_told_in_a_document_that_fits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refused = InputError(code="birth_rate", where="domain.x", found="0.3", message="too high")

    def one_in_four(plan: Plan, task: Draw) -> Replication:
        """No such world in the first draw reversed."""
        if (task.number, task.reverse) == (0, True):
            raise refused
        return replicate(plan, task)

    monkeypatch.setattr(replication_work, "replicate", one_in_four)
    found = sim.foregone(EvidenceRequest("foregone", runs=2, out=tmp_path / "out", **TINY))
    fits(found)
    (told,) = found["failures"]
    assert told.items() <= {**refused.document(), "run": "draw 0 reversed"}.items()
    assert (told["where"], told["found"]) == ("domain.x", "0.3")
    assert (found["draws"], found["worlds"]) == (2, 3)


def test_what_shared_luck_is_worth_has_known_answers() -> None:
    rng = np.random.default_rng(1)
    shared, own = rng.normal(size=4000), rng.normal(size=(2, 4000))
    item = worth_of(2.0 + 3.0 * shared + own[0], 3.0 * shared + own[1], 1)
    # variances: paired 1 + 1, apart 10 + 10; a variance of n numbers is known to sqrt(2 / n)
    error = 4.0 * math.sqrt(2.0 / 4000 + 2.0 / 4000)
    assert item["ratio"] == pytest.approx(0.1, rel=error)
    assert item["ratio_low"] < 0.1 < item["ratio_high"]
    assert item["worth"] == pytest.approx(1.0 / item["ratio"])
    assert item["saved"] == pytest.approx(4000 * (item["worth"] - 1.0))
    apart = worth_of(own[0], own[1], 1)
    assert apart["ratio_low"] < 1.0 < apart["ratio_high"]


def test_nothing_is_claimed_where_nothing_varies() -> None:
    ones = np.ones(5)
    assert worth_of(ones, ones, 1)["reason"]["code"] == "exactly_same"
    shifted = worth_of(np.arange(5.0) + 2.0, np.arange(5.0), 1)
    assert (shifted["ratio"], shifted["worth"]) == (0.0, None)
    one = worth_of(np.array([1.0, math.nan]), np.array([1.0, 2.0]), 1)
    assert one["ratio"] is None and one["runs"] == 1


def test_a_small_luck_run_fits_its_schema(tmp_path: Path) -> None:
    found = sim.luck(EvidenceRequest("luck", runs=3, out=tmp_path / "out", **TINY))
    fits(found)
    assert set(found["pairs"]["wijkbudget-fragmented"]) == set(OUTCOMES)
    for lang in ("en", "nl"):
        later, earlier = (found["titles"][name][lang] for name in ("wijkbudget", "fragmented"))
        assert f"{later} \N{MINUS SIGN} {earlier}" in lines(found, lang)
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["command"].startswith(
        "wijksim evidence luck pilot --seeds 3 --weeks 15 --citizens 120"
    )


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (["luck", "--seeds", "1"], "--seeds"),
        (["foregone", "--draws", "0"], "--draws"),
        (["liveness", "--only", "nothing.*"], "--only"),
        (["liveness", "pilto"], "scenario"),
    ],
)
def test_bad_input_is_told_before_anything_is_run(
    arguments: list[str], where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evidence", *arguments, "--out", str(tmp_path / "out"), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and json.loads(err)["where"] == where
    assert not (tmp_path / "out").exists()
