"""A scenario while its files and the command line are laid over each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.inputs.files.errors import known
from sim.inputs.files.said import Said
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.scenarios.answers import ModelChoice
from sim.inputs.scenarios.resolved import Change, Event, own_key


@dataclass(slots=True)
class Building:
    """A scenario while it is made.

    ``bundles`` is the bundle that a value comes from and ``before`` the value before it, by key
    or ``model.<id>.<key>``; ``asked`` is where every bundle of all models stands, by name.
    """

    parameters: dict[str, Parameter]
    values: dict[str, Value]
    known: dict[str, ModelChoice] = field(default_factory=dict)
    model_values: dict[str, dict[str, Value]] = field(default_factory=dict)
    stated: set[str] = field(default_factory=set)
    origin: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    bundles: dict[str, str] = field(default_factory=dict)
    before: dict[str, Value] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    id: str = ""
    title_en: str = ""
    title_nl: str = ""
    place: str = ""
    place_titled: bool = True  # the title was stated with the place or after it
    models: list[str] = field(default_factory=list)
    models_where: str = ""

    def set_all(self, key: str, value: Value, origin: str) -> None:
        """A value for every model: what one model had of its own before is gone."""
        self.values[key] = value
        self.stated.add(key)
        self.origin[key] = origin
        self.bundles.pop(key, None)
        for model, own in self.model_values.items():
            if own.pop(key, None) is not None:
                self.origin.pop(own_key(model, key), None)
                self.bundles.pop(own_key(model, key), None)

    def set_own(self, model: str, key: str, value: Value, origin: str) -> None:
        """A value for one model, above that of all."""
        self.model_values.setdefault(model, {})[key] = value
        self.origin[own_key(model, key)] = origin
        self.bundles.pop(own_key(model, key), None)

    def by_bundle(self, slot: str, bundle: str, was: Value) -> None:
        """A value that was just set comes from a bundle; slot: a key or that of one model."""
        self.bundles[slot], self.before[slot] = bundle, was

    def take_over(self, base: str, model: str) -> None:
        """Give a model the values that the one it extends has of its own."""
        self.model_values[model] = dict(self.model_values.get(base, {}))
        for key in self.model_values[model]:
            old, new = own_key(base, key), own_key(model, key)
            self.origin[new] = self.origin[old]
            if old in self.bundles:
                self.by_bundle(new, self.bundles[old], self.before[old])

    def set_settings(self, given: Mapping[str, Any], origin: str) -> None:
        """Settings by name, already checked."""
        self.settings.update(given)
        self.origin.update({f"settings.{name}": origin for name in given})

    def value(self, key: str, model: str = "") -> Value:
        """The value of a parameter as it is now, for all models or for one."""
        return self.model_values.get(model, {}).get(key, self.values[key])


def parameter_of(parameters: Mapping[str, Parameter], key: str, where: str) -> Parameter:
    """The parameter of a key; ``InputError`` with the nearest spelling when there is none."""
    message = "this parameter does not exist"
    return parameters[known(key, parameters, where, "unknown_key", message, Said.PARAMETER())]
