"""``wijksim gallery``: every scenario of the catalogue beside today's practice, and its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.foundation.units import F8
from sim.inputs.request import CompareRequest
from sim.inputs.scenarios.scenario_file import Claim, Layer, catalogue_names, chain
from sim.inputs.study_request import GalleryRequest
from sim.runs.arrays import Runs
from sim.runs.claims import check_claims
from sim.runs.frame import HERE, How, Underway
from sim.runs.paired import Plan, make_plan
from sim.runs.point_work import Point
from sim.runs.study import Answer, Study, conduct
from sim.runs.without import with_other

SCHEMA = "wijksim/gallery/1"
SHOWN = ("burden", "burden_vulnerable", "public_cost", "share_hidden", "days_to_help")
KINDS = ("ranges", "luck")  # with parameters drawn, and at best guesses


@dataclass(frozen=True)
class Side:
    """A model of one of the study's plans; its number by kind of runs."""

    model: str
    at: dict[str, int]


@dataclass(frozen=True)
class Card:
    """A scenario of the gallery: what it is shown beside, if there is anything.

    ``beside``: ``parent`` where only values differ from the scenario that it departs from, else
    ``today``, the first model of the scenario itself.
    """

    layer: Layer
    plan: Plan
    beside: str | None
    later: Side
    earlier: Side | None


def gallery(request: GalleryRequest, how: How = HERE) -> dict[str, Any]:
    """Run the catalogue and write a folder; returns the document ``wijksim/gallery/1``.

    how: as in :func:`sim.studies.sweep.sweep`. Raises InputError for bad input.
    """
    names = request.scenarios or tuple(catalogue_names())
    cards, plans = _cards(request, names)
    points = tuple(Point(number, base=number) for number in range(len(plans)))

    def work(runs: Runs, _: Underway) -> Answer:
        """A card for every scenario."""
        citizens, drawn, best = request.size
        document = {
            "schema": SCHEMA,
            "seed": plans[0].resolved.settings.seed,
            "citizens": citizens,
            "replications": {"drawn": drawn, "best": best},
            "outcomes": list(SHOWN),
            "cards": [_card_part(card, runs) for card in cards],
            "runs": runs.count,
        }
        return Answer(document)

    return conduct(request, Study("gallery", tuple(plans), points), work, how)


def _cards(request: GalleryRequest, names: Sequence[str]) -> tuple[list[Card], list[Plan]]:
    """The cards, and the plans that they take their runs of."""
    cards, plans = list[Card](), list[Plan]()
    for name in names:
        layer = chain(name)[-1]
        check_claims(layer)
        both = {kind: _plan(request, name, kind) for kind in KINDS}
        plan = both["ranges"]
        own, other = _numbers(plans, both), dict[str, int]()
        model = plan.models[-1]
        beside = _beside(plan)
        if beside == "parent":
            other = _numbers(plans, {k: p.without for k, p in both.items() if p.without})
        earlier = plan.bases[model] if beside == "parent" else plan.models[0]
        side = Side(earlier, other or own) if beside else None
        cards.append(Card(layer, plan, beside, Side(model, own), side))
    return cards, plans


def _numbers(plans: list[Plan], added: dict[str, Plan]) -> dict[str, int]:
    """Add plans; the number of each."""
    found = {}
    for kind, plan in added.items():
        found[kind] = len(plans)
        plans.append(plan)
    return found


def _plan(request: GalleryRequest, name: str, kind: Any) -> Plan:
    """A scenario at the size of the gallery; a place that has fewer residents as it is."""
    citizens, drawn, best = request.size
    asked = CompareRequest(
        scenario=name,
        uncertainty=kind,
        replications=drawn if kind == "ranges" else best,
        weeks=request.weeks,
        seed=request.seed,
        place=request.place,
        set=request.set,
        bundles=request.bundles,
        cache=False,
    )
    plan = make_plan(asked, request.models)
    if plan.place.inhabitants > citizens:
        asked = replace(asked, citizens=citizens)
        plan = make_plan(asked, request.models)
    return with_other(plan, asked)


def _beside(plan: Plan) -> str | None:
    """The other side of a scenario."""
    parent = plan.parent
    if parent is not None and parent.place == plan.resolved.place:
        same = [model.id for model in parent.models] == plan.models
        if same and plan.without is not None:
            return "parent"
        if same:
            return None
    return "today" if len(plan.models) > 1 else None


def _card_part(card: Card, runs: Runs) -> dict[str, Any]:
    """A card as the document has it."""
    content, plan = card.layer.content, card.plan
    resolved = plan.resolved
    other = plan.without.resolved if card.beside == "parent" and plan.without else None
    return {
        "id": resolved.id,
        "title": {"nl": resolved.title_nl, "en": resolved.title_en},
        "place": resolved.place,
        "place_name": plan.place.name,
        "areas": [area.code for area in plan.place.areas],
        "inhabitants": plan.place.inhabitants,
        "citizens": plan.residents,
        "weeks": plan.weeks,
        "story": content.story and content.story.model_dump(),
        "open": [one.model_dump() for one in content.open],
        "sources": list(content.sources),
        "beside": card.beside,
        "parent": other and {"nl": other.title_nl, "en": other.title_en},
        "later": _named(plan, card.later.model),
        "earlier": card.earlier and _named(plan, card.earlier.model),
        "differences": dict(_differences(card, runs)),
        "claims": [_claim(card, one, runs) for one in content.claims],
    }


def _named(plan: Plan, model: str) -> dict[str, str]:
    """A model by its name in both languages."""
    titles = {one.id: one for one in (plan.without or plan).resolved.models}
    titles |= {one.id: one for one in plan.resolved.models}
    return {lang: titles[model].title(lang) for lang in ("nl", "en")}


def _differences(card: Card, runs: Runs) -> Iterator[tuple[str, dict[str, list[float]]]]:
    """Every difference of the outcomes shown, run by run, drawn and at best guesses."""
    if card.earlier is None:
        return
    for name in SHOWN:
        yield name, {kind: _runs(card, name, kind, runs).tolist() for kind in KINDS}


def _runs(card: Card, name: str, kind: str, runs: Runs) -> F8:
    """With less without in the runs in which both are defined, in order of the runs."""
    later = _of(card.later, name, kind, runs)
    if card.earlier is None:
        return np.zeros(0)
    earlier = _of(card.earlier, name, kind, runs)
    both = [later[number] - earlier[number] for number in later if number in earlier]
    return np.array(both, dtype=np.float64)


def _of(side: Side, name: str, kind: str, runs: Runs) -> dict[int, float]:
    """A column of one side by replication, where it is defined."""
    here = runs.points == side.at[kind]
    values, numbers = runs.of(name, side.model)[here], runs.replications[here]
    known_ones = np.isfinite(values)
    return dict(zip(numbers[known_ones].tolist(), values[known_ones].tolist(), strict=True))


def _claim(card: Card, claim: Claim, runs: Runs) -> dict[str, Any]:
    """A claim with the runs that it is held to: differences, or the level less what is claimed."""
    measure = claim.measure
    found: dict[str, Any] = {"text": {"nl": claim.nl, "en": claim.en}, "measure": None, "runs": []}
    if measure is None:
        return found
    found["measure"] = measure.model_dump()
    if measure.level is None:
        found["runs"] = _runs(card, measure.outcome, KINDS[0], runs).tolist()
    else:
        levels = _of(card.later, measure.outcome, KINDS[0], runs)
        found["runs"] = [value - measure.level for value in levels.values()]
    return found
