"""From what was recorded to every declared outcome: a value, or the reason why not."""

from __future__ import annotations

import numpy as np

from sim.foundation.sentence import Sentence
from sim.foundation.units import DAYS_PER_WEEK, MINUTES_PER_HOUR, WEEKS_PER_YEAR
from sim.inputs.parameters.load import read_parameters
from sim.population.domains import DAILY_LIVING, DOMAINS, GROWING_UP, HOUSEHOLD_DOMAINS
from sim.record import tables as t
from sim.record.flows import fill_flows
from sim.record.outcomes import OUTCOMES, OUTSIDE, SPECIALIST, STATES
from sim.record.reasons import Reason
from sim.record.window import Results, Window
from sim.support.admit.settle import REFERRALS, REFUSALS
from sim.support.contract import LIGHT, PAYERS, UNUSED, USES
from sim.support.flows import TAKEN_IN, WAITED
from sim.support.means import BOOK_LINES
from sim.support.products import INTENSITIES

WORST = 0.05  # share of households that counts as worst off
MEANS = (  # time paths of which the mean is an outcome
    *(f"share_{state}" for state in STATES[:-1]),
    *("queue_intake", "queue_worker", "queue_product", "caseload", "initiatives"),
    *("network_strain", "network_overburdened", "provision_visitors", "provision_volunteers"),
)


def outcome_values(window: Window) -> tuple[dict[str, float | None], dict[str, Sentence]]:
    """Every declared outcome in declared order, and reasons by outcome."""
    out = Results()
    if window.lived == 0:
        return dict.fromkeys(OUTCOMES), dict.fromkeys(OUTCOMES, Reason.NO_WEEK())
    citizens = (_burden, _cost, _states, _needs, _crises, _circle)
    support = (_waits, _stories, _ends, _returns, _users, _means, _hours, fill_flows)
    for fill in (*citizens, *support, _money, _marks):
        fill(window, out)
    return {name: out.values[name] for name in OUTCOMES}, out.reasons


def _burden(w: Window, out: Results) -> None:
    years = w.person_years
    people_weeks = w.series["residents"]
    burden = float((w.series["burden"] * people_weeks).sum()) / 1000.0
    out.put("burden", burden, years, Reason.NOBODY_HERE, 1000.0)
    out.put("burden_discounted", discounted(w, "burden"), 1.0, Reason.NOBODY_HERE, 1.0)
    parts = w.notes.parts
    sums = {
        "hidden": parts[:, 0].sum(),
        "known": parts[:, 1].sum(),
        "resolvable": parts[:, :, 0].sum(),
        "lasting": parts[:, :, 1].sum(),
        **{domain: parts[k].sum() for k, domain in enumerate(DOMAINS)},
    }
    for name, part in sums.items():
        out.put(f"burden_{name}", part, years, Reason.NOBODY_HERE, 1000.0)
    folk = w.now.folk
    stay = (folk.hh_arrive <= w.first_week) & (folk.hh_leave >= w.first_week + w.lived)
    of_home = np.sort(w.notes.home_burden[stay])[::-1]
    worst = of_home[: max(1, round(WORST * len(of_home)))]
    none = Reason.NO_HOUSEHOLD
    out.put("burden_top5", float(worst.sum()), len(worst) * w.lived / WEEKS_PER_YEAR, none)
    out.put("burden_top5_share", float(worst.sum()), float(of_home.sum()), Reason.NO_BURDEN)
    group = w.groups["vulnerability"].get("quarter_4", {})
    for name, key in (("burden_vulnerable", "burden"), ("reach_vulnerable", "reach")):
        if key in group:
            out.give(name, group[key])
        else:
            out.leave(name, Reason.NO_VULNERABLE)


def discounted(w: Window, name: str) -> float:
    """Yearly mean of a weekly series in which later weeks weigh less."""
    ago = np.arange(w.lived) / WEEKS_PER_YEAR
    weight = w.series["residents"] * (1.0 + w.now.settings.discount) ** -ago
    total = float(weight.sum())
    if total == 0.0:
        return 0.0
    return WEEKS_PER_YEAR * float((w.series[name] * weight).sum()) / total


