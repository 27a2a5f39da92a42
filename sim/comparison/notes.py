"""Notes to read before any number, each a sentence by its code (``sim/comparison/remarks.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from sim.comparison import document as parts
from sim.comparison.comparison import Comparison, Sample
from sim.comparison.remarks import Remark
from sim.comparison.steadiness import moving
from sim.foundation.sentence import Sentence
from sim.foundation.units import WEEKS_PER_YEAR
from sim.inputs.parameters.prices import price_year
from sim.inputs.scenarios.resolved import Resolved
from sim.population.population import People, households_missing
from sim.runs.cuts import BOOKED, FOLLOWED, only_published, toothless
from sim.runs.gains import DEAD_BAND
from sim.runs.replicate import Replication
from sim.support.contract import ORGANISATIONS

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
    hours; share: of runs at 1 or more.
    """
    for model, outcomes in sample.outcomes.items():
        for name, values in outcomes.items():
            known = values[np.isfinite(values)]
            if name.startswith("utilisation_") and len(known) and float(known.mean()) >= 1.0:
                yield Remark.OVERLOAD(
                    model=model,
                    outcome=name,
                    ratio=float(np.median(known)),
                    share=float((known >= 1.0).mean()),
                )
