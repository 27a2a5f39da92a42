"""Sections on certainty: the evidence of parameters, and those that would change the answer."""

from __future__ import annotations

from collections.abc import Sequence

from sim.comparison.movers import Mover, by_chance, movers, unknowns
from sim.inputs.parameters.parameter import Parameter
from sim.record.headlines import HEADLINES
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.page import Block, Heading, Paragraph, Points, Section, Table
from sim.show.reading import View

EVIDENCE = ("measured", "derived", "calibrated", "expert", "assumed")
HEADS = ("framing", "stakeholders", "indicators", "knowledge", "uncertainties", "communication")
ENOUGH_RUNS = 12  # below this a correlation of parameter and difference says nothing
_SHOWN = 5


def certainty(view: View) -> Section:
    """Parameters by kind of evidence, what is prior-driven, what would change the answer."""
    blocks: list[Block] = [Heading(view.text("headings.evidence"))]
    blocks += _evidence(view)
    if view.pairs:
        blocks += [Heading(view.text("headings.prior")), *_prior(view)]
        blocks += [Heading(view.text("headings.change")), *_change(view)]
    return Section("certainty", view.text("headings.certainty"), blocks)


def _evidence(view: View) -> list[Block]:
    used = [view.parameters[k] for k in view.comparison.resolved.values if k in view.parameters]
    roles = list(dict.fromkeys(p.role for p in used))
    rows = [
        [view.text(f"evidence.{kind}")]
        + [_count(view, [p for p in used if p.role == role], kind) for role in roles]
        + [_count(view, used, kind)]
        for kind in EVIDENCE
    ]
    head = [view.text("columns.evidence"), *view.heads("roles", *roles), view.text("columns.total")]
    assumed = sum(p.evidence == "assumed" for p in used)
    intro = view.text("evidence.intro", assumed=assumed, total=len(used))
    return [Paragraph(intro), Table(view.text("evidence.table"), head, rows)]


def _count(view: View, parameters: Sequence[Parameter], kind: str) -> str:
    return view.num.fixed(sum(p.evidence == kind for p in parameters), 0)


def _prior(view: View) -> list[Block]:
    """The share of every headline difference's variance that is not chance."""
    if not view.full_range:
        return [Paragraph(view.text("prior.luck_only"))]
    pairs = view.shown_pairs
    rows = [
        [view.label(outcome), *(_prior_cell(view, pair, outcome) for pair in pairs)]
        for outcome in view.existing(HEADLINES)
    ]
    head = [view.text("columns.outcome"), *(view.short_pair(pair) for pair in pairs)]
    return [Paragraph(view.text("prior.intro")), Table(view.text("prior.table"), head, rows)]


def _prior_cell(view: View, pair: str, outcome: str) -> str:
    """Share of the variance that is not chance, and share of runs that point the other way."""
    found = view.finding(pair, outcome)
    return f"{view.num.percent(found.parameter_share)} ({view.num.percent(found.opposite)})"


def _change(view: View) -> list[Block]:
    runs = view.sample.replications
    if why := unsayable(view):
        return [Paragraph(view.text(f"change.{why}", runs=runs, enough=ENOUGH_RUNS))]
    many = len(unknowns(view.comparison.drawn))
    limit = by_chance(runs, many)
    numbers = {"runs": runs, "count": many, "limit": view.num.fixed(limit, 2)}
    blocks: list[Block] = [Paragraph(view.text("change.intro", **numbers))]
    for outcome in view.existing((BURDEN, COST)):
        for pair in view.shown_pairs:
            blocks.append(_movers_table(view, outcome, pair, limit))
    beyond = _beyond(view)
    key = "some_beyond" if beyond else "none_beyond"
    blocks.insert(1, Paragraph(view.text(f"change.{key}", names="; ".join(beyond), runs=runs)))
    return blocks


def unsayable(view: View) -> str:
    """Reason that no parameter can be named that would change the answer; empty if any can."""
    if not view.full_range or not view.comparison.drawn:
        return "luck_only"
    return "too_few" if view.sample.replications < ENOUGH_RUNS else ""


def beyond_chance(view: View, outcome: str, pair: str) -> list[Mover]:
    """Parameters that go together with a difference by more than chance, strongest first."""
    drawn = view.comparison.drawn
    limit = by_chance(view.sample.replications, len(unknowns(drawn)))
    found = movers(drawn, view.differences(pair, outcome))
    return [one for one in found if abs(one.correlation) > limit]


def _beyond(view: View) -> list[str]:
    """Names of those of any difference shown, strongest first."""
    found = [
        one
        for outcome in view.existing((BURDEN, COST))
        for pair in view.shown_pairs
        for one in beyond_chance(view, outcome, pair)
    ]
    found.sort(key=lambda one: -abs(one.correlation))
    return list(dict.fromkeys(name(view, one) for one in found))


def _movers_table(view: View, outcome: str, pair: str, limit: float) -> Table:
    found = movers(view.comparison.drawn, view.differences(pair, outcome))[:_SHOWN]
    rows = [
        [
            name(view, one),
            view.num.fixed(one.correlation, 2, sign=True),
            view.text("change.beyond" if abs(one.correlation) > limit else "change.within"),
            _evidence_of(view, one.parameter),
        ]
        for one in found
    ]
    head = view.heads("columns", "parameter", "correlation", "chance", "evidence")
    caption = view.text("change.table", outcome=view.label(outcome), pair=view.short_pair(pair))
    return Table(caption, head, rows, frozenset({2, 3}), folded=True)


def name(view: View, one: Mover, keys: bool = True) -> str:
    """A parameter by its label, with its keys or without; of a lever of several answers, which
    part of it."""
    named = label(view, one.parameter, keys and one.part == "value")
    if one.part == "value":
        return named
    among = [one.parameter, *one.also]
    shown = among if keys else [view.text.name("answers", key.partition(".")[0]) for key in among]
    return view.text(f"change.{one.part}", label=named, keys="; ".join(shown))


def label(view: View, key: str, with_key: bool = True) -> str:
    """A parameter's label, with its key or without; the key where there is no label."""
    parameter = view.parameters.get(key)
    if parameter is None:
        return key
    return f"{parameter.label(view.lang)} ({key})" if with_key else parameter.label(view.lang)


def _evidence_of(view: View, key: str) -> str:
    parameter = view.parameters.get(key)
    return "" if parameter is None else view.text(f"evidence.{parameter.evidence}")


def guidance(view: View) -> Section:
    """The six heads of the PBL guidance on uncertainty."""
    texts = {head: view.text(f"guidance.{head}_text") for head in HEADS}
    if not view.comparison.resolved.changes:
        texts["framing"] += " " + view.text("guidance.laws")
    points = Points([(view.text(f"guidance.{head}"), text) for head, text in texts.items()])
    blocks: list[Block] = [Paragraph(view.text("guidance.intro")), points]
    return Section("guidance", view.text("headings.guidance"), blocks)
