"""Texts of errors, what is wrong and what is allowed, in both languages; those of places and
scenarios that are looked for stand in ``sought.py``."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

UNIT = "unit"  # the place of a unit, whose Dutch name stands with those of the pages


class Both(str):
    """An English text that knows its Dutch; everywhere else it is the English text."""

    dutch: str
    values: dict[str, Any]

    def __new__(cls, english: str, dutch: str = "", values: dict[str, Any] | None = None) -> Both:
        """The English text, filled in; ``dutch`` with the places that ``values`` fill."""
        made = super().__new__(cls, english)
        made.dutch, made.values = dutch, values or {}
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Both, (str(self), self.dutch, self.values)

    def in_dutch(self, unit: Callable[[str], str]) -> str:
        """The Dutch text; ``unit`` gives the Dutch name of a unit."""
        named = {key: unit(value) if key == UNIT else value for key, value in self.values.items()}
        return self.dutch.format(**named).strip()


class Spoken(Enum):
    """A table of texts: English, Dutch; called with what their places hold."""

    def __call__(self, **values: Any) -> Both:
        """The text with its places filled in."""
        english, dutch = self.value
        return Both(english.format(**values).strip(), dutch, values)


class Said(Spoken):
    """Texts of errors in files and options, and of what is allowed there."""

    RANGE = "{low} to {high} {unit}", "{low} tot en met {high} {unit}"
    WHOLE_RANGE = (
        "whole number, {low} to {high} {unit}",
        "geheel getal, {low} tot en met {high} {unit}",
    )
    WHOLE = "a whole number", "een geheel getal"
    WHOLE_LEAST = "a whole number of at least {least}", "een geheel getal vanaf {least}"
    WHOLE_BETWEEN = (
        "a whole number, {least} to {most}",
        "een geheel getal, {least} tot en met {most}",
    )
    WHOLE_OR_ALL = "a whole number of at least 1, or 'all'", "een geheel getal vanaf 1, of 'all'"
    NUMBER = "a number", "een getal"
    NOT_A_NUMBER = "this is no number within the bounds", "dit is geen getal binnen de grenzen"
    ABOVE = (
        "a number above {above:g}, no larger than {most:g}",
        "een getal boven {above:g}, niet groter dan {most:g}",
    )
    TEXT = "text between quotes", "tekst tussen aanhalingstekens"
    TRUE_OR_FALSE = "true or false", "true of false"
    LIST = "a list: [..., ...]", "een lijst: [..., ...]"
    TABLE = "a table of keys and values", "een tabel van sleutels en waarden"
    DAY = "a date such as 2015-01-31", "een datum zoals 2015-01-31"
    NOT_EMPTY = "at least one", "ten minste een"
    NAME = (
        "lower-case letters, digits and _, a letter first",
        "kleine letters, cijfers en _, eerst een letter",
    )
    KEY_VALUE = "KEY=VALUE", "SLEUTEL=WAARDE"
    ONCE = "one value for each", "voor elk een waarde"
    FILE_OR = "{names}, or a file ending in .toml", "{names}, of een bestand dat eindigt op .toml"
    PARAMETER = (
        "the key of a parameter (wijksim scenarios show lists them)",
        "de sleutel van een parameter (wijksim scenarios show noemt ze)",
    )
    PARAMETER_OR_PATTERN = (
        "the key of a parameter, or a pattern such as desks.*",
        "de sleutel van een parameter, of een patroon zoals desks.*",
    )
    A_SOURCE = (
        "an id of scenarios/facts.toml, such as A6",
        "een nummer uit scenarios/facts.toml, zoals A6",
    )
    ROLES = "a parameter with role {roles}", "een parameter met rol {roles}"
    ANSWERS = (
        "all five answers, or 'extends' with a model that exists",
        "alle vijf antwoorden, of 'extends' met een model dat bestaat",
    )
    MODEL_OR = "{names}, or {full}", "{names}, of {full}"
    PLACE_AND_MODELS = (
        "place and models, here or in what it extends",
        "place en models, hier of in wat het uitbreidt",
    )
    WITHOUT = "{key} = {value}, or without {name}", "{key} = {value}, of zonder {name}"
    NO_BUNDLE = "this bundle does not exist", "deze bundel bestaat niet"
    BUNDLE_TWICE = "the bundle {name} is there twice", "de bundel {name} staat er twee keer"
    NO_STRENGTH = "the bundle {name} has no strength", "de bundel {name} heeft geen sterkte"
    STRENGTH_NUMBER = "the strength of {name} is a number", "de sterkte van {name} is een getal"
    STRENGTH_OUTSIDE = "the strength of {name} is out of range", "de sterkte van {name} kan niet"
    TWO_BUNDLES = "{first} and {second} differ on {key}", "{first} en {second} botsen op {key}"
    BUNDLE_SAYS = "{name} gives {key} another value", "{name} geeft {key} een andere waarde"
    NO_LEVER = "no model here has a lever of {name}", "geen model hier heeft een knop van {name}"
    MODEL_WITH = "a model with one of {answers}", "een model met een van {answers}"
    BUNDLE_OF_ALL = "{name} holds for all models alike", "{name} geldt voor alle modellen gelijk"
    SHALLOW = "at most {most} tables in each other", "hoogstens {most} tabellen in elkaar"
    IN_RUN = (
        "{first} to {last}, the days of the run: settings.start and {weeks} weeks",
        "{first} tot en met {last}, de dagen van de run: settings.start en {weeks} weken",
    )
    OUTSIDE_RUN = (
        "this day falls outside the run, and what it says would never happen",
        "deze dag valt buiten de run, en wat er staat zou nooit gebeuren",
    )
    TWO_ON_A_DAY = (
        "{key} gets two values on {date}, here and in {first}",
        "{key} krijgt op {date} twee waarden, hier en in {first}",
    )
    THOUSANDS = (
        "a number is written in plain digits, with a point for decimals and nothing for thousands",
        "een getal staat in gewone cijfers, met een punt voor decimalen en zonder duizendtekens",
    )
    POWER_OF_TWO = (
        "a power of two, such as 64, 256 or 1024",
        "een macht van twee, zoals 64, 256 of 1024",
    )
    ONE_INPUT = "at least one [input.<name>]", "ten minste een [input.<naam>]"
    LOW_BELOW_HIGH = "a low end below the high end", "een laag eind onder het hoge eind"
    VALUES = "values = [...]", "values = [...]"
    LEVELS_OR_NOTHING = "levels, or nothing", "levels, of niets"
    MOVABLE = (
        "a parameter, a pattern such as desks.*, a group ({groups}) or a setting ({settings})",
        "een parameter, een patroon zoals desks.*, een groep ({groups}), of ({settings})",
    )
    ONE_BY_ONE = "one by one: {names}", "een voor een: {names}"
    NOT_AS_A_GROUP = (
        "'{name}' do not move as a group: none of them has a range that is drawn",
        "'{name}' bewegen niet als groep: geen ervan heeft een bereik waaruit wordt getrokken",
    )
    LIST_OR_INPUTS = (
        'method = "list" with [[point]] and no [input], or another method with [input]',
        'method = "list" met [[point]] zonder [input], of een andere method met [input]',
    )
    DESIGN = (
        "the name of a design, a file ending in .toml, or --status DIR",
        "de naam van een ontwerp, een bestand dat eindigt op .toml, of --status MAP",
    )
    POINTS = (
        "points 0 to {last}, replications as in the design",
        "punten 0 tot en met {last}, replicaties zoals in het ontwerp",
    )
    STATEMENT = (
        "an outcome, one of < <= > >=, a number: 'burden < 0'",
        "een uitkomst, een van < <= > >=, een getal: 'burden < 0'",
    )
    AT_LEAST_FOR = "at least {least} for {method}", "ten minste {least} voor {method}"
    POINTS_FOR = (
        "the runs of at least {least} points for {method}",
        "de runs van ten minste {least} punten voor {method}",
    )
    EVERY_POINT = (
        "all points: the same command tries these again, the others are done",
        "alle punten: dezelfde opdracht probeert deze opnieuw, de andere zijn klaar",
    )
    EVERY_NUMBER = (
        "a number in every run; another outcome, or a smaller range of its inputs",
        "een getal in elke run; een andere uitkomst, of een kleiner bereik van de invoer",
    )
    TWO_MODELS = "at least two models", "ten minste twee modellen"
    ANSWERS_ALONE = (
        "two models that differ in their answers alone",
        "twee modellen die alleen in hun antwoorden verschillen",
    )
    NO_HYPOTHESIS = (
        "a scenario in which no hypothesis is switched on",
        "een scenario waarin geen hypothese aanstaat",
    )
    ONE_WAY_BETTER = (
        "outcomes of which one way is better",
        "uitkomsten waarvan een kant beter is",
    )
    KEPT = (
        "what some choice of these levers can keep, or more generations",
        "wat deze keuzes in de werkwijze kunnen halen, of meer generaties",
    )
    A_WIJK = (
        "at least one wijk with inhabitants and households",
        "ten minste een wijk met inwoners en huishoudens",
    )
    ALL_OF_A_WIJK = (
        "all: every wijk has its own inhabitants",
        "all: elke wijk heeft haar eigen inwoners",
    )
    BUURT_OR_WIJK = "a buurt, or the wijk it lies in", "een buurt, of de wijk waarin die ligt"
    SAME_MEANS = (
        "the same in every model; staff that differs needs means = as_reported",
        "hetzelfde in elk model; personeel dat verschilt vraagt means = as_reported",
    )
    DATED = (
        "levers, hours, prices and budgets",
        "keuzes in de werkwijze, uren, prijzen en budgetten",
    )
    STUDY_FOLDER = (
        "the folder of a study, finished or not",
        "de map van een studie, klaar of niet",
    )
    FINISHED_FOLDER = (
        "the folder of a study that is finished",
        "de map van een studie die klaar is",
    )
    AS_WRITTEN = "a folder as it was written", "een map zoals die is geschreven"
    INPUTS_MOVE = (
        "a study in which inputs move: lhs, sobol, grid, saltelli or morris",
        "een studie waarin invoer beweegt: lhs, sobol, grid, saltelli of morris",
    )
    WITHOUT_RUNS = (
        "these left out, or a study of its own without --runs",
        "deze weggelaten, of een eigen studie zonder --runs",
    )
    NOT_WITH_RUNS = (
        "runs that are there have no other size or values",
        "runs die er al zijn hebben geen andere omvang of waarden",
    )
    WRITTEN_OR_AGAIN = (
        "the file as wijksim wrote it, or the command again with another --out",
        "het bestand zoals wijksim het schreef, of de opdracht opnieuw met een andere --out",
    )
    SAME_RUN = (
        "a new folder, or that of the same run",
        "een nieuwe map, of die van dezelfde opdracht",
    )
    MOVED_AWAY = (
        "another folder, such as --out {folder}, or this file moved away",
        "een andere map, zoals --out {folder}, of dit bestand ergens anders",
    )
    PARQUET_FOLDER = (
        "a results folder with .parquet files",
        "een map met resultaten waarin .parquet-bestanden staan",
    )
    AS_BEGUN = (
        "what it was begun with, another --out, or the same without {folder}",
        "dat waarmee het is begonnen, een andere --out, of hetzelfde zonder {folder}",
    )
    ONE_AT_A_TIME = (
        "one run at a time in a folder: wait, or choose another --out",
        "een opdracht tegelijk in een map: wacht, of kies een andere --out",
    )
    AT_LEAST_ONE = "1 or more", "1 of meer"
    SOMEBODY = "at least 1 inhabitant", "ten minste 1 inwoner"
    PLACES = (
        "{names}, WK...... or BU0935...., several with +, GM...., or a .csv file",
        "{names}, WK...... of BU0935...., meer ervan met +, GM...., of een .csv-bestand",
    )
    NO_OUTCOME = "this outcome does not exist", "deze uitkomst bestaat niet"
    SOME_OF = "one of {count}, such as {names}", "een van {count}, zoals {names}"
    A_NAME = "a name, such as results/mine", "een naam, zoals results/mijn"
    REPORT = "wijksim report {folder}", "wijksim report {folder}"
    PAGE_FOLDER = (
        "the folder of a compare, country or study that is finished",
        "de map van een compare, country of studie die klaar is",
    )
    COMPARED = "the folder of a finished comparison", "de map van een vergelijking die klaar is"
    ADDRESS = (
        "the address that dask scheduler prints, such as tcp://127.0.0.1:8786",
        "het adres dat dask scheduler meldt, zoals tcp://127.0.0.1:8786",
    )
    AGAIN = (
        "the same command once it is there again: what was done is kept",
        "dezelfde opdracht als die er weer is: wat klaar was, is bewaard",
    )
    A_WORKER = "at least one: dask worker ADDRESS", "ten minste een: dask worker ADRES"
    SAME_VERSION = (
        "the same version of wijksim on every machine",
        "dezelfde versie van wijksim op elke machine",
    )
    LONGER = "a higher --limit, or smaller points", "een hogere --limit, of kleinere punten"
    INSTALL = "pip install {package}", "pip install {package}"
    INSTALL_OR = "pip install {package}, or {other}", "pip install {package}, of {other}"
    MISSING_LIBRARY = "{library} is not installed", "{library} is niet geïnstalleerd"
    BROKEN_LIBRARY = (
        "{library} is installed but cannot be loaded: {why}",
        "{library} is geïnstalleerd maar kan niet worden geladen: {why}",
    )
    WRITABLE = "a folder that can be written", "een map waarin geschreven kan worden"
    PATH = "a path without control characters", "een pad zonder stuurtekens"
    YEARS = (
        "{first} to {last}, the years of {file}",
        "{first} tot en met {last}, de jaren van {file}",
    )
