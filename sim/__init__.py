"""wijksim: three ways to organise support in a Dutch neighbourhood, on common random numbers.

Everything the command line does is a typed call. The names below are loaded when
they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api import (
        compare,
        country,
        curves,
        discover,
        explain,
        foregone,
        gallery,
        known_answers,
        liveness,
        luck,
        robust,
        run,
        search,
        sensitivity,
        structures,
        sweep,
    )
    from sim.inputs.files.errors import InputError, WijksimError
    from sim.inputs.parameters.load import read_parameters
    from sim.inputs.request import (
        CompareRequest,
        CountryRequest,
        EvidenceRequest,
        RunRequest,
        VerifyRequest,
    )
    from sim.inputs.scenarios.scenario import Resolved, resolve
    from sim.inputs.study_request import (
        CurvesRequest,
        DiscoverRequest,
        ExplainRequest,
        GalleryRequest,
        RobustRequest,
        SearchRequest,
        SensitivityRequest,
        StructuresRequest,
        SweepRequest,
    )
    from sim.model.agents import (
        Citizen,
        CollectiveProvision,
        Organisation,
        Payer,
        Professional,
        SupportNetwork,
    )
    from sim.model.neighbourhood import NeighbourhoodModel
    from sim.record.recorder import Recorder

__version__ = "0.1.0"

__all__ = [
    "Citizen",
    "CollectiveProvision",
    "CompareRequest",
    "CountryRequest",
    "CurvesRequest",
    "DiscoverRequest",
    "EvidenceRequest",
    "ExplainRequest",
    "GalleryRequest",
    "InputError",
    "NeighbourhoodModel",
    "Organisation",
    "Payer",
    "Professional",
    "Recorder",
    "Resolved",
    "RobustRequest",
    "RunRequest",
    "SearchRequest",
    "SensitivityRequest",
    "StructuresRequest",
    "SupportNetwork",
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
    "gallery",
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

_FROM = {
    "sim.inputs.files.errors": ("InputError", "WijksimError"),
    "sim.inputs.parameters.load": ("read_parameters",),
    "sim.inputs.request": (
        "CompareRequest",
        "CountryRequest",
        "EvidenceRequest",
        "RunRequest",
        "VerifyRequest",
    ),
    "sim.inputs.scenarios.scenario": ("Resolved", "resolve"),
    "sim.model.agents": (
        "Citizen",
        "CollectiveProvision",
        "Organisation",
        "Payer",
        "Professional",
        "SupportNetwork",
    ),
    "sim.model.neighbourhood": ("NeighbourhoodModel",),
    "sim.record.recorder": ("Recorder",),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    asked = "sim.inputs.study_request" if name.endswith("Request") else "sim.api"
    module = next((where for where, names in _FROM.items() if name in names), asked)
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value
