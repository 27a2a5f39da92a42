"""Outcomes of the first line's flows, filled in from the same figures as its yearly levels."""

from __future__ import annotations

from sim.foundation.units import DAYS_PER_WEEK
from sim.record.flows import ALL, FIRST_LINE, of_organisations
from sim.record.reasons import Reason
from sim.record.window import Results, Window
from sim.support.contract import ORGANISATIONS
from sim.support.flows import TAKEN_IN, WAITED
from sim.support.reach.signals import REACHED, REFUSED, SIGNALS, TALKS
from sim.support.work.closing import ASKED_AGAIN, KEPT_UP, OFFERED, REALISED

NOBODY = Reason.NOBODY_HERE
REASONS = {
    "requests_per_1000": NOBODY,
    "settled_share": Reason.NO_FIRST_CONTACT,
    "intakes_per_1000": NOBODY,
    "in_time_share": Reason.NOTHING_DECIDED,
    "given_up_share": Reason.NOBODY_ASKED,
    "provided_share": Reason.NOTHING_DECIDED,
    "new_cases_per_fte": Reason.NOBODY_WORKED,
    "running_per_fte": Reason.NOBODY_WORKED,
    "hours_per_case": Reason.NO_CASE_CLOSED,
    "case_weeks": Reason.NO_CASE_CLOSED,
    "hired_ratio": Reason.NOBODY_WORKED,
}


def fill_flows(w: Window, out: Results) -> None:
    """Every organisation of the first line, all of them, signals and activations."""
    for org in FIRST_LINE:
        name, flows = ORGANISATIONS[org], w.added.flows[:, org].sum(axis=1)
        fill_one(w, out, (org,), name)
        waited, done = int(flows[WAITED]), int(flows[TAKEN_IN])
        why = Reason.NOTHING_DECIDED
        out.put(f"wait_intake_days_{name}", waited, done, why, DAYS_PER_WEEK)
        left_undecided(out, name, int(w.growth[org]), done)
    fill_one(w, out, FIRST_LINE, ALL)
    some = list(FIRST_LINE)
    decided = int(w.added.flows[TAKEN_IN][some].sum())
    left_undecided(out, ALL, int(w.growth[some].sum()), decided)
    reach, closing, years = w.added.reach, w.added.closing, w.person_years
    out.put("signals_per_1000", int(reach[SIGNALS]), years, NOBODY, 1000.0)
    accepted = int(reach[TALKS] - reach[REFUSED])
    shares = (("reached", int(reach[REACHED])), ("talk", int(reach[TALKS])), ("accepted", accepted))
    for name, part in shares:
        out.put(f"signals_{name}_share", part, int(reach[SIGNALS]), Reason.NO_SIGNAL)
    asked, again = int(closing[OFFERED]), int(closing[ASKED_AGAIN])
    out.put("activations_per_1000", asked, years, NOBODY, 1000.0)
    nobody = Reason.NO_CIRCLE_ASKED
    out.put("activations_realised_share", int(closing[REALISED]), asked, nobody)
    out.put("activations_kept_up_share", int(closing[KEPT_UP]), again, nobody)


def left_undecided(out: Results, name: str, growth: int, decided: int) -> None:
    """Of what the queue grew by and what was decided, the part that is undecided."""
    more = max(0, growth)
    out.put(f"undecided_share_{name}", more, more + decided, Reason.NOTHING_TO_DECIDE)


def fill_one(w: Window, out: Results, orgs: tuple[int, ...], name: str) -> None:
    """Outcomes of some organisations together."""
    found = of_organisations(w.now, w.added, orgs, name, w.person_years)
    for kind, reason in REASONS.items():
        key = f"{kind}_{name}"
        if key in found:
            out.give(key, found[key])
        else:
            out.leave(key, reason)
