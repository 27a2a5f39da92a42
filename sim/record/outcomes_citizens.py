"""Outcomes for citizens: burden, cost, lines of support, needs, crises, circle, wellbeing."""

from __future__ import annotations

from sim.population.domains import DOMAINS
from sim.record.outcome import BETWEEN, STATES, Better, Outcome

PRIMARY = (
    Outcome(
        "burden", "burden-weeks per 1,000 inhabitants per year", "stock", BETWEEN,
        "unmet need above the counting cut, each need once", "residents", "lower",
        "Sum over needs and weeks of max(0, unmet need - cut), severity 0-1; a need of a "
        "household counts once.",
        "", "burden of unmet need", "last van onvervulde hulpvraag",
    ),
    Outcome(
        "public_cost", "EUR per inhabitant per year", "event", BETWEEN,
        "everything booked to a payer", "residents", "lower",
        "All bookings of all payers: staff, products, idle contracts, crisis care, provisions "
        "and change.",
        "D41,D42", "public cost", "kosten voor de overheid en verzekeraar",
    ),
    Outcome(
        "societal_cost", "EUR per inhabitant per year", "event", BETWEEN,
        "public cost and the hours of circle and volunteers", "residents", "lower",
        "Public cost plus informal and volunteer hours at outcome.hour_cost (assumed).",
        "D40", "societal cost", "kosten voor de samenleving",
    ),
    Outcome(
        "burden_top5", "burden-weeks per household per year", "stock", BETWEEN,
        "unmet need above the cut of the 5 % most burdened households", "households present "
        "throughout", "lower",
        "Mean burden of the 5 % of households present throughout that carry most of it.",
        "D18", "burden of the 5 % worst-off households",
        "last van de 5 % zwaarst belaste huishoudens",
    ),
)  # fmt: skip

DISCOUNTED = (
    Outcome(
        "burden_discounted", "burden-weeks per 1,000 inhabitants per year", "stock", BETWEEN,
        "unmet need above the counting cut, later weeks weigh less", "residents", "lower",
        "Burden with every week weighed by the discount rate.",
        "", "burden of unmet need, discounted", "last van onvervulde hulpvraag, verdisconteerd",
    ),
    Outcome(
        "public_cost_discounted", "EUR per inhabitant per year", "event", BETWEEN,
        "everything booked to a payer, later weeks weigh less", "residents", "lower",
        "Public cost with every week weighed by the discount rate.",
        "D41,D42", "public cost, discounted", "kosten voor overheid en verzekeraar, verdisconteerd",
    ),
)  # fmt: skip

STATE_LABELS = {
    "crisis": ("in crisis", "in crisis", "lower"),
    "intensive": ("with intensive care", "met intensieve zorg", "neither"),
    "specialist": ("with specialist care", "met specialistische zorg", "neither"),
    "first_line": ("with first-line help", "met hulp uit de eerste lijn", "neither"),
    "collective": ("in a collective provision", "in een collectieve voorziening", "neither"),
    "network": ("carried by their circle", "gedragen door het eigen netwerk", "neither"),
    "waiting": ("waiting", "wachtend", "lower"),
    "hidden": ("with hidden need", "met een verborgen hulpvraag", "lower"),
    "self_reliant": ("self-reliant", "zelfredzaam", "higher"),
}

DOMAIN_LABELS = {
    "income_work": ("income and work", "inkomen en werk"),
    "debts_admin": ("debts and administration", "schulden en administratie"),
    "growing_up": ("growing up and parenting", "opgroeien en opvoeden"),
    "daily_living": ("daily living", "dagelijks leven"),
    "mental_health": ("mental health and addiction", "geestelijke gezondheid en verslaving"),
    "physical_health": ("physical health", "lichamelijke gezondheid"),
    "social_contact": ("social contact and participation", "contact en meedoen"),
    "housing_safety": ("housing, home and safety", "wonen, thuis en veiligheid"),
}


