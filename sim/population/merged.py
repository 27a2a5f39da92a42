"""Municipalities that were merged before or after the year of the shipped figures."""

from __future__ import annotations

from functools import cache

from sim.data import rows
from sim.inputs.files.errors import InputError
from sim.population.place_faults import Fault
from sim.population.place_names import folded


@cache
def _relations() -> dict[str, tuple[str, tuple[str, ...]]]:
    """By code: name and year of what was merged or formed, and what it went into or came from."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for row in rows("merged_municipalities.csv"):
        gone = f"{row['gone']} ({row['gone_name']})"
        now = f"{row['now']} ({row['now_name']})"
        for key, name, other in ((row["gone"], gone, now), (row["now"], now, gone)):
            said = found.get(key, (f"{name[:-1]}, {row['year']})", ()))
            found[key] = (said[0], (*said[1], other))
    return found


def merged(code: str, where: str) -> InputError | None:
    """The error that names what a municipality became or was made of; None for any other code."""
    relation = _relations().get("GM" + code[2:6])
    if relation is None or code[:2] not in ("GM", "WK", "BU"):
        return None
    named, others = relation
    found = named if code.startswith("GM") else f"{code}: {named}"
    return Fault.MERGED.at(where, found, ", ".join(others))


def merged_by_name(name: str) -> InputError | None:
    """The error of :func:`merged` for a municipality by its folded name; None for any other."""
    for row in rows("merged_municipalities.csv"):
        for side in ("gone", "now"):
            if folded(row[f"{side}_name"]) == name:
                return merged(row[side], "TEXT")
    return None
