"""Notes to read before any number: a code, its numbers, and a sentence.

The sentence is English and stable, for who reads the document itself; the report words
every code in its own language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from sim.comparison import document as parts
from sim.comparison.comparison import Comparison, Sample
from sim.comparison.steadiness import moving
from sim.foundation.units import WEEKS_PER_YEAR
from sim.inputs.parameters.prices import price_year
from sim.inputs.scenarios.resolved import Resolved
from sim.population.population import People, households_missing
from sim.runs.cuts import BOOKED, FOLLOWED, only_published, toothless
from sim.runs.gains import DEAD_BAND
from sim.runs.replicate import Replication
from sim.support.contract import ORGANISATIONS

_CUTS = {
    BOOKED: "{payer} has {percent:.3g} % less money under {models}, but all that it pays is an "
    "entitlement: whoever qualifies gets it and the overrun is booked; nothing responds to it, so "
    "the cut changes nobody's help",
    FOLLOWED: "{payer} has {percent:.3g} % less money under {models}, but all that it pays is an "
    "entitlement: the overrun is booked, and the only response is that decisions become stricter, "
    "so that spending falls less than the budget",
}

Note: TypeAlias = dict[str, Any]  # code, message, values
UNDECIDED = "undecided_share_"  # outcomes of each organisation
MOST_LEFT = 0.5  # of what was to be decided: from here on less is decided than is left
LEFT_IN_LONG = 0.1  # the same where the run is long enough to tell growth from a new level
LONG = 2 * WEEKS_PER_YEAR
SIZE_PERCENT = 10  # how far a level of fewer residents lies from that of the place, measured
SIZE_LEAST = 1500  # residents for which that is tested


def note(code: str, message: str, **values: Any) -> Note:
    """A note as the document has it; ``message`` with its places filled in."""
    return {"code": code, "message": message.format(**values), "values": values}


def notes_of(
    made: Comparison, people: People, own: Sequence[Replication], luck: Sample | None
) -> list[Note]:
    """Every note of a comparison, in reading order.

    own: the replications of its headline; luck: those with luck alone.
    """
    settings, head = made.resolved.settings, made.headline
    notes = [note("means", "means: {means}", means=settings.means), *of_money(made.resolved)]
    if settings.uncertainty == "ranges":
        notes.append(two_sets(head, luck))
    notes.append(dead_band())
    if made.failures:
        notes.append(failed(len(made.failures)))
    imputed = int(people.imputed.sum())
    if imputed:
        text = "{count} of {of} area indicators are imputed"
        notes.append(note("imputed", text, count=imputed, of=people.imputed.size))
    if len(people.age) != people.place.inhabitants:
        notes.append(sampled(len(people.age), people.place.inhabitants))
    missing, asked = households_missing(people)
    if missing:
        notes.append(unformed(missing, asked))
    if moving := parts.drifting(own):
        text = "not stationary at the fork: {levels}"
        notes.append(
            {**note("drift", text, levels=", ".join(moving)), "values": {"levels": moving}}
        )
    return [
        *notes,
        steady(made.document["steadiness"], settings.burn_in_weeks),
        *crowded(head),
        *undecided(head, settings.weeks),
    ]


def of_money(resolved: Resolved) -> Iterator[Note]:
    """The prices of all euros, what budgets are counted from, and cuts that cannot bite."""
    year = price_year(resolved.values)
    yield note("prices", "all euros are in prices of {year}", year=year)
    weeks = resolved.settings.burn_in_weeks
    if weeks >= WEEKS_PER_YEAR:
        yield note(
            "baseline_booked",
            "budgets are what today's practice booked in the last year before the fork, per payer; "
            "published money is a level to be met, not what savings are counted from",
        )
        for payer in only_published(resolved):
            yield note(
                "published_lower",
                "the lower published level of {payer} is only where the years before the fork "
                "begin: less money from the fork on is payer.{payer}.cut",
                payer=payer,
            )
    else:
        yield note(
            "baseline_published",
            "budgets are published expenditure: the years before the fork are too short "
            "({weeks} weeks) to count from what was booked",
            weeks=weeks,
        )
    for (code, payer, share), models in toothless(resolved):
        taken = {"payer": payer, "percent": 100.0 * share}
        message = _CUTS[code].format(**taken, models=", ".join(models))
        yield {"code": code, "message": message, "values": {**taken, "models": list(models)}}


def two_sets(head: Sample, luck: Sample | None) -> Note:
    """Numbers of replications with parameters drawn, and with luck alone."""
    return note(
        "two_sets",
        "{runs} replications with parameters drawn; {luck} with luck alone, at default values, "
        "on the same seeds",
        runs=head.replications,
        luck=luck.replications if luck else 0,
    )


def dead_band() -> Note:
    """The change in burden-weeks up to which a resident counts as the same."""
    return note(
        "dead_band",
        "a resident whose burden changes by {band:g} burden-week or less over the whole run is "
        "counted as the same",
        band=DEAD_BAND,
    )


def sampled(count: int, of: int) -> Note:
    """Fewer or more residents than live in the place stand for it."""
    return note(
        "sampled",
        "{count} residents with the same make-up stand for {of}: levels lie up to {percent} % from "
        "those of the whole place, as tested from {least} residents on",
        count=count,
        of=of,
        percent=SIZE_PERCENT,
        least=SIZE_LEAST,
    )


def unformed(missing: int, asked: int) -> Note:
    """Households that published figures count and nobody could be found for."""
    return note(
        "households",
        "{count} of {of} households could not be formed from the ages and numbers of the areas; "
        "who fits no household lives in an institution",
        count=missing,
        of=asked,
    )


def failed(count: int) -> Note:
    """Runs that are left out."""
    return note("failures", "{count} runs failed and are left out", count=count)


def undecided(sample: Sample, weeks: int) -> Iterator[Note]:
    """Organisations whose queue grows without end under a model: a setting may let a desk
    never decide, and then what follows from its help says little.

    weeks: simulated after the fork.
    """
    least = LEFT_IN_LONG if weeks >= LONG else MOST_LEFT
    for model, outcomes in sample.outcomes.items():
        for organisation in ORGANISATIONS:
            values = outcomes.get(UNDECIDED + organisation, np.zeros(0))
            known = values[np.isfinite(values)]
            if len(known) and float(known.mean()) >= least:
                yield note(
                    "undecided",
                    "the queue for a decision grows without end: under {model} {organisation} "
                    "leaves {share:.0%} of what it was to decide undecided",
                    model=model,
                    organisation=organisation,
                    share=float(known.mean()),
                )


def steady(part: Mapping[str, Any] | None, weeks: int) -> Note:
    """Levels that drift under today's practice; that none does; or that it is not known.

    part: ``steadiness`` of the document; weeks: of the burn-in.
    """
    if part is None:
        return note(
            "steady_too_short",
            "whether today's practice stands still is not known: a burn-in of {weeks} weeks holds "
            "no two whole years",
            weeks=weeks,
        )
    if all(level["steady"] is None for level in part["levels"].values()):
        return note(
            "steady_one_run",
            "whether today's practice stands still is not known: one replication has no error",
        )
    numbers = {
        "count": len(part["levels"]),
        "percent": 100.0 * part["share"],
        "blind": len(part["not_seen"]),
    }
    blind = "; of {blind} levels the error is too large to see such a drift"
    found = moving(part)
    if not found:
        text = (
            "under today's practice none of {count} levels is seen to drift before the fork by "
            "more than {percent:g} % a year (a day, half a percentage point) beyond twice the "
            "standard error"
        )
        return note("steady", text + blind, **numbers)
    named = ", ".join(
        one["level"] + ("" if one["percent"] is None else f" {one['percent']:+.3g} %")
        for one in found
    )
    text = (
        "under today's practice {many} of {count} levels still drift before the fork by more than "
        "{percent:g} % a year (a day, half a percentage point) beyond twice the standard error: "
        "{levels}"
    )
    return {
        **note("not_steady", text + blind, many=len(found), levels=named, **numbers),
        "values": {**numbers, "levels": found},
    }


def crowded(sample: Sample) -> Iterator[Note]:
    """Models and uses of hours with a mean utilisation of 1 or more: more is asked than there
    are hours for, before an organisation responds.

    ratio: of the middle run, for a mean of ratios is that of the few worlds with hardly any
    hours; share: of runs at 1 or more.
    """
    for model, outcomes in sample.outcomes.items():
        for name, values in outcomes.items():
            known = values[np.isfinite(values)]
            if name.startswith("utilisation_") and len(known) and float(known.mean()) >= 1.0:
                yield note(
                    "overload",
                    "more asked than there are hours for: {outcome} under {model} is 1 or more in "
                    "{share:.0%} of the runs and {ratio:.3g} in the middle one",
                    model=model,
                    outcome=name,
                    ratio=float(np.median(known)),
                    share=float((known >= 1.0).mean()),
                )
