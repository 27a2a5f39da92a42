"""The neighbourhood at its first week, copied from the engine's starting tables."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sim.support.contract import ORGANISATIONS, PAYERS
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS
from tests.oracle.citizens import Citizen
from tests.oracle.households import Household
from tests.oracle.model import Neighbourhood
from tests.oracle.need import Need
from tests.oracle.organisations import Organisation
from tests.oracle.payers import Payer, Product
from tests.oracle.provisions import Provision
from tests.oracle.specialists import Specialist
from tests.oracle.workers import Worker

if TYPE_CHECKING:
    from sim.support.situation import Situation


def rows(table: Any, names: Sequence[str]) -> list[SimpleNamespace]:
    """Rows of some columns of a table, as plain Python numbers."""
    columns = [getattr(table, name).tolist() for name in names]
    return [SimpleNamespace(**dict(zip(names, x, strict=True))) for x in zip(*columns, strict=True)]


def fill(agent: object, row: SimpleNamespace) -> None:
    """Attributes of an agent from a row."""
    for name, value in vars(row).items():
        setattr(agent, name, value)


def begin(now: Situation) -> Neighbourhood:
    """The oracle's neighbourhood in the state of a situation before its first week."""
    model = Neighbourhood(now.settings, now.world, rows(now.domains, now.domains.names))
    model.week = now.week
    model.levers, model.stay = now.practice.levers, now.practice.stay
    model.answers = {q: a.id for q, a in now.practice.answers.items()}
    model.since = now.practice.since
    model.base, model.shift = now.base.tolist(), now.shift.tolist()
    model.onset_ceiling = now.ceilings.onset.tolist()
    model.crisis_ceiling = float(now.ceilings.crisis)
    _organisations(model, now)
    _products(model, now)
    _households(model, now)
    _citizens(model, now)
    _needs(model, now)
    return model


def _organisations(model: Neighbourhood, now: Situation) -> None:
    model.organisations = [Organisation(model, k) for k in range(len(ORGANISATIONS))]
    model.payers = [Payer(model, k) for k in range(len(PAYERS))]
    for payer, budget in zip(model.payers, now.ledger.budget.tolist(), strict=True):
        payer.budget = payer.granted = budget
    for organisation, week in zip(
        model.organisations, now.offices.order_week.tolist(), strict=True
    ):
        organisation.order_week = week
    names = (
        "role", "home", "contract", "minutes", "hired", "community", "coordination", "skill",
        "began",
    )  # fmt: skip
    for k, row in enumerate(rows(now.staff, names)):
        row.home = model.organisations[row.home]
        worker = Worker(model, k, row.home)
        fill(worker, row)
        model.workers.append(worker)
    for k, row in enumerate(rows(now.provisions, now.provisions.names)):
        provision = Provision(model, k)
        fill(provision, row)
        model.provisions.append(provision)


def _products(model: Neighbourhood, now: Situation) -> None:
    table = now.products
    names = (
        "payer", "intensity", "owner", "minutes", "weeks", "places", "norm", "regime", "exempt",
        "band_low", "exit_chance", "gone", "kept", "stopped",
    )  # fmt: skip
    for k, row in enumerate(rows(table, names)):
        product = Product(model, k)
        fill(product, row)
        product.volume_cents = int(now.ledger.contract[k])
        product.list_price = int(table.price[k])
        product.contracted = float(now.ledger.places[k])
        product.waited = int(now.ledger.waited[k])
        product.full_carry = product.carry = table.carry[k].tolist()
        product.full_resolve = product.resolve = table.resolve[k].tolist()
        model.products.append(product)
    for product, line in zip(model.products, table.replaces.tolist(), strict=True):
        product.replaces = [other for other in model.products if line[other.number]]
    for k, row in enumerate(rows(now.specialists, ("product", "rank", "began", "caseload"))):
        specialist = Specialist(model, k, model.products[row.product], row.rank)
        specialist.began, specialist.caseload = row.began, row.caseload
        model.specialists.append(specialist)
    model.choice = [[model.products[p] for p in line] for line in table.choice.tolist()]
    model.other = [
        [model.products[p] if p >= 0 else None for p in line] for line in table.other.tolist()
    ]


def _households(model: Neighbourhood, now: Situation) -> None:
    folk = now.folk
    model.households = [Household(model, g) for g in range(folk.h)]
    for g, home in enumerate(model.households):
        home.area = int(folk.area[g])
        home.arrive, home.leave = int(folk.hh_arrive[g]), int(folk.hh_leave[g])
        home.vulnerability = float(folk.vulnerability[folk.n + g])
        home.risk = int(folk.risk[folk.n + g])
        home.circle = float(folk.circle[g])
        first, last = folk.tie_start[g], folk.tie_start[g + 1]
        home.tied = [model.households[o] for o in folk.tie_to[first:last]]


def _citizens(model: Neighbourhood, now: Situation) -> None:
    folk = now.folk
    names = ("born", "arrive", "leave", "own_level", "reluctance")
    for i, row in enumerate(rows(folk, names)):
        citizen = Citizen(model, i, model.households[folk.household[i]])
        fill(citizen, row)
        citizen.vulnerability, citizen.risk = float(folk.vulnerability[i]), int(folk.risk[i])
        citizen.group = int(now.group[i])
        citizen.strength = float(now.persons.strength[i])
        model.citizens.append(citizen)
    for home in model.households:
        first, last = folk.member_start[home.number], folk.member_start[home.number + 1]
        home.members = [model.citizens[i] for i in folk.members[first:last]]


def _needs(model: Neighbourhood, now: Situation) -> None:
    names = [n for n in now.cells.names if n not in ("home", "holder", "desk", "worker")]
    split = PERSON_SLOTS * now.folk.n
    for c, row in enumerate(rows(now.cells, names)):
        row.product = model.products[row.product] if row.product >= 0 else None
        row.payer = model.payers[row.payer] if row.payer >= 0 else None
        row.specialist = model.specialists[row.specialist] if row.specialist >= 0 else None
        owner: Citizen | Household
        if c < split:
            owner = holder = model.citizens[c // PERSON_SLOTS]
            home = holder.home
        else:
            owner = home = model.households[(c - split) // HOUSEHOLD_SLOTS]
            holder = None
        need = Need(number=c, address=int(now.address[c]), home=home, holder=holder, **vars(row))
        owner.needs.append(need)
