"""What a practice does with what is there, at the fork and at every dated change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.support.contract import PRACTICE, Levers
from sim.world.lives import HAS_WORKER, NO_REQUEST
from tests.oracle import rulebook as rule
from tests.oracle.households import Household
from tests.oracle.need import Need
from tests.oracle.organisations import Organisation
from tests.oracle.workers import Worker

if TYPE_CHECKING:
    from tests.oracle.model import Neighbourhood


def take_over(
    model: Neighbourhood, answers: dict[str, str], levers: Levers, stay: Levers, since: int
) -> None:
    """Workers move, cases follow as far as they are freed, waiting needs join new queues."""
    if answers == model.answers and levers == model.levers and stay == model.stay:
        return
    bundled = model.levers.work_bundle >= 0.5
    if answers["work"] != model.answers["work"]:
        model.since = since
    model.answers, model.levers, model.stay = answers, levers, stay
    model.all_do(Worker, "move")
    for desk in model.organisations:
        desk.hand_minutes_to(model.organisation_for(desk.number))
    for need in _all_needs(model):
        _move(model, need)
    model.all_do(Organisation, "name_roles")
    model.all_do(Worker, "leave_cases")
    model.set_minutes(model.week)
    if levers.work_bundle < 0.5:
        for home in model.households:
            home.plan_worker = None
    elif not bundled:
        for home in model.households:
            _appoint_director(model, home)


def _all_needs(model: Neighbourhood) -> list[Need]:
    own = [need for citizen in model.citizens for need in citizen.needs]
    return own + [need for home in model.households for need in home.needs]


def _move(model: Neighbourhood, need: Need) -> None:
    """One need joins the new queue, or goes along with its worker."""
    if need.status == NO_REQUEST:
        return
    if need.status != HAS_WORKER:
        if need.desk is not model.organisations[PRACTICE]:
            need.desk = model.desk_for(need)
        return
    assert need.worker is not None
    if need.worker.org is need.desk:
        return
    need.desk = need.worker.org
    coin = rule.coin(model.seed, streams.TURNOVER, need.address, model.week, 1)
    if coin >= model.levers.admit_dedication:
        need.lose_worker(model.week, model.world.strength_low, model.levers.work_handover)


def _appoint_director(model: Neighbourhood, home: Household) -> None:
    """The worker of the case that asks most; the others' needs are handed over once."""
    cases = [n for n in home.all_needs() if n.status == HAS_WORKER]
    best: tuple[int, int] | None = None
    for need in cases:
        assert need.worker is not None
        rank = (-need.worker.asked(need), need.worker.number)
        if best is None or rank < best:
            best, home.plan_worker = rank, need.worker
    director = home.plan_worker
    for need in cases:
        if need.worker is not director and director is not None:
            need.worker = director
            need.desk = director.org
            need.speaker().lose_strength(model.levers.work_handover, model.world.strength_low)
