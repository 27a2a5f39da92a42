"""Texts of errors on places, scenarios and values that are looked for, in both languages."""

from __future__ import annotations

from sim.inputs.files.said import Spoken


class Sought(Spoken):
    """What is wrong, and what to type instead."""

    NO_SCENARIO_NAME = (
        "this cannot be the name of a scenario",
        "dit kan geen naam van een scenario zijn",
    )
    ANOTHER_NAME = "another name", "een andere naam"
    BUILT_IN_NAME = (
        "a built-in scenario is called so",
        "een ingebouwd scenario heet zo",
    )
    TOML_FILE = "the path of a file ending in .toml", "een pad van een bestand dat eindigt op .toml"
    NO_TOML_FILE = "a scenario is a TOML file", "een scenario is een TOML-bestand"
    ANOTHER_FILE = (
        "another name or --out, or this file moved away",
        "een andere naam of --out, of dit bestand ergens anders",
    )
    FILE_THERE = (
        "the file is there already and is not written over",
        "het bestand is er al en wordt niet overschreven",
    )
    NO_SUCH_VALUE = (
        "no value that is shown has this in its key or label",
        "geen waarde die wordt getoond heeft dit in haar sleutel of naam",
    )
    PART_OF_A_LABEL = (
        "a part of a key or label, with --group or --question that it belongs to",
        "een deel van een sleutel of naam, met --group of --question waar die bij hoort",
    )
    NO_SUCH_NAME = "no place has this in its name", "geen plaats heeft dit in zijn naam"
    PART_OF_A_NAME = (
        "a code, a name or a part of one: of a municipality, a wijk, a buurt of Maastricht",
        "een code, een naam of een deel daarvan: van een gemeente, een wijk, een buurt van "
        "Maastricht",
    )
