"""Effects of moving a parameter: outcome, size and sign, and parameters that move nothing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sim.comparison.document import number
from sim.inputs.parameters.evidence import partners
from sim.inputs.parameters.load import read_parameters
from sim.record.headlines import HEADLINES

Row = dict[str, Any]
ROUNDING = 1e-9  # of a level: less is no change but another order of adding up
COLUMNS = (
    *("parameter", "value", "model", "citizens", "outcome"),
    *("level", "difference", "relative", "runs", "changed", "rises", "falls"),
)


def effects(moves: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """A row per parameter, end, model and outcome that it changed in any run.

    level: mean of the runs in which the parameter stays; difference: mean of moved minus
    stayed, over the runs in which both are defined; relative: difference over level;
    changed, rises, falls: runs, an outcome that comes or goes (undefined) counting as changed.
    """
    together: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for move in moves:
        if "refused" not in move:
            together[move["key"], str(move["value"]), move["model"]].append(move)
    for (key, value, model), some in together.items():
        for outcome in some[0]["beside"]:
            pairs = [(one["beside"][outcome], one["moved"][outcome]) for one in some]
            row = _effect(pairs)
            if row["changed"]:
                told = {"parameter": key, "value": value, "model": model, "outcome": outcome}
                yield {**told, "citizens": some[0]["citizens"], **row}


def _effect(pairs: Sequence[tuple[float | None, float | None]]) -> Row:
    known = [(number(stays), number(moves)) for stays, moves in pairs]
    both = [(a, b) for a, b in known if not (math.isnan(a) or math.isnan(b))]
    gone = sum(math.isnan(a) != math.isnan(b) for a, b in known)
    apart = [b - a for a, b in both if abs(b - a) > ROUNDING * max(abs(a), abs(b))]
    level = _mean([a for a, _ in both])
    difference = _mean([b - a for a, b in both])
    return {
        "level": level,
        "difference": difference,
        "relative": difference / abs(level) if level and difference is not None else None,
        "runs": len(pairs),
        "changed": gone + len(apart),
        "rises": sum(change > 0.0 for change in apart),
        "falls": sum(change < 0.0 for change in apart),
    }


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def parameters_part(
    keys: Sequence[str],
    movable: Collection[str],
    moves: Sequence[Mapping[str, Any]],
    rows: Sequence[Row],
) -> dict[str, Any]:
    """``parameters``: what each is and does; and the keys of those that did nothing."""
    of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of[row["parameter"]].append(row)
    refused: dict[str, dict[str, str]] = defaultdict(dict)
    tried: set[str] = set()
    for move in moves:
        if "refused" in move:
            refused[move["key"]][str(move["value"])] = move["refused"]
        else:
            tried.add(move["key"])
    found = {}
    for key in keys:
        state = "not_tried" if key in movable else "one_value"
        if of[key]:
            state = "alive"
        elif key in tried:
            state = "moves_nothing"
        elif refused[key]:
            state = "refused"
        found[key] = _parameter(key, state, of[key], refused[key])
    by_state = {
        state: [key for key, item in found.items() if item["state"] == state] for state in STATES
    }
    return {
        "parameters": found,
        "count": {state: len(some) for state, some in by_state.items()},
        **{state: some for state, some in by_state.items() if state != "alive"},
    }


# Of a parameter: it changes an outcome; it changes none; no such world exists at any end; no
# model of the scenario has it, or every run of it failed; it has but one value.
STATES = ("alive", "moves_nothing", "refused", "not_tried", "one_value")


def _parameter(key: str, state: str, rows: Sequence[Row], refused: Mapping[str, str]) -> Row:
    item, partner = read_parameters()[key], partners().get(key)
    ends: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        ends[row["value"], row["model"]].append(row)
    return {
        "role": item.role,
        "unit": item.unit,
        "default": item.value,
        "range": [item.low, item.high] if item.numeric else list(item.choices),
        "state": state,
        "beside": {} if partner is None else dict(partner.beside),
        "outcomes_changed": len({row["outcome"] for row in rows}),
        "refused": dict(refused),
        "ends": [_strongest(some) for some in ends.values()],
    }


def _strongest(rows: Sequence[Row]) -> Row:
    """The outcome that moved most for its level: a main one, with one sign in every run."""

    def rank(row: Row) -> tuple[bool, bool, float]:
        """A main outcome first, then one with one sign, then the largest relative to its level."""
        one_sign = max(row["rises"], row["falls"]) == row["runs"]
        return row["outcome"] in HEADLINES, one_sign, abs(row["relative"] or 0.0)

    best = max(rows, key=rank)
    return {name: best[name] for name in COLUMNS if name != "parameter"}
