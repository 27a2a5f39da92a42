"""Errors in what a user gives, each said in one clear message."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial

from sim.foundation.plain import plain
from sim.inputs.files.said import Both, Said

SCHEMA = "wijksim/error/1"
LONGEST = 300  # characters of what was found: an error is read on one screen
READABLE, SOME = 40, 8  # names that are all shown, and names shown of more

_WORDS = {
    "en": {"found": "found", "allowed": "allowed", "nearest": "did you mean"},
    "nl": {"found": "gevonden", "allowed": "toegestaan", "nearest": "bedoelde u"},
}

# The first sentence in Dutch, by code; a code that is not here is reported in English.
_DUTCH = {
    "ambiguous_place": "verscheidene plaatsen heten zo",
    "another_run": "in deze map staat onafgemaakt werk van een andere opdracht",
    "bad_toml": "het bestand is geen geldige TOML",
    "cache_damaged": "dit bestand met vertaalde regels was beschadigd; het is opnieuw gemaakt",
    "cache_not_written": "vertaalde regels kunnen daar niet worden bewaard, dus alleen voor deze "
    "opdracht; WIJKSIM_CACHE_DIR noemt een andere map",
    "cache_of_others": "anderen kunnen schrijven in deze map voor vertaalde regels, dus die wordt "
    "niet gebruikt; WIJKSIM_CACHE_DIR noemt een andere",
    "circular_extends": "deze scenario's breiden elkaar in een kring uit",
    "damaged": "dit bestand is niet meer zoals het hier is weggeschreven",
    "duplicate": "dit is twee keer gegeven",
    "interrupted": "onderbroken",
    "in_the_way": "hier staat een bestand dat niet van deze opdracht is",
    "in_use": "een andere run schrijft in deze map",
    "inconsistent": "deze waarden spreken elkaar tegen",
    "missing_file": "het bestand is er niet",
    "missing_key": "er ontbreekt een sleutel",
    "missing_library": "een bibliotheek ontbreekt of is stuk",
    "no_lever": "deze bundel verandert hier niets",
    "no_scheduler": "de planner van het rekencluster antwoordt niet",
    "no_strength": "deze bundel heeft geen sterkte",
    "not_done": "dit is niet gelukt",
    "not_a_lever": "alleen een keuze in de hulp (lever) mag per model verschillen",
    "no_page": "de uitkomsten zijn bewaard, maar hun pagina kon niet worden geschreven",
    "other_results": "in deze map staan uitkomsten van een andere opdracht",
    "out_of_range": "de waarde ligt buiten het bereik",
    "storage": "lezen of schrijven lukt niet",
    "too_long": "het duurde te lang",
    "undefined": "hiervan is geen getal te geven",
    "unexpected": "onverwachte fout",
    "unknown_answer": "dit antwoord bestaat niet",
    "unknown_bundle": "deze bundel bestaat niet",
    "unknown_design": "dit ontwerp bestaat niet",
    "unknown_key": "deze sleutel bestaat niet",
    "unknown_model": "dit model bestaat niet",
    "unknown_place": "deze plaats bestaat niet",
    "unknown_scenario": "dit scenario bestaat niet",
    "unknown_source": "deze bron bestaat niet",
    "usage": "de opdracht klopt niet",
    "wrong_type": "dit is geen geldige waarde",
}


def nearest(word: str, choices: Iterable[str], cutoff: float = 0.5) -> str | None:
    """The choice that is spelled most like ``word``, capitals aside; None when nothing is close.

    cutoff: how close it has to be, from 0 to 1.
    """
    return next(iter(_alike(word, choices, 1, cutoff)), None)


def _alike(word: str, names: Iterable[str], most: int, cutoff: float) -> list[str]:
    """At most so many names, those spelled most like ``word`` first, capitals aside."""
    small = {name.lower(): name for name in names}
    found = difflib.get_close_matches(word[:LONGEST].lower(), small, n=most, cutoff=cutoff)
    return [small[name] for name in found]


def choices(word: str, names: Collection[str]) -> str:
    """Names that are allowed; of more than anybody reads, those spelled most like ``word``."""
    if len(names) <= READABLE:
        return ", ".join(names)
    like = ", ".join(_alike(word, names, SOME, 0.0))
    return Said.SOME_OF(count=len(names), names=like)


def shown(raw: object) -> str:
    """A value as an error shows what it found: yes or no as files write it."""
    if isinstance(raw, bool):
        return str(raw).lower()
    try:
        return str(raw)
    except ValueError:  # Python writes no whole number of so many digits
        return "a number of thousands of digits"


def _as_is(unit: str) -> str:
    return unit


class WijksimError(Exception):
    """Base of all errors that the package raises on purpose."""

    exit_code = 1


@dataclass(kw_only=True, eq=False, repr=False)
class InputError(WijksimError):
    """Bad input: the code, the place, what was found, what is allowed, the nearest spelling.

    ``code`` is a short stable name (``unknown_key``), ``where`` a file with line and key or an
    option, ``message`` one English sentence without a full stop, which may know its own Dutch; else
    that of the code is shown. The others may be None.
    """

    exit_code = 2
    code: str
    where: str | None = None
    found: str | None = None
    allowed: str | None = None
    nearest: str | None = None
    message: str

    def __post_init__(self) -> None:
        if self.found is not None and len(self.found) > LONGEST:
            self.found = self.found[:LONGEST] + "..."
        super().__init__(self.text())

    def __reduce__(self) -> tuple[object, ...]:
        # The default would call __init__ with positional arguments and fail
        # when the error comes back from a worker process.
        return partial(InputError, **asdict(self)), ()

    def text(self, lang: str = "en", unit: Callable[[str], str] = _as_is) -> str:
        """One line for people, in Dutch (``nl``; units as ``unit`` names them) or English."""
        words = _WORDS.get(lang, _WORDS["en"])
        message = self.message
        if lang == "nl" and isinstance(message, Both):
            message = message.in_dutch(unit)
        elif lang == "nl":
            message = _DUTCH.get(self.code, message)
        parts = [f"{self.where}: {message}" if self.where else message]
        for field in ("found", "allowed"):
            value = getattr(self, field)
            if value is not None:
                said = value.in_dutch(unit) if lang == "nl" and isinstance(value, Both) else value
                parts.append(f"{words[field]}: {said}")
        if self.nearest is not None:
            parts.append(f"{words['nearest']} '{self.nearest}'?")
        return plain("; ".join(parts))

    def spoken(self, lang: str) -> dict[str, str | None]:
        """The error as part of a document, with its line for people in a language."""
        return {**asdict(self), "text": self.text(lang)}

    def document(self) -> dict[str, str | None]:
        """The error as the published document ``wijksim/error/1``."""
        return {"schema": SCHEMA, **asdict(self)}


class PageError(InputError):
    """Results are in place, but not the page of them."""

    exit_code = WijksimError.exit_code


def known(
    name: str, names: Collection[str], where: str, code: str, message: str, allowed: str = ""
) -> str:
    """The name itself, once sure that it is one of ``names``; InputError with the nearest.

    allowed: what to say is allowed; the names, or those most like it, when it is empty.
    """
    if name in names:
        return name
    raise InputError(
        code=code,
        where=where,
        found=name,
        allowed=allowed or choices(name, names),
        nearest=nearest(name, names),
        message=message,
    )


def no_path(where: str, found: str = "''") -> InputError:
    """The error for a path that names no folder or file of its own."""
    return InputError(
        code="usage",
        where=where,
        found=found,
        allowed=Said.A_NAME(),
        message="this is no folder or file of its own",
    )


@contextmanager
def library(
    module: str, package: str, where: str, found: str | None = None, other: str = ""
) -> Iterator[None]:
    """A block that imports an optional library; InputError when it is not there or is broken.

    package: as it is installed; other: what does without it.
    """
    try:
        yield
    except ImportError as error:
        gone = isinstance(error, ModuleNotFoundError) and error.name == module
        install = Said.INSTALL_OR if other else Said.INSTALL
        raise InputError(
            code="missing_library",
            where=where,
            found=found or package,
            allowed=install(package=package, other=other),
            message=Said.MISSING_LIBRARY(library=package)
            if gone
            else Said.BROKEN_LIBRARY(library=package, why=error),
        ) from None
