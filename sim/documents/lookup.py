"""Documents of commands that look things up: places, scenarios."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from sim.documents.base import Code, Count, Document, ModelId, Number, Pair, Part, Sometimes, Text
from sim.documents.parts import ByLanguage, Cause, Difference
from sim.inputs.parameters.parameter import Evidence, Role, Value


class ListedPlace(Part):
    """A place that can be simulated, by its code."""

    code: Text
    name: Text
    municipality: str = Field(description="Empty: in none, or in several")
    inhabitants: Count
    kind: Literal["built_in", "municipality", "wijk", "buurt"]


class Places(Document):
    """Places whose name has a text in it, the best first."""

    schema_: Literal["wijksim/places/1"] = Field(alias="schema")
    asked: str
    found: Count = Field(description="How many there are; places may hold fewer")
    places: list[ListedPlace]


class ListedScenario(Part):
    """A built-in scenario."""

    id: Code
    title: Text = Field(description="In the language that was asked for")
    place: Text
    models: list[ModelId]
    sources: list[Text] = Field(description="Ids of facts.toml that the scenario itself names")


class Scenarios(Document):
    """The built-in scenarios, the default one first."""

    schema_: Literal["wijksim/scenarios/1"] = Field(alias="schema")
    scenarios: list[ListedScenario]


class KnownParameter(Part):
    """Facts about a parameter, in every scenario the same."""

    label: ByLanguage
    unit: str
    prices: int | None = Field(description="Year of the prices of an amount in euros")
    default: Value
    low: Number
    high: Number
    choices: list[Text]
    evidence: Evidence
    source: Text
    role: Role
    group: Code


class DatedChange(Part):
    """Values that differ from a date on, until another if one is given; models empty: under every
    model."""

    date: Text
    until: Sometimes[Text] = None
    models: list[ModelId]
    set: dict[str, Value]
    answers: dict[str, Code]
    origin: Text


class DatedEvent(Part):
    """An opening or closing in an area; models empty: under every model."""

    date: Text
    opens: bool
    what: Code
    area: Text
    places: Number
    models: list[ModelId]
    origin: Text


class Scenario(Document):
    """A scenario with the values that were asked for; without filters that is all of them."""

    schema_: Literal["wijksim/scenario/1"] = Field(alias="schema")
    id: Code
    title: ByLanguage
    place: Text
    settings: dict[str, Any]
    models: dict[ModelId, dict[str, Code]] = Field(description="Answers by question")
    titles: dict[ModelId, ByLanguage]
    values: dict[str, Value] = Field(description="Under every model, unless model_values says")
    model_values: dict[ModelId, dict[str, Value]]
    stated: list[Text] = Field(description="Keys that are not drawn, of the whole scenario")
    origin: dict[str, Text] = Field(description="Who states a value, of the whole scenario")
    changes: list[DatedChange]
    events: Sometimes[list[DatedEvent]] = None
    files: list[Text]
    prices_year: int = Field(description="The year in whose prices a run stands")
    parameters: dict[str, KnownParameter]


class Side(Part):
    """One of two scenarios."""

    id: Code
    title: ByLanguage
    place: Text


class ScenarioDiff(Document):
    """Differences between two scenarios; a value is null where a scenario has no such model."""

    schema_: Literal["wijksim/scenario-diff/1"] = Field(alias="schema")
    a: Side
    b: Side
    titles: dict[ModelId, ByLanguage]
    differences: list[Difference]


class Finished(Side):
    """One of two finished comparisons."""

    folder: Text
    command: Text
    finished: Text = Field(description="Day and time (UTC)")


class Ends(Part):
    """A mean with the ends of its 95 % interval; null: undefined."""

    mean: Number
    low: Number
    high: Number


class Beside(Part):
    """An outcome in both; null: one of them has no such models, or no such outcome."""

    a: Ends | None
    b: Ends | None


class ResultsDiff(Document):
    """Two finished comparisons side by side."""

    schema_: Literal["wijksim/results-diff/1"] = Field(alias="schema")
    a: Finished
    b: Finished
    same_code: bool = Field(description="Both were made by the same code")
    titles: dict[ModelId, ByLanguage]
    differences: list[Difference] = Field(description="In question")
    models: dict[ModelId, dict[Code, Beside]] = Field(description="Main outcomes")
    pairs: dict[Pair, dict[Code, Beside]] = Field(description="Later minus earlier model")


class Doubt(Cause):
    """Something that is not wrong, but may not have been meant."""

    scenario: Text
    code: Code
    message: Text
    text: Text = Field(description="All of it in the language that was asked for")


class Check(Document):
    """Scenarios that are right, and what is doubtful in them."""

    schema_: Literal["wijksim/check/1"] = Field(alias="schema")
    checked: list[Text]
    strict: bool = Field(description="Doubts end the command with exit code 2")
    warnings: list[Doubt]
