"""Findings in plain sentences that count the runs they speak of."""

from __future__ import annotations

import math
from typing import Any

from sim.record.outcomes import OUTCOMES
from sim.show.counted import FIRM, Runs
from sim.show.numbers import decimals_for
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.reader import Reader, split
from sim.show.reading import Finding, View

# Amounts beside the answer: the name of a text, the words for it, the outcome.
_AMOUNTS = (
    ("burden_name", "burden", BURDEN),
    ("cost_name", "cost", COST),
    ("cost_without_name", "cost", f"{COST}_without_longterm"),
)
_USE = "utilisation_"  # how outcomes on the use of hours begin
_PER = 1000.0  # inhabitants that unmet need is counted over; cost is per inhabitant


def reading(view: View, finding: Finding) -> str:
    """In how many runs a difference is on one side, and whether that is better or worse."""
    if finding.runs is None:
        return view.text("verdict.undefined")
    said = counted_reading(view, finding.outcome, finding.runs)
    small = finding.within_drift and finding.verdict in FIRM
    return said + (f"; {view.text('verdict.within_drift')}" if small else "")


def counted_reading(reader: Reader, outcome: str, runs: Runs) -> str:
    """In how many runs an outcome is lower or higher, and which side is better."""
    verdict = runs.verdict
    if verdict == "equal":
        return reader.text("verdict.equal")
    way = "lower" if runs.lower else "higher"
    better = OUTCOMES[outcome].better
    said = reader.text(f"verdict.{verdict}_{way}", **_counts(reader, runs))
    if verdict not in FIRM or better == "neither":
        return said
    return f"{said} ({reader.text('verdict.good' if way == better else 'verdict.bad')})"


def size(view: View, finding: Finding) -> str:
    """The mean difference with the ends of the runs: ``-12 (-20 to -4)``."""
    runs = finding.runs
    if runs is None or finding.mean is None:
        return view.num.plain(None)
    mean, least, most = (
        view.num.fixed(value, finding.decimals, sign=True)
        for value in (finding.mean, runs.least, runs.most)
    )
    return mean if least == most else f"{mean} ({least} {view.text('words.to')} {most})"


def size_and_reading(view: View, finding: Finding) -> str:
    """Both in one cell: ``-12 (-20 to -4): clearly lower (better)``."""
    verdict = reading(view, finding)
    if finding.verdict in ("undefined", "equal"):
        return verdict
    return f"{size(view, finding)}: {verdict}"


def _counts(view: Reader, runs: Runs) -> dict[str, str]:
    """Runs on the side of most, and all, as texts name them."""
    return {"k": view.num.fixed(runs.agreeing, 0), "n": view.num.fixed(runs.count, 0)}


def _clause(view: View, runs: Runs | None, what: str) -> str:
    """``less unmet need in 14 of 20 runs``."""
    name = view.text(f"answer.{what}")
    if runs is None or runs.verdict == "equal":
        return view.text("answer.undefined" if runs is None else "answer.equal", what=name)
    key = f"{runs.verdict}_{'less' if runs.lower else 'more'}"
    return view.text(f"answer.{key}", what=name, **_counts(view, runs))


def answer(view: View, pair: str) -> str:
    """A sentence for one pair on unmet need and public cost; one on the same at best guesses,
    and one more when a difference is smaller than what today's practice itself moves meanwhile."""
    later, earlier = (view.model(model) for model in split(pair))
    found = {"burden": view.finding(pair, BURDEN), "cost": view.finding(pair, COST)}
    clauses = {what: _clause(view, finding.runs, what) for what, finding in found.items()}
    said = view.text("answer.sentence", later=later, earlier=earlier, **clauses)
    said += _best_guess(view, found)
    small = [w for w, one in found.items() if one.within_drift and one.verdict in FIRM]
    if not small:
        return said
    key = "answer.within_drift_both" if len(small) == 2 else "answer.within_drift"
    years = view.num.fixed(view.document.drift_today.years, 0)
    return f"{said} {view.text(key, what=view.text(f'answer.{small[0]}'), years=years)}"


def _best_guess(view: View, found: dict[str, Finding]) -> str:
    """A sentence on the runs at best guesses, where others have parameters drawn, and one where
    these do not follow."""
    best = {what: finding.best for what, finding in found.items()}
    if not any(best.values()):
        return ""
    clauses = {what: _clause(view, runs, what) for what, runs in best.items()}
    said = " " + view.text("answer.best_guess", **clauses)
    apart = [view.text(f"answer.{what}") for what in found if _apart(found[what])]
    return said + (f" {view.text(f'answer.apart_{len(apart)}', what=apart[0])}" if apart else "")


