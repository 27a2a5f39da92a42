"""World events: the tape laid again, candidate by candidate, and what becomes of them."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.foundation.units import BLOCK_WEEKS
from sim.population.domains import DEBTS, GROWING_UP, INCOME, MENTAL
from tests.oracle import rulebook as rule
from tests.oracle.need import Candidate, Need

if TYPE_CHECKING:
    from tests.oracle.citizens import Citizen
    from tests.oracle.model import Neighbourhood


class AboveCeilingError(Exception):
    """A hazard passed the ceiling at which its candidates were laid."""


def lay(model: Neighbourhood, stream: int, address: int, ceiling: float) -> tuple[Candidate, ...]:
    """Candidates of this 13-week block up to a highest weekly rate, all layers of them."""
    out: list[Candidate] = []
    block = model.week // BLOCK_WEEKS
    first = block * BLOCK_WEEKS
    for layer, (low, high) in enumerate(itertools.pairwise(streams.LAYERS.tolist())):
        width = high * ceiling - low * ceiling
        moment = 0.0
        number = layer * streams.LAYER_NUMBERS
        while width > 0.0:
            wait, share, size, _ = rule.coins(model.seed, stream, address, block, number)
            moment = moment - math.log(wait) / width
            if moment >= BLOCK_WEEKS:
                break
            number += 1
            height = low * ceiling + share * width
            out.append(Candidate(first + int(moment), height, size, ceiling))
    return tuple(out)


def present_in_block(model: Neighbourhood, arrive: int, leave: int) -> bool:
    """Whether somebody is here in any week of this block."""
    first = model.week // BLOCK_WEEKS * BLOCK_WEEKS
    return arrive < first + BLOCK_WEEKS and leave > first


def lay_onsets(model: Neighbourhood, need: Need, risk: int, present: bool) -> None:
    """The block's candidate onsets of one need."""
    rate = model.onset_ceiling[need.domain][risk] if present else 0.0
    need.candidates = lay(model, streams.TAPE, need.address, rate)


def links(need: Need) -> float:
    """Trouble of the person or household that raises the hazard of this need."""
    home = need.home
    world = home.model.world
    cut = world.needs_cut
    income, debts, _ = home.needs
    if need.domain == MENTAL:
        found = world.spill_debts_mental * rule.burden(debts.unmet, cut)
        found += world.spill_strain_mental * home.strain
        return float(found)
    if need.domain == DEBTS:
        return float(world.spill_income_debts * rule.burden(income.unmet, cut))
    if need.domain == INCOME:
        return world.spill_mental_income * home.worst_mental()
    if need.domain == GROWING_UP:
        return world.spill_mental_growing_up * home.worst_mental()
    return 0.0


def meet_onsets(need: Need, group: int, vulnerability: float) -> None:
    """Candidates of this week happen when their mark is below the hazard."""
    model = need.home.model
    domain = model.domains[need.domain]
    for candidate in need.candidates:
        if candidate.week != model.week:
            continue
        rate = model.base[need.home.area][group][need.domain] * vulnerability
        hazard = rate * rule.onset_factor(model.world.needs_spill, links(need))
        if hazard > candidate.ceiling:
            raise AboveCeilingError(f"need {need.number}, week {model.week}")
        if candidate.height < hazard:
            size = rule.onset_severity(domain.mild_cut, domain.onset_mean, candidate.size)
            need.resolvable = rule.after_onset(need.lasting, need.resolvable, size)
            need.active = 1


def age_moves(need: Need, shift: list[float], week: int) -> None:
    """What turning 18 or 65 does to the lasting part of one need."""
    model = need.home.model
    chance = shift[need.domain]
    block = week // BLOCK_WEEKS
    coin, size, _, _ = rule.coins(model.seed, streams.LASTING, need.address, block, 0)
    if need.lasting == 0.0 and coin < chance:
        domain = model.domains[need.domain]
        need.lasting = model.world.needs_lasting_part * rule.onset_severity(
            domain.mild_cut, domain.onset_mean, size
        )
        need.resolvable = min(need.resolvable, 1.0 - need.lasting)
        need.active = 1
    elif need.lasting > 0.0 and coin < -chance:
        need.lasting = 0.0


def meet_crises(citizen: Citizen) -> None:
    """A crisis strikes at the worst need that this person speaks for."""
    model = citizen.model
    world = model.world
    for candidate in citizen.crises:
        if candidate.week != model.week:
            continue
        worst, where = 0.0, None
        for need in citizen.spoken_for():
            weight = model.domains[need.domain].crisis_weight * need.unmet
            if weight > worst:
                worst, where = weight, need
        hazard = rule.crisis_hazard(world.crisis_rate, worst, world.crisis_level)
        if where is None or candidate.height >= hazard:
            continue
        relieved = where.resolvable * (1.0 - world.crisis_relief)
        where.resolvable = max(relieved, min(where.resolvable, world.crisis_follow_up))
        citizen.crisis_until = model.week + int(world.crisis_weeks)
        model.in_crisis.append(where)
