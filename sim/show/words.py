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
    told = view.text(f"verdict.{verdict}_{way}")
    if better != "neither":
        told += f" ({view.text('verdict.good' if way == better else 'verdict.bad')})"
    return told + (f"; {view.text('verdict.within_drift')}" if finding.within_drift else "")


def size(view: View, finding: Finding) -> str:
    """The mean difference with its widest interval: ``-12 (-20 to -4)``."""
    ends = finding.range or (finding.low, finding.high)
    mean = view.num.within(finding.mean, ends[0], ends[1], sign=True)
    return f"{mean} ({view.num.interval(ends[0], ends[1], sign=True)})"


def told(view: View, finding: Finding) -> str:
    """Size and reading in one cell: ``-12 (-20 to -4): clearly lower (better)``."""
    verdict = reading(view, finding)
    if finding.verdict in ("undefined", "equal"):
        return verdict
    return f"{size(view, finding)}: {verdict}"


def _clause(view: View, finding: Finding, what: str) -> str:
    """``less unmet need``, as firmly as the intervals allow."""
    verdict = finding.verdict
    key = verdict if verdict in ("undefined", "equal", "unclear") else None
    if key is None:
        key = f"{verdict}_{'less' if finding.lower else 'more'}"
    return view.text(f"answer.{key}", what=view.text(f"answer.{what}"))


def answer(view: View, pair: str, burden: str, cost: str) -> str:
    """One sentence for one pair: unmet need and public cost; and one more when a difference is
    smaller than what today's practice itself moves meanwhile."""
    later, earlier = split(pair)
    found = {"burden": view.finding(pair, burden), "cost": view.finding(pair, cost)}
    told = view.text(
        "answer.sentence",
        later=view.model(later),
        earlier=view.model(earlier),
        **{what: _clause(view, finding, what) for what, finding in found.items()},
    )
    small = [what for what, finding in found.items()
             if finding.within_drift and finding.verdict in ("clear", "mean_only")]  # fmt: skip
    if not small:
        return told
    key = "answer.within_drift_both" if len(small) == 2 else "answer.within_drift"
    years = view.num.fixed(view.document["drift_today"]["years"], 0)
    return f"{told} {view.text(key, what=view.text(f'answer.{small[0]}'), years=years)}"


def amounts(view: View, pair: str, burden: str, cost: str) -> list[tuple[str, str]]:
    """How much less or more, with the range: (what, sentence), without signs to puzzle over.

    Cost comes with long-term care and without it.
    """
    found = []
    for name, what, outcome in (
        ("burden_name", "burden", burden),
        ("cost_name", "cost", cost),
        ("cost_without_name", "cost", f"{cost}_without_longterm"),
    ):
        finding = view.finding(pair, outcome)
        if finding.verdict not in ("undefined", "equal"):
            found.append((view.text(f"answer.{name}"), _amount(view, finding, what)))
    return found


def overload(view: View) -> list[str]:
    """A sentence for every model under which more is asked than there are hours for."""
    found: dict[str, dict[str, str]] = {}
    for note in view.comparison.notes:
        if note["code"] == "overload":
            values = note["values"]
            use = values["outcome"].removeprefix("utilisation_")
            found.setdefault(values["model"], {}).update(
                {use: view.num.plain(values["ratio"]),
                 f"{use}_share": view.num.percent(values["share"])}
            )  # fmt: skip
    return [
        view.text(
            f"answer.overload_{'both' if len(shown) > 2 else next(iter(shown))}",
            model=view.model(model), **shown,
        )
        for model, shown in found.items()
    ]  # fmt: skip


def _amount(view: View, finding: Finding, what: str) -> str:
    """``on average 12 ... less per ... (3% of ...). In 95 of 100 runs: from 20 less to 4 less.``"""
    ends = finding.range
    mean = finding.mean or 0.0
    decimals = decimals_for(ends[1] - ends[0]) if ends else max(0, decimals_for(mean, 3))
    own = decimals if round(mean, decimals) else decimals_for(mean, 1)
    text = view.text("answer.on_average", amount=_way(view, f"{what}_per", mean, own))
    _, earlier = split(finding.pair)
    level = view.level(earlier, finding.outcome)["mean"]
    if level:
        share = view.num.percent(abs(mean) / level, 1)
        text += " " + view.text("answer.of_level", share=share, model=view.model(earlier))
    if ends is None:
        return f"{text}. {view.text('answer.one_run')}"
    low, high = (_way(view, what, end, decimals) for end in ends)
    return f"{text}. {view.text('answer.from_to', low=low, high=high)}"


def _way(view: View, kind: str, value: float, decimals: int) -> str:
    """A difference as so much less or so much more."""
    shown = view.num.fixed(abs(value), decimals)
    return view.text(f"answer.{kind}_{'less' if value < 0.0 else 'more'}", n=shown)


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
