"""Outcomes for support: waits, stories told, length, return, provisions, queues."""

from __future__ import annotations

from sim.record.outcome import BETWEEN, STARTS, YEARS, Outcome

SUPPORT = (
    Outcome(
        "days_to_contact", "days", "event", BETWEEN, "days from counting need to recognition",
        "counting needs that became known and were not settled in the same week", "lower",
        "From the week in which the need began to count to the moment of recognition.",
        "", "days from need to contact", "dagen van hulpvraag tot contact",
    ),
    Outcome(
        "days_to_help", "days", "event", BETWEEN, "days from counting need to help",
        "counting needs that got a worker or a provision", "lower",
        "From the week in which the need began to count to the week in which help began.",
        "", "days from need to help", "dagen van hulpvraag tot hulp",
    ),
    Outcome(
        "wait_intake_days", "days", "event", BETWEEN, "days in the queue for intake",
        "needs decided at intake", "lower",
        "Whole weeks between entering the queue and intake; within the week is 0 days.",
        "B10,B26", "wait for intake", "wachttijd tot intake",
    ),
    Outcome(
        "wait_worker_days", "days", "event", BETWEEN, "days from intake to a worker",
        "needs that got a worker", "lower", "Whole weeks in the queue for a named worker.",
        "B26", "wait for a worker", "wachttijd tot hulpverlener",
    ),
    Outcome(
        "wait_product_days", "days", "event", BETWEEN, "days from grant to start",
        "provisions begun", "lower", "Whole weeks between grant and start, check included.",
        "D48,D49", "wait for a provision", "wachttijd tot voorziening",
    ),
    Outcome(
        "weeks_for_dwelling", "weeks per 1,000 inhabitants per year", "event", BETWEEN,
        "weeks in which a stay that is done runs on", "residents", "lower",
        "Weeks of shelter and supported living after they are done, for want of a dwelling.",
        "M24", "weeks waited for a dwelling", "weken gewacht op een woning",
    ),
    Outcome(
        "specialist_hours", "hours per inhabitant per year", "event", BETWEEN,
        "hours of specialists in running provisions", "residents", "neither",
        "Stated hours a week of each provision, over the weeks in which it runs.", "",
        "hours of specialists", "uren van specialisten",
    ),
    Outcome(
        "intakes_per_household", "intakes per household", "event", BETWEEN, "intakes",
        "households that told their story", "lower",
        "Intakes over the window per household with at least one; a desk takes in one need, the "
        "kitchen table one household.", "A33",
        "intakes per household (one need at a desk, all at the table)",
        "intakes per huishouden (één hulpvraag aan het loket, alle aan tafel)",
    ),
    Outcome(
        "stories_told", "times per household", "event", BETWEEN, "times the story is told",
        "households that told their story", "lower",
        "Times over the window, wrong desks included, per household with at least one.",
        "A33", "times the story is told", "keren dat het verhaal verteld is",
    ),
    Outcome(
        "workers_per_household", "persons", "stock", BETWEEN, "professionals around a household",
        "households in help", "lower",
        "Different first-line workers plus one per running provision, per household-week.",
        "C4", "professionals per household in help", "hulpverleners per huishouden in hulp",
    ),
    Outcome(
        "organisations_per_household", "organisations", "stock", BETWEEN,
        "organisations around a household", "households in help", "lower",
        "Organisations of first-line workers and of running provisions, per household-week.",
        "F16", "organisations per household in help", "organisaties per huishouden in hulp",
    ),
    Outcome(
        "laws_per_household", "laws", "stock", BETWEEN, "laws used by a household",
        "households with a provision", "lower", "Different payers of running provisions.",
        "D6", "laws per household with a provision", "wetten per huishouden met voorziening",
    ),
    Outcome(
        "settled_first_line", "share of closed help", "event", BETWEEN,
        "help that closed without a provision", "needs of which help closed", "neither",
        "Closed spells of help in which no provision ran, as a share of all closed spells.",
        "A35,M8", "settled in the first line", "afgerond in de eerste lijn",
    ),
    Outcome(
        "referral_share", "share of intakes", "event", BETWEEN,
        "intake decisions for a provision", "intake decisions", "neither",
        "Decisions for light, moderate or intensive provisions; what a team refers to the "
        "practice counts where it is decided.", "M8",
        "intakes that lead to a provision", "intakes die tot een voorziening leiden",
    ),
    Outcome(
        "users_per_1000", "persons per 1,000 inhabitants", "event", YEARS,
        "persons with a provision of Wmo, youth or income law", "residents", "neither",
        "Holders of a running provision at any time in the year.", "D1,D2",
        "users of provisions", "gebruikers van voorzieningen",
    ),
    Outcome(
        "user_households", "share of households", "event", YEARS,
        "households with a provision of Wmo, youth or income law", "households", "neither",
        "Households of which a member held such a provision in the year.", "D1,D2",
        "households with a provision", "huishoudens met een voorziening",
    ),
    Outcome(
        "more_than_one_per_1000", "persons per 1,000 inhabitants", "event", YEARS,
        "persons with more than one provision of Wmo, youth or income law", "residents", "neither",
        "Holders of two or more running provisions, or of one with a second one beside it "
        "(aids, transport), at any time in the year.", "D6",
        "users of more than one provision", "gebruikers van meer dan één voorziening",
    ),
    Outcome(
        "first_line_users_per_1000", "persons per 1,000 inhabitants", "event", YEARS,
        "persons with a first-line worker", "residents", "neither",
        "Holders of a need with a named first-line worker at any time in the year.", "B9",
        "users of first-line help", "gebruikers van eerstelijnshulp",
    ),
    Outcome(
        "help_length", "weeks", "event", BETWEEN, "length of first-line help",
        "first-line help that closed", "neither", "From first worker to close.", "B45",
        "length of first-line help", "duur van eerstelijnshulp",
    ),
    Outcome(
        "product_length", "weeks", "event", BETWEEN, "length of help with a provision",
        "help with a provision that closed", "neither", "From first week of help to its end.",
        "", "length of help with a provision", "duur van hulp met een voorziening",
    ),
    Outcome(
        "closed_within_year", "share of starts", "event", STARTS, "help closed within 52 weeks",
        "needs of which help began", "neither",
        "Spells of help that ended within 52 weeks of their start.", "B45",
        "help closed within a year", "hulp binnen een jaar afgerond",
    ),
    Outcome(
        "closed_within_year_1", "share of starts", "event", "starts in the first year",
        "help closed within 52 weeks", "needs of which help began", "neither",
        "As closed within a year, for help that began in weeks 1-52.", "B45",
        "begun in year 1, closed within a year", "begonnen in jaar 1, binnen een jaar afgerond",
    ),
    Outcome(
        "closed_within_year_2", "share of starts", "event", "starts in the second year",
        "help closed within 52 weeks", "needs of which help began", "neither",
        "As closed within a year, for help that began in weeks 53-104.", "B45",
        "begun in year 2, closed within a year", "begonnen in jaar 2, binnen een jaar afgerond",
    ),
    Outcome(
        "return_household", "share of households", "event", STARTS,
        "new help within 52 weeks after all help closed", "households of which all help closed",
        "lower", "Any need; closes at least 52 weeks before the end.", "B32",
        "households back in help within a year", "huishoudens binnen een jaar terug in hulp",
    ),
    Outcome(
        "return_law", "share of inflow", "event", "weeks from week 53 on",
        "new use of a law after at least 52 weeks without it", "inflow per household and law",
        "lower", "Households that used the same law before, since recording began.", "D4",
        "inflow that used the same law before", "instroom die dezelfde wet eerder gebruikte",
    ),
    Outcome(
        "return_any_law", "share of inflow", "event", "weeks from week 53 on",
        "new use of any law after at least 52 weeks without", "inflow per household", "lower",
        "Households that used any law before, since recording began.", "D4",
        "inflow that used a law before", "instroom die eerder een wet gebruikte",
    ),
    Outcome(
        "provision_visitors", "persons per 1,000 inhabitants", "stock", BETWEEN,
        "persons taking part in a collective provision", "residents", "higher",
        "Mean number of participants.", "A31", "visitors of collective provisions",
        "bezoekers van collectieve voorzieningen",
    ),
    Outcome(
        "provision_volunteers", "persons per 1,000 inhabitants", "stock", BETWEEN,
        "participants who help others", "residents", "higher", "Mean number of volunteers.",
        "M23", "volunteers in provisions", "vrijwilligers in voorzieningen",
    ),
    Outcome(
        "initiatives", "initiatives", "stock", BETWEEN, "open provisions run by residents",
        "the neighbourhood", "higher", "Mean number open.", "M12,A4",
        "residents' initiatives", "bewonersinitiatieven",
    ),
    Outcome(
        "help_spread", "steps of help", "stock", BETWEEN, "spread of help between equal needs",
        "needs with severity above the cut", "lower",
        "Standard deviation of help (0 none, 1 first line, 2-4 light to intensive provision) "
        "within domain and Self-Sufficiency Matrix level, pooled.",
        "M19", "unequal help for equal need", "ongelijke hulp bij gelijke hulpvraag",
    ),
    Outcome(
        "queue_intake", "needs per 1,000 inhabitants", "stock", BETWEEN, "needs waiting for intake",
        "residents", "lower", "Mean queue at the end of a week.", "B26", "waiting for intake",
        "wachtend op intake",
    ),
    Outcome(
        "queue_worker", "needs per 1,000 inhabitants", "stock", BETWEEN,
        "needs waiting for a worker", "residents", "lower", "Mean queue at the end of a week.",
        "B26", "waiting for a worker", "wachtend op een hulpverlener",
    ),
    Outcome(
        "queue_product", "needs per 1,000 inhabitants", "stock", BETWEEN,
        "needs waiting for a provision", "residents", "lower",
        "Mean queue at the end of a week.", "D48", "waiting for a provision",
        "wachtend op een voorziening",
    ),
    Outcome(
        "drop_outs", "needs per 1,000 inhabitants per year", "event", BETWEEN,
        "needs of people who gave up waiting", "residents", "lower", "Drop-out from intake queues.",
        "", "drop-out while waiting", "afhaken tijdens het wachten",
    ),
    Outcome(
        "refusals", "needs per 1,000 inhabitants per year", "event", BETWEEN,
        "intakes that pointed to own strength or network", "residents", "neither",
        "Intake decisions for own strength or network.", "B40",
        "pointed to own strength at intake", "bij intake verwezen naar eigen kracht",
    ),
)  # fmt: skip
