import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation.compiled import plain
from sim.population.forming import BAND_STARTS
from sim.population.places import find_place
from sim.population.population import People, build_people
from sim.world import demography, demography_block
from sim.world.demography import NEVER, Script, life_script
from sim.world.demography_block import DIED, LEFT_HOME, MOVED_OUT, NURSING_HOME
from sim.world.vital_rates import demography_of
from tests.examples import examples
from tests.worlds import default_values

RATES = demography_of(default_values())
START = -104
WEEKS = 104 + 260


@pytest.fixture(scope="module")
def people() -> People:
    return build_people(find_place("pilot"), None, 1)


@pytest.fixture(scope="module")
def script(people: People) -> Script:
    return life_script(people, 1, START, WEEKS, RATES)


def present(script: Script, week: int) -> np.ndarray:
    here: np.ndarray = (script.arrive_week <= week) & (script.leave_week > week)
    return here


def test_the_first_residents_have_their_ages(people: People, script: Script) -> None:
    n = len(people.age)
    assert (script.arrive_week[:n] == START).all()
    assert ((START - script.born_week[:n]) // 52 == people.age).all()
    assert (script.household[:n] == people.household).all()
    assert present(script, START).sum() == n


def test_newcomers_come_in_order_of_week_and_address(people: People, script: Script) -> None:
    n = len(people.age)
    assert (np.diff(script.arrive_week[n - 1 :]) >= 0).all()
    assert (np.diff(script.hh_arrive) >= 0).all()
    assert (script.arrive_week[n:] > START).all()
    assert (script.leave_week > script.arrive_week).all()


def test_members_are_listed_once_under_their_household(script: Script) -> None:
    home = np.repeat(np.arange(len(script.hh_kind)), np.diff(script.member_start))
    assert (script.household[script.members] == home).all()
    assert (np.sort(script.members) == np.arange(len(script.household))).all()
    same = home[1:] == home[:-1]
    assert (np.diff(script.members)[same] > 0).all()


def test_every_place_left_empty_is_filled_in_the_same_week(people: People, script: Script) -> None:
    for week in range(START, START + WEEKS, 13):
        here = (script.hh_arrive <= week) & (script.hh_leave > week)
        assert here.sum() == len(people.kind)
        area = np.bincount(script.hh_area[here], minlength=5)
        assert (area == np.bincount(people.area_of_household, minlength=5)).all()


def test_a_household_ends_with_its_last_member(script: Script) -> None:
    last = np.full(len(script.hh_leave), START, dtype=np.int64)
    np.maximum.at(last, script.household, script.leave_week)
    ended = script.hh_leave < NEVER
    assert (last[ended] == script.hh_leave[ended]).all()
    assert (last[~ended] == NEVER).all()


def test_reasons_fit_ages(script: Script) -> None:
    gone = script.leave_week < NEVER
    age = (script.leave_week - script.born_week) // 52
    assert ((script.leave_why == 0) == ~gone).all()
    assert (age[script.leave_why == NURSING_HOME] >= 75).all()
    assert (age[script.leave_why == LEFT_HOME] >= 18).all()
    for why in (MOVED_OUT, DIED, NURSING_HOME, LEFT_HOME):
        assert (script.leave_why == why).any()


def test_no_child_is_ever_left_without_an_adult(script: Script) -> None:
    for week in range(START, START + WEEKS, 13):
        here = np.flatnonzero(present(script, week))
        adult = (week - script.born_week[here]) // 52 >= 17
        home = script.household[here]
        with_adult = np.unique(home[adult])
        assert np.isin(home[~adult], with_adult).all()


def test_children_are_born_into_a_household_with_a_woman_of_18_to_46(script: Script) -> None:
    born = np.flatnonzero((script.born_week == script.arrive_week) & (script.arrive_week > START))
    assert len(born) > 300
    for child in born:
        g, week = script.household[child], script.born_week[child]
        members = script.members[script.member_start[g] : script.member_start[g + 1]]
        age = (week - script.born_week[members]) // 52
        assert ((age >= 18) & (age <= 46) & script.woman[members]).any()


@pytest.mark.parametrize("start", [-104, -100, 0])
def test_a_short_script_is_the_beginning_of_a_long_one(start: int) -> None:
    people = build_people(find_place("pilot"), 2000, 5)
    short = life_script(people, 9, start, 150, RATES)
    long = life_script(people, 9, start, 312, RATES)
    n, h = len(short.household), len(short.hh_kind)
    assert n < len(long.household)
    for name in ("household", "born_week", "woman", "arrive_week"):
        assert (getattr(short, name) == getattr(long, name)[:n]).all(), name
    for name in ("hh_arrive", "hh_area", "hh_kind"):
        assert (getattr(short, name) == getattr(long, name)[:h]).all(), name
    assert (long.arrive_week[n:] >= start + 150).all()
    for name in ("leave_week", "hh_leave"):
        early = np.minimum(getattr(short, name), start + 150)
        rows = getattr(long, name)[: len(early)]
        assert (early == np.minimum(rows, start + 150)).all(), name


def test_closed_nobody_comes_or_goes(people: People) -> None:
    shut = life_script(people, 1, START, WEEKS, None)
    assert len(shut.household) == len(people.age)
    assert (shut.leave_week == NEVER).all()
    assert (shut.hh_leave == NEVER).all()


def test_size_and_ages_hold_over_seven_years(people: People, script: Script) -> None:
    n = len(people.age)
    before = np.histogram(people.age, BAND_STARTS)[0] / n
    for week in range(START, START + WEEKS + 1, 52):
        here = present(script, week)
        # Four seeds stay within 0.022 in size and 0.033 in the share of an age band.
        assert abs(here.sum() / n - 1.0) < 0.03
        age = (week - script.born_week[here]) // 52
        assert np.abs(np.histogram(age, BAND_STARTS)[0] / here.sum() - before).max() < 0.035


def test_the_country_dies_and_is_born_at_about_the_national_rates() -> None:
    people = build_people(find_place("nederland"), 20000, 3)
    script = life_script(people, 3, 0, 156, RATES)
    per_1000 = 1000.0 / 20000 / 3
    died = (script.leave_why == DIED).sum() * per_1000
    home = (script.leave_why == NURSING_HOME).sum() * per_1000
    born = ((script.born_week == script.arrive_week) & (script.arrive_week > 0)).sum() * per_1000
    # National, about 2016: 8.8 deaths (some in a nursing home, where the script ends) and 10.1
    # births. The assumed rates give 7.0, 2.4 and 9.2 over four seeds; the bounds are four
    # standard errors of three years of 20,000 residents on either side.
    assert died == pytest.approx(7.0, abs=1.4)
    assert home == pytest.approx(2.4, abs=0.8)
    assert born == pytest.approx(9.2, abs=1.6)


@settings(max_examples=examples("death_rates"))
@given(factor=st.floats(0.0, 1.0), seed=st.integers(0, 2**40))
def test_a_lower_death_rate_takes_nobody_earlier(factor: float, seed: int) -> None:
    people = build_people(find_place("pilot"), 1500, 2)
    still = RATES._replace(
        moves=0.0, leaving_home=0.0, nursing_home=0.0, births=0.0, move_shrunk=0.0
    )
    low = life_script(people, seed, 0, 156, still._replace(deaths=factor))
    high = life_script(people, seed, 0, 156, still)
    n = len(people.age)
    assert (low.leave_week[:n] >= high.leave_week[:n]).all()
    # The same luck: who dies in both worlds at all, dies in the same week or a later block.
    both = (low.leave_why[:n] == DIED) & (high.leave_why[:n] == DIED)
    same = low.leave_week[:n][both] // 13 == high.leave_week[:n][both] // 13
    assert (low.leave_week[:n][both][same] == high.leave_week[:n][both][same]).all()


@settings(max_examples=examples("tiny_places"))
@given(citizens=st.integers(1, 40), seed=st.integers(0, 2**40))
def test_tiny_places_live_too(citizens: int, seed: int) -> None:
    people = build_people(find_place("BU09350206"), citizens, seed)
    script = life_script(people, seed, -52, 156, RATES)
    assert present(script, 100).sum() >= len(people.kind)


def test_compiled_and_plain_python_write_the_same_script(monkeypatch: pytest.MonkeyPatch) -> None:
    people = build_people(find_place("pilot"), 400, 4)
    compiled = life_script(people, 4, -52, 156, RATES)
    own = ("_stock", "_departures", "_birth", "_fate", "_end_of_household")
    names = (*own, "week_of", "age_at", "either")
    for name in names:
        monkeypatch.setattr(demography_block, name, plain(getattr(demography_block, name)))
    monkeypatch.setattr(demography, "block_events", plain(demography.block_events))
    again = life_script(people, 4, -52, 156, RATES)
    for one, other in zip(compiled, again, strict=True):
        assert np.array_equal(one, other)
