"""Is a conclusion foregone? All levers and world parameters drawn, every model paired.

Every drawn world is run twice with the same random numbers: as it is drawn, and with the difference
between answers that share a lever reversed in sign, which exchanges their values
(:mod:`sim.runs.shared_levers`). What has one sign in both is not due to who was given more.

Per pair of models and main outcome: the share of drawn worlds in which each is better. A sign
that is the same in more than 99 of 100 is forced by something: ``scenarios/evidence/foregone.toml``
says by what and who allows that, else it is reported as unexplained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from sim.analysis.interval import shares_by_sign, wilson
from sim.comparison.document import sample_of
from sim.comparison.leaning import WIRED, levers_part
from sim.comparison.movers import by_chance, movers, unknowns
from sim.comparison.steadiness import worlds_part
from sim.foundation.units import F8, I8
from sim.inputs.parameters.evidence import forced_signs
from sim.inputs.parameters.load import read_parameters
from sim.inputs.request import EvidenceRequest
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES
from sim.runs.draws import drawn_keys
from sim.runs.evidence import Columns, evidence, runs_of
from sim.runs.frame import HERE, How, Underway
from sim.runs.gains import pairs
from sim.runs.paired import Plan
from sim.runs.replicate import Draw, Replication
from sim.runs.replication_work import ReplicationWork, replications
from sim.storage.folder import columns_of

FORCED = 0.99  # a sign in a larger share of the draws than this is forced
ENOUGH = 100  # draws below which more than FORCED of them is all of them: no sign is called forced
SIGNS = ("lower", "higher", "same")
NAMED = 3  # unknowns named that move with a difference
NUMBERS = ("draws", *SIGNS, "low", "high", "turns", "forced")
COLUMNS = ("pair", "outcome", *NUMBERS, "explained")


def foregone(request: EvidenceRequest, how: How = HERE) -> dict[str, Any]:
    """Draw worlds and write a folder; returns ``wijksim/evidence-foregone/1``.

    Raises InputError for bad input and when no world could be run. From a script, call this
    under ``if __name__ == "__main__"``: the processes are spawned.
    """

    def check(under: Underway) -> tuple[dict[str, Any], Columns]:
        """Every drawn world once, and how often each model is better."""
        plan = under.what.plan
        done = replications(
            under,
            [
                Draw("full", number, reverse=reverse)
                for number in range(request.many)
                for reverse in (False, True)
            ],
        )
        found = {
            **_drawn_part(plan, done),
            "pairs": pairs_part(done),
            "levers": levers_part(plan.resolved, done, ENOUGH),
            "steadiness": worlds_part(done),
            "failures": runs_of(under, _name),
        }
        return found, columns_of(list(_rows(found["pairs"])), COLUMNS)

    return evidence(request, ReplicationWork, check, how)


def _name(item: Mapping[str, Any]) -> str:
    return f"draw {item['replication']}" + (" reversed" if "reverse" in item else "")


def _drawn_part(plan: Plan, done: Sequence[Replication]) -> dict[str, Any]:
    """Number of worlds, and of parameters of each role that were drawn or held."""
    parameters = read_parameters()
    drawn = set(drawn_keys(parameters, plan.resolved))
    roles: dict[str, dict[str, int]] = {}
    for key, item in parameters.items():
        own = roles.setdefault(item.role, {"drawn": 0, "held": 0})
        own["drawn" if key in drawn else "held"] += 1
    return {
        "draws": len({item.number for item in done}),
        "worlds": len(done),
        "roles": roles,
        "threshold": FORCED,
        "enough": ENOUGH,
        "built_in_above": WIRED,
    }


def pairs_part(done: Sequence[Replication]) -> dict[str, dict[str, Any]]:
    """By pair and main outcome: shares by sign, who is better, what moves with the difference."""
    sample = sample_of(done)
    drawn = {key: np.array([float(item.drawn[key]) for item in done]) for key in done[0].drawn}
    worlds = np.array([(item.number, item.reverse) for item in done])
    return {
        pair: {
            name: _difference(
                pair,
                name,
                sample.outcomes[later][name] - sample.outcomes[earlier][name],
                worlds,
                drawn,
            )
            for name in HEADLINES
        }
        for pair, later, earlier in pairs(list(sample.outcomes))
    }


def _difference(
    pair: str, name: str, values: F8, worlds: I8, drawn: Mapping[str, F8]
) -> dict[str, Any]:
    """values: later minus earlier by world, NaN where undefined; worlds: (draw, reversed) of each.

    The two worlds of a draw are not independent, so an interval counts draws. That is at least
    wide enough: a mean over two worlds varies no more than one world.
    """
    defined = np.isfinite(values)
    known, reverse = values[defined], worlds[defined, 1] == 1
    draws = len(np.unique(worlds[defined, 0]))
    shares = shares_by_sign(known)
    sign = max(SIGNS, key=lambda one: shares[one] or 0.0)
    low, high = wilson(shares[sign], draws)
    forced = sign if draws >= ENOUGH and (shares[sign] or 0.0) > FORCED else None
    return {
        "better": OUTCOMES[name].better,
        "draws": draws,
        **shares,
        "as_drawn": shares_by_sign(known[~reverse]),
        "reversed": shares_by_sign(known[reverse]),
        "turns": turns(values, worlds),
        "later_better": _better(shares, name, later=True),
        "earlier_better": _better(shares, name, later=False),
        "mean": float(known.mean()) if len(known) else None,
        "most": sign,
        "low": low,
        "high": high,
        "forced": forced,
        "explained": _explained(pair, name, forced),
        "moves_with": moves_with(values, drawn, draws),
    }


def turns(values: F8, worlds: I8) -> float | None:
    """The share of draws in which reversing turns the sign of a difference.

    values, worlds: as in ``_difference``; None when no draw was run both ways.
    """
    signs: dict[int, list[float]] = {}
    for (draw, _), value in zip(worlds.tolist(), values.tolist(), strict=True):
        if np.isfinite(value):
            signs.setdefault(draw, []).append(float(np.sign(value)))
    both = [own[0] != own[1] for own in signs.values() if len(own) == 2]
    return sum(both) / len(both) if both else None


def _better(shares: Mapping[str, float | None], name: str, later: bool) -> float | None:
    """The share in which one of the two is better; None where neither way is."""
    way = OUTCOMES[name].better
    if way == "neither":
        return None
    other = {"lower": "higher", "higher": "lower"}[way]
    return shares[way if later else other]


def _explained(pair: str, name: str, forced: str | None) -> dict[str, str] | None:
    """The mechanism and source of a forced sign; None when it is not forced or not known."""
    for row in forced_signs():
        if (row.pair, row.outcome, row.sign) == (pair, name, forced):
            mechanism = {"en": row.mechanism_en, "nl": row.mechanism_nl}
            return {**mechanism, "source": row.source}
    return None


def moves_with(values: F8, drawn: Mapping[str, F8], draws: int) -> list[dict[str, Any]]:
    """The drawn unknowns that go most with the difference, if more than chance would give.

    draws: how many of the worlds are independent.
    """
    if draws < ENOUGH:
        return []
    least = by_chance(draws, len(unknowns(drawn)))
    return [
        {**asdict(one), "also": list(one.also)}
        for one in movers(drawn, values)[:NAMED]
        if abs(one.correlation) > least
    ]


def unexplained(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(pair, outcome) of every forced sign without a mechanism."""
    for pair, outcomes in document["pairs"].items():
        for name, item in outcomes.items():
            if item["forced"] and not item["explained"]:
                yield pair, name


def _rows(found: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for pair, outcomes in found.items():
        for name, item in outcomes.items():
            source = item["explained"]["source"] if item["explained"] else None
            row = {key: item[key] for key in NUMBERS}
            yield {"pair": pair, "outcome": name, **row, "explained": source}