def _state(state: str) -> Outcome:
    english, dutch, better = STATE_LABELS[state]
    direction: dict[str, Better] = {"higher": "higher", "lower": "lower", "neither": "neither"}
    return Outcome(
        f"share_{state}", "share of residents", "stock", BETWEEN, "residents in this state",
        "residents", direction[better],
        "Mean share over the weeks; one state each, the first that applies from crisis to "
        "self-reliant, over own needs and those of the household.",
        "", f"residents {english}", f"bewoners {dutch}",
    )  # fmt: skip


def _zrm(domain: str) -> tuple[Outcome, Outcome]:
    english, dutch = DOMAIN_LABELS[domain]
    held = "residents or households that can have the need"
    return (
        Outcome(
            f"zrm_{domain}", "level 1-5", "stock", BETWEEN, "Self-Sufficiency Matrix level", held,
            "higher", "Mean level from severity, before help is counted.", "D30",
            f"self-sufficiency: {english}", f"zelfredzaamheid: {dutch}",
        ),
        Outcome(
            f"zrm3_{domain}", "share", "stock", BETWEEN, "level 3 or worse", held, "lower",
            "Mean share at Self-Sufficiency Matrix level 3 or worse, from severity.", "D30",
            f"level 3 or worse: {english}", f"niveau 3 of slechter: {dutch}",
        ),
    )  # fmt: skip


def _crisis(help_: str, english: str, dutch: str, counted: str) -> Outcome:
    return Outcome(
        f"crises_{help_}", "share of crises", "event", BETWEEN, counted, "crises", "neither",
        "By how the need in crisis was helped in the week before.", "",
        f"crises {english}", f"crises {dutch}",
    )  # fmt: skip


