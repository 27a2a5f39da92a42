"""Findings in plain sentences, hedged as far as their intervals ask."""

from __future__ import annotations

from sim.show.numbers import decimals_for
from sim.show.reading import Finding, View, split


def reading(view: View, finding: Finding) -> str:
    """A difference in two or three words, with whether that is better or worse."""
    verdict = finding.verdict
    if verdict in ("undefined", "equal", "unclear"):
        return view.text(f"verdict.{verdict}")
    way = "lower" if finding.lower else "higher"
    better = view.better(finding.outcome)
    if better == "neither":
        return view.text(f"verdict.{verdict}_{way}")
    value = view.text("verdict.good" if way == better else "verdict.bad")
    return f"{view.text(f'verdict.{verdict}_{way}')} ({value})"


def size(view: View, finding: Finding) -> str:
    """The mean difference with its widest interval: ``-12 (-20 to -4)``."""
    ends = finding.range or (finding.low, finding.high)
    mean = view.num.within(finding.mean, ends[0], ends[1], sign=True)
    return f"{mean} ({view.num.interval(ends[0], ends[1], sign=True)})"


def _clause(view: View, finding: Finding, what: str) -> str:
    """``less unmet need: -12 burden-weeks per ... (-20 to -4)``."""
    verdict = finding.verdict
    key = verdict if verdict in ("undefined", "equal", "unclear") else None
    if key is None:
        key = f"{verdict}_{'less' if finding.lower else 'more'}"
    return view.text(
        f"answer.{key}",
        what=view.text(f"answer.{what}"),
        size=size(view, finding),
        unit=view.unit(finding.outcome),
    )


def answer(view: View, pair: str, burden: str, cost: str) -> str:
    """One sentence for one pair: unmet need and public cost, with their ranges."""
    later, earlier = split(pair)
    return view.text(
        "answer.sentence",
        later=view.model(later),
        earlier=view.model(earlier),
        burden=_clause(view, view.finding(pair, burden), "burden"),
        cost=_clause(view, view.finding(pair, cost), "cost"),
    )


def covers(view: View) -> str:
    """What the ranges cover, in a sentence."""
    return view.text("answer.range_full" if view.full_range else "answer.range_luck")


def price_of_less_burden(view: View, pair: str, burden: str, cost: str) -> str:
    """Euros per burden-week avoided, or why no such price can be given."""
    b, c = view.finding(pair, burden), view.finding(pair, cost)
    name = view.pair(pair)
    if b.mean is None or c.mean is None or b.verdict in ("undefined", "equal"):
        return view.text("plane.no_price", pair=name)
    if b.verdict == "unclear" or not b.lower:
        return view.text("plane.no_less_burden", pair=name)
    if c.lower:
        return view.text("plane.less_and_cheaper", pair=name)
    price = c.mean / -b.mean * _per_inhabitant(view, burden)
    euros = view.num.fixed(price, min(0, decimals_for(price)))
    return view.text("plane.price", pair=name, euros=euros)


def _per_inhabitant(view: View, burden: str) -> float:
    """What turns the burden's unit into one per inhabitant, as cost is."""
    return 1000.0 if "1,000" in view.raw_unit(burden) else 1.0
