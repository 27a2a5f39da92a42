"""The policy sentence of a pair: on what it depends, for whom it is better, and who pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from sim.foundation.units import F8
from sim.show import certainty, people_shown
from sim.show.counted import FIRM, Runs, runs_of
from sim.show.outcomes_shown import BURDEN, COST, PAYER_COSTS
from sim.show.page import Block, Heading, Points
from sim.show.reader import split
from sim.show.reading import View

_MAIN = {"burden": BURDEN, "cost": COST}
_Net = TypeVar("_Net", float, F8)


def blocks(view: View) -> list[Block]:
    """A heading, and for every pair shown what it depends on, for whom it is and who pays."""
    if not view.pairs:
        return []
    points = [(view.pair(pair), " ".join(sentences(view, pair))) for pair in view.shown_pairs]
    return [Heading(view.text("headings.policy")), Points(points)]


def sentences(view: View, pair: str) -> list[str]:
    """Conditions, residents and payers of a pair, in this order."""
    return [*_conditions(view, pair), *consequences(view, pair)]


def consequences(view: View, pair: str) -> list[str]:
    """The residents and the payers of a pair."""
    return [*_residents(view, pair), *_payers(view, pair)]


def _conditions(view: View, pair: str) -> Iterator[str]:
    """For unmet need and for cost the drawn parameter that goes most with the difference."""
    if certainty.unsayable(view):
        yield view.text("policy.conditions_unknown")
        return
    later, earlier = (view.model(model) for model in split(pair))
    for what, outcome in _MAIN.items():
        named = {"what": view.text(f"answer.{what}"), "later": later, "earlier": earlier}
        found = certainty.beyond_chance(view, outcome, pair)
        if not found:
            yield view.text("policy.no_condition", **named)
            continue
        way = "more" if found[0].correlation > 0.0 else "less"
        unknown = certainty.name(view, found[0], keys=False)
        yield view.text(f"policy.condition_{way}", unknown=unknown, **named)


def _residents(view: View, pair: str) -> Iterator[str]:
    """Residents better and worse off, and the groups with the most and the least to gain."""
    found = list(people_shown.shares(view, pair))
    if not found or found[0][0] != people_shown.ALL:
        return
    yield view.text("policy.all", **_percents(view, found[0][2]))
    groups = sorted(found[1:], key=lambda one: _net(one[2]))
    if len(groups) < 2:
        return
    for key, (group, label, shares) in (("most", groups[-1]), ("least", groups[0])):
        runs = runs_of(_net(view.sample.gains[pair][group]))
        yield view.text(f"policy.{key}", group=label, **_percents(view, shares), **_up(view, runs))


def _net(shares: Mapping[str, _Net]) -> _Net:
    """Better off less worse off."""
    return shares["better"] - shares["worse"]


def _percents(view: View, shares: Mapping[str, float]) -> dict[str, str]:
    return {kind: view.num.percent(shares[kind], 1) for kind in ("better", "worse")}


def _up(view: View, runs: Runs | None) -> dict[str, str]:
    """Runs in which more of a group are better off than are worse off, of all."""
    counts = (0, 0) if runs is None else (runs.more, runs.count)
    return {key: view.num.fixed(n, 0) for key, n in zip("kn", counts, strict=True)}


def _payers(view: View, pair: str) -> Iterator[str]:
    """Payers that clearly pay more, then those that clearly pay less, with the runs of each."""
    found = {
        view.text.name("payers", payer): view.finding(pair, outcome)
        for payer, outcome in PAYER_COSTS.items()
        if outcome in view.document.outcomes
    }
    firm = {payer: one.runs for payer, one in found.items() if one.runs and one.verdict in FIRM}
    for way, lower in (("pays_more", False), ("pays_less", True)):
        if names := [_counted(view, p, runs) for p, runs in firm.items() if runs.lower == lower]:
            yield view.text(f"policy.{way}", names="; ".join(names))
    if found and not firm:
        yield view.text("policy.no_payer")


def _counted(view: View, payer: str, runs: Runs) -> str:
    """``Wmo (18 of 20 runs)``."""
    k, n = view.num.fixed(runs.agreeing, 0), view.num.fixed(runs.count, 0)
    return view.text("policy.payer", payer=payer, k=k, n=n)
