"""Texts of errors in workbooks, and the heads of their columns, in both languages."""

from __future__ import annotations

from sim.inputs.files.said import Spoken


class Head(Spoken):
    """Heads of the columns of a sheet; in a file each may stand in either language."""

    KEY = "key", "sleutel"
    LABEL = "name", "naam"
    VALUE = "value", "waarde"
    UNIT = "unit", "eenheid"
    ALLOWED = "allowed", "toegestaan"
    NOW = "as it is", "zoals het is"
    DATE = "from date", "vanaf datum"
    MODEL = "only under model", "alleen bij model"


class SheetSaid(Spoken):
    """Faults of a workbook, and what to do instead."""

    NO_WORKBOOK = (
        "this file is no Excel workbook (.xlsx)",
        "dit bestand is geen Excel-werkmap (.xlsx)",
    )
    OTHER_KIND = (
        "this kind of workbook is not read",
        "dit soort werkmap wordt niet gelezen",
    )
    PASSWORD = (
        "this workbook has a password, so that it cannot be read",
        "deze werkmap heeft een wachtwoord en kan dus niet worden gelezen",
    )
    SAVE_AS = (
        "Save As in Excel, Excel Workbook (.xlsx), without a password",
        "Opslaan als in Excel, Excel-werkmap (.xlsx), zonder wachtwoord",
    )
    NEW = (
        "a workbook as made by wijksim scenarios new NAME --xlsx",
        "een werkmap zoals wijksim scenarios new NAAM --xlsx die maakt",
    )
    TOO_LARGE = (
        "this workbook is too large to be a what-if",
        "deze werkmap is te groot voor een wat-als",
    )
    NO_TABLE = (
        "no sheet has the heads of the columns in one row",
        "geen blad heeft de koppen van de kolommen in een rij",
    )
    HEADS = "at least key and value", "ten minste sleutel en waarde"
    COLUMN_TWICE = "this column is there twice", "deze kolom is er twee keer"
    TWO_TABLES = (
        "two sheets have such a table, and one is read",
        "twee bladen hebben zo'n tabel, en er wordt er een gelezen",
    )
    NEAR_HEAD = (
        "this is nearly the head of a column",
        "dit is bijna de kop van een kolom",
    )
    FORMULA = (
        "a formula is not read: what it gives hangs on more than this sheet",
        "een formule wordt niet gelezen: wat die geeft hangt van meer af dan dit blad",
    )
    FORMULA_DO = (
        "its result: copy it, and Paste Special, Values",
        "de uitkomst ervan: kopiëren, en Plakken speciaal, Waarden",
    )
    MERGED = "merged cells are not read", "samengevoegde cellen worden niet gelezen"
    MERGED_DO = "these cells unmerged", "deze cellen los van elkaar (samenvoegen opheffen)"
    HIDDEN = (
        "a value stands in a hidden row, column or sheet, where nobody sees it",
        "een waarde staat in een verborgen rij, kolom of blad, waar niemand die ziet",
    )
    HIDDEN_DO = "made visible, or emptied", "zichtbaar gemaakt, of leeg"
    TWICE = (
        "{key} gets a second value for the same date and model, beside that of {first}",
        "{key} krijgt een tweede waarde voor dezelfde datum en hetzelfde model, naast die in "
        "{first}",
    )
    NO_VALUE = (
        "this row has a date or a model and no value",
        "deze rij heeft een datum of model maar geen waarde",
    )
    NO_KEY = "this value has no key", "deze waarde heeft geen sleutel"
    WHOLE_RUN = (
        "{key} holds for the whole scenario, so without a date or model",
        "{key} geldt voor het hele scenario, dus zonder datum of model",
    )
    OF_A_MODEL = (
        "{key} is an answer of a model, and this row names none",
        "{key} is een antwoord van een model, en deze rij noemt er geen",
    )
    A_MODEL = (
        "a model in the column of models",
        "een model in de kolom met modellen",
    )
    BY_DATE = (
        "what changes at a date is the row of what changes, with a date",
        "wat op een datum verandert is de rij van wat verandert, met een datum",
    )
    A_DATE = "a day in the column of dates", "een dag in de kolom met datums"
    EMPTY = "an empty cell", "een lege cel"
    WITH_UNIT = (
        "{key} is a number alone: its unit stands in a column of its own",
        "{key} is alleen een getal: de eenheid heeft een eigen kolom",
    )
    PERCENT = (
        "a percentage where the unit is no share",
        "een percentage waar de eenheid geen aandeel is",
    )
    TOO_LONG = (
        "this table has more rows than a sheet of Excel",
        "deze tabel heeft meer rijen dan een blad van Excel",
    )
    AS_CSV = (
        "at most {most} rows, or CSV: leave --xlsx out",
        "hooguit {most} rijen, of CSV: laat --xlsx weg",
    )
    STYLE_OF_CSV = (
        "this style is of CSV, and --xlsx writes a workbook",
        "deze stijl is van CSV, en --xlsx schrijft een werkmap",
    )
    ONE_OF_BOTH = "--style, or --xlsx", "--style, of --xlsx"
