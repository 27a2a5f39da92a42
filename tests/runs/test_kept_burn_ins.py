"""A burn-in that is kept on disk gives what simulating it gives, and is asked for by a key of all
that it is a function of."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.cli.main import main
from sim.inputs.request import CompareRequest, RunRequest
from sim.inputs.study_request import GalleryRequest, StructuresRequest
from sim.model.digest import state_digest
from sim.runs import fork_key as keys
from sim.runs import paired
from sim.runs.paired import FEW, YEARS, Plan, burn_in_years, first_week, make_plan
from sim.runs.replicate import Draw, Replication, people_of, replicate, values_of
from sim.runs.without import with_other
from sim.storage import burn_ins
from sim.storage.situations import tree_of
from sim.studies.gallery import _plan as gallery_plan

SIZE: dict[str, Any] = {"citizens": 300, "weeks": 20, "replications": 2, "seed": 3, "workers": 1}
HOURS, PRESENCE, DESKS = "staff.fte", "outreach.presence", "desks.drop_out"


def asked(**more: Any) -> CompareRequest:
    given = {"burn_in_weeks": "110", **more.pop("set", {})}
    return CompareRequest(**{**SIZE, "ample": False, "set": given, **more})


def plan_for(**more: Any) -> Plan:
    request = asked(**more)
    return with_other(make_plan(request, request.models), request)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where burn-ins are kept, with room for some."""
    monkeypatch.setenv("WIJKSIM_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("WIJKSIM_CACHE_MB", "100")
    return tmp_path / "cache" / burn_ins.FOLDER


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The seed of every burn-in that is simulated."""
    seeds = list[int]()

    def noted(plan: Plan, values: Any, people: Any, seed: int) -> Any:
        seeds.append(seed)
        return first_week(plan, values, people, seed)

    monkeypatch.setattr(paired, "first_week", noted)
    return seeds


def told(item: Replication) -> dict[str, Any]:
    """All that a replication comes to, but for seconds."""
    runs = {**item.models, **{f"without {model}": run for model, run in item.without.items()}}
    return {
        "levels": [item.levels, item.before],
        "drawn": item.drawn,
        "gains": [item.gains, item.changed, item.other_luck],
        "inhabitants": item.inhabitants,
        "digests": {model: run.digest for model, run in runs.items()},
        "weekly": {
            model: {name: series.tobytes() for name, series in run.weekly.items()}
            for model, run in runs.items()
        },
        "outcomes": {model: repr(run.outcomes) for model, run in runs.items()},
        "accounts": {model: repr(run.account) for model, run in runs.items()},
    }


@pytest.mark.parametrize("kind", ["luck", "full"])
def test_with_and_without_what_was_kept_every_bit_is_the_same(
    kind: Any, folder: Path, simulated: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "more.toml"
    path.write_text(f'extends = "pilot"\nname = "more"\n[set]\n"{HOURS}" = 1.1\n')
    plan = plan_for(scenario=path)
    assert plan.cache and plan.without is not None and plan.without.cache
    none = replace(plan, cache=False, without=replace(plan.without, cache=False))
    plainly = told(replicate(none, Draw(kind, 1)))
    assert not folder.exists() and len(simulated) == 2
    first = told(replicate(plan, Draw(kind, 1)))
    assert len(list(folder.iterdir())) == 2 and len(simulated) == 4
    again = told(replicate(plan, Draw(kind, 1)))
    assert len(simulated) == 4
    assert plainly == first == again


def test_a_neighbourhood_is_read_back_with_its_types_and_goes_on_alike(folder: Path) -> None:
    plan = plan_for()
    values, people = values_of(plan, "luck", 0)[0], people_of(plan, 0)
    made, years = burn_in_years(plan, values, people, 7, YEARS)
    read, levels = burn_in_years(plan, values, people, 7, YEARS)
    assert read is not made and levels == years and len(years) == 2
    assert state_digest(read) == state_digest(made) and alike(tree_of(read), tree_of(made))
    assert read.practice.levers == made.practice.levers and read.practice.id == made.practice.id
    paired.run_weeks(made, 15)
    paired.run_weeks(read, 15)
    assert state_digest(read) == state_digest(made)


def alike(one: Any, other: Any) -> bool:
    """Two trees are the same in every bit and every type."""
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray):
        same = one.dtype == other.dtype and one.shape == other.shape
        return bool(same and one.tobytes() == other.tobytes() and other.flags.writeable)
    return type(one) is type(other) and repr(one) == repr(other)


def key_of(plan: Plan, number: int = 0, seed: int = 7, years: int = YEARS) -> str:
    values = values_of(plan, "luck", number)[0]
    return keys.fork_key(plan, values, people_of(plan, number), seed, years)


@pytest.mark.parametrize(
    "more",
    [
        {"citizens": 301},
        {"weeks": 21},
        {"seed": 4},
        {"place": "WK093501"},
        *({"set": {key: value}} for key, value in [
            ("burn_in_weeks", "111"), ("means", "equal_hours"), ("closed", "true"),
            (HOURS, "1.1"), (DESKS, "0.02"), ("network.mean_ties", "4.0"),
        ]),
    ],
    ids=repr,
)  # fmt: skip
def test_whatever_the_burn_in_is_a_function_of_gives_another_key(more: dict[str, Any]) -> None:
    assert key_of(plan_for(**more)) != key_of(plan_for())


def test_another_seed_or_other_years_give_another_key() -> None:
    plan = plan_for()
    assert len({key_of(plan), key_of(plan, seed=8), key_of(plan, years=1)}) == 3


@pytest.mark.parametrize("name", ["source_digest", "versions", "checksums", "table_checksums"])
def test_other_code_libraries_or_data_give_another_key(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, before = plan_for(), key_of(plan_for())
    changed: Callable[[], Any] = lambda: {"other": "content"}  # noqa: E731
    monkeypatch.setattr(keys, name, changed)
    assert key_of(plan) != before


def test_other_ranges_and_another_processor_give_another_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = plan_for()
    found = {key_of(plan)}
    monkeypatch.setattr(keys.binding, "get_host_cpu_name", lambda: "another")
    found.add(key_of(plan))
    own = keys.read_parameters()
    wider = {**own, HOURS: replace(own[HOURS], high=9.0)}
    monkeypatch.setattr(keys, "read_parameters", lambda: wider)
    assert len(found | {key_of(plan)}) == 3


@pytest.mark.parametrize(
    "more",
    [
        {"models": ("fragmented", "wijkbudget")},
        {"replications": 3},
        {"set": {PRESENCE: "0.03"}},
        {"set": {"wijkbudget.response": "0.1"}},
        {"set": {"start": "2016-01-01"}},
    ],
    ids=repr,
)
def test_what_comes_after_the_fork_leaves_the_key(more: dict[str, Any]) -> None:
    assert key_of(plan_for(**more)) == key_of(plan_for())


def test_other_people_of_the_same_number_give_another_key() -> None:
    plan = plan_for(vary_people=True)
    assert key_of(plan, number=0) != key_of(plan, number=1)


def test_it_is_kept_for_a_usual_comparison_and_a_run_unless_no_cache_is_asked() -> None:
    assert plan_for().cache and plan_for(replications=FEW).cache
    assert not plan_for(replications=FEW + 1).cache
    assert not plan_for(cache=False).cache
    assert make_plan(RunRequest(), None).cache
    assert not make_plan(RunRequest(cache=False), None).cache
    assert not make_plan(StructuresRequest(), None).cache
    assert not gallery_plan(GalleryRequest(quick=True), "pilot", "luck").cache


def test_no_cache_neither_reads_nor_writes(folder: Path, simulated: list[int]) -> None:
    without, plan = plan_for(cache=False), plan_for()
    replicate(without, Draw("luck", 0))
    assert not folder.exists()
    replicate(plan, Draw("luck", 0))
    (file,) = folder.iterdir()
    before = file.stat().st_mtime_ns
    replicate(without, Draw("luck", 0))
    assert len(simulated) == 3 and file.stat().st_mtime_ns == before


def test_a_run_goes_on_from_what_was_kept(
    folder: Path, simulated: list[int], capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setattr("sim.studies.run.warm_up", lambda *_: None)
    words = "run pilot --citizens 200 --weeks 6 --set burn_in_weeks=60 --json"
    documents = []
    for more in ("", "", " --no-cache"):
        assert main((words + more).split()) == 0
        documents.append(json.loads(capsys.readouterr().out) | {"seconds": None})
    assert documents[0] == documents[1] == documents[2]
    assert len(list(folder.iterdir())) == 1 and len(simulated) == 2


def test_a_run_without_burn_in_keeps_nothing(folder: Path) -> None:
    replicate(plan_for(set={"burn_in_weeks": "0"}), Draw("luck", 0))
    assert not folder.exists()
