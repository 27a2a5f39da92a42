"""What a practice does with what is there, at the fork and at every dated change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.support.contract import PRACTICE, Levers
from sim.world.state import HAS_WORKER, NO_REQUEST, WAITS_PRODUCT
from sim.world.waiting import PRODUCTS
from tests.oracle import rulebook as rule
from tests.oracle.households import Household
from tests.oracle.need import Need
from tests.oracle.organisations import Organisation
from tests.oracle.payers import Product
from tests.oracle.queues import in_order
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
    _hand_on_minutes(model)
    model.all_do(Worker, "move")
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


def providers_leave(model: Neighbourhood, gone: Sequence[float]) -> None:
    """Providers leave until these shares of the products' capacity are gone: most of those they
    helped are helped on by another, the rest waits."""
    share = dict[Product, float]()
    for product, after in zip(model.products, gone, strict=True):
        share[product] = rule.leaving_share(product.gone, after)
        product.gone = after
        product.volume = [rule.volume_without(runs, share[product]) for runs in product.volume]
    served = [need for need in _all_needs(model) if need.running() is not None]
    left = [need for need in served if _leaves(model, need, share)]
    stay = dict.fromkeys(model.products, 0)
    for need in served:
        assert need.product is not None
        stay[need.product] += need not in left
    entries = [(model.level_of(n.unmet), n.product_since, n.address, n) for n in left]
    for need in in_order(model, PRODUCTS, entries):
        need.speaker().lose_strength(model.world.specialist_handover, model.world.strength_low)
        need.specialist = None
        assert need.product is not None
        if stay[need.product] < need.product.room():
            stay[need.product] += 1
        else:
            need.granted, need.payer, need.product_since = WAITS_PRODUCT, None, model.week


def _leaves(model: Neighbourhood, need: Need, share: Mapping[Product, float]) -> bool:
    assert need.product is not None
    coin = rule.coin(model.seed, streams.GRANT, need.address, model.week, 2)
    return bool(coin < share[need.product])


def _hand_on_minutes(model: Neighbourhood) -> None:
    """Minutes kept for somebody who waits, temporary workers and orders for them go where
    those go who work here, in proportion to their contracts."""
    kinds = ("door_left", "intake_left", "hired", "ordered")
    here = {o: o.workers() for o in model.organisations}
    after = {o: dict.fromkeys(kinds, 0) for o in model.organisations}
    weeks: dict[Organisation, list[int]] = {o: [] for o in model.organisations}
    for organisation, workers in here.items():
        going = dict.fromkeys(model.organisations, 0)
        for worker in workers:
            going[model.organisation_for(worker.home.number)] += worker.contract
        going = {o: contract for o, contract in going.items() if contract > 0}
        going = going or {organisation: 1}
        left, whole = {k: getattr(organisation, k) for k in kinds}, sum(going.values())
        for other, contract in going.items():
            for kind in kinds:
                goes = left[kind] * contract // whole
                after[other][kind] += goes
                left[kind] -= goes
            whole -= contract
            if workers:
                weeks[other].append(organisation.order_week)
    for organisation in model.organisations:
        for kind, minutes in after[organisation].items():
            setattr(organisation, kind, minutes)
        if weeks[organisation]:
            organisation.order_week = max(weeks[organisation])
        else:
            organisation.behind = 0.0


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
    cases = home.cases()
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
