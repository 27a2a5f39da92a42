"""Outcomes for the first line: what came in, how it was handled, what workers did.

Per organisation and over all, in the units in which they are published: per 1,000
inhabitants a year, per full-time worker. What temporary workers cost is booked by payer:
``cost_line_hired``.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.record.flows import ALL, FIRST_LINE
from sim.record.outcome import BETWEEN, Better, Kind, Outcome
from sim.support.contract import ORGANISATIONS

ORGANISATION_LABELS = {
    "wmo_desk": ("Wmo desk", "Wmo-loket"),
    "youth_desk": ("youth desk", "jeugdloket"),
    "income_desk": ("income desk", "inkomensloket"),
    "social_work": ("social work", "maatschappelijk werk"),
    "team": ("neighbourhood team", "wijkteam"),
    ALL: ("whole first line", "hele eerste lijn"),
}
# By id: unit, kind, what is counted, over whom, better, definition, source, English, Dutch label.
_Row = tuple[str, Kind, str, str, Better, str, str, str, str]
FLOW_OUTCOMES: dict[str, _Row] = {
    "requests_per_1000": (
        "needs per 1,000 inhabitants per year", "event", "needs that had their first contact",
        "residents", "neither",
        "Every request counts when it has its first contact; a request that is passed on within "
        "the first line counts once.",
        "G3,G7,G10", "requests", "hulpvragen",
    ),
    "settled_share": (
        "share of requests", "event", "requests settled in their first contact", "requests",
        "neither", "Of needs that had a first contact, those that needed no intake.",
        "G3", "settled at first contact", "afgehandeld bij het eerste contact",
    ),
    "intakes_per_1000": (
        "needs per 1,000 inhabitants per year", "event", "needs decided on at intake",
        "residents", "neither",
        "Each need counts, also where a household is seen once; needs that are seen at the "
        "table without a request count too.",
        "G10", "needs decided on", "hulpvragen waarop is beslist",
    ),
    "wait_intake_days": (
        "days", "event", "days from request to decision", "needs decided at intake", "lower",
        "Whole weeks between entering the queue and the decision.",
        "G9,G16", "wait for a decision", "wachttijd tot beslissing",
    ),
    "in_time_share": (
        "share of intakes", "event", "decisions within the term", "needs decided at intake",
        "higher", "Decided within the weeks of the term; where there is no term, all.",
        "G16", "decided within the term", "binnen de termijn beslist",
    ),
    "given_up_share": (
        "share of requests", "event", "requests given up while waiting",
        "requests that were settled, decided on or given up", "lower",
        "People who stopped waiting for a decision. No source measures it.",
        "", "given up while waiting", "afgehaakt tijdens het wachten",
    ),
    "undecided_share": (
        "share of requests", "stock", "needs by which the queue for intake grew",
        "these and the needs decided at intake", "lower",
        "How much more waits at the end than at the start, and of what was decided and this the "
        "part; 0 where no more waits. From a half on less was decided on than was left.",
        "G17", "left undecided", "onbeslist gebleven",
    ),
    "provided_share": (
        "share of intakes", "event", "decisions for a provision", "needs decided at intake",
        "neither", "Decisions for a light, moderate or intensive provision.",
        "G11", "decisions for a provision", "beslissingen voor een voorziening",
    ),
    "new_cases_per_fte": (
        "needs per fte per year", "event", "needs that got a worker", "workers under contract",
        "neither", "Cases begun by full-time worker and year; an empty post counts as a worker.",
        "G2", "new cases per worker", "nieuwe zaken per hulpverlener",
    ),
    "running_per_fte": (
        "needs per fte", "stock", "needs with a worker", "workers under contract", "neither",
        "Mean over the weeks of running cases by full-time worker.",
        "G2,G14,G19", "running cases per worker", "lopende zaken per hulpverlener",
    ),
    "hours_per_case": (
        "hours per case", "event", "minutes given to cases", "cases that closed", "neither",
        "Guidance of the window by cases closed in it: hours a case takes where the number of "
        "cases is steady.",
        "G5", "hours per case", "uren per zaak",
    ),
    "case_weeks": (
        "weeks", "event", "length of a case", "cases that closed", "neither",
        "From the week in which the worker began to the close.",
        "G4", "length of a case", "duur van een zaak",
    ),
    "hired_ratio": (
        "ratio", "event", "minutes of temporary workers", "contract minutes of own workers",
        "neither", "Hired minutes by contract minutes of own workers.",
        "G17", "hours hired by own hours", "ingehuurde uren per eigen uur",
    ),
}  # fmt: skip


def _flows() -> Iterator[Outcome]:
    """Every kind at every organisation of the first line, and over all of them."""
    for kind, row in FLOW_OUTCOMES.items():
        unit, sort, counted, population, better, definition, source, english, dutch = row
        for name in (*(ORGANISATIONS[o] for o in FIRST_LINE), ALL):
            if name == ALL and kind == "wait_intake_days":
                continue  # declared with the other waits
            where, waar = ORGANISATION_LABELS[name]
            yield Outcome(
                f"{kind}_{name}", unit, sort, BETWEEN, counted, population, better, definition,
                source, f"{english}: {where}", f"{dutch}: {waar}",
            )  # fmt: skip


def _signals(name: str, counted: str, definition: str, labels: tuple[str, str]) -> Outcome:
    return Outcome(
        f"signals_{name}_share", "share of signals", "event", BETWEEN, counted, "signals",
        "neither", definition, "B48", *labels,
    )  # fmt: skip


def _activations(name: str, counted: str, population: str, labels: tuple[str, str]) -> Outcome:
    return Outcome(
        f"activations_{name}_share", "share of activations", "event", BETWEEN, counted,
        population, "neither", "Activation of a circle by the worker of a case.", "D24", *labels,
    )  # fmt: skip


FLOWS = (
    *_flows(),
    Outcome(
        "signals_per_1000", "needs per 1,000 inhabitants per year", "event", BETWEEN,
        "signals about a need that nobody knew", "residents", "neither",
        "By doctors, schools, the circle or presence, that an organisation followed.", "B48",
        "signals", "meldingen",
    ),
    _signals(
        "reached", "signals of which the person was reached", "Somebody was reached.",
        ("signals: reached", "meldingen: bereikt"),
    ),
    _signals(
        "talk", "signals that came to a talk", "Reached, and a talk came of it.",
        ("signals: a talk", "meldingen: gesprek"),
    ),
    _signals(
        "accepted", "signals that came to a talk and were accepted",
        "Of a talk came a request; presence may lack the minutes for it.",
        ("signals: accepted", "meldingen: aanvaard"),
    ),
    Outcome(
        "activations_per_1000", "needs per 1,000 inhabitants per year", "event", BETWEEN,
        "cases at whose start the circle was asked", "residents", "neither",
        "A worker asks the circle to help at the start of a case.", "D24",
        "circle asked to help", "kring gevraagd te helpen",
    ),
    _activations(
        "realised", "activations that came about", "circles that were asked",
        ("circle asked: helps", "kring gevraagd: helpt"),
    ),
    _activations(
        "kept_up", "fading help that was renewed", "circles asked to keep helping",
        ("circle asked again: goes on", "kring opnieuw gevraagd: gaat door"),
    ),
)  # fmt: skip
