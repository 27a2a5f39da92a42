"""The places one can simulate, with their published margins.

Built-in: ``pilot`` (the area of the Proeftuin Caberg-Malpertuis), ``ruwaard``,
``nederland``, ``synthetic``; further any wijk (``WK093502``, 2016), any buurt of
Maastricht (``BU09350207``, 2017), any municipality (``GM0935``, as its wijken), each also
by its name where that is of no other, and a CSV file of one's own. Sources: ``sim/data/README.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sim.data import rows, table
from sim.foundation.sentence import Sentence
from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.said import Said
from sim.inputs.files.sought import Sought
from sim.population.accounts import COUNTRY, accounts_of
from sim.population.areas import (
    BUURTEN,
    WIJKEN,
    Area,
    Place,
    all_wijken,
    country,
    lacks,
    read_area,
    scaled,
    without_gaps,
)
from sim.population.flags import Flag
from sim.population.merged import merged
from sim.population.place_names import Listed, fitting, listed, named, nearest_name, published

PILOT_BUURTEN = ("BU09350200", "BU09350204", "BU09350205", "BU09350206", "BU09350207")
PILOT_INHABITANTS = 14000  # persons, FACTS A3
NAMED = ("pilot", "nederland", "ruwaard", "synthetic")
# A file that is no CSV is refused with what to do about it.
_OWN_FILES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
TOGETHER = "+"  # between codes of wijken, or of buurten, that are one place
_NATIONAL_MAKE_UP = (16.0, 12.0, 25.0, 28.0, 19.0)


def find_place(name: str | Path, where: str = "place") -> Place:
    """The place of this code, name or CSV path; ``InputError`` at ``where`` when there is none."""
    key = str(name) if isinstance(name, Path) else place_key(name, where)
    if key in NAMED:
        return _named(key)
    if key in _codes(WIJKEN):
        return _one(rows(WIJKEN, key), key, 2016)
    if key in _codes(BUURTEN):
        return _one(rows(BUURTEN, key), key, 2017)
    if key in _municipalities():
        return _municipality(key)
    if TOGETHER in key and not is_file(key):
        return _together(key)
    # Imported here: a file of one's own needs the checks of place_file only.
    from sim.population.place_file import read_place

    return read_place(Path(key))


def place_key(text: str, where: str = "place") -> str:
    """The code or built-in name that a text means; the path of a CSV file as it is.

    Several wijken, or several buurten, with + between them are one place. Raises InputError at
    ``where`` for a name that no place has, or several have, and for parts of different kinds.
    """
    key = text.strip()
    if key.lower() in NAMED:
        return key.lower()
    code = key.upper()
    if code in _codes(WIJKEN) | _codes(BUURTEN) | _municipalities():
        return code
    if is_file(text):
        return text
    if TOGETHER in key:
        return _joined([place_key(part, where) for part in key.split(TOGETHER)], where)
    if (gone := merged(code, where)) is not None:
        raise gone
    found = named(key)
    if len(found) == 1:
        return found[0].code
    raise _several(key, found, where) if found else _unknown(key, where)


def is_file(text: str) -> bool:
    """True for the path of a file of one's own, of the right kind or not."""
    return text.strip().lower().endswith(_OWN_FILES)


def _named(name: str) -> Place:
    if name == "pilot":
        return _pilot()
    if name == "ruwaard":
        return find_place("WK082806")._replace(id="ruwaard", name="Ruwaard (Oss)")
    if name == "nederland":
        return _nederland()
    return _synthetic()


def _pilot() -> Place:
    areas = [read_area(rows(BUURTEN, code)[0]) for code in PILOT_BUURTEN]
    rest = sum(area.inhabitants for area in areas[1:])
    west = PILOT_INHABITANTS - rest
    total = rest + areas[0].inhabitants
    whole = areas[0].inhabitants
    note = Flag.PILOT_SHARE(west=west, all=whole, total=total, said=PILOT_INHABITANTS)
    areas[0] = scaled(areas[0], west, Flag.WESTERN())
    return _place("pilot", "Caberg-Malpertuis (Maastricht)", 2017, areas, (note,))


def _nederland() -> Place:
    every = all_wijken()
    known = [area for area in every if not lacks(area)]
    note = Flag.ONE_AREA(wijken=len(every), known=len(known))
    return _place("nederland", "Nederland", 2016, [country()], (note,))


def _synthetic() -> Place:
    area = Area(
        code="SYN001",
        name="Synthetic neighbourhood",
        inhabitants=5000,
        households=2250,
        age_shares=_NATIONAL_MAKE_UP,
        one_person=37.0,
        without_children=30.0,
        with_children=33.0,
        mean_size=2.2,
        women=50.5,
        liveability=0.0,
        health_code="NL01",
        flags=(Flag.SYNTHETIC(),),
    )
    place = _place("synthetic", area.name, 2016, [area], (Flag.NO_REAL_PLACE(),))
    return place._replace(source="assumed; no real place")


