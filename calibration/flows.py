"""Rates of request and the reach of the first line, solved from what was registered.

As base rates of need are solved so that prevalence stays what was published, so the chance to
ask per domain is solved so that requests per desk are those that were registered (G3, G7,
G10), the severity up to which the first line settles a need itself so that as many registered
requests end in an individual provision (G8, G11); up to which severity a first contact settles, and
what an hour of help resolves, so that as many are settled and as many cases run as at general
social work (G2, G3). Fixed-point steps under today's practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.inputs.parameters.parameter import Parameter

# By which power of the ratio of found to wanted a value moves at once.
POWER = {"rate": -0.9, "settled": -0.7, "effect": 0.6}
SLOPE = 0.35  # severity of reach for a share of provisions that is off by one


@dataclass(frozen=True)
class Solved:
    """Parameters that move together until one level is what its target says."""

    keys: tuple[str, ...]
    target: str
    kind: str  # reach, or one of POWER
    level: float | None = None  # what is aimed at where sources disagree; else the target's value

    def step(self, value: float, found: float, wanted: float) -> float:
        """The next value of a parameter."""
        if self.kind == "reach":
            return value + SLOPE * (found - wanted)
        ratio = max(found, 0.05 * wanted) / wanted
        return value * float(ratio ** POWER[self.kind])


def _asking(target: str, *domains: str, level: float | None = None) -> Solved:
    return Solved(tuple(f"domain.{d}.asking" for d in domains), target, "rate", level)


def _reach(target: str, *domains: str, level: float | None = None) -> Solved:
    return Solved(tuple(f"domain.{d}.first_reach" for d in domains), target, "reach", level)


# Where sources disagree the level aimed at lies between them: registered requests of one
# municipality (G10) against users of the country (D9, D11), requests and settlements of debt help
# (G7, G8) against households with problem debt in help (D13), and use of mental care against unmet
# need (D27).
SOLVED = (
    _asking("wmo_intakes", "daily_living", level=20.0),
    _asking("youth_intakes", "growing_up", level=17.5),
    _asking("debt_requests", "debts_admin", level=6.0),
    _asking("social_assistance", "income_work", level=32.5),
    _asking("social_requests", "social_contact", "housing_safety"),
    _asking("mental_care", "mental_health", level=74.0),
    _reach("wmo_provided", "daily_living"),
    _reach("youth_provided", "growing_up"),
    _reach("other_provided", "social_contact", "housing_safety"),
    _reach("debt_provided", "debts_admin", level=0.36),
    Solved(("contact.reach",), "social_settled", "settled"),
    Solved(("guidance.effect",), "social_running", "effect"),
)


def next_values(
    values: Mapping[str, float],
    found: Mapping[str, float],
    wanted: Mapping[str, float],
    parameters: Mapping[str, Parameter],
) -> dict[str, float]:
    """Values after one step towards every target, within the declared ranges.

    values: of the solved parameters; found, wanted: levels by target.
    """
    out = {}
    for one in SOLVED:
        for key in one.keys:
            low, high = float(parameters[key].low or 0.0), float(parameters[key].high or 1.0)
            aim = wanted[one.target] if one.level is None else one.level
            moved = one.step(values[key], found[one.target], aim)
            out[key] = min(high, max(low, moved))
    return out
