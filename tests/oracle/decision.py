"""What is decided for one need at intake: a second reading of the order of resort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.support.contract import CARE, COLLECTIVE, FIRST_LINE, LIGHT, LONGTERM, OWN, PRACTICE, TEAM
from sim.support.flows import IN_TIME, PROVIDED, ROUGH, TAKEN_IN, WAITED
from sim.world.state import WAITS_INTAKE, WAITS_WORKER
from tests.oracle import rulebook as rule
from tests.oracle.need import Need

if TYPE_CHECKING:
    from sim.support.contract import Levers
    from tests.oracle.model import Neighbourhood


def decide(model: Neighbourhood, need: Need, levers: Levers, cut: float) -> None:
    """Decide for a need whose intake is done, by the levers of who sees it.

    cut: share of the intake's time that was left out.
    """
    who, world = need.speaker(), model.world
    assert need.desk is not None
    term, waited = need.desk.term, model.week - need.since
    model.count(TAKEN_IN, need)
    model.count(WAITED, need, waited)
    if term == 0.0 or waited <= term:
        model.count(IN_TIME, need)
    if cut > 0.0:
        model.count(ROUGH, need)
    if need.desk is model.organisations[TEAM] and levers.admit_fit > 0.0:
        who.strength = min(world.strength_high, who.strength + levers.admit_fit)
    line = _line(model, need, levers, cut)
    at_practice = need.desk is model.organisations[PRACTICE]
    if line == COLLECTIVE and who.place is None:
        draw = rule.coins_of(4, at_practice)
        closed, pick, _, _ = rule.coins(model.seed, streams.INTAKE, need.address, model.week, draw)
        place = model.municipality.find_place(need.home.area, closed, pick)
        if place is not None:
            who.take_part(place)
        else:
            line = FIRST_LINE
    if at_practice and line == FIRST_LINE:
        line = LIGHT
    if line == OWN:
        _point_to_own_strength(model, need)
    elif line == COLLECTIVE:
        need.end_help(model.week)
    elif line == FIRST_LINE:
        need.status = WAITS_WORKER
        need.since = model.week
    else:
        _grant(model, need, levers, line)


def _line(model: Neighbourhood, need: Need, levers: Levers, cut: float) -> int:
    """The line decided on."""
    week, home, desk = model.week, need.home, need.desk
    assert desk is not None
    again = need.desk is model.organisations[PRACTICE]
    seen, able, lean, usual = rule.coins(
        model.seed, streams.INTAKE, need.address, week, rule.coins_of(0, again)
    )
    pull, tight, deviate, spread = rule.coins(
        model.seed, streams.INTAKE, need.address, week, rule.coins_of(1, again)
    )
    late, law, rough, _ = rule.coins(
        model.seed, streams.INTAKE, need.address, week, rule.coins_of(5, again)
    )
    domain = model.domains[need.domain]
    judged = rule.seen_severity(
        need.severity,
        need.desk is model.organisations[TEAM],
        home.felt_needs() <= 1,
        model.world.zrm_level_2,
        levers.admit_under_recognition,
        levers.admit_consult,
        model.world.intake_seen_part,
        seen,
    )
    reach = rule.first_reach_of(
        domain.first_reach, levers.admit_first_reach, domain.collective_reach
    )
    line: int = rule.lightest_line(
        judged,
        model.world.needs_floor,
        domain.collective_reach,
        reach,
        model.world.zrm_level_2,
        model.world.zrm_level_1,
    )
    waited = week - need.since
    line = rule.late_line(line, model.world.waiting_heavier, waited, desk.term, late)
    elsewhere = home.laws() - {model.choice[need.domain][0].payer}
    line = rule.between_laws(line, bool(elsewhere), levers.admit_other_law, law)
    line = rule.leaned_line(line, levers.admit_lightest_first, lean)
    line = rule.judged_able(line, levers.admit_overestimate, able)
    line = rule.usual_care_line(
        line, need.domain, home.adults(), levers.admit_usual_care, home.help_share, usual
    )
    line = rule.pulled_line(
        line,
        rule.pull_of(
            levers.admit_own_product_pull, model.choice[need.domain][0].owner, desk.number
        ),
        levers.admit_dedication,
        levers.admit_parallel,
        pull,
    )
    if model.choice[need.domain][0].exempt == 0:
        draw = rule.coin(model.seed, streams.DRAW_IN, need.address, week, rule.coins_of(0, again))
        line = rule.drawn_line(line, levers.pay_pxq, levers.pay_pxq_draw, draw)
    line = rule.spread_line(line, levers.admit_discretion, levers.admit_discretion_spread, spread)
    line = rule.rough_line(line, min(1.0, model.world.intake_rough * cut), rough)
    if line >= LIGHT:
        payer = model.payers[model.choice[need.domain][line - LIGHT].payer]
        line = rule.tightened_line(line, payer.tight, levers.admit_discretion, tight, deviate)
    return line


def _point_to_own_strength(model: Neighbourhood, need: Need) -> None:
    """A failed appeal: trust and strength suffer, the door stays closed for a while."""
    who, world = need.speaker(), model.world
    who.lose_strength(world.strength_refusal, world.strength_low)
    who.shy_until = model.week + int(world.asking_shy_weeks)
    need.end_help(model.week)


def _grant(model: Neighbourhood, need: Need, levers: Levers, line: int) -> None:
    """An individual product, or a second intake where the insurer's products are."""
    product = model.choice[need.domain][line - LIGHT]
    team = model.organisations[TEAM]
    insured = product.payer in (CARE, LONGTERM)
    if need.desk is team and insured and levers.admit_mandate_care < 0.5:
        need.status = WAITS_INTAKE
        need.desk = model.organisations[PRACTICE]
        need.since = model.week
        return
    model.count(PROVIDED, need)
    need.wait_for_product(product, model.week + int(levers.admit_second_check_weeks))
