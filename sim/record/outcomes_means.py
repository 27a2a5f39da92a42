"""Outcomes for means: hours and caseload, cost by payer and line, budgets."""

from __future__ import annotations

from sim.record.outcome import BETWEEN, Outcome
from sim.support.contract import PAYERS, USES
from sim.support.means import BOOK_LINES
from sim.support.products import INTENSITIES

USE_LABELS = {
    "contact": ("first contacts and signals", "eerste contacten en signalen"),
    "intake": ("intake", "intake"),
    "guidance": ("guidance", "begeleiding"),
    "presence": ("presence in the neighbourhood", "aanwezigheid in de wijk"),
    "community": ("community work", "opbouwwerk"),
    "coordination": ("coordination", "afstemming"),
    "unused": ("not used", "niet gebruikt"),
}
PAYER_LABELS = {
    "wmo": ("Social Support Act (Wmo)", "Wmo"),
    "youth": ("Youth Act", "Jeugdwet"),
    "income": ("Participation Act", "Participatiewet"),
    "welfare": ("welfare subsidies", "welzijnssubsidies"),
    "care": ("health insurance (Zvw)", "Zorgverzekeringswet"),
    "longterm": ("Long-term Care Act (Wlz)", "Wlz"),
}
LINE_LABELS = {
    "staff": ("first-line staff", "medewerkers eerste lijn"),
    "product": ("provisions", "voorzieningen"),
    "idle": ("contracted and not used", "ingekocht en niet gebruikt"),
    "crisis": ("crisis care", "crisiszorg"),
    "provision": ("collective provisions", "collectieve voorzieningen"),
    "change": ("the change itself", "de verandering zelf"),
    "hired": ("temporary workers", "tijdelijke krachten"),
}
INTENSITY_LABELS = {
    "light": ("light provisions", "lichte voorzieningen"),
    "moderate": ("moderate provisions", "matig zware voorzieningen"),
    "intensive": ("intensive and residential provisions", "zware voorzieningen en verblijf"),
}


def _cost(kind: str, name: str, labels: tuple[str, str]) -> Outcome:
    return Outcome(
        f"cost_{kind}_{name}", "EUR per inhabitant per year", "event", BETWEEN,
        f"bookings of this {kind}", "residents", "neither",
        f"Everything booked, by {kind}.", "D41,D42", f"cost: {labels[0]}", f"kosten: {labels[1]}",
    )  # fmt: skip


def _hours(use: str) -> Outcome:
    english, dutch = USE_LABELS[use]
    return Outcome(
        f"hours_{use}", "share of first-line hours", "event", BETWEEN, "minutes by use",
        "minutes of first-line workers for clients", "neither",
        "Minutes of this use as a share of all minutes that were there.", "D47",
        f"hours: {english}", f"uren: {dutch}",
    )  # fmt: skip


MEANS = (
    Outcome(
        "caseload", "needs per fte", "stock", BETWEEN, "running needs", "first-line workers",
        "neither", "Needs in care of a worker per full-time equivalent.", "B44",
        "caseload", "caseload",
    ),
    *(_hours(use) for use in USES),
    Outcome(
        "utilisation_intake", "ratio", "event", BETWEEN,
        "minutes that intakes ask for at full length",
        "minutes there for intake at its ordinary share", "neither",
        "Intakes done at full length and what joined the queue or gave up, by the minutes there "
        "at the ordinary share: before an organisation responds to its queue. At or above 1 it "
        "must respond, or the queue grows without end.",
        "G17", "utilisation of intake before responding",
        "bezetting intake vóór bijsturen",
    ),
    Outcome(
        "utilisation_guidance", "ratio", "stock", BETWEEN,
        "guidance minutes that running and waiting needs ask for",
        "guidance minutes at the ordinary share of intake", "neither",
        "Summed over the weeks, hired hours included; at or above 1 cases get less than they ask, "
        "or wait for a worker.",
        "", "utilisation of guidance", "bezetting begeleiding",
    ),
    *(_cost("payer", payer, PAYER_LABELS[payer]) for payer in PAYERS),
    *(_cost("line", line, LINE_LABELS[line]) for line in BOOK_LINES),
    *(_cost("intensity", level, INTENSITY_LABELS[level]) for level in INTENSITIES),
    Outcome(
        "budget_ratio", "ratio", "event", "complete model years", "bookings of all payers",
        "budgets of all payers", "neither", "Booked in complete years by budget.", "D41,D42",
        "spending against budget", "uitgaven ten opzichte van budget",
    ),
    Outcome(
        "overrun_years", "share of years", "event", "complete model years",
        "years in which all payers together booked more than their budgets", "years", "lower",
        "Booked above the sum of budgets.", "D42", "years over budget", "jaren met overschrijding",
    ),
    Outcome(
        "overrun_payer_years", "share of years", "event", "complete model years",
        "years in which a payer booked more than its budget", "payers and years", "lower",
        "Booked above the payer's own budget.", "D42", "payers' years over budget",
        "overschrijdingen per financier en jaar",
    ),
    Outcome(
        "volunteer_hours", "hours per inhabitant per year", "event", BETWEEN,
        "hours given by volunteers", "residents", "neither", "Volunteers in provisions.", "M23",
        "volunteers' hours", "uren van vrijwilligers",
    ),
)  # fmt: skip
