"""Why an outcome has no value, or is to be read with care."""

from __future__ import annotations

from sim.foundation.sentence import Wording


class Reason(Wording):
    """Reasons, by code."""

    NO_WEEK = "no week was recorded"
    NOBODY_HERE = "nobody lived here"
    NO_HOUSEHOLD = "no household was present throughout"
    NO_BURDEN = "there was no burden"
    NO_VULNERABLE = "nobody in the most vulnerable quarter, or no need that counts"
    NO_SUCH_NEED = "nobody can have this need"
    NO_NEED = "no need counted"
    NO_SEVERITY = "no severity above the cut"
    NO_CRISIS = "no crisis happened"
    NOBODY_THERE = "nobody got there in these weeks"
    BELOW_CLOCK = "below the clock: mostly within one model week"
    FULL = "at or above 1: more is asked than can be given"
    NO_INTAKE = "there was no intake"
    NOBODY_INTAKE = "nobody had an intake"
    NO_HOUSEHOLD_HELPED = "no household was in help"
    NO_PROVISION_RAN = "no provision ran"
    NO_CLOSE = "no help closed in these weeks"
    YEAR_OR_NONE = "needs more than 52 weeks, or no help began"
    NEEDS_WEEKS = "needs {weeks} weeks"
    NO_HELP_BEGAN = "no help began"
    YEAR_OR_NO_RETURN = "needs more than 52 weeks, or nobody could return"
    MODEL_YEAR = "needs a complete model year"
    MODEL_YEAR_BUDGET = "needs a complete model year and a budget"
    NO_HOURS = "there were no hours"
    NO_NEAR_CRISIS = "nobody came near crisis a year ago"
    NO_FIRST_CONTACT = "nobody had a first contact here"
    NOTHING_DECIDED = "nothing was decided here"
    NOTHING_TO_DECIDE = "nothing was to be decided here"
    NOBODY_ASKED = "nobody asked here"
    NOBODY_WORKED = "nobody worked here"
    NO_CASE_CLOSED = "no case closed here"
    NO_SIGNAL = "there was no signal"
    NO_CIRCLE_ASKED = "no circle was asked"
