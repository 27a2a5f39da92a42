"""From a place, parameter values and a seed to a neighbourhood at its first week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.foundation.units import BLOCK_WEEKS, I8, cents
from sim.inputs.parameter import Parameter, Value
from sim.model.births import base_rates, birthday_shift
from sim.model.capitation import make_up
from sim.model.stationary import kept_stationary
from sim.support.contract import PAYERS
from sim.support.hours import give_roles, set_minutes
from sim.support.means import DESK_PAYER, new_ledger, new_offices, new_staff
from sim.support.pay.at_start import help_at_start
from sim.support.pay.money import holders, running_products
from sim.support.pay.steps import follow
from sim.support.products import REGIMES, make_products
from sim.support.situation import Practice, Settings, Situation, Tally
from sim.support.specialists import nobody
from sim.world.demography import Script, life_script
from sim.world.lives import HOUSEHOLD_SLOTS, PERSON_SLOTS, Folk, new_homes, new_persons
from sim.world.parameters import make_domains, make_world
from sim.world.population import People
from sim.world.provisions import new_provisions
from sim.world.start import (
    age_group,
    ages_at,
    cell_address,
    cell_tables,
    draw_traits,
    starting_cells,
)
from sim.world.tape import Candidates, make_ceilings
from sim.world.ties import Ties, build_ties

DESKS = ("wmo", "youth", "income", "social")  # as the keys of staff name them


@dataclass(frozen=True)
class Lives:
    """Who will ever live here in a run, and whom they know; the same for every model."""

    people: People
    script: Script
    ties: Ties


def make_lives(
    people: People,
    values: Mapping[str, Value],
    seed: int,
    first_week: int,
    weeks: int,
    closed: bool = False,
) -> Lives:
    """Births, deaths and moves over ``weeks`` from ``first_week``, and ties of everyone."""
    script = life_script(people, seed, first_week, weeks, closed=closed)
    head = script.members[script.member_start[:-1]]
    age = (script.arrive_week[head] - script.born_week[head]) // 52
    ties = build_ties(
        script.hh_area,
        script.hh_kind,
        age.astype(np.int16),
        script.hh_arrive,
        script.hh_leave,
        people.seed,
        float(values["network.mean_ties"]),
        float(values["network.locality"]),
        float(values["network.homophily"]),
    )
    return Lives(people, script, ties)


def make_settings(
    values: Mapping[str, Value], seed: int, inhabitants: int, means: str, no_means: bool
) -> Settings:
    """Settings of a run from resolved parameter values."""

    def number(key: str) -> float:
        return float(values[key])

    client = 60.0 * number("staff.hours")
    client = client * (1.0 - number("staff.overhead")) * (1.0 - number("staff.admin"))
    return Settings(
        seed=seed,
        support_seed=seed,
        inhabitants=inhabitants,
        intake_share=number("staff.intake_share"),
        minutes_per_fte=int(client),
        cents_per_fte=cents(number("staff.fte_cost")),
        overhead=number("staff.overhead"),
        admin=number("staff.admin"),
        vacancy_weeks=int(number("staff.vacancy_weeks")),
        crisis_cents=cents(number("crisis.cost")),
        crisis_minutes=round(60.0 * number("crisis.hours")),
        provision_regime=REGIMES.index(str(values["provision.regime"])),
        place_cents=cents(number("provision.place_cost")),
        new_places=int(number("provision.new_places")),
        optimum_minutes=13.0 * number("provision.optimum"),
        initiative_rooms=max(1, round(number("provision.rooms") * inhabitants / 1000.0)),
        discount=number("outcome.discount"),
        extra_means=means != "equal",
        no_means=no_means,
    )


def highest(parameters: Mapping[str, Parameter]) -> dict[str, float]:
    """Upper end of the range of every numeric parameter."""
    return {k: float(p.high) for k, p in parameters.items() if p.high is not None}


def desk_minutes(values: Mapping[str, Value], minutes_per_fte: int, inhabitants: int) -> I8:
    """Client minutes a week that the desks have under contract, [4]."""
    share = np.array([float(values[f"staff.share_{desk}"]) for desk in DESKS])
    fte = share / share.sum() * float(values["staff.fte"]) * float(values["staff.ample"])
    return np.array(
        [round(float(f) * inhabitants / 1000.0 * minutes_per_fte) for f in fte], dtype=np.int64
    )


def _per_inhabitant(values: Mapping[str, Value], payer: str) -> float:
    """Euros a year that a payer has for what is not first-line hours."""
    if payer == "welfare":
        return float(values["provision.cost"]) / float(values["provision.catchment"])
    return float(values[f"payer.{payer}.budget"]) * float(values[f"payer.{payer}.share"])


def purse(values: Mapping[str, Value], inhabitants: int, make_up: Sequence[float]) -> I8:
    """Cents a year per payer: published expenditure x the share of it that the products
    here cover x what the make-up of the place asks, and the first-line hours it pays for;
    [payers]. make_up: [payers], see :func:`sim.model.capitation.make_up`.

    Welfare's is the subsidy of the provisions that stand. Of the Wmo's, what long-term care
    paid before 2015 may stand there, less a cut (T11).
    """
    settings = make_settings(values, 0, inhabitants, "equal", False)
    out = np.array(
        [
            cents(_per_inhabitant(values, p) * make_up[k] * inhabitants)
            for k, p in enumerate(PAYERS)
        ],
        dtype=np.int64,
    )
    wmo, longterm = PAYERS.index("wmo"), PAYERS.index("longterm")
    moved = cents(float(values["payer.longterm.moved"]) * inhabitants)
    out[wmo] -= moved
    out[longterm] += moved
    out[wmo] -= round(float(values["payer.wmo.cut"]) * int(out[wmo]))
    minutes = desk_minutes(values, settings.minutes_per_fte, inhabitants)
    for desk, payer in enumerate(DESK_PAYER):
        out[payer] += int(minutes[desk]) * settings.cents_per_fte // settings.minutes_per_fte
    return out


def no_candidates() -> Candidates:
    """A block without candidates."""
    none = np.zeros(0, dtype=np.float64)
    return Candidates(
        np.zeros(BLOCK_WEEKS + 1, dtype=np.int64), np.zeros(0, dtype=np.int32), none, none, none
    )


def make_situation(
    lives: Lives,
    values: Mapping[str, Value],
    parameters: Mapping[str, Parameter],
    practice: Practice,
    seed: int,
    first_week: int,
    means: str = "equal",
    no_means: bool = False,
) -> Situation:
    """A neighbourhood at the start of ``first_week``, before anything has happened.

    values: every parameter by key; parameters: for the declared upper ends of hazards.
    Raises InputError when a solved birth rate passes its declared upper end.
    """
    people, script = lives.people, lives.script
    world = make_world(values)
    domains = kept_stationary(make_domains(values), values, parameters)
    n, h = len(script.household), len(script.hh_area)
    inhabitants = len(people.age)
    traits = draw_traits(script.household, h, world, people.seed)
    folk = Folk(
        n=n,
        h=h,
        household=script.household,
        born=script.born_week,
        arrive=script.arrive_week,
        leave=script.leave_week,
        member_start=script.member_start,
        members=script.members,
        tie_start=lives.ties.start,
        tie_to=lives.ties.to,
        area=script.hh_area,
        hh_arrive=script.hh_arrive,
        hh_leave=script.hh_leave,
        own_level=traits.own_level,
        reluctance=traits.reluctance,
        vulnerability=traits.vulnerability,
        risk=traits.risk,
        circle=traits.circle,
    )
    arriving = age_group(((folk.arrive - folk.born) // 52).astype(np.int32))
    head = script.members[script.member_start[:-1]]
    tables = cell_tables(folk.household, folk.area, head, arriving, n, h)
    mild, severe = np.ascontiguousarray(people.mild), np.ascontiguousarray(people.severe)
    cells = starting_cells(
        folk.household,
        traits.latent,
        tables,
        mild,
        severe,
        people.tail,
        world,
        domains,
        people.seed,
    )
    settings = make_settings(values, seed, inhabitants, means, no_means)
    settings = replace(settings, make_up=make_up(people, float(values["payer.make_up"])))
    products = make_products(values, 0 if no_means else inhabitants)
    areas = len(people.place.areas)
    per_area = inhabitants / areas
    room = float(values["staff.ample"])
    provisions = new_provisions(
        areas,
        settings.initiative_rooms,
        0 if no_means else round(room * float(values["provision.places"]) * per_area / 1000.0),
        float(values["provision.vitality"]),
        cents(float(values["provision.cost"]) * per_area / float(values["provision.catchment"])),
    )
    staff = new_staff(
        desk_minutes(values, settings.minutes_per_fte, inhabitants),
        float(values["staff.workers_per_fte"]) / settings.minutes_per_fte,
    )
    high = highest(parameters)
    spread_low = parameters["vulnerability.spread"].low or 0.0
    situation = Situation(
        folk=folk,
        cells=cells,
        persons=new_persons(folk.own_level),
        homes=new_homes(h),
        provisions=provisions,
        staff=staff,
        offices=new_offices(),
        products=products,
        specialists=nobody(),
        ledger=new_ledger(
            len(products.payer),
            purse(values, inhabitants, settings.make_up) * (0 if no_means else 1),
        ),
        world=world,
        domains=domains,
        practice=practice,
        settings=settings,
        address=cell_address(n, h),
        base=base_rates(mild, world, domains, practice.levers),
        shift=birthday_shift(mild, domains),
        area=folk.area[folk.household].astype(np.int32),
        group=age_group(ages_at(folk.born, first_week)),
        ceilings=make_ceilings(domains, high, spread_low),
        week=first_week,
        active=np.zeros(0, dtype=np.int32),
        carry=products.carry.copy(),
        resolve=products.resolve.copy(),
        running=np.zeros(n + h, dtype=np.int8),
        push=np.zeros(n, dtype=np.float64),
        short=np.zeros(len(PAYERS), dtype=np.float64),
        response=np.zeros(len(PAYERS), dtype=np.float64),
        pending=[],
        onset_tape=no_candidates(),
        crisis_tape=no_candidates(),
        tally=Tally(),
        hit=np.zeros(0, dtype=np.int32),
    )
    give_roles(situation)
    set_minutes(situation, first_week)
    if not no_means:
        help_at_start(
            folk, cells, products, world, domains, situation.address,
            np.flatnonzero(
                (cells.lasting + cells.resolvable > 0.0) & _first_residents(folk)
            ).astype(np.int32),
            people.seed, first_week,
        )  # fmt: skip
        everywhere = np.arange(len(cells.status), dtype=np.int32)
        holders(folk, cells, everywhere, situation.running)
        follow(situation, running_products(cells, everywhere, len(products.payer)), everywhere)
    return situation


def _first_residents(folk: Folk) -> NDArray[np.bool_]:
    """Cells of those who are there from the first week, [4n + 3h]."""
    persons = np.repeat(folk.arrive == folk.arrive.min(), PERSON_SLOTS)
    homes = np.repeat(folk.hh_arrive == folk.hh_arrive.min(), HOUSEHOLD_SLOTS)
    return np.concatenate([persons, homes])
