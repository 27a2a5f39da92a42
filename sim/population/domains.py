"""The eight life domains of the ZRM in which a need stands, of a person or of a household."""

from __future__ import annotations

DOMAINS = (
    "income_work",
    "debts_admin",
    "growing_up",
    "daily_living",
    "mental_health",
    "physical_health",
    "social_contact",
    "housing_safety",
)
INCOME, DEBTS, GROWING_UP, DAILY_LIVING, MENTAL, PHYSICAL, SOCIAL, HOUSING = range(8)
PERSON_DOMAINS = (DAILY_LIVING, MENTAL, PHYSICAL, SOCIAL)
HOUSEHOLD_DOMAINS = (INCOME, DEBTS, HOUSING)