def _cost(w: Window, out: Results) -> None:
    years, why = w.person_years, Reason.NOBODY_HERE
    cents = w.added.booked
    hours = float(w.added.informal[0] + w.added.volunteered[0]) / MINUTES_PER_HOUR
    euros = float(cents.sum()) / 100.0
    out.put("public_cost", euros, years, why)
    out.put("public_cost_discounted", discounted(w, "public_cost"), 1.0, why)
    for name, price in zip(("", "_low", "_high"), w.now.settings.hour_euros, strict=True):
        out.put(f"societal_cost{name}", euros + price * hours, years, why)
    without = euros - float(cents[PAYERS.index("longterm")].sum()) / 100.0
    out.put("public_cost_without_longterm", without, years, why)
    out.put(
        "societal_cost_without_longterm", without + w.now.settings.hour_euros[0] * hours, years, why
    )
    for p, payer in enumerate(PAYERS):
        out.put(f"cost_payer_{payer}", float(cents[p].sum()) / 100.0, years, why)
    for b, line in enumerate(BOOK_LINES):
        out.put(f"cost_line_{line}", float(cents[:, b].sum()) / 100.0, years, why)
    for level, name in enumerate(INTENSITIES):
        some = float(w.added.by_product[w.now.products.intensity == level].sum())
        out.put(f"cost_intensity_{name}", some / 100.0, years, why)


def _states(w: Window, out: Results) -> None:
    flows, up, down = w.notes.flows, 0, 0
    for heavy in range(SPECIALIST + 1):
        for light in range(SPECIALIST + 1, OUTSIDE):
            down += int(flows[heavy, light])
        for lighter in range(heavy + 1, OUTSIDE):
            up += int(flows[lighter, heavy])
    out.put("escalations", up, w.person_years, Reason.NOBODY_HERE, 1000.0)
    out.put("recoveries", down, w.person_years, Reason.NOBODY_HERE, 1000.0)


def _needs(w: Window, out: Results) -> None:
    residents = float(w.series["residents"].sum())
    children = float(w.series["children"].sum())
    homes = float(w.series["households"].sum())
    for k, domain in enumerate(DOMAINS):
        base = residents
        if k in HOUSEHOLD_DOMAINS:
            base = homes
        elif k == GROWING_UP:
            base = children
        elif k == DAILY_LIVING:
            base = residents - children
        found = w.notes.zrm[k]
        below = sum((5 - level) * int(found[level]) for level in range(1, 5))
        out.put(f"zrm_{domain}", 5.0 * base - below, base, Reason.NO_SUCH_NEED)
        out.put(f"zrm3_{domain}", int(found[1:4].sum()), base, Reason.NO_SUCH_NEED)
    counting = float(w.notes.counting.sum())
    known = float(w.notes.known.sum())
    out.put("hidden_need", counting - known, residents, Reason.NOBODY_HERE, 1000.0)
    out.put("reach", known, counting, Reason.NO_NEED)
    steps = np.arange(t.STEPS, dtype=np.float64)
    spread = w.notes.spread.reshape(-1, t.STEPS) @ np.stack([steps**0, steps, steps**2], axis=1)
    some = spread[spread[:, 0] > 0]
    within = float((some[:, 2] - some[:, 1] * some[:, 1] / some[:, 0]).sum())
    out.put("help_spread", within, float(some[:, 0].sum()), Reason.NO_SEVERITY)
    value = out.values["help_spread"]
    out.values["help_spread"] = None if value is None else float(np.sqrt(max(0.0, value)))


def _crises(w: Window, out: Results) -> None:
    out.put("crises", w.added.crises, w.person_years, Reason.NOBODY_HERE, 1000.0)
    hours = float(w.added.crisis_minutes.sum()) / MINUTES_PER_HOUR
    out.put("crisis_hours", hours, w.person_years, Reason.NOBODY_HERE, 1000.0)
    kinds = {
        "no_help": t.CRISES_NO_HELP,
        "waiting": t.CRISES_WAITING,
        "light": t.CRISES_LIGHT,
        "specialist": t.CRISES_SPECIALIST,
    }
    for kind, index in kinds.items():
        out.put(f"crises_{kind}", int(w.added.counts[index]), w.added.crises, Reason.NO_CRISIS)


