"""Liveness: what moved is told, what moved nothing is told apart, and a stopped run goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.cli.main import main
from sim.comparison.liveness_table import effects, parameters_part
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.request import EvidenceRequest
from sim.record.outcomes import OUTCOMES
from sim.runs import frame, move_work
from sim.runs.move_work import (
    AT_ONCE,
    Moves,
    MoveWork,
    ends,
    flat,
    models_for,
    nested,
    single,
    together,
    worldly,
)
from sim.runs.paired import make_plan
from sim.runs.work import Task, do
from sim.show.labels import words
from sim.studies import liveness as liveness_module
from sim.studies.liveness import chosen, jobs_of
from tests.documents import fits
from tests.interrupted import watched
from tests.studies.evidence_runs import TINY, lines, shorten

KEYS = ("desks.overestimate", "crisis.hours", "domain.housing_safety.collective_carry")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten(monkeypatch)


def test_a_parameter_is_moved_to_both_ends_or_to_other_choices() -> None:
    known = read_parameters()

    def moved_to(key: str) -> tuple[Any, ...]:
        return ends(known[key], known[key].value)

    assert moved_to("desks.drop_out") == (0.0, 0.04)
    assert moved_to("desks.second_check_weeks") == (8.0,)
    assert ends(known["desks.second_check_weeks"], 8.0) == (0.0,)
    assert moved_to("needs.form") == ("constant", "proportional")
    replaces = "product.shelter.replaces_guidance"
    assert moved_to(replaces) == (not known[replaces].value,)
    assert moved_to("domain.housing_safety.collective_carry") == ()
    assert single(known["domain.housing_safety.collective_carry"])


def test_every_parameter_but_the_hypotheses_is_moved_under_every_luck() -> None:
    keys = chosen(())
    assert len(keys) == sum(item.role != "hypothesis" for item in read_parameters().values())
    batches = together(jobs_of(120, keys, 3))
    told = [(key, batch.number) for batch in batches for key in batch.keys]
    assert sorted(told) == sorted((key, number) for key in keys for number in range(3))
    assert all(len(batch.keys) <= AT_ONCE for batch in batches)


def test_patterns_choose_parameters_and_one_that_fits_none_is_refused() -> None:
    assert chosen(("desk.*", "crisis.hours")) == [
        "desk.barrier", "desk.refusal_weeks", "crisis.hours",
    ]  # fmt: skip
    with pytest.raises(InputError, match="no parameter is called so"):
        chosen(("desk.*", "dekss.*"))


def test_a_lever_moves_under_a_model_that_gives_its_answer_and_the_world_under_two() -> None:
    plan = make_plan(EvidenceRequest("liveness", **TINY), None)

    def ids(key: str) -> list[str]:
        return [model.id for model in models_for(key, plan)]

    assert ids("silos.pxq") == ["fragmented"]
    assert ids("one_plan.empower") == ["generalist_team"]
    assert ids("reinvest.reinvest") == ["wijkbudget"]
    assert ids("needs.growth") == ["fragmented", "wijkbudget"]


def test_levers_wait_for_the_fork_and_the_world_does_not() -> None:
    assert worldly({"desks.drop_out": 0.04, "needs.growth": 0.05, "staff.fte": 0.5}) == {
        "needs.growth": 0.05, "staff.fte": 0.5,
    }  # fmt: skip


def moved(key: str, pairs: list[tuple[float | None, float | None]]) -> list[dict[str, Any]]:
    """Moves of one parameter in so many runs: burden without and with, crises unchanged."""
    return [
        {"key": key, "value": 0.0, "model": "fragmented", "number": number, "citizens": 120,
         "beside": {"burden": stays, "crises": 1.0}, "moved": {"burden": moves, "crises": 1.0}}
        for number, (stays, moves) in enumerate(pairs)
    ]  # fmt: skip


def test_what_moved_is_told_with_size_and_sign() -> None:
    (row,) = effects(moved("desks.drop_out", [(10.0, 12.0), (20.0, 19.0), (30.0, 30.0)]))
    assert row == {
        "parameter": "desks.drop_out", "value": "0.0", "model": "fragmented", "citizens": 120,
        "outcome": "burden", "level": 20.0, "difference": pytest.approx(1.0 / 3.0),
        "relative": pytest.approx(1.0 / 60.0), "runs": 3, "changed": 2, "rises": 1, "falls": 1,
    }  # fmt: skip


def test_an_outcome_that_goes_away_has_changed_and_one_never_defined_has_not() -> None:
    (row,) = effects(moved("desks.drop_out", [(10.0, None), (None, None)]))
    assert (row["changed"], row["difference"], row["relative"]) == (1, None, None)
    assert list(effects(moved("desks.drop_out", [(None, None)]))) == []


def test_what_moves_nothing_is_refused_or_has_one_value_is_told_apart() -> None:
    keys = ["desks.drop_out", "desks.pass_on", "needs.growth", KEYS[2], "needs.theta"]
    movable = set(keys) - {KEYS[2]}
    moves = moved(keys[0], [(1.0, 2.0)]) + moved(keys[1], [(1.0, 1.0)])
    moves.append({"key": keys[2], "value": 0.05, "model": "x", "number": 0, "refused": "no"})
    found = parameters_part(keys, movable, moves, list(effects(moves)))
    states = [found["parameters"][key]["state"] for key in keys]
    assert states == ["alive", "moves_nothing", "refused", "one_value", "not_tried"]
    assert found["moves_nothing"] == [keys[1]] and found["not_tried"] == [keys[4]]
    assert found["refused"] == [keys[2]]
    assert found["parameters"][keys[2]]["refused"] == {"0.05": "no"}


def test_a_small_liveness_run_fits_its_schema_and_its_tables(tmp_path: Path) -> None:
    request = EvidenceRequest("liveness", only=KEYS, runs=2, out=tmp_path / "out", **TINY)
    found = sim.liveness(request)
    fits(found)
    assert [found["parameters"][key]["state"] for key in KEYS] == ["alive", "alive", "one_value"]
    assert (found["citizens"], found["weeks"], found["burn_in_weeks"], found["runs"]) == (
        120, 15, 8, 2,
    )  # fmt: skip
    table = pd.read_parquet(tmp_path / "out" / "evidence.parquet")
    assert set(table["parameter"]) <= set(KEYS[:2])
    assert set(table["outcome"]) <= set(OUTCOMES)
    assert (table["changed"] > 0).all()
    assert not (tmp_path / "out" / "unfinished").exists()
    for lang in ("en", "nl"):
        told = lines(found, lang)
        assert KEYS[2] in told
        assert words(lang)["checks.liveness_done"].format(**found) in told


def test_a_world_that_cannot_be_is_told_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = make_plan(EvidenceRequest("liveness", **TINY), None)
    whole = move_work.burn_in

    def picky(*given: Any) -> Any:
        if given[1]["crisis.hours"] == 8.0:
            raise InputError(code="birth_rate", message="no such neighbourhood")
        return whole(*given)

    monkeypatch.setattr(move_work, "burn_in", picky)
    done = do(Task(MoveWork(plan), (Moves(("crisis.hours",), 0, 120),)))
    rows = [nested(row) for row in done.rows]
    assert [("refused" in row, row["value"]) for row in rows if row["model"] == "fragmented"] == [
        (True, 8.0), (False, 90.0),
    ]  # fmt: skip


def test_a_stopped_check_goes_on_and_gives_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given: dict[str, Any] = {"only": ("desk.*",), "runs": 2, **TINY}
    whole = sim.liveness(EvidenceRequest("liveness", out=tmp_path / "whole", **given))
    request = EvidenceRequest("liveness", out=tmp_path / "out", **given)

    monkeypatch.setattr(frame, "do", watched(do, list[Task[Moves]](), 1))
    with pytest.raises(KeyboardInterrupt):
        sim.liveness(request)
    assert len(list((tmp_path / "out" / "unfinished").glob("*.parquet"))) == 1
    seen: list[Task[Moves]] = []
    monkeypatch.setattr(frame, "do", watched(do, seen))
    again = sim.liveness(request)
    told = [(batch.number, batch.citizens) for task in seen for batch in task.batches]
    assert (1, 120) in told and (0, 120) not in told
    assert again["parameters"] == whole["parameters"]


def test_what_moved_nothing_is_moved_once_more_among_more_residents(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[tuple[tuple[str, ...], int]] = []

    def dead_below_200(work: MoveWork, batch: Moves, _: Any) -> Any:
        seen.append((batch.keys, batch.citizens))
        for job in work.jobs(batch):
            moved = 2.0 if batch.citizens > 200 and job[-1].endswith("weeks") else 1.0
            row = {"key": job[-1], "value": 0.0, "model": "fragmented", "number": 0,
                   "citizens": batch.citizens}  # fmt: skip
            yield job, [flat({**row, "beside": {"burden": 1.0}, "moved": {"burden": moved}})]

    monkeypatch.setattr(MoveWork, "rows", dead_below_200)
    request = EvidenceRequest("liveness", only=("desk.*",), runs=1, out=tmp_path / "out", **TINY)
    found = sim.liveness(request)
    both = ("desk.barrier", "desk.refusal_weeks")
    assert seen == [(both, 120), (both, 480)]
    assert found["moves_nothing"] == ["desk.barrier"]
    assert found["parameters"]["desk.refusal_weeks"]["ends"][0]["citizens"] == 480


def test_the_command_ends_with_4_when_something_moves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liveness_module, "effects", lambda _: iter(()))
    command = ["evidence", "liveness", "--only", "desk.barrier", "--seeds", "1", "--weeks", "15"]
    small = ["--citizens", "120", "--workers", "1", "--out", str(tmp_path / "out")]
    assert main([*command, *small]) == 4
    assert "Changes no outcome: 1" in capsys.readouterr().out


@pytest.mark.slow
def test_every_lever_and_world_parameter_moves_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved(name: str, **size: Any) -> dict[str, Any]:
        found = sim.liveness(EvidenceRequest("liveness", out=tmp_path / name, **size))
        assert found["failures"] == [] and found["refused"] == [] and found["not_tried"] == []
        return found

    found = moved("few", citizens=800, runs=1)
    fixed = {key for key, item in read_parameters().items() if single(item)}
    assert set(found["one_value"]) == fixed & set(found["parameters"])
    rare = tuple(found["moves_nothing"])  # met by nobody under one luck: the usual size decides
    assert len(rare) < 20
    monkeypatch.undo()  # the burn-in as the command has it, in which places begin to follow waits
    assert not rare or moved("usual", only=rare)["moves_nothing"] == []
