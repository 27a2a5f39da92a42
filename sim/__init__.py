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
        EvidenceRequest,
        RunRequest,
        VerifyRequest,
    )
    from sim.inputs.scenario import Resolved, resolve
    from sim.show.known_answers import known_answers

__version__ = "0.1.0"

__all__ = [
    "CompareRequest",
    "CountryRequest",
    "EvidenceRequest",
    "InputError",
    "Resolved",
    "RunRequest",
    "VerifyRequest",
    "WijksimError",
    "__version__",
    "compare",
    "country",
    "foregone",
    "known_answers",
    "liveness",
    "luck",
    "read_parameters",
    "resolve",
    "run",
]

_WHERE = {
    "CompareRequest": ("sim.inputs.request", "CompareRequest"),
    "CountryRequest": ("sim.inputs.request", "CountryRequest"),
    "EvidenceRequest": ("sim.inputs.request", "EvidenceRequest"),
    "InputError": ("sim.inputs.errors", "InputError"),
    "Resolved": ("sim.inputs.scenario", "Resolved"),
    "RunRequest": ("sim.inputs.request", "RunRequest"),
    "VerifyRequest": ("sim.inputs.request", "VerifyRequest"),
    "WijksimError": ("sim.inputs.errors", "WijksimError"),
    "compare": ("sim.experiments.compare", "compare"),
    "country": ("sim.experiments.country", "country"),
    "foregone": ("sim.experiments.foregone", "foregone"),
    "known_answers": ("sim.show.known_answers", "known_answers"),
    "liveness": ("sim.experiments.liveness", "liveness"),
    "luck": ("sim.experiments.luck", "luck"),
    "read_parameters": ("sim.inputs.load", "read_parameters"),
    "resolve": ("sim.inputs.scenario", "resolve"),
    "run": ("sim.experiments.run", "run_command"),
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    module, attribute = _WHERE[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value
