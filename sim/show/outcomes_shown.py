"""Which outcomes the report puts where; all of them are in its tables in any case."""

from __future__ import annotations

from sim.support.contract import PAYERS

BURDEN = "burden"
COST = "public_cost"

PAYER_COSTS = {payer: f"cost_payer_{payer}" for payer in PAYERS}
PERSPECTIVES = (
    "public_cost", "public_cost_without_longterm", "societal_cost",
    "societal_cost_without_longterm", "societal_cost_low", "societal_cost_high",
)  # fmt: skip

# Weekly series, three to a chart.
SERIES = (
    "burden",
    "public_cost",
    "share_hidden",
    "share_first_line",
    "share_specialist",
    "share_self_reliant",
)

# Stated claims (ids of the table of sources) with the outcomes that come nearest.
CLAIMS = {
    "A31": ("provision_visitors",),
    "A32": ("near_crisis_mark_before", "near_crisis_mark_after"),
    "A35": ("settled_first_line",),
}

# The municipal note's criteria for the next phase (S2) with the outcomes that speak to them.
CRITERIA = {
    "closed": ("settled_first_line", "closed_within_year"),
    "clarification": ("intakes_per_household", "stories_told"),
    "arrangements": ("referral_share", "cost_intensity_light", "cost_intensity_intensive"),
    "links": ("organisations_per_household", "wait_product_days"),
    "participation": ("zrm3_income_work", "zrm3_social_contact"),
    "ties": ("initiatives", "provision_volunteers", "provision_visitors"),
    "transformation": (),
}

# Levels under today's practice that are shown beside their targets, in this order; those
# without a target are shown with the rows of the table of sources that speak of them.
TODAY = {
    "users_per_1000": "",
    "user_households": "",
    "more_than_one_per_1000": "",
    "wmo_users_per_1000": "",
    "youth_care_per_child": "",
    "income_users_per_1000": "",
    "problem_debt_share": "",
    "problem_debt_in_help_share": "",
    "multi_problem_share": "D19",
    "multi_problem_strict_share": "",
    "carer_overburdened_share": "",
    "lonely_share": "",
    "lonely_severe_share": "",
    "mental_care_per_1000": "",
    "mental_unmet_share": "",
    "wait_intake_days_income_desk": "",
    "wait_mental_weeks": "",
    "cost_payer_wmo": "",
    "cost_payer_youth": "",
    "public_cost": "D42",
}
TODAY_SHARES = ("_share", "user_households", "youth_care_per_child")  # how their ids end