CITIZENS = (
    Outcome(
        "societal_cost_low", "EUR per inhabitant per year", "event", BETWEEN,
        "public cost and the hours of circle and volunteers", "residents", "lower",
        "As societal cost, with hours at half of it (assumed).",
        "D40", "societal cost, hours valued low", "kosten voor de samenleving, uren laag",
    ),
    Outcome(
        "societal_cost_high", "EUR per inhabitant per year", "event", BETWEEN,
        "public cost and the hours of circle and volunteers", "residents", "lower",
        "As societal cost, with hours at one and a half times it (assumed).",
        "D40", "societal cost, hours valued high", "kosten voor de samenleving, uren hoog",
    ),
    Outcome(
        "burden_top5_share", "share of burden", "stock", BETWEEN,
        "unmet need above the cut of the 5 % most burdened households", "households present "
        "throughout", "neither",
        "Part of all burden of households present throughout that the 5 % worst off carry.",
        "D18", "share of the burden on the 5 % worst-off households",
        "deel van de last bij de 5 % zwaarst belaste huishoudens",
    ),
    Outcome(
        "burden_vulnerable", "burden-weeks per resident per year", "stock", BETWEEN,
        "felt unmet need above the cut", "most vulnerable quarter of residents", "lower",
        "Own burden and that of the household, which every member feels in full.",
        "", "burden felt by the most vulnerable quarter",
        "ervaren last van het kwetsbaarste kwart",
    ),
    *(_state(state) for state in STATES[:-1]),
    Outcome(
        "escalations", "moves per 1,000 inhabitants per year", "event", BETWEEN,
        "moves from a lighter state to specialist, intensive or crisis", "residents", "lower",
        "Week-to-week moves up into specialist care, intensive care or crisis.",
        "M1", "escalations", "escalaties",
    ),
    Outcome(
        "recoveries", "moves per 1,000 inhabitants per year", "event", BETWEEN,
        "moves from specialist, intensive or crisis to a lighter state", "residents", "neither",
        "Week-to-week moves down from specialist care, intensive care or crisis.",
        "", "moves to lighter help", "stappen naar lichtere hulp",
    ),
    *(outcome for domain in DOMAINS for outcome in _zrm(domain)),
    Outcome(
        "hidden_need", "needs per 1,000 inhabitants", "stock", BETWEEN,
        "needs that count and that support does not know", "needs with unmet part above the cut",
        "lower", "Mean number of counting needs that are unknown to support.",
        "", "hidden needs", "verborgen hulpvragen",
    ),
    Outcome(
        "reach", "share of needs", "stock", BETWEEN,
        "need-weeks known to support", "needs with unmet part above the cut", "higher",
        "Known weeks as a share of all weeks in which a need counts.",
        "M4", "needs that support knows", "hulpvragen in beeld",
    ),
    Outcome(
        "reach_vulnerable", "share of needs", "stock", BETWEEN,
        "need-weeks known to support", "needs of the most vulnerable quarter", "higher",
        "As reach, for needs whose holder is in the most vulnerable quarter.",
        "M14", "needs of the most vulnerable that support knows",
        "hulpvragen van de kwetsbaarsten in beeld",
    ),
    Outcome(
        "crises", "crises per 1,000 inhabitants per year", "event", BETWEEN, "crises",
        "residents", "lower", "Crises of the tape that happened.", "", "crises", "crises",
    ),
    Outcome(
        "crisis_hours", "hours per 1,000 inhabitants per year", "event", BETWEEN,
        "hours of crisis care", "residents", "lower", "Hours of crisis care, whoever pays.", "",
        "hours of crisis care", "uren crisiszorg",
    ),
    _crisis("no_help", "without help", "zonder hulp", "need unknown or without help"),
    _crisis("waiting", "while waiting", "tijdens wachten", "need waiting"),
    _crisis("light", "with first-line help", "met hulp uit de eerste lijn", "first-line worker"),
    _crisis("specialist", "with a provision", "met een voorziening", "product running"),
    Outcome(
        "network_strain", "0-1", "stock", BETWEEN, "strain of helping households", "households",
        "lower", "Mean strain of present households.", "F4", "strain of the circle",
        "belasting van het netwerk",
    ),
    Outcome(
        "network_overburdened", "share of households", "stock", BETWEEN, "strain above 0.5",
        "households", "lower", "Mean share of present households with strain above 0.5.",
        "D23", "overburdened households", "overbelaste huishoudens",
    ),
    Outcome(
        "informal_hours", "hours per inhabitant per year", "event", BETWEEN,
        "hours given by circles", "residents", "neither", "Informal help given.", "D22",
        "informal help", "informele hulp",
    ),
    Outcome(
        "wellbeing_mark", "mark", "stock", BETWEEN, "felt burden, mapped", "residents", "higher",
        "8 less 5 times felt burden (at most 1); a linear mapping that is assumed.",
        "A32", "school mark for wellbeing", "rapportcijfer welbevinden",
    ),
    Outcome(
        "wellbeing_mark_low", "mark", "stock", BETWEEN, "felt burden, mapped", "residents",
        "higher", "As the school mark, with slope 7 (assumed).", "A32",
        "school mark, steep mapping", "rapportcijfer, steile omrekening",
    ),
    Outcome(
        "wellbeing_mark_high", "mark", "stock", BETWEEN, "felt burden, mapped", "residents",
        "higher", "As the school mark, with slope 3 (assumed).", "A32",
        "school mark, flat mapping", "rapportcijfer, vlakke omrekening",
    ),
    Outcome(
        "near_crisis_mark_before", "mark", "event", BETWEEN, "school mark when help begins",
        "residents who came into help near crisis and stayed a year", "neither",
        "School mark in the week in which help began for a need above the crisis level.",
        "A32", "mark at the start of help near crisis",
        "cijfer bij start van hulp vlak voor crisis",
    ),
    Outcome(
        "near_crisis_mark_after", "mark", "event", BETWEEN, "school mark 52 weeks later",
        "residents who came into help near crisis and stayed a year", "higher",
        "School mark 52 weeks after help began, of the same residents.",
        "A32", "mark a year after help near crisis", "cijfer een jaar na hulp vlak voor crisis",
    ),
)  # fmt: skip