def _apart(finding: Finding) -> bool:
    """True when best guesses point to one side and the middle of drawn runs to the other."""
    best, drawn = finding.best, finding.runs
    if best is None or drawn is None or best.verdict not in FIRM:
        return False
    return best.middle * drawn.middle < 0.0 or drawn.verdict not in FIRM


def amounts(view: View, pair: str) -> list[tuple[str, str]]:
    """Amounts less or more, with the range: (name, sentence), without signs to puzzle over.

    Cost comes with long-term care and without it.
    """
    found = ((name, what, view.finding(pair, outcome)) for name, what, outcome in _AMOUNTS)
    return [
        (view.text(f"answer.{name}"), _amount(view, finding, what))
        for name, what, finding in found
        if finding.verdict not in ("undefined", "equal")
    ]


def overload(view: View) -> list[str]:
    """A sentence for every model under which more is asked than there are hours for."""
    found: dict[str, dict[str, str]] = {}
    for note in view.notes("overload"):
        values: dict[str, Any] = note.values
        use = values["outcome"].removeprefix(_USE)
        shown = found.setdefault(values["model"], {})
        shown[use] = view.num.plain(values["ratio"])
        shown[f"{use}_runs"] = view.num.fixed(values["count"], 0)
        shown["n"] = view.num.fixed(values["runs"], 0)
    keys = {
        model: "both" if len(shown) > 3 else next(iter(shown)) for model, shown in found.items()
    }
    return [
        view.text(f"answer.overload_{keys[model]}", model=view.model(model), **shown)
        for model, shown in found.items()
    ]


def _amount(view: View, finding: Finding, what: str) -> str:
    """``on average 12 ... less per ... (3% of ...). In the 20 runs from 20 less to 4 less, ...``"""
    runs, mean = finding.runs, finding.mean or 0.0
    several = runs is not None and runs.count > 1
    decimals = finding.decimals
    own = decimals if round(mean, decimals) else decimals_for(mean, 1)
    said = view.text("answer.on_average", amount=_way(view, f"{what}_per", mean, own))
    _, earlier = split(finding.pair)
    level = view.level(earlier, finding.outcome).mean
    if level:
        share = share_shown(view, abs(round(mean, own)), own, level)
        said += " " + view.text("answer.of_level", share=share, model=view.model(earlier))
    if runs is None or not several:
        return f"{said}. {view.text('answer.one_run')}"
    three = (runs.least, runs.middle, runs.most)
    low, middle, high = (_way(view, what, value, decimals) for value in three)
    count = view.num.fixed(runs.count, 0)
    said += ". " + view.text("answer.from_to", low=low, high=high, middle=middle, n=count)
    return f"{said} {view.text('answer.skewed')}" if runs.skewed else said


def share_shown(view: View, shown: float, decimals: int, level: float) -> str:
    """A number as it is shown as a share of a level, in no more digits than it has itself."""
    digits = math.floor(math.log10(shown)) + 1 + decimals if shown else 1
    share = 100.0 * shown / abs(level)
    return f"{view.num.fixed(share, max(0, decimals_for(share, min(2, max(1, digits)))))}%"


def _way(view: View, kind: str, value: float, decimals: int) -> str:
    """A difference as so much less or so much more, or as much where it is shown as 0."""
    if round(value, decimals) == 0.0:
        return view.text("answer.as_much")
    shown = view.num.fixed(abs(value), decimals)
    return view.text(f"answer.{kind}_{'less' if value < 0.0 else 'more'}", n=shown)


def covers(view: View) -> str:
    """The uncertainty that ranges cover, in a sentence."""
    return view.text("answer.range_full" if view.full_range else "answer.range_luck")


def price_of_less_burden(view: View, pair: str) -> str:
    """Euros per burden-week avoided, or why no such price can be given."""
    burden, cost = view.finding(pair, BURDEN), view.finding(pair, COST)
    name = view.pair(pair)
    if burden.mean is None or cost.mean is None or burden.verdict in ("undefined", "equal"):
        return view.text("plane.no_price", pair=name)
    if burden.verdict not in FIRM or not burden.lower:
        return view.text("plane.no_less_burden", pair=name)
    if cost.lower:
        return view.text("plane.less_and_cheaper", pair=name)
    price = _PER * cost.mean / -burden.mean
    euros = view.num.fixed(price, min(0, decimals_for(price)))
    return view.text("plane.price", pair=name, euros=euros)
