"""Notes to read before any number, in words."""

from __future__ import annotations

from sim.foundation.sentence import Wording


class Remark(Wording):
    """Notes of a comparison or a country, by code."""

    MEANS_EQUAL = (
        "Every model has the same euros for every payer. What a change costs extra is paid from "
        "the same euros. Under other means (the same hours, or the money as reported) the answer "
        "may differ: run it with --set settings.means=equal_hours or as_reported."
    )
    MEANS_EQUAL_HOURS = (
        "Every model has the same first-line hours, not the same euros. Under the same euros the "
        "answer may differ: run it with --set settings.means=equal."
    )
    MEANS_AS_REPORTED = (
        "Every model has the money that was reported for it, so the models do not have the same "
        "euros. A difference can come from the money alone. Run it with --set settings.means=equal "
        "for the same euros."
    )
    PRICES = "All euros are in prices of {year}."
    BASELINE_BOOKED = (
        "Budgets are what today's practice booked in the last year before the reform, per payer. "
        "Published money is a level that the model is held against; savings are not counted from "
        "it."
    )
    BASELINE_PUBLISHED = (
        "Budgets are published expenditure: with {weeks} weeks before the reform there is no whole "
        "year of bookings to count from."
    )
    PUBLISHED_LOWER = (
        "A lower published level is stated for {payer}. The years before the reform begin there; "
        "from the reform on budgets are counted from what was booked. For less money set {option}."
    )
    OVERRUN_BOOKED = (
        "{payer} has {percent} % less money under {models}. But everything that it pays is an "
        "entitlement: whoever qualifies gets it, and what is spent beyond the budget is booked. "
        "Nothing responds to that overrun, so this cut changes nobody's help."
    )
    OVERRUN_FOLLOWED = (
        "{payer} has {percent} % less money under {models}. But everything that it pays is an "
        "entitlement: whoever qualifies gets it, and what is spent beyond the budget is booked. "
        "The only response is that decisions become stricter, so spending falls less than the "
        "budget."
    )
    TWO_SETS = (
        "There are {runs} replications with drawn parameters, and beside them {luck} with luck "
        "only."
    )
    DEAD_BAND = (
        "A resident is 'the same' when the burden over the whole run changes by {band} burden-week "
        "or less."
    )
    FAILURES = "{count} run(s) failed and are left out; see the end of the report."
    IMPUTED_INDICATORS = "{count} of {of} indicators of areas were missing and have been estimated."
    SAMPLED = (
        "{count} residents with the same make-up stand for {of}. What is whole, a worker, a post, "
        "a place, a centre, then weighs differently: levels lie up to {percent}% from those of the "
        "whole place, and runs lie further apart when there are fewer residents. This is tested "
        "from {least} residents on."
    )
    HOUSEHOLDS = (
        "{count} of {of} households could not be formed: the ages and numbers of the areas do not "
        "allow it. Who fits no household lives in an institution."
    )
    DRIFT = (
        "Before the start of the reform these levels still moved, by more than 5 % in three years: "
        "{prevalences}. A difference may hold a part of that movement."
    )
    DRIFT_MILD = "{domain} (any need)"
    DRIFT_SEVERE = "{domain} (severe need)"
    STEADY = (
        "Under today's practice none of {count} levels clearly moves by more than {percent}% a "
        "year before the reform. Of {blind} of them the runs lie too far apart to see such a "
        "movement."
    )
    NOT_STEADY = (
        "Under today's practice {many} of {count} levels still move before the reform, by clearly "
        "more than {percent}% a year: {levels}. Of {blind} levels the runs lie too far apart to "
        "see such a movement. A difference may hold a part of it."
    )
    MOVING = "{level} ({change}%)"
    MOVING_FROM_NONE = "{level}"
    STEADY_TOO_SHORT = (
        "It is not known whether today's practice stands still: {weeks} weeks before the reform "
        "hold no two whole years."
    )
    STEADY_ONE_RUN = (
        "It is not known whether today's practice stands still: that takes more than one "
        "replication."
    )
    OVERLOAD = (
        "{model}: {outcome} is 1 or more in {share} of the runs and {ratio} in the middle one. At "
        "1 or more, more is asked than there are hours: intakes are cut short, hours are moved or "
        "hired, or queues grow."
    )
    UNDECIDED = (
        "{model}: {organisation} leaves {share} of what it was to decide undecided: its queue "
        "grows without end."
    )
    WIJK_LUCK = (
        "A single wijk holds luck as well as the model (runs per wijk: {runs}). Read one wijk with "
        "care. Over many wijken luck averages out."
    )
    WEIGHTS = "The numbers below are means over wijken, weighted by inhabitants."
    DEFAULTS = "Parameters stand at one value: the real uncertainty is larger."
    SKIPPED_WIJKEN = "{wijken} wijken with {inhabitants} inhabitants are skipped."
    IMPUTED_WIJKEN = "In {wijken} wijken with {inhabitants} inhabitants something is imputed."
