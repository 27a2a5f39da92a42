"""From a place, parameter values and a seed to a neighbourhood at its first week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.baseline.budgets import desk_minutes, make_settings, published
from sim.baseline.capitation import domain_make_up, first_line_weight, make_up
from sim.baseline.stationary import base_rates, birthday_shift, kept_stationary
from sim.foundation.units import NEVER, WEEKS_PER_YEAR, cents
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.parameters.prices import at_prices
from sim.population.accounts import first_line_spending
from sim.population.population import People
from sim.support.hours import give_roles, set_minutes
from sim.support.means import Staff, new_ledger, new_offices, new_staff
from sim.support.pay.at_start import help_at_start
from sim.support.pay.steps import follow
from sim.support.pay.trajectories import count_products
from sim.support.products import make_products
from sim.support.situation import Practice, Settings, Situation
from sim.support.specialists import nobody
from sim.world.ceilings import make_ceilings
from sim.world.demography import Script, life_script
from sim.world.living import engaged_cells
from sim.world.parameters import make_world
from sim.world.provisions import new_provisions
from sim.world.start import (
    Traits,
    age_group,
    ages_at,
    cell_address,
    draw_traits,
    starting_cells,
)
from sim.world.state import (
    HOUSEHOLD_SLOTS,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_PRODUCT,
    Folk,
    Provisions,
    Weights,
    new_homes,
    new_persons,
    new_scratch,
)
from sim.world.ties import Habits, Settled, Ties, build_ties
from sim.world.vital_rates import demography_of


@dataclass(frozen=True)
class Residents:
    """Everybody who will ever live here in a run, and their ties; the same for every model."""

    people: People
    script: Script
    ties: Ties
    until: int = NEVER  # first week of which no birth, death or move is written down


@dataclass(frozen=True)
class Start:
    """Beginning of a run, under whatever model."""

    seed: int
    first_week: int
    means: str = "equal"
    no_means: bool = False  # no hours, euros or places except crisis care
    hours: str = "need"  # what first-line hours of the place follow, see Settings


def make_residents(
    people: People, values: Mapping[str, Value], start: Start, weeks: int, closed: bool = False
) -> Residents:
    """Births, deaths and moves over ``weeks`` from the first week, and ties of everyone.

    closed: nobody arrives or leaves.
    """
    how = None if closed else demography_of(values)
    script = life_script(people, start.seed, start.first_week, weeks, how)
    head = script.members[script.member_start[:-1]]
    age = (script.arrive_week[head] - script.born_week[head]) // WEEKS_PER_YEAR
    homes = Settled(
        script.hh_area,
        script.hh_kind,
        age.astype(np.int16),
        script.hh_arrive,
        script.hh_leave,
    )
    habits = Habits(*(float(values[f"network.{name}"]) for name in Habits._fields))
    until = NEVER if closed else start.first_week + weeks
    return Residents(people, script, build_ties(homes, habits, people.seed), until)


def highest(parameters: Mapping[str, Parameter]) -> dict[str, float]:
    """Upper end of the range of every numeric parameter."""
    return {k: float(p.high) for k, p in parameters.items() if p.high is not None}


def _folk(residents: Residents, traits: Traits) -> Folk:
    """Everybody who will ever live here, with their traits, as one table."""
    script = residents.script
    return Folk(
        n=len(script.household),
        h=len(script.hh_area),
        id=np.arange(len(script.household), dtype=np.int32),
        home_id=np.arange(len(script.hh_area), dtype=np.int32),
        household=script.household,
        born=script.born_week,
        arrive=script.arrive_week,
        leave=script.leave_week,
        member_start=script.member_start,
        members=script.members,
        tie_start=residents.ties.start,
        tie_to=residents.ties.to,
        area=script.hh_area,
        hh_arrive=script.hh_arrive,
        hh_leave=script.hh_leave,
        own_level=traits.own_level,
        reluctance=traits.reluctance,
        vulnerability=traits.vulnerability,
        risk=traits.risk,
        circle=traits.circle,
    )


def _staff(values: Mapping[str, Value], settings: Settings) -> Staff:
    """The first-line workers of the desks."""
    minutes = desk_minutes(values, settings.minutes_per_fte, settings.inhabitants, settings.weight)
    return new_staff(minutes, float(values["staff.workers_per_fte"]) / settings.minutes_per_fte)


def _provisions(values: Mapping[str, Value], settings: Settings, areas: int) -> Provisions:
    """The provisions that stand, and rooms for what residents may begin."""
    room = float(values["staff.ample"])
    per_area = settings.inhabitants / areas
    places = round(room * float(values["provision.places"]) * per_area / 1000.0)
    return new_provisions(
        areas,
        settings.initiative_rooms,
        0 if settings.no_means else places,
        float(values["provision.vitality"]),
        cents(
            at_prices(values, "provision.cost") * per_area / float(values["provision.catchment"])
        ),
    )


def _settings(people: People, values: Mapping[str, Value], start: Start) -> Settings:
    """Numbers of the run, with the make-up of its people."""
    settings = make_settings(values, start.seed, len(people.age), start.means, start.no_means)
    share = float(values["payer.make_up"])
    if start.hours == "accounts":
        weight = first_line_spending(people.place.id, "settings.hours")
    else:
        weight = first_line_weight(people, float(values["staff.make_up"]))
    return replace(
        settings,
        make_up=make_up(people, share),
        need=domain_make_up(people, share),
        weight=weight,
    )


def make_situation(
    residents: Residents,
    values: Mapping[str, Value],
    parameters: Mapping[str, Parameter],
    practice: Practice,
    start: Start,
) -> Situation:
    """A neighbourhood at the start of its first week, before anything has happened.

    values: every parameter by key; parameters: for the declared upper ends of hazards.
    Raises InputError when a solved birth rate passes its declared upper end.
    """
    people, barrier = residents.people, practice.levers.reach_barrier
    world, domains = make_world(values), kept_stationary(barrier, values, parameters)
    traits = draw_traits(
        residents.script.household, len(residents.script.hh_area), world, people.seed
    )
    folk, mild = _folk(residents, traits), np.ascontiguousarray(people.mild)
    settings = _settings(people, values, start)
    baseline = published(values, settings.inhabitants, settings.make_up, settings.weight)
    products = make_products(values, 0 if start.no_means else settings.inhabitants, settings.need)
    budget = baseline.cents * (0 if settings.no_means else 1)
    spread_low = parameters["vulnerability.spread"].low or 0.0
    situation = Situation(
        folk=folk,
        cells=starting_cells(people, folk, traits.latent, world, domains),
        persons=new_persons(folk.own_level),
        homes=new_homes(folk.h),
        provisions=_provisions(values, settings, len(people.place.areas)),
        staff=_staff(values, settings),
        offices=new_offices(),
        products=products,
        specialists=nobody(),
        ledger=new_ledger(products.places, products.volume, budget),
        world=world,
        domains=domains,
        practice=practice,
        settings=settings,
        address=cell_address(folk.n, folk.h),
        base=base_rates(mild, world, domains, barrier),
        shift=birthday_shift(mild, domains),
        area=folk.area[folk.household].astype(np.int32),
        group=age_group(ages_at(folk.born, start.first_week)),
        ceilings=make_ceilings(domains, highest(parameters), spread_low),
        week=start.first_week,
        weights=Weights(products.carry.copy(), products.resolve.copy()),
        scratch=new_scratch(folk.n, folk.h),
        baseline=baseline,
        areas=tuple((area.code, area.name) for area in people.place.areas),
        written=residents.until,
    )
    give_roles(situation)
    set_minutes(situation, start.first_week)
    _begin_helped(situation, people.seed)
    return situation


def _begin_helped(now: Situation, people_seed: int) -> None:
    """Part of the needs of the first residents is in help when the run begins."""
    if now.settings.no_means:
        return
    folk, cells = now.folk, now.cells
    begun = (cells.lasting + cells.resolvable > 0.0) & _first_residents(folk)
    help_at_start(now.served, np.flatnonzero(begun).astype(np.int32), people_seed)
    everywhere = np.arange(len(cells.status), dtype=np.int32)
    now.engaged = engaged_cells(cells, everywhere)
    products = len(now.products.payer)
    now.ledger.waited[:] = count_products(cells, everywhere, products, WAITS_PRODUCT)
    runs = count_products(cells, everywhere, products, RUNS_PRODUCT)
    follow(now, runs, everywhere)


def _first_residents(folk: Folk) -> NDArray[np.bool_]:
    """Cells of those who are there from the first week, [4n + 3h]."""
    persons = np.repeat(folk.arrive == folk.arrive.min(), PERSON_SLOTS)
    homes = np.repeat(folk.hh_arrive == folk.hh_arrive.min(), HOUSEHOLD_SLOTS)
    return np.concatenate([persons, homes])