def _municipality(code: str) -> Place:
    found = rows(WIJKEN, "WK" + code[2:])
    areas = [read_area(row) for row in found]
    lived_in = [area for area in areas if area.inhabitants > 0]
    empty = len(areas) - len(lived_in)
    notes = (Flag.EMPTY_AREAS(count=empty),) if empty else ()
    if not lived_in:
        raise _empty(code)
    filled = [without_gaps(area) for area in lived_in]
    return _place(code, found[0]["municipality_name"], 2016, filled, notes)


def _one(found: list[dict[str, str]], code: str, year: int) -> Place:
    area = read_area(found[0])
    if area.inhabitants == 0:
        raise _empty(code)
    name = f"{area.name} ({found[0]['municipality_name']})"
    return _place(code, name, year, [without_gaps(area)], ())


def _joined(codes: Sequence[str], where: str) -> str:
    """The codes of a place of several parts, all wijken or all buurten."""
    key, wrong = TOGETHER.join(codes), None
    if len(set(codes)) < len(codes):
        wrong = "duplicate", Said.ONCE(), "a part of this place is there twice"
    elif not any(set(codes) <= _codes(table) for table in (WIJKEN, BUURTEN)):
        allowed = Said.PLACES(names=", ".join(NAMED))
        wrong = "inconsistent", allowed, "the parts of a place are all wijken, or all buurten"
    if wrong is not None:
        code, allowed, message = wrong
        raise InputError(code=code, where=where, found=key, allowed=allowed, message=message)
    return key


def _together(key: str) -> Place:
    """Several wijken, or several buurten, as the areas of one place."""
    parts = [find_place(code) for code in key.split(TOGETHER)]
    areas = [area for part in parts for area in part.areas]
    inside = {part.name.rpartition(" (")[2] for part in parts}
    names = [part.name.rpartition(" (")[0] for part in parts]
    name = f" {TOGETHER} ".join(names if len(inside) == 1 else [part.name for part in parts])
    whole = f"{name} ({inside.pop()}" if len(inside) == 1 else name
    return _place(key, whole, parts[0].year, areas, ())


def _place(
    place_id: str, name: str, year: int, areas: list[Area], notes: tuple[Sentence, ...]
) -> Place:
    flags = (Flag.AREA_FLAG(area=area.code, flag=flag) for area in areas for flag in area.flags)
    within = {"GM" + area.code[2:6] for area in areas if area.code[:2] in ("WK", "BU")}
    spent = [note for code in within if len(within) == 1 and (note := _spending(code)) is not None]
    return Place(
        id=place_id,
        name=name,
        year=year,
        areas=tuple(areas),
        source=f"CBS Wijk- en Buurtkaart {year}; RIVM 50090NED 2016, 2020",
        inhabitants=sum(area.inhabitants for area in areas),
        notes=(*notes, *flags, *spent),
    )


def _spending(code: str) -> Sentence | None:
    """Spending of the municipality of this code beside the country; None where it is not known."""
    own, country = accounts_of(code), accounts_of(COUNTRY)
    if own is None or country is None or own is country:
        return None
    return Flag.SPENDING(
        name=own.name,
        teams=round(own.teams),
        community=round(own.community),
        teams_country=round(country.teams),
        community_country=round(country.community),
        relative=round(own.first_line / country.first_line, 2),
        everything=round(own.everything / country.everything, 2),
    )


@cache
def _codes(name: str) -> frozenset[str]:
    return frozenset(line.split(",", 1)[0] for line in table(name)[1])


@cache
def _municipalities() -> frozenset[str]:
    return frozenset("GM" + code[2:6] for code in _codes(WIJKEN))


def _several(name: str, found: Sequence[Listed], where: str) -> InputError:
    return InputError(
        code="ambiguous_place",
        where=where,
        found=name,
        allowed=Sought.ONE_OF_PLACES(places=listed(found)),
        message="several places are called so",
    )


def _unknown(name: str, where: str) -> InputError:
    known = [*NAMED, *_codes(WIJKEN), *_codes(BUURTEN), *_municipalities()]
    near = [code for code in known if code.startswith(name.upper()[:6])]
    partly = [one for _, one in fitting(name, published())]
    guess = nearest(name.lower(), NAMED) or nearest_name(name, published())
    guess = guess or nearest(name.upper(), near or known)
    allowed = Said.PLACES(names=", ".join(NAMED))
    return InputError(
        code="unknown_place",
        where=where,
        found=name,
        allowed=Sought.ONE_OF_PLACES(places=listed(partly)) if partly else allowed,
        nearest=None if partly else guess,
        message="there is no such place",
    )


def _empty(code: str) -> InputError:
    return InputError(
        code="out_of_range",
        where="place",
        found=f"{code} with 0 inhabitants",
        allowed=Said.SOMEBODY(),
        message="nobody lives in this place",
    )