def _circle(w: Window, out: Results) -> None:
    years, why = w.person_years, Reason.NOBODY_HERE
    out.put("informal_hours", float(w.added.informal[0]) / MINUTES_PER_HOUR, years, why)
    out.put("volunteer_hours", float(w.added.volunteered[0]) / MINUTES_PER_HOUR, years, why)


def _waits(w: Window, out: Results) -> None:
    count, total = w.added.counts, w.added.total
    why = Reason.NOBODY_THERE
    out.put("days_to_contact", float(total[t.DAYS_TO_CONTACT]), int(count[t.CONTACT_NEEDS]), why)
    out.put("days_to_help", float(total[t.DAYS_TO_HELP]), int(count[t.HELPED_NEEDS]), why)
    days, flows = DAYS_PER_WEEK, w.added.flows
    out.put("wait_intake_days", int(flows[WAITED].sum()), int(flows[TAKEN_IN].sum()), why, days)
    found = int(count[t.WORKERS_FOUND])
    out.put("wait_worker_days", float(count[t.WAIT_WORKER]), found, why, days)
    started = int(count[t.PRODUCT_STARTS])
    out.put("wait_product_days", float(count[t.WAIT_PRODUCT]), started, why, days)
    blocked = int(w.added.blocked.sum())
    out.put("weeks_for_dwelling", blocked, w.person_years, Reason.NOBODY_HERE, 1000.0)
    hours = float(w.added.by_product_minutes.sum()) / MINUTES_PER_HOUR
    out.put("specialist_hours", hours, w.person_years, Reason.NOBODY_HERE)
    for name in ("wait_intake_days", "wait_worker_days", "wait_product_days"):
        out.caution(name, days, None, Reason.BELOW_CLOCK)
    lines = w.added.lines
    referred = int(lines[REFERRALS])  # decided twice: by the team, then by the practice
    heavy, all_lines = int(lines[LIGHT:6].sum()), int(lines[:6].sum())
    out.put("referral_share", heavy - referred, all_lines - referred, Reason.NO_INTAKE)
    out.put("refusals", int(lines[REFUSALS]), w.person_years, Reason.NOBODY_HERE, 1000.0)
    out.put("drop_outs", w.added.drop_outs, w.person_years, Reason.NOBODY_HERE, 1000.0)


def _stories(w: Window, out: Results) -> None:
    count = w.added.counts
    asked = int((w.added.told > 0).sum())
    out.put("intakes_per_household", int(w.added.intakes.sum()), asked, Reason.NOBODY_INTAKE)
    out.put("stories_told", int(w.added.told.sum()), asked, Reason.NOBODY_INTAKE)
    homes, with_law = int(count[t.HOME_WEEKS]), int(count[t.LAW_HOME_WEEKS])
    nobody = Reason.NO_HOUSEHOLD_HELPED
    out.put("workers_per_household", int(count[t.HOME_WORKERS]), homes, nobody)
    out.put("organisations_per_household", int(count[t.HOME_ORGANISATIONS]), homes, nobody)
    out.put("laws_per_household", int(count[t.HOME_LAWS]), with_law, Reason.NO_PROVISION_RAN)


def _ends(w: Window, out: Results) -> None:
    count, none = w.added.counts, Reason.NO_CLOSE
    light, heavy = int(count[t.CLOSED_LIGHT]), int(count[t.CLOSED_PRODUCT])
    out.put("settled_first_line", light, int(count[t.CLOSES]), none)
    out.put("help_length", int(count[t.LENGTH_LIGHT]), light, none)
    out.put("product_length", int(count[t.LENGTH_PRODUCT]), heavy, none)
    follow = max(0, w.lived - WEEKS_PER_YEAR)  # starts that could be followed for a year
    begun, ended = w.notes.begun, w.notes.ended
    short = Reason.YEAR_OR_NONE
    out.put("closed_within_year", int(ended[:follow].sum()), int(begun[:follow].sum()), short)
    for year in (1, 2):
        part = slice(WEEKS_PER_YEAR * (year - 1), WEEKS_PER_YEAR * year)
        name = f"closed_within_year_{year}"
        if w.lived < WEEKS_PER_YEAR * (year + 1):
            out.leave(name, Reason.NEEDS_WEEKS, weeks=WEEKS_PER_YEAR * (year + 1))
        else:
            out.put(name, int(ended[part].sum()), int(begun[part].sum()), Reason.NO_HELP_BEGAN)


