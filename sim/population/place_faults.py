"""Faults of a file of one's own place, said in both languages.

What is found and allowed are figures, names and signs, the same in every language; what to do
about it stands in the sentence.
"""

from __future__ import annotations

from enum import Enum

from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Both

_LONGEST = 60  # signs of a cell that an error repeats


class Fault(Enum):
    """A fault: the code of the error, the sentence in English and in Dutch."""

    NO_FILE = ("missing_file", "the file is not there", "het bestand is er niet")
    UNREADABLE = ("storage", "the file cannot be read", "het bestand is niet te lezen")
    WORKBOOK = (
        "wrong_type",
        "this is a spreadsheet, not CSV: save it in Excel with Save As, CSV UTF-8",
        "dit is een rekenblad, geen CSV: bewaar het in Excel met Opslaan als, CSV UTF-8",
    )
    NOT_TEXT = (
        "wrong_type",
        "the file cannot be read as text: save it as CSV UTF-8",
        "het bestand is niet als tekst te lezen: bewaar het als CSV UTF-8",
    )
    NOT_CSV = (
        "wrong_type",
        "the file cannot be read as CSV",
        "het bestand is niet als CSV te lezen",
    )
    OPEN_QUOTE = (
        "wrong_type",
        "a cell runs on over the end of its line: is a quote left open?",
        "een cel loopt door na het einde van de regel: staat er een aanhalingsteken te veel?",
    )
    NO_AREAS = ("missing_key", "the file has no areas", "het bestand heeft geen gebieden")
    NO_COLUMN = (
        "missing_key",
        "columns are missing from the file",
        "er ontbreken kolommen in het bestand",
    )
    LIKE_COLUMN = ("unknown_key", "there is no such column", "deze kolom bestaat niet")
    SAME_COLUMN = (
        "duplicate",
        "two columns hold the same: keep one",
        "twee kolommen zijn hetzelfde: laat er één staan",
    )
    NAMELESS = (
        "unknown_key",
        "a column with figures has no header",
        "een kolom met cijfers heeft geen kop",
    )
    SHORT = (
        "missing_key",
        "the row has fewer cells than the header",
        "de rij heeft minder cellen dan de kop",
    )
    LONG = (
        "inconsistent",
        "the row has more cells than the header: is there a decimal comma between commas? "
        "Then separate the cells with semicolons",
        "de rij heeft meer cellen dan de kop: staat er een decimale komma tussen komma's? "
        "Scheid de cellen dan met puntkomma's",
    )
    NO_FIGURES = (
        "missing_key",
        "the row has no figures: fill them in, or take the row out",
        "de rij heeft geen cijfers: vul ze in, of haal de rij weg",
    )
    NO_CODE = (
        "missing_key",
        "the area has neither a code nor a name",
        "het gebied heeft geen code en geen naam",
    )
    LEFT_OUT = (
        "missing_key",
        "this figure is left out, and no other can stand in for it",
        "dit cijfer is weggelaten, en geen ander kan ervoor in de plaats komen",
    )
    NOT_A_NUMBER = ("wrong_type", "this is not a number", "dit is geen getal")
    TWO_WAYS = (
        "wrong_type",
        "this number can be read in two ways: leave out the sign between its digits",
        "dit getal is op twee manieren te lezen: laat het teken tussen de cijfers weg",
    )
    NOT_WHOLE = ("wrong_type", "this is not a whole number", "dit is geen heel getal")
    RANGE = (
        "out_of_range",
        "the value is out of range",
        "de waarde ligt buiten het bereik",
    )
    SHARES = (
        "inconsistent",
        "these shares do not add to 100 %, nor these numbers to their total",
        "deze aandelen tellen niet op tot 100 %, en deze aantallen niet tot hun totaal",
    )
    MORE_HOMES = (
        "inconsistent",
        "there are more households than inhabitants",
        "er zijn meer huishoudens dan inwoners",
    )
    UNFILLED = (
        "inconsistent",
        "people of these ages cannot fill so many households",
        "mensen van deze leeftijden kunnen niet zoveel huishoudens vullen",
    )
    KINDS = (
        "inconsistent",
        "people of these ages cannot live in these kinds of households",
        "mensen van deze leeftijden kunnen niet in deze soorten huishoudens wonen",
    )
    SIZE = (
        "inconsistent",
        "households times their mean size are more people than live here",
        "huishoudens maal hun gemiddelde grootte zijn meer mensen dan hier wonen",
    )
    TOTAL = (
        "inconsistent",
        "this row is a total: everybody would count twice. Take it out",
        "deze rij is een totaal: iedereen zou twee keer meetellen. Haal hem weg",
    )
    WITHIN = (
        "inconsistent",
        "one area lies in another: its people would count twice",
        "het ene gebied ligt in het andere: de mensen zouden twee keer meetellen",
    )
    FORMULA = (
        "wrong_type",
        "this is a formula of a spreadsheet, or what became of one: write the text itself",
        "dit is een formule van een rekenblad, of wat ervan over is: schrijf de tekst zelf",
    )
    HIDDEN_SIGN = (
        "wrong_type",
        "there is a sign in this text that cannot be shown",
        "er staat een teken in deze tekst dat niet te tonen is",
    )
    SAME_CODE = ("duplicate", "a code comes twice", "een code komt twee keer voor")
    NO_HEALTH = (
        "unknown_place",
        "there are no health figures of this region",
        "van dit gebied zijn er geen gezondheidscijfers",
    )
    MERGED = (
        "merged_municipality",
        "the figures are of 2016, before or after this municipality was merged",
        "de cijfers zijn van 2016, van vóór of na de samenvoeging van deze gemeente",
    )

    def at(
        self,
        where: str,
        found: str | None = None,
        allowed: str | None = None,
        nearest: str | None = None,
    ) -> InputError:
        """The error: where the fault is, what was found and what is allowed."""
        code, english, dutch = self.value
        shown = None if found is None else repeated(found)
        return InputError(
            code=code,
            where=where,
            found=shown,
            allowed=allowed,
            nearest=nearest,
            message=Both(english, dutch),
        )


def repeated(text: str) -> str:
    """A text of the file as a message repeats it: no longer than a line, every sign visible."""
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in cut)
