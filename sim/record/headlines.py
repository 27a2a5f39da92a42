"""The outcomes that come first wherever models are compared, in this order."""

from __future__ import annotations

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
