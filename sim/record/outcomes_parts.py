"""Headlines in their parts: burden by what it is made of, cost without long-term care.

Each of the three ways to take burden apart adds up to it: by whether support knows the need, by
the part of its severity, and by life domain. The weights of ``burden.weight_hidden``,
``burden.weight_lasting`` and ``domain.*.burden_weight`` hold for burden and its parts alike.
"""

from __future__ import annotations

from sim.population.domains import DOMAINS
from sim.record.outcome import BETWEEN, Outcome
from sim.record.outcomes_citizens import DOMAIN_LABELS

KNOWN_OR_HIDDEN = ("burden_known", "burden_hidden")
BY_SEVERITY = ("burden_resolvable", "burden_lasting")
BY_DOMAIN = tuple(f"burden_{domain}" for domain in DOMAINS)


def _burden(name: str, counted: str, definition: str, english: str, dutch: str) -> Outcome:
    return Outcome(
        f"burden_{name}", "burden-weeks per 1,000 inhabitants per year", "stock", BETWEEN,
        f"unmet need above the counting cut: {counted}", "residents", "lower", definition, "",
        f"burden: {english}", f"last: {dutch}",
    )  # fmt: skip


def _domain(domain: str) -> Outcome:
    english, dutch = DOMAIN_LABELS[domain]
    return _burden(
        domain, "needs of one life domain",
        "Part of burden in this life domain; the eight add up to burden.", english, dutch,
    )  # fmt: skip


def _without_longterm(whole: str, english: str, dutch: str) -> Outcome:
    return Outcome(
        f"{whole}_without_longterm", "EUR per inhabitant per year", "event", BETWEEN,
        f"{english}, but for what the Long-term Care Act pays", "residents", "lower",
        f"{english[0].upper()}{english[1:]} less all bookings of the Long-term Care Act: a "
        "national office grants it, and no first-line team grants or ends it within the weeks "
        "that are lived.",
        "D41,D42", f"{english} without long-term care", f"{dutch}, zonder langdurige zorg",
    )  # fmt: skip


PARTS = (
    _burden(
        "known", "needs that support knows",
        "Part of burden of needs that wait for support or have it; with hidden burden it adds up "
        "to burden.",
        "needs that support knows", "hulpvragen in beeld",
    ),
    _burden(
        "hidden", "needs that support does not know",
        "Part of burden of needs that neither wait for support nor have it.",
        "hidden needs", "verborgen hulpvragen",
    ),
    _burden(
        "resolvable", "resolvable part of severity",
        "Part of burden due to the resolvable part e of severity b + e: of every need the share "
        "e / (b + e), since help carries the severity as a whole; with the lasting part it adds up "
        "to burden.",
        "what can be resolved", "wat op te lossen is",
    ),
    _burden(
        "lasting", "lasting part of severity",
        "Part of burden due to the lasting part b of severity b + e: of every need the share "
        "b / (b + e).",
        "what lasts", "wat blijvend is",
    ),
    *(_domain(domain) for domain in DOMAINS),
    _without_longterm("public_cost", "public cost", "kosten voor de overheid en verzekeraar"),
    _without_longterm("societal_cost", "societal cost", "kosten voor de samenleving"),
)  # fmt: skip
