"""Outcomes that stand together: the first ones wherever models are compared, parts of burden."""

from __future__ import annotations

from sim.population.domains import DOMAINS

HEADLINES = (
    "burden",
    "burden_vulnerable",
    "burden_top5",
    "public_cost",
    "public_cost_without_longterm",
    "societal_cost",
    "share_hidden",
    "reach",
    "days_to_help",
    "crises",
    "users_per_1000",
)

# Three ways to take burden apart; each adds up to it.
KNOWN_OR_HIDDEN = ("burden_known", "burden_hidden")
BY_SEVERITY = ("burden_resolvable", "burden_lasting")
BY_DOMAIN = tuple(f"burden_{domain}" for domain in DOMAINS)
