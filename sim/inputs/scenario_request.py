"""Requests about scenarios: their options as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.inputs.option import argument, pairs, stated
from sim.inputs.parameters.parameter import Value
from sim.inputs.request import MODELS, WITH, Printed


@dataclass(frozen=True, slots=True)
class ListRequest(Printed):
    """One ``wijksim scenarios list``."""

    command = "scenarios list"


@dataclass(frozen=True, slots=True)
class ShowRequest(Printed):
    """One ``wijksim scenarios show``: every value with its unit and origin."""

    command = "scenarios show"
    scenario: str | Path = argument("pilot")
    models: tuple[str, ...] | None = stated(None, MODELS)
    bundles: tuple[str, ...] = stated((), WITH)
    set: Mapping[str, str | Value] = pairs("A parameter or setting.", "KEY=VALUE")


@dataclass(frozen=True, slots=True)
class BundlesRequest(Printed):
    """One ``wijksim scenarios bundles``: levers that belong together, by name."""

    command = "scenarios bundles"


@dataclass(frozen=True, slots=True)
class CheckRequest(Printed):
    """One ``wijksim scenarios check``; without files it is every built-in scenario."""

    command = "scenarios check"
    files: tuple[str, ...] = argument((), "[SCENARIO]...")
