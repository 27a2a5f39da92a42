"""Flows through the first line in a year, in the units in which it is published: per 1,000
inhabitants a year, and per full-time worker; and the outcomes filled in from the same figures."""

from __future__ import annotations

from sim.foundation.units import DAYS_PER_WEEK, F8, I8, WEEKS_PER_YEAR
from sim.foundation.units import MINUTES_PER_HOUR as HOUR
from sim.population.domains import DEBTS
from sim.record.reasons import Reason
from sim.record.window import Results, Totals, Window
from sim.support.contract import (
    ORGANISATIONS,
    PRACTICE,
    SOCIAL_WORK,
    USE_CONTACT,
    USE_INTAKE,
    WMO_DESK,
    YOUTH_DESK,
)
from sim.support.flows import (
    BEGUN,
    CASE_MINUTES,
    CLOSED,
    GIVEN_UP,
    HELD,
    IN_TIME,
    LENGTH,
    PROVIDED,
    REQUESTS,
    RUNNING,
    SETTLED,
    TAKEN_IN,
    WAITED,
)
from sim.support.reach.signals import REACHED, REFUSED, SIGNALS, TALKS
from sim.support.situation import Situation
from sim.support.work.closing import ASKED_AGAIN, KEPT_UP, OFFERED, REALISED

REGISTERED = (WMO_DESK, YOUTH_DESK, SOCIAL_WORK)  # Wmo, youth and other, as G10 has them
ALL = "all"  # name of the organisations of the first line together
FIRST_LINE = tuple(o for o in range(len(ORGANISATIONS)) if o != PRACTICE)  # desks and the team
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


def of_organisations(
    now: Situation, added: Totals, orgs: tuple[int, ...], name: str, people: float
) -> dict[str, float]:
    """Flows of some organisations together, by ``<kind>_<name>``; without what has no whole.

    added: what a window added; people: years lived by residents in it.
    """
    some = list(orgs)
    contract = float(added.contract[some].sum())
    fte = contract / (now.settings.minutes_per_fte * WEEKS_PER_YEAR)
    count = added.flows[:, some].sum(axis=(1, 2))
    out = _of_one(name, count, added.minutes[some].sum(axis=0), fte, people)
    if contract > 0.0:
        out[f"hired_ratio_{name}"] = float(added.hired[some].sum()) / contract
    return out


def flow_levels(
    now: Situation, added: Totals, series: dict[str, F8], people: float
) -> dict[str, float]:
    """Requests, cases and hours of a year, by organisation with requests; see the module.

    added: what the year added; series: its time paths; people: mean number of residents.
    """
    out: dict[str, float] = {}
    for org in FIRST_LINE:
        if added.flows[REQUESTS, org].sum() > 0:
            out.update(of_organisations(now, added, (org,), ORGANISATIONS[org], people))
    out.update(of_organisations(now, added, FIRST_LINE, ALL, people))
    total = added.flows[:, FIRST_LINE].sum(axis=(1, 2))
    debts = added.flows[:, :, DEBTS].sum(axis=1)
    out["requests_per_1000_debts"] = 1000.0 * float(debts[REQUESTS]) / people
    if debts[REQUESTS] > 0:
        out["provided_share_debts"] = float(debts[PROVIDED] / debts[REQUESTS])
    registered = added.flows[TAKEN_IN][list(REGISTERED)].sum(axis=1)
    for org, share in zip(REGISTERED, registered / max(1, registered.sum()), strict=True):
        out[f"registered_share_{ORGANISATIONS[org]}"] = float(share)
    shares = (
        ("decided_in_time_share", IN_TIME, TAKEN_IN),
        ("given_up_share", GIVEN_UP, REQUESTS),
        ("provided_share", PROVIDED, TAKEN_IN),
    )
    for name, part, whole in shares:
        if total[whole] > 0:
            out[name] = float(total[part] / total[whole])
    own = float(added.contract.sum())
    if own > 0.0:
        out["planned_share"] = planned_minutes(added, float(series["guidance_asked"].sum())) / own
    return out


def planned_minutes(added: Totals, guidance: float) -> float:
    """Minutes that a year asks of the first line before it responds to being short of them.

    Every contact and signal at the door, an intake at full length for every request that the
    first contact did not settle, and the guidance that running cases ask (``guidance``, minutes).
    """
    count, out = added.flows.sum(axis=2), guidance
    for org in FIRST_LINE:
        out += float(added.minutes[org, USE_CONTACT])
        if count[TAKEN_IN, org] > 0:
            full = float(added.intake_full[org]) / float(count[TAKEN_IN, org])
            out += full * float(count[REQUESTS, org] - count[SETTLED, org])
    return out


def _of_one(name: str, count: I8, minutes: I8, fte: float, people: float) -> dict[str, float]:
    """Levels of one organisation.

    count: [flows]; minutes: [uses]; fte: full-time workers times years; people: years lived.
    """
    registered = float(count[RUNNING] + count[HELD])  # weeks of cases, as a registration has them
    served = float(count[TAKEN_IN]) + registered / WEEKS_PER_YEAR
    left = count[SETTLED] + count[TAKEN_IN] + count[GIVEN_UP]
    out = {
        f"requests_per_1000_{name}": 1000.0 * float(count[REQUESTS]) / people,
        f"intakes_per_1000_{name}": 1000.0 * float(count[TAKEN_IN]) / people,
        f"served_per_1000_{name}": 1000.0 * served / people,
    }
    if count[REQUESTS] > 0:
        out[f"settled_share_{name}"] = float(count[SETTLED] / count[REQUESTS])
    if left > 0:
        out[f"given_up_share_{name}"] = float(count[GIVEN_UP] / left)
    if count[TAKEN_IN] > 0:
        out[f"provided_share_{name}"] = float(count[PROVIDED] / count[TAKEN_IN])
        out[f"in_time_share_{name}"] = float(count[IN_TIME] / count[TAKEN_IN])
        out[f"registered_weeks_{name}"] = registered / float(count[TAKEN_IN])
        out[f"registered_hours_{name}"] = float(count[CASE_MINUTES] / count[TAKEN_IN]) / HOUR
        out[f"intake_hours_{name}"] = float(minutes[USE_INTAKE] / count[TAKEN_IN]) / HOUR
    if fte > 0.0:
        out[f"contacts_per_fte_{name}"] = float(count[SETTLED]) / fte
        out[f"registered_new_per_fte_{name}"] = float(count[TAKEN_IN]) / fte
        out[f"registered_running_per_fte_{name}"] = registered / WEEKS_PER_YEAR / fte
        out[f"new_cases_per_fte_{name}"] = float(count[BEGUN]) / fte
        out[f"running_per_fte_{name}"] = float(count[RUNNING]) / WEEKS_PER_YEAR / fte
        out[f"door_hours_per_fte_{name}"] = float(minutes[USE_CONTACT]) / HOUR / fte
    if count[CLOSED] > 0:
        out[f"case_weeks_{name}"] = float(count[LENGTH] / count[CLOSED])
        out[f"hours_per_case_{name}"] = float(count[CASE_MINUTES] / count[CLOSED]) / HOUR
    return out


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
