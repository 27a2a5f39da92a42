"""The words of the table of sources in the language of a page; their Dutch is in
``scenarios/facts_nl.toml``, a row per id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, Field

from sim.inputs.files.errors import InputError, known
from sim.inputs.files.folders import scenarios_folder, short_name
from sim.inputs.files.toml_file import place_in
from sim.inputs.files.validation import read_rows
from sim.inputs.parameters.sources import read_facts


class FactWords(BaseModel, extra="forbid", strict=True, frozen=True):
    """The words of a page for a fact; without a source of its own it has that of the fact."""

    quantity: str = Field(min_length=1)
    value: str = Field(min_length=1)
    source: str = ""


@cache
def facts_in(lang: str) -> Mapping[str, FactWords]:
    """The words of all facts by id; InputError when the Dutch is not of exactly these facts."""
    english = {
        name: FactWords(quantity=fact.quantity, value=fact.value, source=fact.source)
        for name, fact in read_facts().items()
    }
    return english if lang == "en" else _translated(lang, english)


def _translated(lang: str, english: Mapping[str, FactWords]) -> Mapping[str, FactWords]:
    path = scenarios_folder() / f"facts_{lang}.toml"
    rows, text = read_rows(path, FactWords)
    for name in rows:
        where, message = place_in(path, text, (name,)), "this source does not exist"
        known(name, english, where, "unknown_source", message, "an id of facts.toml")
    for name in english:
        if name not in rows:
            message = f"source '{name}' of facts.toml is missing"
            raise InputError(
                code="missing_key", where=f"{short_name(path)}, {name}", message=message
            )
    return {
        name: row if row.source else row.model_copy(update={"source": english[name].source})
        for name, row in rows.items()
    }
