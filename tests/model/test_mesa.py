"""The Mesa model is a real one, and looking at it changes nothing."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref

import mesa
import numpy as np
import pytest

from sim.inputs.files.errors import InputError
from sim.model.agent_rows import Need
from sim.model.agents import (
    Citizen,
    CollectiveProvision,
    Organisation,
    Payer,
    Professional,
    SupportNetwork,
)
from sim.model.digest import state_digest
from sim.model.fork import copy_situation
from sim.model.neighbourhood import NeighbourhoodModel
from sim.record.outcomes import STATES
from sim.record.recorder import Recorder
from sim.support.situation import Situation
from sim.support.takeover import take_over
from sim.world.state import PERSON_SLOTS
from tests.worlds import GENERALIST, default_values, practice_of

BURN_IN = {"settings.burn_in_weeks": 13}


def make(weeks: int = 20, citizens: int = 120) -> NeighbourhoodModel:
    return NeighbourhoodModel(
        "pilot", "fragmented", citizens=citizens, weeks=weeks, rng=3, set=BURN_IN
    )


@pytest.fixture(scope="module")
def start() -> Situation:
    """A neighbourhood at the fork; copied by every test that lives on."""
    return make(weeks=60).situation


def test_agents_are_made_at_first_access_complete_and_in_id_order(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    assert not model._made
    people = list(model.agents_by_type[Citizen])
    folk = start.folk
    here = np.flatnonzero((folk.arrive <= -1) & (folk.leave > -1))
    assert [citizen.row for citizen in people] == here.tolist()
    assert set(model.agent_types) == {
        Citizen,
        SupportNetwork,
        Professional,
        Organisation,
        CollectiveProvision,
        Payer,
    }
    assert len(model.agents) == sum(len(kind) for kind in model.agents_by_type.values())
    assert sorted(model.select(agent_type=Citizen), key=lambda a: a.row) == people
    ids = [agent.unique_id for agent in model.agents]
    assert ids == list(range(1, len(ids) + 1))


def test_a_model_whose_agents_are_touched_every_week_has_the_same_digest(
    start: Situation,
) -> None:
    seen, unseen = (NeighbourhoodModel(copy_situation(start)) for _ in range(2))
    for _ in range(20):
        unseen.step()
        seen.step()
        seen.agents_by_type[Citizen].agg("strength", np.mean)
        seen.agents.shuffle_do("__repr__")
        assert all(
            0.0 <= n.severity <= 1.0 for n in seen.agents_by_type[Citizen].get("needs")[0].values()
        )
    assert seen.digest == unseen.digest
    assert seen.digest != state_digest(start)


def test_attributes_read_the_row(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    now, folk = model.situation, start.folk
    for citizen in model.agents_by_type[Citizen]:
        i = citizen.row
        assert citizen.strength == now.persons.strength[i]
        assert citizen.age == (-1 - folk.born[i]) // 52
        assert citizen in citizen.household.members
        assert len(citizen.needs) == 7
        for cell, need in zip(range(4 * i, 4 * i + 4), citizen.needs.values(), strict=False):
            assert need.severity == now.cells.lasting[cell] + now.cells.resolvable[cell]
            assert need.unmet == now.cells.unmet[cell]
    for home in model.agents_by_type[SupportNetwork]:
        assert all(home in other.ties for other in home.ties)
    workers = model.agents_by_type[Professional]
    first_line = [w for w in workers if w.role != "specialist"]
    assert sum(len(w.cases) for w in first_line) == (now.cells.status == 3).sum()
    assert sum(o.minutes["guidance"] for o in model.agents_by_type[Organisation]) == 0
    assert [p.budget for p in model.agents_by_type[Payer]] == now.ledger.budget.tolist()
    for provision in model.agents_by_type[CollectiveProvision]:
        assert len(provision.participants) == (now.persons.place == provision.row).sum()


def test_professionals_are_persons_of_every_role(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    now = model.situation
    staff, there, settings = now.staff, now.specialists, now.settings
    people = list(model.agents_by_type[Professional])
    assert [p.row for p in people] == list(range(len(staff.role) + len(there.product)))
    for person in people[: len(staff.role)]:
        assert person.role == "desk"
        assert person.product is None
        assert person.organisation is not None
        assert person.employer is person.organisation
        assert person in person.organisation.workers
        assert person.set_apart == {"community": 0, "coordination": 0}
        assert person.caseload == staff.caseload[person.row]
        assert all(need.worker is person for need in person.cases)
    assert len(there.product) > 0
    for s, person in enumerate(people[len(staff.role) :]):
        assert person.role == "specialist"
        assert person.product == there.product[s]
        owner = now.products.owner[there.product[s]]
        assert person.employer is (None if owner < 0 else model.agent(Organisation, int(owner)))
        assert person.organisation is person.employer
        assert person.caseload == len(person.cases) == there.caseload[s]
        assert person.given == person.caseload * now.products.minutes[there.product[s]]
        assert person.dedication == 1.0
        assert all(need.specialist is person for need in person.cases)
        client = (1.0 - settings.overhead) * (1.0 - settings.admin)
        assert person.contract_hours == pytest.approx(settings.minutes_per_fte / 60.0 / client)


def test_professionals_change_role_with_the_practice(start: Situation) -> None:
    now = copy_situation(start)
    now.staff.contract[:] = 1000
    lively = {**default_values(), "collectivise.community": 0.25, "one_plan.coordination": 0.25}
    take_over(now, practice_of(GENERALIST, lively, now.week))
    people = [p for p in NeighbourhoodModel(now).agents_by_type[Professional] if p.product is None]
    roles = [person.role for person in people]
    assert sorted(set(roles)) == ["community", "coordinator", "generalist"]
    for person in people:
        assert person.dedication == now.levers.admit_dedication < 1.0
        apart = person.set_apart
        if person.role != "generalist":
            assert apart[{"coordinator": "coordination"}.get(person.role, person.role)] > 0
            assert person.cases == []
        assert person.organisation is not person.employer


def test_specialists_who_are_hired_become_agents(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    before = len(model.agents_by_type[Professional])
    now = model.situation
    now.products = now.products.replace(minutes=now.products.minutes * 40)
    model.step()
    people = list(model.agents_by_type[Professional])
    assert len(people) == len(now.staff.role) + len(now.specialists.product) > before
    assert [person.row for person in people] == list(range(len(people)))
    assert people[-1].began == now.week - 1


def test_the_state_of_a_citizen_is_the_recorded_one(start: Situation) -> None:
    now = copy_situation(start)
    model = NeighbourhoodModel(now, observers=[Recorder(now, 9)])
    for _ in range(9):
        model.step()
    for citizen in model.agents_by_type[Citizen]:
        assert STATES.index(citizen.state) == now.persons.state[citizen.row]
    assert len(model.select(lambda agent: getattr(agent, "state", "") == "hidden")) > 0


def test_what_is_written_is_lived_with(start: Situation) -> None:
    model, other = (NeighbourhoodModel(copy_situation(start)) for _ in range(2))
    citizen = next(iter(model.agents_by_type[Citizen]))
    citizen.strength = 1.5
    citizen.needs["mental_health"].resolvable = 0.6
    assert model.situation.persons.strength[citizen.row] == 1.5
    model.step()
    other.step()
    assert citizen.needs["mental_health"].unmet > 0.0
    assert citizen.strength > other.agent(Citizen, citizen.row).strength
    with pytest.raises(AttributeError, match="read only"):
        citizen.burden = 3.0
    with pytest.raises(ValueError, match="allowed 0 to"):
        citizen.needs["mental_health"].resolvable = 1.5


def test_nobodys_need_cannot_be_written(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    later = int(np.flatnonzero(model.situation.folk.arrive > model.last_week + 1)[0])
    with pytest.raises(ValueError, match="does not live here"):
        Need(model, PERSON_SLOTS * later).resolvable = 0.5


def test_what_support_noted_can_be_read(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    for _ in range(3):
        model.step()
    now = model.situation
    homes, citizens = (list(model.agents_by_type[kind]) for kind in (SupportNetwork, Citizen))
    assert [h.organisations for h in homes] == [now.homes.organisations[h.row] for h in homes]
    assert [c.used for c in citizens] == [now.persons.used[c.row] for c in citizens]
    needs = [need for citizen in citizens for need in citizen.needs.values()]
    assert [need.minutes for need in needs] == [now.cells.minutes[need.cell] for need in needs]
    assert now.persons.used.any() or now.homes.organisations.any()


def test_agents_come_and_go_with_the_residents(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    before = {citizen.row for citizen in model.agents_by_type[Citizen]}
    for _ in range(52):
        model.step()
    folk, last = start.folk, model.last_week
    now = [citizen.row for citizen in model.agents_by_type[Citizen]]
    assert now == np.flatnonzero((folk.arrive <= last) & (folk.leave > last)).tolist()
    assert before - set(now)
    assert set(now) - before
    assert len(model.agents) == sum(len(kind) for kind in model.agents_by_type.values())


def test_data_collector_reports_model_and_agents(start: Situation) -> None:
    collector = mesa.DataCollector(
        model_reporters={"week": "week", "strength": mean_strength},
        agenttype_reporters={Citizen: {"row": "row", "strength": "strength"}},
    )
    model = NeighbourhoodModel(copy_situation(start), weeks=5, datacollector=collector)
    model.run_model()
    table = collector.get_model_vars_dataframe()
    assert table["week"].tolist() == [1, 2, 3, 4, 5]
    by_agent = collector.get_agenttype_vars_dataframe(Citizen)
    last = by_agent.xs(5, level="Step")
    assert last["strength"].mean() == pytest.approx(table["strength"].iloc[-1])
    assert len(last) == len(model.agents_by_type[Citizen])


def mean_strength(model: NeighbourhoodModel) -> float:
    return float(model.agents_by_type[Citizen].agg("strength", np.mean))


def test_a_scenario_and_a_situation_give_the_same_neighbourhood(start: Situation) -> None:
    assert make(weeks=60).digest == state_digest(start)
    assert make(weeks=30).digest != make(weeks=30, citizens=121).digest


def test_bad_input_is_named(start: Situation) -> None:
    with pytest.raises(InputError):
        NeighbourhoodModel("pilot", "fragmentd", citizens=50)
    with pytest.raises(TypeError, match="has its model"):
        NeighbourhoodModel(start, "fragmented")


def test_a_model_out_of_use_is_freed(start: Situation) -> None:
    model = NeighbourhoodModel(copy_situation(start))
    model.agents.do("__repr__")
    kept = weakref.ref(model)
    del model
    gc.collect()
    assert kept() is None


def test_closing_frees_users_own_agents_too(start: Situation) -> None:
    with NeighbourhoodModel(copy_situation(start)) as model:
        mesa.Agent(model)
        kept = weakref.ref(model)
    del model
    gc.collect()
    assert kept() is None


MANY = """
import gc, resource, sys
from sim.model.fork import copy_situation
from sim.model.neighbourhood import NeighbourhoodModel

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()

start = NeighbourhoodModel(
    "pilot", "fragmented", citizens=2000, weeks=4, rng=1, set={"settings.burn_in_weeks": 1}
).situation

def use():
    with NeighbourhoodModel(copy_situation(start)) as model:
        model.step()
        model.agents.get("row")

for _ in range(20):
    use()
gc.collect()
before = resident()
for _ in range(200):
    use()
gc.collect()
print(resident() / before)
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc/self/statm")
def test_two_hundred_models_in_a_row_leave_memory_where_it_was() -> None:
    run = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 1.05
