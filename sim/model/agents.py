"""Mesa agents as views on rows of the tables: they read and write the row.

An agent holds its model and the number of its row, nothing else; so an agent that is
never looked at costs nothing, and one that is looked at changes nothing.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.units import MINUTES_PER_HOUR, WEEKS_PER_YEAR
from sim.model.agent_rows import Carried, Column, Need, Post, Recorded, Row
from sim.record.outcomes import STATES
from sim.record.rules import first_state, state_bits
from sim.support.contract import ORGANISATIONS, PAYERS, TEAM, USES
from sim.support.means import BOOK_LINES, ROLES, SPECIALIST
from sim.world.state import HAS_WORKER, HOUSEHOLD_SLOTS, PERSON_SLOTS, RUNS_PRODUCT


class Citizen(Row):
    """A resident. Strengths, severities and burdens as in ``sim/world/state.py``."""

    own_level = Column("folk", "own_level", float)
    reluctance = Column("folk", "reluctance", float)
    vulnerability = Column("folk", "vulnerability", float)
    strength = Column("persons", "strength", float, settable=True)
    volunteer = Column("persons", "volunteer", int)
    burden = Carried("persons", "burden", float)  # of this week, household needs included
    cost = Column("persons", "cost", int)  # cents since the fork
    # Bits of ``PAYERS``: laws used, in this model year where a recorder observes.
    used = Column("persons", "used", int)
    provisions = Recorded("persons", "provisions", int)  # products in this model year
    burden_weeks = Recorded("persons", "burden", float)  # since the fork

    @property
    def age(self) -> int:
        """Age in completed model years."""
        return int(self.model.last_week - self.now.folk.born[self.row]) // WEEKS_PER_YEAR

    @property
    def area_code(self) -> str:
        """Code of the buurt."""
        return self.now.areas[int(self.now.area[self.row])][0]

    @property
    def area_name(self) -> str:
        """Name of the buurt."""
        return self.now.areas[int(self.now.area[self.row])][1]

    @property
    def household(self) -> SupportNetwork:
        """The household and its circle."""
        return self.model.agent(SupportNetwork, int(self.now.folk.household[self.row]))

    @property
    def place(self) -> CollectiveProvision | None:
        """The collective provision taken part in."""
        place = int(self.now.persons.place[self.row])
        return None if place < 0 else self.model.agent(CollectiveProvision, place)

    @place.setter
    def place(self, provision: CollectiveProvision | None) -> None:
        """Take part there from this week on; None stops."""
        self.now.persons.place[self.row] = -1 if provision is None else provision.row
        self.now.persons.joined[self.row] = self.now.week

    @property
    def in_crisis(self) -> bool:
        """A crisis of this person is not yet over."""
        return bool(self.now.persons.crisis_until[self.row] > self.model.last_week)

    @property
    def state(self) -> str:
        """Line of support: the first of ``STATES`` that applies now."""
        mask = 0
        for need in self.needs.values():
            mask |= need.state_bits
        takes_part = bool(self.now.persons.place[self.row] >= 0)
        return STATES[first_state(state_bits(mask, self.in_crisis, takes_part))]

    @property
    def needs(self) -> dict[str, Need]:
        """Needs by life domain: the own four, and the three that the household holds once."""
        own = range(PERSON_SLOTS * self.row, PERSON_SLOTS * (self.row + 1))
        shared = self.household.cells
        return {need.domain: need for need in (Need(self.model, c) for c in (*own, *shared))}


class SupportNetwork(Row):
    """A household and its informal circle."""

    capacity = Column("folk", "circle", float)  # hours a week it can give
    demand = Column("homes", "demand", float)  # hours a week asked from its circle
    load = Column("homes", "load", float)  # hours a week asked from it
    help_share = Column("homes", "help_share", float)  # share of the asked help that is given
    strain = Column("homes", "strain", float, settable=True)
    boost = Column("homes", "boost", float, settable=True)
    told = Column("homes", "told", int)  # times the story was told since the fork
    organisations = Column("homes", "organisations", int)  # bits, see ``Homes.organisations``

    @property
    def cells(self) -> range:
        """Cells of the needs that this household holds."""
        first = PERSON_SLOTS * self.now.folk.n + HOUSEHOLD_SLOTS * self.row
        return range(first, first + HOUSEHOLD_SLOTS)

    @property
    def needs(self) -> dict[str, Need]:
        """Needs that the household holds, by life domain."""
        return {need.domain: need for need in (Need(self.model, c) for c in self.cells)}

    @property
    def members(self) -> list[Citizen]:
        """Members who are present, by id."""
        folk = self.now.folk
        rows = folk.members[folk.member_start[self.row] : folk.member_start[self.row + 1]]
        return [self.model.agent(Citizen, i) for i in map(int, rows) if self.model.is_here(i)]

    @property
    def ties(self) -> list[SupportNetwork]:
        """Households tied to this one that are present, by id."""
        folk = self.now.folk
        rows = folk.tie_to[folk.tie_start[self.row] : folk.tie_start[self.row + 1]]
        return [self.model.agent(SupportNetwork, g) for g in map(int, rows) if self.model.lives(g)]

    @property
    def director(self) -> Professional | None:
        """The worker who carries the household's one plan."""
        worker = int(self.now.homes.plan_worker[self.row])
        return None if worker < 0 else self.model.agent(Professional, worker)


