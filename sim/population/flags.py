"""Flags of a place: figures that are not as published, and how they were made."""

from __future__ import annotations

from sim.foundation.sentence import Wording


class Flag(Wording):
    """Flags of areas and remarks on places, by code."""

    SYNTHETIC = "synthetic: assumed round figures near the national make-up"
    NO_REAL_PLACE = "no real place"
    WESTERN = "western part only: share that gives 14,000 in total"
    PILOT_SHARE = (
        "Brusselsepoort counts for {west} of its {all} inhabitants: the pilot covered its western "
        "part only. With all five buurten whole there would be {total}; the pilot says {said} "
        "(A3). The western part is given the make-up of the whole buurt (assumed)."
    )
    ONE_AREA = "one area: sums of {wijken} wijken, shares over the {known} without gaps"
    SPENDING = (
        "accounts of {name}, 2023: {teams} euro per inhabitant for neighbourhood teams and "
        "{community} for community work (the country {teams_country} and {community_country}); "
        "both together, less income, {relative} times the country, the whole social domain "
        "{everything} times. What is booked where is a habit"
    )
    SUPPRESSED = "suppressed cells: filled with the shares of {scope}"
    MUNICIPALITY = "its municipality"
    COUNTRY = "the country"
    EMPTY_AREAS = "{count} wijken without inhabitants left out"
    AREA_FLAG = "{area}: {flag}"
    TOO_MANY = (
        "inhabitants exceed households x mean size beyond rounding: {persons} persons form an "
        "institutional group"
    )
    TYPES_MOVED = "household types moved: the ages leave no other way to fill the households"
    READ_WINDOWS = "the file is not UTF-8: it is read as text of Windows (cp1252)"
    READ_THOUSANDS = "numbers such as '{cell}' (row {row}) are read as {value}"
    READ_COUNTS = "{columns}: read as numbers of people or households, not as shares"
    UNUSED_COLUMNS = "columns of the file that are not used: {columns}"
    FOOTNOTES = "left out as a footnote: row {rows} of the file"
    FILLED = "{columns}: left out in the file, filled with the shares of {scope}"
    SMALLER_HOMES = (
        "households x mean size are {people} people and {inhabitants} live here: households are "
        "smaller"
    )
    NO_FORM = "{persons} persons fit no household form: institutional group"