def _returns(w: Window, out: Results) -> None:
    count, short = w.added.counts, Reason.YEAR_OR_NO_RETURN
    out.put("return_household", int(count[t.HOME_RETURNS]), int(count[t.HOME_CLOSES]), short)
    out.put("return_law", int(count[t.LAW_RETURNS]), int(count[t.LAW_INFLOW]), short)
    out.put("return_any_law", int(count[t.ANY_RETURNS]), int(count[t.ANY_INFLOW]), short)


def _users(w: Window, out: Results) -> None:
    users = ("users_per_1000", "user_households", "more_than_one_per_1000")
    for name in (*users, "first_line_users_per_1000"):
        if w.years:
            out.give(name, sum(year[name] for year in w.years) / len(w.years))
        else:
            out.leave(name, Reason.MODEL_YEAR)


def _means(w: Window, out: Results) -> None:
    for name in MEANS:
        out.give(name, float(w.series[name].mean()))


def _hours(w: Window, out: Results) -> None:
    none = Reason.NO_HOURS
    there = float(w.series["first_line_minutes"].sum())
    used = w.added.minutes.sum(axis=0)
    for u, use in enumerate(USES):
        minutes = float(used[u])
        if u == UNUSED:
            minutes = max(0.0, there - float(used[:UNUSED].sum()))
        out.put(f"hours_{use}", minutes, there, none)
    joined = w.now.world.intake_minutes * (int(w.growth.sum()) + w.added.drop_outs)
    room = float(w.added.intake_room.sum())
    out.put("utilisation_intake", float(w.added.intake_full.sum()) + joined, room, none)
    if there > 0.0:
        wanted, room = (float(w.series[f"guidance_{what}"].sum()) for what in ("wanted", "room"))
        out.put("utilisation_guidance", wanted, room, none)
    else:
        out.leave("utilisation_guidance", none)
    for name in ("utilisation_intake", "utilisation_guidance"):
        out.caution(name, None, 1.0, Reason.FULL)


def _money(w: Window, out: Results) -> None:
    short = Reason.MODEL_YEAR_BUDGET
    booked = np.array([year[0] for year in w.budgets]).reshape(-1, len(PAYERS))
    budget = np.array([year[1] for year in w.budgets]).reshape(-1, len(PAYERS))
    given = budget > 0
    out.put("budget_ratio", float(booked.sum()), float(budget.sum()), short)
    over = int((booked.sum(axis=1) > budget.sum(axis=1)).sum())
    out.put("overrun_years", over, len(w.budgets), short)
    out.put("overrun_payer_years", int((booked > budget)[given].sum()), int(given.sum()), short)


def _marks(w: Window, out: Results) -> None:
    weeks = float(w.series["residents"].sum())
    felt = float(w.notes.total[t.FELT]) / weeks if weeks > 0.0 else 0.0
    best, usual = w.now.world.mark_best, w.now.world.mark_slope
    stated = read_parameters()["mark.slope"]
    steep, flat = float(stated.high or 0.0), float(stated.low or 0.0)
    for suffix, slope in (("", usual), ("_low", steep), ("_high", flat)):
        out.give(f"wellbeing_mark{suffix}", best - slope * felt)
    count = int(w.notes.counts[t.NEAR_CRISIS])
    for name, index in (("before", t.NEAR_BEFORE), ("after", t.NEAR_AFTER)):
        total = best * count - usual * float(w.notes.total[index])
        out.put(f"near_crisis_mark_{name}", total, count, Reason.NO_NEAR_CRISIS)
