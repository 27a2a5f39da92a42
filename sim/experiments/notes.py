"""What a reader must know before reading a number: a code, its numbers, and a sentence.

The sentence is English and stable, for who reads the document itself; the report words
every code in its own language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from sim.experiments import document as parts
from sim.experiments.comparison import Sample
from sim.experiments.gains import DEAD_BAND
from sim.experiments.replicate import Replication
from sim.inputs.resolved import Resolved
from sim.world.population import People, households_missing

Note: TypeAlias = dict[str, Any]  # code, message, values


def note(code: str, message: str, **values: Any) -> Note:
    """A note as the document has it; ``message`` with its places filled in."""
    return {"code": code, "message": message.format(**values), "values": values}


def notes_of(
    resolved: Resolved,
    head: Sample,
    luck: Sample | None,
    failures: Sequence[Mapping[str, Any]],
    people: People,
    own: Sequence[Replication],
) -> list[Note]:
    """Every note of a comparison, in reading order; ``own``: the replications of ``head``."""
    settings = resolved.settings
    notes = [note("means", "means: {means}", means=settings.means)]
    if settings.uncertainty == "ranges":
        notes.append(two_sets(head, luck))
    notes.append(dead_band())
    if failures:
        notes.append(failed(len(failures)))
    imputed = int(people.imputed.sum())
    if imputed:
        text = "{count} of {of} area indicators are imputed"
        notes.append(note("imputed", text, count=imputed, of=people.imputed.size))
    missing, asked = households_missing(people)
    if missing:
        notes.append(unformed(missing, asked))
    if moving := parts.drifting(own):
        text = "not stationary at the fork: {levels}"
        notes.append(
            {**note("drift", text, levels=", ".join(moving)), "values": {"levels": moving}}
        )
    return notes + list(crowded(head))


def two_sets(head: Sample, luck: Sample | None) -> Note:
    """How many replications drew parameters, and how many had luck alone."""
    return note(
        "two_sets",
        "{runs} replications with parameters drawn; {luck} with luck alone, at default values, "
        "on the same seeds",
        runs=head.replications,
        luck=luck.replications if luck else 0,
    )


def dead_band() -> Note:
    """How small a change in burden-weeks is called none."""
    return note(
        "dead_band",
        "a resident whose burden changes by {band:g} burden-week or less over the whole run is "
        "counted as the same",
        band=DEAD_BAND,
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


def crowded(sample: Sample) -> Iterator[Note]:
    """Models and uses of hours with a mean utilisation of 1 or more: queues only grow."""
    for model, outcomes in sample.outcomes.items():
        for name, values in outcomes.items():
            known = values[np.isfinite(values)]
            if name.startswith("utilisation_") and len(known) and float(known.mean()) >= 1.0:
                yield note(
                    "overload",
                    "more asked than there are hours for: {outcome} is {ratio:.3g} under {model}",
                    model=model,
                    outcome=name,
                    ratio=float(known.mean()),
                )
