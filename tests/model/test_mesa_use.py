"""What somebody who knows Mesa does first: batch runs, collectors, stepping agents, going on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
import pytest

import sim
from sim import Citizen, InputError, NeighbourhoodModel, Recorder
from sim.foundation.ahead import FIRST_TIME
from sim.model import at_fork
from sim.model.fork import copy_situation
from sim.support.situation import Situation

SMALL: dict[str, Any] = {"citizens": 120, "weeks": 3}
BURN_IN = {"settings.burn_in_weeks": 4}


def small(**more: Any) -> NeighbourhoodModel:
    return NeighbourhoodModel(**{**SMALL, "set": BURN_IN, **more})


@pytest.fixture(scope="module")
def start() -> Situation:
    """A neighbourhood at the fork; copied by every test that lives on."""
    return small(weeks=20, rng=3).situation


def batch(**more: Any) -> list[dict[str, Any]]:
    """Rows of a batch run, in this process."""
    options = {name: more.pop(name) for name in ("iterations",) if name in more}
    parameters = {**SMALL, "set": [BURN_IN], **more}
    rows: list[dict[str, Any]] = mesa.batch_run(
        NeighbourhoodModel, parameters, number_processes=1, display_progress=False, **options
    )
    return rows


def collector() -> mesa.DataCollector:
    return mesa.DataCollector(
        model_reporters={"week": "week", "strength": mean_strength},
    )


def mean_strength(model: NeighbourhoodModel) -> float:
    return float(model.agents_by_type[Citizen].agg("strength", np.mean))


def test_the_names_of_a_mesa_user_are_at_the_root_and_cost_nothing_until_used() -> None:
    names = {"NeighbourhoodModel", "Citizen", "Professional", "SupportNetwork", "Organisation"}
    assert names | {"CollectiveProvision", "Payer", "Recorder"} <= set(sim.__all__)
    asked = "import sys, sim; print({'mesa', 'numba', 'numpy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_iterations_of_a_batch_differ_and_say_their_seed() -> None:
    first, second = batch(iterations=2)
    assert first["seed"] != second["seed"]
    assert first["burden"] != second["burden"]
    assert first["week"] == second["week"] == 3
    (again,) = batch(rng=[first["seed"]])
    for name in ("burden", "spent", "residents"):
        assert again[name] == first[name]


@pytest.mark.parametrize("name", ["rng", "seed"])
def test_a_batch_over_seeds_repeats_the_runs_of_the_same_seed(name: str) -> None:
    one, two, same = batch(**{name: [1, 2, np.int64(1)]}, datacollector=collector)
    assert one["strength"] == same["strength"] != two["strength"]
    with small(rng=2, datacollector=collector) as model:
        model.run_model()
        assert two["strength"] == mean_strength(model)


def test_a_seed_is_what_mesa_takes_for_one() -> None:
    assert at_fork.seed_of(7) == at_fork.seed_of(seed=7.0) == at_fork.seed_of(np.int32(7)) == 7
    sequence = np.random.SeedSequence(7)
    assert at_fork.seed_of(sequence) == at_fork.seed_of(np.random.SeedSequence(7))
    drawn = [at_fork.seed_of(np.random.default_rng(7)) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert len({at_fork.seed_of() for _ in range(5)}) == 5


@pytest.mark.parametrize(
    ("given", "found"),
    [({"rng": 1, "seed": 1}, "both"), ({"rng": "abc"}, "'abc'"), ({"seed": 1.5}, "1.5")],
)
def test_what_is_no_seed_is_refused(given: dict[str, Any], found: str) -> None:
    with pytest.raises(InputError, match=found):
        small(**given)


def test_a_seed_that_the_scenario_states_counts() -> None:
    stated = {**BURN_IN, "settings.seed": 77}
    assert small(set=stated).seed == 77
    assert small(set=BURN_IN, rng=5).seed == 5


def test_one_collector_for_several_runs_is_refused_with_what_to_do(start: Situation) -> None:
    shared = collector()
    first = NeighbourhoodModel(copy_situation(start), datacollector=shared)
    with pytest.raises(InputError, match="a function that makes one"):
        NeighbourhoodModel(copy_situation(start), datacollector=shared)
    first.step()
    with pytest.raises(InputError, match="of its own"):
        batch(rng=[1, 2], datacollector=[collector()])


def test_a_function_makes_a_collector_for_every_run(start: Situation) -> None:
    models = [NeighbourhoodModel(copy_situation(start), datacollector=collector) for _ in range(2)]
    models[0].step()
    assert models[0].datacollector.model_vars["week"] == [1]
    assert models[1].datacollector.model_vars["week"] == []


def stepping(model: NeighbourhoodModel) -> dict[str, Callable[[], Any]]:
    return {
        "shuffled": lambda: model.agents.shuffle_do("step"),
        "all": lambda: model.agents.do("step"),
        "by type": lambda: model.agents_by_type[Citizen].do("step"),
        "advance": lambda: model.agents.do("advance"),
    }


@pytest.mark.parametrize("how", ["shuffled", "all", "by type", "advance"])
def test_agents_that_are_told_to_step_say_how_a_week_is_run(start: Situation, how: str) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    before = model.digest
    with pytest.raises(InputError, match=r"model\.step\(\)"):
        stepping(model)[how]()
    assert model.digest == before


def test_burden_is_what_the_recorder_counts_this_week(start: Situation) -> None:
    now = copy_situation(start)
    recorder = Recorder(now, 6)
    model = NeighbourhoodModel(now, observers=[recorder])
    total = np.zeros(now.folk.n)
    for week in range(6):
        model.step()
        citizens = list(model.agents_by_type[Citizen])
        total[[c.row for c in citizens]] += [c.burden for c in citizens]
        assert recorder.series["burden"][week] == pytest.approx(model.burden)
        assert recorder.series["residents"][week] == model.residents == len(citizens)
    assert total.sum() > 0.0
    assert total == pytest.approx(recorder.notes.burden)
    assert total == pytest.approx(now.persons.burden)
    assert [c.burden_weeks for c in citizens] == [now.persons.burden[c.row] for c in citizens]


def test_burden_follows_what_is_written(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    cut = model.situation.world.needs_cut
    felt = [
        (citizen, need)
        for citizen in model.agents_by_type[Citizen]
        for need in citizen.needs.values()
        if need.unmet > cut >= need.lasting
    ]
    citizen, need = felt[0]
    before = citizen.burden
    need.resolvable = 0.0
    assert citizen.burden < before


def test_what_only_a_recorder_counts_is_refused_without_one(start: Situation) -> None:
    citizen = next(iter(NeighbourhoodModel(copy_situation(start)).agents_by_type[Citizen]))
    for name in ("provisions", "burden_weeks"):
        with pytest.raises(InputError, match="a model without a Recorder"):
            getattr(citizen, name)


def test_money_is_that_of_the_ledger_since_the_fork(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    assert model.spent == 0.0
    model.step()
    assert model.spent == model.situation.ledger.booked.sum() / 100.0 > 0.0


def test_a_citizen_lives_in_a_buurt_with_a_code_and_a_name(start: Situation) -> None:
    citizens = NeighbourhoodModel(copy_situation(start)).agents_by_type[Citizen]
    areas = {(c.area_code, c.area_name) for c in citizens}
    assert ("BU09350205", "Caberg") in areas
    assert areas == set(start.areas)
    for citizen in citizens:
        assert start.areas[start.area[citizen.row]] == (citizen.area_code, citizen.area_name)


def test_needs_that_were_collected_stay_what_they_were(start: Situation) -> None:
    made = mesa.DataCollector(agenttype_reporters={Citizen: {"needs": "needs"}})
    model = NeighbourhoodModel(copy_situation(start), datacollector=made)
    lived = []
    for _ in range(8):
        model.step()
        lived.append(
            [need.unmet for need in next(iter(model.agents_by_type[Citizen])).needs.values()]
        )
    kept = made.get_agenttype_vars_dataframe(Citizen).reset_index()
    own = kept[kept["AgentID"] == kept["AgentID"].iloc[0]]
    assert [[n.unmet for n in needs.values()] for needs in own["needs"]] == lived
    early, late = (kept[kept["Step"] == step].set_index("AgentID")["needs"] for step in (1, 8))
    both = early.index.intersection(late.index)
    assert [i for i in both if shown(early[i]) != shown(late[i])]


def shown(needs: dict[str, Any]) -> list[tuple[float, float, str]]:
    return [(need.severity, need.unmet, need.status) for need in needs.values()]


def test_a_need_shows_what_was_written_to_it(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    citizen = next(iter(model.agents_by_type[Citizen]))
    need = citizen.needs["mental_health"]
    need.resolvable = 0.5
    assert need.resolvable == citizen.needs["mental_health"].resolvable == 0.5


def test_stepping_past_the_weeks_is_an_error_that_says_what_to_pass() -> None:
    model = small(rng=3)
    model.run_model()
    assert (model.week, model.running) == (3, False)
    before = model.digest
    with pytest.raises(InputError, match=r"found: week 3; allowed: weeks up to 2; .*weeks=6"):
        model.step()
    assert model.digest == before


def test_a_situation_ends_where_its_people_are_known(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start), weeks=2)
    for _ in range(20):  # its own end is a mark, that of the people is a wall
        model.step()
    with pytest.raises(InputError, match="week 20"):
        model.step()


def test_nobody_comes_or_goes_in_a_closed_place_so_that_it_has_no_end() -> None:
    model = small(rng=3, set={**BURN_IN, "settings.closed": "true"})
    for _ in range(5):
        model.step()
    assert model.week == 5


def test_a_first_model_says_that_it_compiles(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for before in (True, False):
        monkeypatch.setattr(at_fork, "compiled_before", lambda before=before: before)
        small(rng=3)
        told = capsys.readouterr()
        assert (FIRST_TIME in told.err) is not before
        assert told.out == ""
