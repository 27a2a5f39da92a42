"""Building blocks of every published document: closed objects, and kinds of values that recur."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

_ANSWER = r"[a-z][a-z0-9_]*"
_MODEL = rf"{_ANSWER}(\+{_ANSWER}){{0,4}}"


class Part(BaseModel):
    """An object of a document: it has the keys it names and no other, of the types it names."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Document(Part):
    """A published document; its ``schema`` says of which kind it is."""

    schema_: str = Field(alias="schema")


class _NeverNull:
    """Of a key that may be left out: when it is there, it is not null."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        found: CoreSchema = handler(source)["schema"]
        return found


class _OneOf:
    """Of a value that no ``Literal`` can hold: it is one of these."""

    def __init__(self, *values: Any) -> None:
        self.values = values

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._known, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"enum": list(self.values)}

    def _known(self, value: Any) -> Any:
        if value not in self.values:
            raise ValueError(f"one of {self.values}")
        return value


class _AllDifferent:
    """Of a list: nothing is in it twice."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._different, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "uniqueItems": True}

    def _different(self, values: list[str]) -> list[str]:
        if len(set(values)) < len(values):
            raise ValueError("something is in it twice")
        return values


T = TypeVar("T")
Sometimes = Annotated[T | None, _NeverNull()]  # with the default None: a key that may be left out

Number: TypeAlias = float | None  # null: undefined
NotNegative = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Some = Annotated[int, Field(ge=1)]  # a count of at least one
Text = Annotated[str, Field(min_length=1)]
Names = Annotated[list[str], _AllDifferent()]

ModelId = Annotated[str, Field(pattern=rf"^{_MODEL}$")]  # five answers joined, or a name
Pair = Annotated[str, Field(pattern=rf"^{_MODEL}-{_MODEL}$")]  # later model, earlier model
Code = Annotated[str, Field(pattern=rf"^{_ANSWER}$")]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{16,}$")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]

Means: TypeAlias = Literal["equal", "equal_hours", "as_reported"]
Way: TypeAlias = Literal["lower", "higher"]
Better: TypeAlias = Literal["higher", "lower", "neither"]
Level = Annotated[float, _OneOf(0.95)]
Covers = Annotated[list[str], _OneOf(["luck"], ["luck", "parameters"])]
