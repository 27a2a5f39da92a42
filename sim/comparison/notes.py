"""Notes to read before any number, each a sentence by its code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from sim.comparison import document as parts
from sim.comparison.comparison import Comparison, Sample
from sim.comparison.steadiness import moving
from sim.foundation.sentence import Sentence, Wording
from sim.foundation.units import WEEKS_PER_YEAR
from sim.inputs.parameters.prices import price_year
from sim.inputs.scenarios.resolved import Resolved
from sim.population.population import People, households_missing
from sim.runs.cuts import BOOKED, FOLLOWED, only_published, toothless
from sim.runs.gains import DEAD_BAND
from sim.runs.replicate import Replication
from sim.support.contract import ORGANISATIONS


class Remark(Wording):
    """Notes of a comparison or a country, by code."""

    MEANS_EQUAL = (
        "Every model has the same euros for every payer. What a change costs extra is paid from "
        "the same euros. Under other means (the same hours, or the money as reported) the answer "
        "may differ. That can be calculated as well."
    )
    MEANS_EQUAL_HOURS = (
        "Every model has the same first-line hours, not the same euros. Under the same euros the "
        "answer may differ. That can be calculated as well."
    )
    MEANS_AS_REPORTED = (
        "Every model has the money that was reported for it, so the models do not have the same "
        "euros. A difference can come from the money alone. The same euros can be calculated as "
        "well."
    )
    PRICES = "All euros are in prices of {year}."
    BASELINE_BOOKED = (
        "Budgets are what today's practice booked in the last year before the reform, per payer. "
        "Published money is a level that the model is laid beside; savings are not counted from "
        "it."
    )
    BASELINE_PUBLISHED = (
        "Budgets are published expenditure: with {weeks} weeks before the reform there is no whole "
        "year of bookings to count from."
    )
    PUBLISHED_LOWER = (
        "A lower published level is stated for {payer}. The years before the reform begin there; "
        "from the reform on budgets are counted from what was booked. For less money set {option}."
    )
    OVERRUN_BOOKED = (
        "{payer} has {percent} % less money under {models}. But everything that it pays is an "
        "entitlement: whoever qualifies gets it, and what is spent beyond the budget is booked. "
        "Nothing responds to that overrun, so this cut changes nobody's help."
    )
    OVERRUN_FOLLOWED = (
        "{payer} has {percent} % less money under {models}. But everything that it pays is an "
        "entitlement: whoever qualifies gets it, and what is spent beyond the budget is booked. "
        "The only response is that decisions become stricter, so spending falls less than the "
        "budget."
    )
    TWO_SETS = (
        "There are {runs} replications with drawn parameters, and beside them {luck} with chance "
        "alone."
    )
    DEAD_BAND = (
        "A resident is 'the same' when the burden over the whole run changes by {band} burden-week "
        "or less."
    )
    FAILURES = "{count} run(s) failed and are left out; see the end of the report."
    IMPUTED_INDICATORS = "{count} of {of} indicators of areas were missing and have been estimated."
    SAMPLED = (
        "{count} residents with the same make-up stand for {of}. What is whole, a worker, a post, "
        "a place, a centre, then weighs differently: levels lie up to {percent}% from those of the "
        "whole place, and runs lie further apart when there are fewer residents. This is tested "
        "from {least} residents on."
    )
    HOUSEHOLDS = (
        "{count} of {of} households could not be formed: the ages and numbers of the areas do not "
        "allow it. Who fits no household lives in an institution."
    )
    DRIFT = (
        "Before the start of the reform these levels still moved, by more than 5 % in three years: "
        "{prevalences}. A difference may hold a part of that movement."
    )
    DRIFT_MILD = "{domain} (any need)"
    DRIFT_SEVERE = "{domain} (severe need)"
    STEADY = (
        "Under today's practice none of {count} levels clearly moves by more than {percent}% a "
        "year before the reform. Of {blind} of them the runs lie too far apart to see such a "
        "movement."
    )
    NOT_STEADY = (
        "Under today's practice {many} of {count} levels still move before the reform, by clearly "
        "more than {percent}% a year: {levels}. Of {blind} levels the runs lie too far apart to "
        "see such a movement. A difference may hold a part of it."
    )
    MOVING = "{level} ({change}%)"
    MOVING_FROM_NONE = "{level}"
    STEADY_TOO_SHORT = (
        "It is not known whether today's practice stands still: {weeks} weeks before the reform "
        "hold no two whole years."
    )
    STEADY_ONE_RUN = (
        "It is not known whether today's practice stands still: that takes more than one "
        "replication."
    )
    OVERLOAD = (
        "{model}: {outcome} is 1 or more in {count} of {runs} runs and {ratio} in the middle one. "
        "At 1 or more, more is asked than there are hours: intakes are cut short, hours are moved "
        "or hired, or queues grow."
    )
    UNDECIDED = (
        "{model}: {organisation} leaves {share} of what it was to decide undecided: its queue "
        "grows without end."
    )
    WIJK_LUCK = (
        "A single wijk shows chance as well as the model (runs per wijk: {runs}). Read one wijk "
        "with care. Over many wijken chance averages out."
    )
    WEIGHTS = "The numbers below are means over wijken, weighted by inhabitants."
    DEFAULTS = "Parameters stand at one value: the real uncertainty is larger."
    SKIPPED_WIJKEN = "{wijken} wijken with {inhabitants} inhabitants are skipped."
    IMPUTED_WIJKEN = "In {wijken} wijken with {inhabitants} inhabitants something is imputed."


_MEANS = {
    "equal": Remark.MEANS_EQUAL,
    "equal_hours": Remark.MEANS_EQUAL_HOURS,
    "as_reported": Remark.MEANS_AS_REPORTED,
}
_CUTS = {BOOKED: Remark.OVERRUN_BOOKED, FOLLOWED: Remark.OVERRUN_FOLLOWED}
_DRIFTS = {"mild": Remark.DRIFT_MILD, "severe": Remark.DRIFT_SEVERE}

UNDECIDED = "undecided_share_"  # outcomes of each organisation
MOST_LEFT = 0.5  # of what was to be decided: from here on less is decided than is left
LEFT_IN_LONG = 0.1  # the same where the run is long enough to tell growth from a new level
LONG = 2 * WEEKS_PER_YEAR
SIZE_PERCENT = 10  # how far a level of fewer residents lies from that of the place, measured
SIZE_LEAST = 1500  # residents for which that is tested


def notes_of(
    made: Comparison, people: People, own: Sequence[Replication], luck: Sample | None
) -> list[Sentence]:
    """Every note of a comparison, in reading order.

    own: the replications of its headline; luck: those with luck alone.
    """
    settings, head = made.resolved.settings, made.headline
    notes = [of_means(settings.means), *of_money(made.resolved)]
    if settings.uncertainty == "ranges":
        alone = luck.replications if luck else 0
        notes.append(Remark.TWO_SETS(runs=head.replications, luck=alone))
    notes.append(Remark.DEAD_BAND(band=DEAD_BAND))
    if made.failures:
        notes.append(Remark.FAILURES(count=len(made.failures)))
    imputed = int(people.imputed.sum())
    if imputed:
        notes.append(Remark.IMPUTED_INDICATORS(count=imputed, of=people.imputed.size))
    if len(people.age) != people.place.inhabitants:
        notes.append(sampled(len(people.age), people.place.inhabitants))
    missing, asked = households_missing(people)
    if missing:
        notes.append(Remark.HOUSEHOLDS(count=missing, of=asked))
    if drifts := parts.drifting(own):
        notes.append(drifting(drifts))
    return [
        *notes,
        steady(made.document["steadiness"], settings.burn_in_weeks),
        *crowded(head),
        *undecided(head, settings.weeks),
    ]


def of_means(means: str) -> Sentence:
    """In what the models are equal."""
    return _MEANS[means]()


def of_money(resolved: Resolved) -> Iterator[Sentence]:
    """The prices of all euros, what budgets are counted from, and cuts that cannot bite."""
    yield Remark.PRICES(year=price_year(resolved.values))
    weeks = resolved.settings.burn_in_weeks
    if weeks >= WEEKS_PER_YEAR:
        yield Remark.BASELINE_BOOKED()
        for payer in only_published(resolved):
            yield Remark.PUBLISHED_LOWER(payer=payer, option=f"payer.{payer}.cut")
    else:
        yield Remark.BASELINE_PUBLISHED(weeks=weeks)
    for (code, payer, share), models in toothless(resolved):
        yield _CUTS[code](payer=payer, percent=100.0 * share, models=models)


def sampled(count: int, of: int) -> Sentence:
    """Fewer or more residents than live in the place stand for it."""
    return Remark.SAMPLED(count=count, of=of, percent=SIZE_PERCENT, least=SIZE_LEAST)


def drifting(levels: Sequence[str]) -> Sentence:
    """Prevalences that were moving at the fork, as ``mild_debts_admin``."""
    named = (level.partition("_") for level in levels)
    return Remark.DRIFT(
        prevalences=tuple(_DRIFTS[form](domain=domain) for form, _, domain in named)
    )


def undecided(sample: Sample, weeks: int) -> Iterator[Sentence]:
    """Organisations whose queue grows without end under a model: a setting may let a desk
    never decide, and then what follows from its help says little.

    weeks: simulated after the fork.
    """
    least = LEFT_IN_LONG if weeks >= LONG else MOST_LEFT
    for model, outcomes in sample.outcomes.items():
        for organisation in ORGANISATIONS:
            values = outcomes.get(UNDECIDED + organisation, np.zeros(0))
            known = values[np.isfinite(values)]
            if len(known) and (share := float(known.mean())) >= least:
                yield Remark.UNDECIDED(model=model, organisation=organisation, share=share)


def steady(part: Mapping[str, Any] | None, weeks: int) -> Sentence:
    """Levels that drift under today's practice; that none does; or that it is not known.

    part: ``steadiness`` of the document; weeks: of the burn-in.
    """
    if part is None:
        return Remark.STEADY_TOO_SHORT(weeks=weeks)
    if all(level["steady"] is None for level in part["levels"].values()):
        return Remark.STEADY_ONE_RUN()
    count, percent, blind = len(part["levels"]), 100.0 * part["share"], len(part["not_seen"])
    levels = tuple(_moving(one["level"], one["percent"]) for one in moving(part))
    if not levels:
        return Remark.STEADY(count=count, percent=percent, blind=blind)
    return Remark.NOT_STEADY(
        count=count, percent=percent, blind=blind, many=len(levels), levels=levels
    )


def _moving(level: str, change: float | None) -> Sentence:
    """A level that drifts, with its change a year in per cents where it has a level."""
    if change is None:
        return Remark.MOVING_FROM_NONE(level=level)
    return Remark.MOVING(level=level, change=change)


def crowded(sample: Sample) -> Iterator[Sentence]:
    """Models and uses of hours with a mean utilisation of 1 or more: more is asked than there
    are hours for, before an organisation responds.

    ratio: of the middle run, for a mean of ratios is that of the few worlds with hardly any
    hours; count: of runs at 1 or more.
    """
    for model, outcomes in sample.outcomes.items():
        for name, values in outcomes.items():
            known = values[np.isfinite(values)]
            if name.startswith("utilisation_") and len(known) and float(known.mean()) >= 1.0:
                yield Remark.OVERLOAD(
                    model=model,
                    outcome=name,
                    ratio=float(np.median(known)),
                    count=int((known >= 1.0).sum()),
                    runs=len(known),
                )
