"""Two worlds per stream of luck: what differs for one citizen, or in one parameter, reaches
what it decides and nothing else.

Every stream is in ``COVERED`` with the test that shows it. In the scenes below nobody has ties,
levers are neutral but for those of the scene, and there is room and money for everybody, so
that luck alone could carry a difference from one household to another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pytest

from sim.foundation import streams
from sim.inputs.parameters.parameter import Value
from sim.support.situation import Situation
from sim.world.parameters import make_world
from sim.world.start import draw_traits
from sim.world.state import PERSON_SLOTS
from sim.world.waiting import INTAKES, order
from tests.nodes import is_a_test
from tests.worlds import (
    GENERALIST,
    Values,
    another_need,
    begin,
    copy_situation,
    default_values,
    forked,
    null_values,
    reached,
    residents_of,
    run_weeks,
    unlimited,
)

WHO = 17  # the citizen who has another need
HERE = "tests/support/test_two_worlds.py::"
SCENE = HERE + "test_one_citizen_keeps_everybody_elses_luck"
FEWER = HERE + "test_a_lower_chance_decides_the_same_things_less_often"
COVERED = {
    "PEOPLE": "tests/population/test_population.py::"
    "test_a_buurt_has_the_same_people_in_the_pilot_and_alone",
    "TRAITS": HERE + "test_a_spread_moves_its_own_trait_and_no_other",
    "START": HERE + "test_another_share_at_the_start_moves_its_own_domain_only",
    "TIES": "tests/world/test_ties.py::test_a_household_that_takes_no_part_changes_nobody",
    "DEMOGRAPHY": "tests/world/test_demography.py::test_a_lower_death_rate_takes_nobody_earlier",
    "TAPE": "tests/world/test_tape.py::"
    "test_another_rate_or_neighbour_moves_nobody_elses_candidates",
    "LASTING": HERE + "test_birthdays_do_the_same_to_everybody_else",
    "CRISIS": "tests/world/test_tape.py::test_less_unmet_need_has_a_subset_of_the_crises",
    "RECOGNISE": SCENE,
    "JOIN": SCENE,
    "DROP_OUT": SCENE,
    "INTAKE": SCENE,
    "GRANT": SCENE,
    "REALISE": SCENE,
    "TURNOVER": FEWER,
    "VOLUNTEER": FEWER,
    "BUILD": FEWER,
    "TIE_BREAK": HERE + "test_one_more_in_a_queue_leaves_the_order_of_the_others",
    "PASS_ON": SCENE,
    "DRAW_IN": SCENE,
    "EXIT": SCENE,
    "CONTACT": SCENE,
    "SIGNAL": SCENE,
    "SECOND": "tests/record/test_record.py::"
    "test_a_higher_share_of_second_provisions_takes_it_from_nobody",
    "SPECIALIST": FEWER,
    "DRAWS": "tests/runs/test_draws.py::"
    "test_a_draw_depends_on_nothing_but_seed_name_and_replication",
}


def test_every_stream_has_its_two_worlds() -> None:
    ours = {name for name, number in vars(streams).items()
            if name.isupper() and not name.startswith("_") and isinstance(number, int)}  # fmt: skip
    assert set(COVERED) == ours - {"LAYER_NUMBERS"}


@pytest.mark.parametrize("test", sorted(set(COVERED.values())))
def test_every_test_named_exists(test: str) -> None:
    assert is_a_test(test)


# Hours that so few residents cannot use up, and not so many workers that a week takes long.
ROOM = {**unlimited(null_values()), "staff.fte": 300.0}


@dataclass(frozen=True)
class Scene:
    """A situation in which a stream decides something.

    gate: the parameter that opens the way to the coin, and two values of it, in the range or
    beyond; beside: what else must be so; grave: needs are severe at the start.
    """

    gate: str
    low: float
    high: float
    beside: dict[str, float] = field(default_factory=dict)
    no_means: bool = False
    grave: bool = False
    citizens: int = 120
    weeks: int = 26

    def start(self, gate: float) -> Situation:
        """The scene with the gate at a value."""
        values: Values = {**ROOM, **self.beside, self.gate: gate}
        now = begin(residents_of(self.citizens, 60, ties=False), values, no_means=self.no_means)
        if self.grave:
            there = now.cells.resolvable > 0.0
            now.cells.resolvable[there] = 0.9 * (1.0 - now.cells.lasting[there])
        return now


SCENES = {
    "RECOGNISE": Scene("asking.level", 0.002, 0.015),
    "JOIN": Scene("provision.join", 0.002, 0.03),
    "DROP_OUT": Scene("desks.drop_out", 0.0, 0.04, no_means=True),
    "INTAKE": Scene("desks.overestimate", 0.0, 0.35),
    "GRANT": Scene("silos.pxq", 0.0, 0.4, weeks=40),
    "REALISE": Scene(
        "separate_plans.realise", 0.1, 1.0,
        {"separate_plans.activate": 0.6, "separate_plans.boost": 0.6},
    ),
    "PASS_ON": Scene(
        "crisis.known", 0.0, 1.0,
        {"crisis.rate": 0.025, "crisis.level": 0.45, "asking.level": 0.002}, grave=True,
    ),
    "DRAW_IN": Scene("silos.pxq_draw", 0.0, 0.5, {"silos.pxq": 0.4}),
    "EXIT": Scene(
        "product.shelter.dwelling_weeks", 1.0, 52.0,
        {"product.shelter.weeks": 4.0, "domain.housing_safety.first_reach": 0.3},
        grave=True, citizens=200, weeks=40,
    ),
    "CONTACT": Scene("contact.reach", 0.1, 2.0),
    "SIGNAL": Scene(
        "signal.talk", 0.3, 1.0,
        {
            "asking.level": 0.0005, "domain.mental_health.signal": 0.05,
            "domain.growing_up.signal": 0.05,
        },
    ),
}  # fmt: skip


def test_the_scenes_are_those_of_the_table() -> None:
    assert set(SCENES) == {name for name, test in COVERED.items() if test == SCENE}


@pytest.mark.parametrize("name", SCENES)
def test_one_citizen_keeps_everybody_elses_luck(name: str) -> None:
    scene = SCENES[name]
    high, low = scene.start(scene.high), scene.start(scene.low)
    other = another_need(copy_situation(high), WHO)
    home = int(high.folk.household[WHO])
    for _ in range(scene.weeks):
        for now in (high, low, other):
            run_weeks(now, now.week + 1)
        assert reached(high, other) <= {home}
    assert reached(high, other) == {home}
    assert reached(high, low) - {home}, "the coin decided nothing: the scene shows nothing"


def changed(before: Situation, after: Situation, table: str, column: str) -> set[int]:
    """Rows of which a column changed."""
    old, new = (getattr(getattr(now, table), column) for now in (before, after))
    return set(np.flatnonzero(old != new[: len(old)]).tolist())


@dataclass(frozen=True)
class Chance:
    """A chance per quarter, two values of it, and the column that shows where it came true.

    moment: week of the quarter in which it is thrown.
    """

    key: str
    low: float
    high: float
    shown: tuple[str, str]
    beside: dict[str, float] = field(default_factory=dict)
    moment: int = 0


CHANCES = {
    "TURNOVER": Chance("one_plan.turnover", 0.5, 3.0, ("staff", "began")),
    "VOLUNTEER": Chance(
        "collectivise.volunteer", 0.5, 3.0, ("persons", "volunteer"), {"provision.join": 0.03}, 12
    ),
    "BUILD": Chance(
        "collectivise.start_rate", 10.0, 80.0, ("provisions", "is_open"),
        {"collectivise.community": 0.2, "provision.rooms": 60.0}, 12,
    ),
    "SPECIALIST": Chance("specialist.turnover", 0.5, 3.0, ("specialists", "began")),
}  # fmt: skip


def test_the_chances_are_those_of_the_table() -> None:
    assert set(CHANCES) == {name for name, test in COVERED.items() if test == FEWER}


@cache
def before_the_quarter(name: str) -> Situation:
    """A neighbourhood at the start of the week in which the chance is thrown, after a year."""
    chance = CHANCES[name]
    values = {**ROOM, **chance.beside}
    now = begin(residents_of(300, 80, ties=False), values, answers=GENERALIST)
    return run_weeks(now, 52 + chance.moment)


def after_the_quarter(
    name: str, value: float, change: Callable[[Situation], Situation]
) -> set[int]:
    """Where a chance came true in the week in which it is thrown."""
    chance = CHANCES[name]
    values: Values = {**ROOM, **chance.beside, chance.key: value}
    now = forked(before_the_quarter(name), GENERALIST, values)
    now.world = make_world(values)
    other = change(copy_situation(now))
    assert len(reached(now, other)) == (change is one_other_citizen)
    run_weeks(other, other.week + 1)
    return changed(now, other, *chance.shown)


def nothing(now: Situation) -> Situation:
    """The world as it is."""
    return now


def one_other_citizen(now: Situation) -> Situation:
    """The same world, but one resident has another need and another strength."""
    return another_need(now, WHO)


@pytest.mark.parametrize("name", CHANCES)
def test_a_lower_chance_decides_the_same_things_less_often(name: str) -> None:
    chance = CHANCES[name]
    high, low = (after_the_quarter(name, value, nothing) for value in (chance.high, chance.low))
    assert low < high
    other = after_the_quarter(name, chance.high, one_other_citizen)
    own = {WHO} if chance.shown[0] == "persons" else set()
    assert other ^ high <= own, "somebody else's luck changed"


def test_a_spread_moves_its_own_trait_and_no_other() -> None:
    household = np.repeat(np.arange(50, dtype=np.int32), 2)
    values = dict(default_values())
    wide: dict[str, Value] = {**values, "strength.spread": 0.4}
    one, two = (draw_traits(household, 50, make_world(v), 7) for v in (values, wide))
    same = {name for name in one._fields if (getattr(one, name) == getattr(two, name)).all()}
    assert same == set(one._fields) - {"own_level"}
    fewer = draw_traits(household[:60], 30, make_world(values), 7)
    assert (fewer.reluctance == one.reluctance[:60]).all()
    assert (fewer.own_level == one.own_level[:60]).all()


def test_another_share_at_the_start_moves_its_own_domain_only() -> None:
    residents = residents_of(150, 60)
    mild = "domain.social_contact.lasting_share"
    one, two = (begin(residents, {**default_values(), mild: value}) for value in (0.2, 0.6))
    differ = np.flatnonzero(one.cells.lasting != two.cells.lasting)
    assert len(differ)
    assert len(set(one.cells.domain[differ].tolist())) == 1
    assert (one.cells.lasting[differ] < two.cells.lasting[differ]).all()


def test_birthdays_do_the_same_to_everybody_else() -> None:
    now = begin(residents_of(400, 80, ties=False), ROOM)
    other = another_need(copy_situation(now), WHO, lasting=0.6)
    home, came = int(now.folk.household[WHO]), 0
    for _ in range(60):
        before = now.cells.lasting.copy()
        living = np.repeat(now.folk.arrive < now.week, PERSON_SLOTS) & np.repeat(
            now.folk.leave > now.week + 1, PERSON_SLOTS
        )
        run_weeks(now, now.week + 1)
        run_weeks(other, other.week + 1)
        own = slice(0, len(living))
        came += int(((before[own] != now.cells.lasting[own]) & living).sum())
        differ = np.flatnonzero(now.cells.lasting != other.cells.lasting)
        assert set(now.cells.home[differ].tolist()) <= {home}
    assert came > 0


@pytest.mark.parametrize("week", range(5))
def test_one_more_in_a_queue_leaves_the_order_of_the_others(week: int) -> None:
    address = np.arange(100, 140, dtype=np.int64)
    level, since = np.repeat([3, 4], 20).astype(np.int32), np.zeros(40, dtype=np.int32)
    whole = address[order(level, since, address, INTAKES, 5, week)]
    without = np.delete(address, 11)
    rest = without[order(np.delete(level, 11), since[1:], without, INTAKES, 5, week)]
    assert whole[whole != address[11]].tolist() == rest.tolist()
    assert whole.tolist() != sorted(whole.tolist()), "equals are not in the order of their rows"
