"""The columns of a file of one's own place, by our names, Dutch ones and those of CBS.

CBS: Kerncijfers wijken en buurten as a file (``a_inw``), through OData (``AantalInwoners_5``)
and with the map (``aantal_inwoners``). A number at the end of an OData name differs by year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from sim.data.derive import GROUPS, PREDICTED
from sim.inputs.files.errors import nearest
from sim.population.areas import MARGIN_COLUMNS
from sim.population.place_faults import Fault, repeated
from sim.population.place_text import Row

REQUIRED = ("code", "name", *MARGIN_COLUMNS)
INDICATORS = tuple(f"{name}.{group}" for name in PREDICTED for group in GROUPS)
WOMEN_COUNT = "women_count"  # women as a number of people, as CBS has them
OPTIONAL = ("women", "liveability", "health_code", *INDICATORS)
_ALIKE = 0.8  # share of a name that is as in another: a slip of the pen, not another column

# Other names of our columns. Where a file has more than one of a code or a name, the first counts.
_NAMES = {
    "code": "gebiedscode codering gwb_code_10 gwb_code buurtcode bu_code wijkcode wk_code statcode",
    "name": "naam gebiedsnaam regio wijkenenbuurten wijken_en_buurten buurtnaam bu_naam wijknaam "
    "wk_naam statnaam",
    "inhabitants": "inwoners aantal_inwoners aantalinwoners a_inw aant_inw",
    "households": "huishoudens aantal_huishoudens huishoudenstotaal a_hh aantal_hh",
    "age_0_14": "leeftijd_0_14 k_0tot15jaar p_00_14_jr a_00_14 percentage_personen_0_tot_15_jaar",
    "age_15_24": "leeftijd_15_24 k_15tot25jaar p_15_24_jr a_15_24 "
    "percentage_personen_15_tot_25_jaar",
    "age_25_44": "leeftijd_25_44 k_25tot45jaar p_25_44_jr a_25_44 "
    "percentage_personen_25_tot_45_jaar",
    "age_45_64": "leeftijd_45_64 k_45tot65jaar p_45_64_jr a_45_64 "
    "percentage_personen_45_tot_65_jaar",
    "age_65": "leeftijd_65 leeftijd_65_plus k_65jaarofouder p_65_eo_jr a_65_oo "
    "percentage_personen_65_jaar_en_ouder",
    "one_person": "eenpersoons eenpersoonshuishoudens p_1p_hh a_1p_hh p_eenp_hh "
    "percentage_eenpersoonshuishoudens",
    "without_children": "zonder_kinderen huishoudenszonderkinderen p_hh_z_k a_hh_z_k "
    "percentage_huishoudens_zonder_kinderen",
    "with_children": "met_kinderen huishoudensmetkinderen p_hh_m_k a_hh_m_k "
    "percentage_huishoudens_met_kinderen",
    "mean_size": "gemiddelde_grootte gemiddeldehuishoudensgrootte g_hhgro gem_hh_gr "
    "gemiddelde_huishoudsgrootte gemiddelde_huishoudensgrootte",
    "women": "vrouwen_procent percentage_vrouwen",
    WOMEN_COUNT: "a_vrouw vrouwen aantal_vrouwen aant_vrouw",
    "liveability": "leefbaarheid",
    "health_code": "gezondheidscode",
}
NAMES = {column: column for column in (*REQUIRED, *OPTIONAL)} | {
    name: column for column, names in _NAMES.items() for name in names.split()
}


class Columns(NamedTuple):
    """The places of the columns of a file, its names for them, and those that are not used."""

    at: dict[str, int]
    said: dict[str, str]
    unused: tuple[str, ...]


def column_of(name: str) -> str | None:
    """Our name of a column; None for one that we have no use for."""
    plain = re.sub(r"[\s-]+", "_", name.casefold())
    return NAMES.get(plain) or NAMES.get(re.sub(r"_\d+$", "", plain))


def known_column(name: str) -> bool:
    """True for the name of a column, ours or another."""
    return column_of(name) is not None


def find_columns(where: str, header: Row, rows: Sequence[Row]) -> Columns:
    """The columns by the header. InputError for two of one, a slip in a name, or one too few."""
    at: dict[str, int] = {}
    unused: list[str] = []
    for number, name in enumerate(header.cells):
        column = column_of(name)
        if not name:
            _nothing_below(where, number, rows)
        elif column is None:
            unused.append(name)
        elif column not in at:
            at[column] = number
        else:
            other = header.cells[at[column]]
            if column not in ("code", "name") or other.casefold() == name.casefold():
                raise Fault.SAME_COLUMN.at(f"{where}:{header.line}", f"{other}, {name}")
            kept, left = sorted((other, name), key=list(NAMES).index)
            at[column] = header.cells.index(kept)
            unused.append(left)
    _refuse_slips(f"{where}:{header.line}", unused, at)
    missing = [column for column in REQUIRED if column not in at]
    if missing:
        found = ", ".join(header.cells)
        raise Fault.NO_COLUMN.at(f"{where}:{header.line}", found, ", ".join(missing))
    if "women" in at and WOMEN_COUNT in at:
        unused.append(header.cells[at.pop(WOMEN_COUNT)])
    said = {column: repeated(header.cells[number]) for column, number in at.items()}
    return Columns(at, said, tuple(map(repeated, unused)))


def _nothing_below(where: str, number: int, rows: Sequence[Row]) -> None:
    """A column without a header may only be empty."""
    for row in rows:
        if number < len(row.cells) and row.cells[number]:
            raise Fault.NAMELESS.at(f"{where}:{row.line}", row.cells[number])


def _refuse_slips(where: str, unused: Sequence[str], at: dict[str, int]) -> None:
    """A name that is nearly that of a column that the file does not have is meant as that one."""
    lacking = [column for column in (*REQUIRED, *OPTIONAL) if column not in at]
    for name in unused:
        meant = nearest(name.casefold(), lacking)
        if meant and SequenceMatcher(None, name.casefold(), meant).ratio() >= _ALIKE:
            raise Fault.LIKE_COLUMN.at(where, name, ", ".join(REQUIRED), meant)