class Professional(Row):
    """A person who works in support, of every role: the first-line workers by id, then the
    specialists by id. Minutes are a week's."""

    contract = Post("contract", int, "contract")  # client minutes
    minutes = Post("minutes", int, "contract")  # of these, available now; 0 in an empty post
    skill = Post("skill", float, "skill", settable=True)
    began = Post("began", int, "began")  # week in which this person begins or began here
    caseload = Post("caseload", int, "caseload")
    committed = Post("committed", int, "minutes")  # asked for by the cases
    given = Post("given", int, "minutes")  # given to the cases in the last week

    @property
    def _specialist(self) -> int:
        """Row among the specialists; negative for a first-line worker."""
        return self.row - len(self.now.staff.role)

    @property
    def role(self) -> str:
        """One of ``ROLES``."""
        return ROLES[SPECIALIST if self._specialist >= 0 else self.now.staff.role[self.row]]

    @property
    def product(self) -> int | None:
        """Row of the product that a specialist delivers."""
        own = self._specialist
        return None if own < 0 else int(self.now.specialists.product[own])

    @property
    def employer(self) -> Organisation | None:
        """The organisation that employs this person; None where it is outside the model."""
        product = self.product
        home = (
            self.now.staff.home[self.row] if product is None else self.now.products.owner[product]
        )
        return None if home < 0 else self.model.agent(Organisation, int(home))

    @property
    def organisation(self) -> Organisation | None:
        """Organisation this person works for now: a specialist with the own employer."""
        if self._specialist >= 0:
            return self.employer
        return self.model.agent(Organisation, int(self.now.staff.org[self.row]))

    @property
    def overhead(self) -> float:
        """Share of contract hours that the employer's overhead takes."""
        return self.now.settings.overhead

    @property
    def administration(self) -> float:
        """Share of what overhead leaves that administration takes (D47)."""
        return self.now.settings.admin

    @property
    def contract_hours(self) -> float:
        """Hours a week under contract, overhead and administration included."""
        client = (1.0 - self.overhead) * (1.0 - self.administration)
        return self.contract / MINUTES_PER_HOUR / client

    @property
    def dedication(self) -> float:
        """Share of the hours that is really freed for where this person works."""
        in_team = self._specialist < 0 and self.now.staff.org[self.row] == TEAM
        return float(self.now.levers.admit_dedication) if in_team else 1.0

    @property
    def set_apart(self) -> dict[str, int]:
        """Minutes for community work and coordination."""
        staff, kinds = self.now.staff, ("community", "coordination")
        if self._specialist >= 0:
            return dict.fromkeys(kinds, 0)
        return {kind: int(getattr(staff, kind)[self.row]) for kind in kinds}

    @property
    def cases(self) -> list[Need]:
        """Needs in this person's care."""
        cells, own = self.now.cells, self._specialist
        if own < 0:
            mine = (cells.status == HAS_WORKER) & (cells.worker == self.row)
        else:
            mine = (cells.granted == RUNS_PRODUCT) & (cells.specialist == own)
        return [Need(self.model, int(c)) for c in np.flatnonzero(mine)]


class Organisation(Row):
    """A desk, the practice, or the neighbourhood team."""

    waiting = Column("offices", "waiting", int)  # entries left in the queue last week
    intakes = Column("offices", "intakes", int)  # since the fork

    @property
    def name(self) -> str:
        """Name of the organisation."""
        return ORGANISATIONS[self.row]

    @property
    def workers(self) -> list[Professional]:
        """Professionals who work here now."""
        rows = np.flatnonzero(self.now.staff.org == self.row)
        return [self.model.agent(Professional, int(w)) for w in rows]

    @property
    def minutes(self) -> dict[str, int]:
        """Minutes used since the fork, by use."""
        used = self.now.ledger.minutes[self.row]
        return {use: int(used[k]) for k, use in enumerate(USES)}


class CollectiveProvision(Row):
    """A place where people meet; ``is_open`` 0: a room for one, or shut for want of money."""

    area = Column("provisions", "area", int)
    is_open = Column("provisions", "is_open", int)
    resident_run = Column("provisions", "resident_run", int)
    vitality = Column("provisions", "vitality", float, settable=True)
    places = Column("provisions", "places", int, settable=True)
    visitors = Column("provisions", "visitors", int)
    volunteers = Column("provisions", "volunteers", int)
    began = Column("provisions", "began", int)  # week of opening
    yearly_cost = Column("provisions", "yearly_cost", int)  # cents
    bought = Column("provisions", "bought", int)
    bought_cost = Column("provisions", "bought_cost", int)  # cents

    @property
    def participants(self) -> list[Citizen]:
        """Citizens who take part, by id."""
        rows = np.flatnonzero(self.now.persons.place == self.row)
        return [self.model.agent(Citizen, int(i)) for i in rows]


class Payer(Row):
    """A law or subsidy that pays. Amounts in cents."""

    budget = Column("ledger", "budget", int, settable=True)  # this model year
    spent = Column("ledger", "year", int)  # this model year

    @property
    def name(self) -> str:
        """Name of the payer."""
        return PAYERS[self.row]

    @property
    def booked(self) -> dict[str, int]:
        """Cents booked since the fork, by line."""
        return {line: int(self.now.ledger.booked[self.row, k]) for k, line in enumerate(BOOK_LINES)}
