"""A neighbourhood at one moment: what the answers of a model act on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sim.foundation.columns import large, real, whole
from sim.foundation.units import F8, I1, I4, I8, NEVER, I8x3
from sim.support.contract import PAYERS, Answer, Levers
from sim.support.flows import new_flows
from sim.support.means import Ledger, Offices, Specialists, Staff
from sim.support.products import MOST_PRODUCTS, Products
from sim.support.served import Served
from sim.world.ceilings import Ceilings
from sim.world.parameters import Domains, World
from sim.world.state import Cells, Folk, Homes, Persons, Provisions, Scratch, Weights
from sim.world.tape import Candidates, no_candidates
from sim.world.town import Town

LONG_AGO = -10_000  # week since when today's practice is established


@dataclass(frozen=True)
class Practice:
    """A support model in use: its answers, their levers, and since when."""

    id: str
    answers: dict[str, Answer]
    levers: Levers
    stay: Levers  # of desks outside the team's mandate: they admit as desks do today
    since: int  # week in which this way of working began


@dataclass(frozen=True)
class Settings:
    """Numbers of a run that are neither world parameters nor levers."""

    seed: int  # of the world: the tape and everything under any policy
    support_seed: int  # of support; the same as seed unless stated otherwise
    inhabitants: int
    intake_share: float  # share of first-line hours for intake
    minutes_per_fte: int  # client minutes a week of one full-time worker
    cents_per_fte: int  # a year
    overhead: float  # share of contract hours of every organisation
    admin: float  # share of what is left that goes to administration
    vacancy_weeks: int  # that a first-line post stands empty after a worker leaves
    crisis_cents: int  # per crisis
    crisis_minutes: int  # of crisis care per crisis
    provision_regime: int  # of collective provisions, as of products
    place_cents: int  # yearly cost of one more place in a provision
    new_places: int  # places of a new initiative
    optimum_minutes: float  # community minutes a quarter per visitor
    initiative_rooms: int
    discount: float  # a year, for the discounted outcomes
    growth: float  # of budgets, a year
    price_year: int  # of all euros
    hour_euros: tuple[float, float, float]  # an hour of a circle or volunteer: value, low, high
    extra_means: bool  # change costs come on top (as reported) instead of from the pool
    make_up: tuple[float, ...] = (1.0,) * 6  # budgets per inhabitant relative to the country's
    need: tuple[float, ...] = (1.0,) * 8  # contracts per inhabitant, by domain, likewise
    weight: float = 1.0  # first-line hours per inhabitant relative to the country's
    no_means: bool = False  # no hours, euros or places except crisis care


@dataclass(frozen=True)
class Baseline:
    """Starting point of budgets; cents a year, [payers], first-line hours included.

    Until a whole year of the burn-in is over ``cents`` is the published level.
    """

    published: I8  # what published expenditure and contracted hours come to
    cents: I8  # what the last whole year of the burn-in booked, with growth
    hours: I8  # of both: first-line hours under contract
    levels: tuple[float, ...]  # published euros per inhabitant, hours apart
    moved: int  # Wmo money that stands with long-term care, cents
    booked: bool  # whether a whole year of the burn-in was booked
    weight: float = 1.0  # first-line hours per inhabitant relative to the country's


@dataclass
class Tally:
    """Counts of what happened since they were last read; all int64."""

    onsets: I8 = field(default_factory=lambda: large(8))
    reach: I8 = field(default_factory=lambda: large(7))
    flows: I8x3 = field(default_factory=new_flows)
    lines: I8 = field(default_factory=lambda: large(8))
    closing: I8 = field(default_factory=lambda: large(6))
    begun: I8 = field(default_factory=lambda: large(MOST_PRODUCTS))
    blocked: I8 = field(default_factory=lambda: large(MOST_PRODUCTS))  # weeks
    build: I4 = field(default_factory=lambda: whole(2))
    crises: int = 0
    drop_outs: int = 0
    turnover: int = 0
    specialists_left: int = 0
    volunteers: int = 0


# Parts of a situation of which parts stand in the tables for compiled phases.
COMPOUND = ("practice", "settings", "tally")


@dataclass
class Situation:
    """One neighbourhood in one week."""

    folk: Folk
    cells: Cells
    persons: Persons
    homes: Homes
    provisions: Provisions
    staff: Staff
    offices: Offices
    products: Products
    specialists: Specialists
    ledger: Ledger
    world: World
    domains: Domains
    practice: Practice
    settings: Settings
    address: I8
    base: F8  # [areas, 3, 8] base rates of new need
    shift: F8  # [areas, 2, 8] what birthdays move
    area: I4  # [n] buurt of each person
    group: I1  # [n] age group, renewed every block
    ceilings: Ceilings
    week: int
    weights: Weights
    scratch: Scratch
    baseline: Baseline
    areas: tuple[tuple[str, str], ...] = ()  # code and name of each buurt
    written: int = NEVER  # first week of which no birth, death or move is written down
    active: I4 = field(default_factory=lambda: whole(0))  # cells with something going on
    engaged: I4 = field(default_factory=lambda: whole(0))  # of these, all that support knows
    # (since Reach; some may have been let go)
    short: F8 = field(default_factory=lambda: real(len(PAYERS)))  # [payers]
    response: F8 = field(default_factory=lambda: real(len(PAYERS)))  # [payers] of management, now
    pending: list[tuple[int, F8]] = field(default_factory=list)  # responses, and from which week
    onset_tape: Candidates = field(default_factory=no_candidates)
    crisis_tape: Candidates = field(default_factory=no_candidates)
    tally: Tally = field(default_factory=Tally)
    hit: I4 = field(default_factory=lambda: whole(0))  # cells in crisis this week
    community_minutes: int = 0  # this quarter
    presence_share: float = 0.0  # share of first-line hours present in the neighbourhood
    team_bonus: float = 0.0  # extra first-line hours bought by the budget holder, share

    def __setattr__(self, name: str, value: Any) -> None:
        """Keep the tables for compiled phases as they are here."""
        object.__setattr__(self, name, value)
        made: list[Town] = self.__dict__.get("_made", [])
        if name in COMPOUND:
            made.clear()
        for table in made:
            if name in table.columns:
                table.renew(name, value)

    def __getstate__(self) -> dict[str, Any]:
        """Without the tables for compiled phases: they are made again where it arrives."""
        return {name: value for name, value in self.__dict__.items() if name != "_made"}

    @property
    def town(self) -> Town:
        """The neighbourhood without its support, for compiled phases."""
        return self._tables()[0]

    @property
    def served(self) -> Served:
        """The neighbourhood with its support, for compiled phases."""
        return self._tables()[1]  # type: ignore[return-value]

    def _tables(self) -> list[Town]:
        """The two tables, made once and renewed when something is put in place of a part."""
        made: list[Town] = self.__dict__.setdefault("_made", [])
        if not made:
            practice = {"levers": self.levers, "stay": self.practice.stay}
            own = {"seed": self.seed, "support_seed": self.support_seed}
            parts = {**vars(self), **vars(self.tally), **practice, **own}
            parts["since"] = self.practice.since
            for kind in (Town, Served):
                made.append(kind(**{name: parts[name] for name in kind.names}))
        return made

    @property
    def levers(self) -> Levers:
        """Levers of the practice in use."""
        return self.practice.levers

    @property
    def seed(self) -> int:
        """Seed of the world's random numbers."""
        return self.settings.seed

    @property
    def support_seed(self) -> int:
        """Seed of support's: who is recognised, in what order, with what decision."""
        return self.settings.support_seed
