"""Texts of errors on places, scenarios and values that are looked for, in both languages."""

from __future__ import annotations

from sim.inputs.files.said import Spoken


class Sought(Spoken):
    """Faults, and what to type instead."""

    NO_SCENARIO_NAME = (
        "this cannot be the name of a scenario",
        "dit kan geen naam van een scenario zijn",
    )
    SCENARIO_OR = (
        "{names}, or a file ending in .toml or .xlsx",
        "{names}, of een bestand dat eindigt op .toml of .xlsx",
    )
    NO_MODEL = "this model does not exist", "dit model bestaat niet"
    MODEL_OR_NEW = (
        "{names}, or a new one with all five answers or 'extends'",
        "{names}, of een nieuw met alle vijf antwoorden of 'extends'",
    )
    ANOTHER_NAME = "another name", "een andere naam"
    BUILT_IN_NAME = (
        "a built-in scenario is called so",
        "een ingebouwd scenario heet zo",
    )
    TOML_FILE = "the path of a file ending in .toml", "een pad van een bestand dat eindigt op .toml"
    NO_TOML_FILE = (
        "a scenario is a TOML file, or with --xlsx a workbook",
        "een scenario is een TOML-bestand, of met --xlsx een werkmap",
    )
    XLSX_FILE = "the path of a file ending in .xlsx", "een pad van een bestand dat eindigt op .xlsx"
    NO_XLSX_FILE = "a workbook ends in .xlsx", "een werkmap eindigt op .xlsx"
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
    ONE_OF_PLACES = "the code of one of these: {places}", "de code van een van deze: {places}"
    PLACE_OPTION = "--place {place}", "--place {place}"
    NOT_SET = (
        "the place has an option of its own",
        "de plaats heeft een eigen optie",
    )
    A_PLACE = "this is a place, not a scenario", "dit is een plaats, geen scenario"
    TYPE_ONE = (
        "{line}, where the code is that of one of these: {places}",
        "{line}, met de code van een van deze: {places}",
    )
    NOT_FINISHED = (
        "no finished results are in this folder",
        "in deze map staan geen uitkomsten die klaar zijn",
    )
    NO_COMPARISON = (
        "these results are of another command than compare",
        "deze uitkomsten zijn van een andere opdracht dan compare",
    )
    NO_TITLE = (
        "the scenario has no title of its own, and reports call it by that of what it extends",
        "het scenario heeft geen eigen titel, en rapporten noemen het naar wat het uitbreidt",
    )
    TITLE = (
        'title = {{ nl = "...", en = "..." }}',
        'title = {{ nl = "...", en = "..." }}',
    )
    OTHER_PLACE = (
        "the title names a place where this scenario is not",
        "de titel noemt een plaats waar dit scenario niet is",
    )
    NAME_OF_PLACE = "the name of {place}, or none", "de naam van {place}, of geen"
    NO_EFFECT = (
        "this change does nothing: it already holds at that date",
        "deze wijziging doet niets: op die datum geldt dit al",
    )
    NOT_COMPARED = (
        "this does nothing: none of the models that it is for is compared",
        "dit doet niets: geen van de modellen waarvoor het is wordt vergeleken",
    )
    NOT_GIVEN = (
        "this does nothing: no model that it is for gives the answer {answer}",
        "dit doet niets: geen model waarvoor het is geeft het antwoord {answer}",
    )
    NO_FRICTION = (
        "the benefit {benefit} is taken without the friction that its source reports",
        "het voordeel {benefit} wordt genomen zonder de wrijving die de bron ervan meldt",
    )
    NOT_NEUTRAL = "{friction} other than {neutral}", "{friction} anders dan {neutral}"
    CUT_BOOKED = (
        "this cut only books an overrun: all help under it is granted, and nothing responds",
        "deze korting boekt alleen een tekort: alle hulp eronder wordt verleend, en niets reageert",
    )
    UNTIL_IN_RUN = (
        "{first} to {last}: a week or more after its date, within the {weeks} weeks of the run; "
        "without it the change holds to the end",
        "{first} tot en met {last}: een week of meer na de datum, binnen de {weeks} weken van de "
        "run; zonder geldt de wijziging tot het einde",
    )
    ENDS_BEFORE = (
        "a change ends before it begins",
        "een wijziging eindigt voordat zij begint",
    )
    ENDS_AFTER_RUN = (
        "a change ends after the run, and would never end",
        "een wijziging eindigt na de run, en zou nooit eindigen",
    )
    NO_WEEK_LONG = (
        "a change ends in the week in which it begins, and would never happen",
        "een wijziging eindigt in de week waarin zij begint, en zou nooit gebeuren",
    )
    MUNICIPALITY = (
        "need, or a whole municipality such as GM0917",
        "need, of een hele gemeente zoals GM0917",
    )
    NO_ACCOUNTS = (
        "hours by accounts are known of whole municipalities, not merged since",
        "uren naar de rekening zijn er van hele gemeenten, sindsdien niet samengevoegd",
    )
    SPENDING_BELIEVED = (
        "need, or accounts of {low:g} to {high:g} times the country's",
        "need, of een rekening van {low:g} tot {high:g} maal die van het land",
    )
    BOOKED_ELSEWHERE = (
        "the accounts of this municipality have its teams under another task",
        "in de rekening van deze gemeente staan de teams onder een ander taakveld",
    )
    OPEN_OR_CLOSE = (
        'open = "centre" or "initiative", with places or without; or close = one of these',
        'open = "centre" of "initiative", met places of zonder; of close = een daarvan',
    )
    NOT_ONE_EVENT = (
        "an event is one thing that opens, or one that closes",
        "een gebeurtenis is een ding dat opengaat, of een dat sluit",
    )
    NO_SUCH_AREA = "the place has no such area", "de plek heeft zo'n buurt niet"
    CLOSED_BEFORE = (
        'an earlier event that closes it, or open = "initiative"',
        'een eerdere gebeurtenis die het sluit, of open = "initiative"',
    )
    STANDS = (
        "every area has one centre, and this one is open",
        "elke buurt heeft een buurthuis, en dit is open",
    )
    A_LIMIT = (
        "a limit that stops help, such as stop_when_empty, part of it out of contracts "
        "(payer.wmo.taken and its like), or another payer",
        "een grens die hulp stopt, zoals stop_when_empty, een deel uit contracten "
        "(payer.wmo.taken en dergelijke), of een andere betaler",
    )
