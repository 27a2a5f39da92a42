"""wijksim: three ways to organise support in a Dutch neighbourhood, with the same luck.

Everything the command line does is a typed call. The names below are loaded when
they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.experiments.compare import compare
    from sim.experiments.country import country
    from sim.experiments.foregone import foregone
    from sim.experiments.liveness import liveness
    from sim.experiments.luck import luck
    from sim.experiments.run import run_command as run
    from sim.inputs.errors import InputError, WijksimError
    from sim.inputs.load import read_parameters
    from sim.inputs.request import (
        CompareRequest,
        CountryRequest,
        CurvesRequest,
        DiscoverRequest,
        EvidenceRequest,
        ExplainRequest,
        RobustRequest,
        RunRequest,
        SearchRequest,
        SensitivityRequest,
        StructuresRequest,
        SweepRequest,
        VerifyRequest,
    )
    from sim.inputs.scenario import Resolved, resolve
    from sim.show.known_answers import known_answers
    from sim.studies.curves import curves
    from sim.studies.discover import discover
    from sim.studies.explain import explain
    from sim.studies.robust import robust
    from sim.studies.search import search
    from sim.studies.sensitivity import sensitivity
    from sim.studies.structures import structures
    from sim.studies.sweep import sweep

__version__ = "0.1.0"

__all__ = [
    "CompareRequest",
    "CountryRequest",
    "CurvesRequest",
    "DiscoverRequest",
    "EvidenceRequest",
    "ExplainRequest",
    "InputError",
    "Resolved",
    "RobustRequest",
    "RunRequest",
    "SearchRequest",
    "SensitivityRequest",
    "StructuresRequest",
    "SweepRequest",
    "VerifyRequest",
    "WijksimError",
    "__version__",
    "compare",
    "country",
    "curves",
    "discover",
    "explain",
    "foregone",
    "known_answers",
    "liveness",
    "luck",
    "read_parameters",
    "resolve",
    "robust",
    "run",
    "search",
    "sensitivity",
    "structures",
    "sweep",
]

_WHERE = {
    "CompareRequest": ("sim.inputs.request", "CompareRequest"),
    "CountryRequest": ("sim.inputs.request", "CountryRequest"),
    "CurvesRequest": ("sim.inputs.request", "CurvesRequest"),
    "DiscoverRequest": ("sim.inputs.request", "DiscoverRequest"),
    "EvidenceRequest": ("sim.inputs.request", "EvidenceRequest"),
    "ExplainRequest": ("sim.inputs.request", "ExplainRequest"),
    "InputError": ("sim.inputs.errors", "InputError"),
    "Resolved": ("sim.inputs.scenario", "Resolved"),
    "RobustRequest": ("sim.inputs.request", "RobustRequest"),
    "RunRequest": ("sim.inputs.request", "RunRequest"),
    "SearchRequest": ("sim.inputs.request", "SearchRequest"),
    "SensitivityRequest": ("sim.inputs.request", "SensitivityRequest"),
    "StructuresRequest": ("sim.inputs.request", "StructuresRequest"),
    "SweepRequest": ("sim.inputs.request", "SweepRequest"),
    "VerifyRequest": ("sim.inputs.request", "VerifyRequest"),
    "WijksimError": ("sim.inputs.errors", "WijksimError"),
    "compare": ("sim.experiments.compare", "compare"),
    "country": ("sim.experiments.country", "country"),
    "curves": ("sim.studies.curves", "curves"),
    "discover": ("sim.studies.discover", "discover"),
    "explain": ("sim.studies.explain", "explain"),
    "foregone": ("sim.experiments.foregone", "foregone"),
    "known_answers": ("sim.show.known_answers", "known_answers"),
    "liveness": ("sim.experiments.liveness", "liveness"),
    "luck": ("sim.experiments.luck", "luck"),
    "read_parameters": ("sim.inputs.load", "read_parameters"),
    "resolve": ("sim.inputs.scenario", "resolve"),
    "robust": ("sim.studies.robust", "robust"),
    "run": ("sim.experiments.run", "run_command"),
    "search": ("sim.studies.search", "search"),
    "sensitivity": ("sim.studies.sensitivity", "sensitivity"),
    "structures": ("sim.studies.structures", "structures"),
    "sweep": ("sim.studies.sweep", "sweep"),
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    module, attribute = _WHERE[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value
