"""Claims of a scenario: each that names a measure names an outcome that exists."""

from __future__ import annotations

from sim.inputs.files.errors import known
from sim.inputs.files.said import Said
from sim.inputs.scenarios.scenario_file import Layer
from sim.record.outcomes import OUTCOMES


def check_claims(layer: Layer) -> None:
    """InputError for a claim about an outcome that does not exist, with the nearest."""
    for number, claim in enumerate(layer.content.claims):
        if claim.measure is not None:
            where = layer.where(("claims", number, "measure", "outcome"))
            known(claim.measure.outcome, OUTCOMES, where, "unknown_outcome", Said.NO_OUTCOME())
