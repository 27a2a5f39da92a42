"""Sheets around the numbers of a comparison: what is different, the answer, today, parameters,
provenance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sim import __version__
from sim.documents.parts import Departure
from sim.inputs.parameters.parameter import Parameter
from sim.show import policy, words
from sim.show.departures import SHARE
from sim.show.outcomes_shown import TODAY, is_share
from sim.show.page import Paragraph, Points
from sim.show.reading import View
from sim.show.sheets.outcomes import format_of, heads
from sim.show.stated import setting_name
from sim.storage.xlsx_files import DAY, EXACT, PERCENT, Content, Sheet, Shown

_STATED_WHOLE = ("citizens", "weeks", "burn_in_weeks", "replications", "seed")


def departures(view: View) -> Sheet:
    """Everything in which the scenario differs from what it extends."""
    rows = [_departure(view, one) for one in view.document.departures]
    if not rows:
        rows = [[view.text("workbook.nothing")]]
    head = heads(view, "departures")
    return Sheet(view.text("workbook.departures"), head, rows, formats={5: DAY[view.lang]})


def _departure(view: View, one: Departure) -> list[Any]:
    told = view.departures
    named = one.kind in ("model", "left_out")
    return [
        told.model(one.key) if named else told.name(one),
        *(None if named else _value(view, one, side) for side in (one.old, one.new)),
        view.parameter_unit(one.unit or "") if one.unit != SHARE else None,
        ", ".join(told.model(model) for model in one.models) or None,
        None if one.date is None else dt.date.fromisoformat(one.date),
        told.sentence(one),
    ]


def _value(view: View, one: Departure, value: Any) -> Content | Shown:
    """A number as it is, a share in per cent; anything else in words."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or one.kind == "place":
        return None if value is None else view.departures.value(one, value)
    if one.kind == "setting" and not value:
        return view.departures.value(one, value)
    return Shown(value, PERCENT if one.unit == SHARE else EXACT)


def answer(view: View) -> Sheet:
    """The answer of every pair in sentences, what it hangs on, and what to mind."""
    rows: list[list[Content]] = []
    for pair in view.shown_pairs:
        name = view.pair(pair)
        rows.append([name, view.text("headings.answer"), words.answer(view, pair)])
        rows += [[name, what, said] for what, said in words.amounts(view, pair)]
    rows += [[None, view.text("headings.policy"), said] for said in _policy(view)]
    mind = [*words.overload(view), words.covers(view), view.text("answer.caution")]
    rows += [[None, view.text("workbook.caution"), said] for said in mind]
    return Sheet(view.text("workbook.answer"), heads(view, "answer"), rows)


def _policy(view: View) -> Iterator[str]:
    for block in policy.blocks(view):
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Points):
            yield from (": ".join(part for part in item if part) for item in block.items)


def today(view: View) -> Sheet:
    """Levels under today's practice beside what is published."""
    targets = {item.level: item for item in view.document.targets}
    rows: list[list[Any]] = []
    for name, level in view.document.levels_today.items():
        target = targets.get(name)
        if name not in TODAY and target is None:
            continue
        label = view.text(f"today.{name}") if view.text.has(f"today.{name}") else name
        form = (
            PERCENT
            if is_share(name)
            else format_of([level.mean, *([target.value] if target else ())])
        )
        row: list[Any] = [label, *(Shown(end, form) for end in (level.mean, level.low, level.high))]
        if target is not None:
            row += [Shown(end, form) for end in (target.value, target.low, target.high)]
            stands = target.stands
            row.append(None if stands is None else view.text(f"stands.{stands}"))
            row += [view.text(f"parameters.{'yes' if target.fitted else 'no'}"), target.source]
        rows.append(row)
    return Sheet(view.text("workbook.today"), heads(view, "today"), rows)


def parameters(view: View) -> Sheet:
    """Every parameter with the value that it has for all models, and what is known of it."""
    values = view.comparison.resolved.values
    known = [view.parameters[key] for key in values if key in view.parameters]
    rows = [_parameter(view, one) for one in known]
    return Sheet(view.text("workbook.parameters"), heads(view, "parameters"), rows)


def _parameter(view: View, one: Parameter) -> list[Any]:
    resolved = view.comparison.resolved
    treatment = "drawn" if one.draw and view.full_range else "fixed"
    treatment = "stated" if one.key in resolved.stated else treatment
    value = resolved.values[one.key]
    number = not isinstance(value, (bool, str))
    return [
        one.key,
        one.label(view.lang),
        Shown(value, EXACT) if number else view.value(value),
        view.parameter_unit(one.unit),
        *((Shown(one.low, EXACT), Shown(one.high, EXACT)) if number else (None, None)),
        view.text(f"parameters.{treatment}"),
        view.text(f"evidence.{one.evidence}"),
        view.source(one.source),
    ]


def provenance(view: View, manifest: Mapping[str, Any]) -> Sheet:
    """The origin of these numbers: the command, the versions, their digests."""
    document, settings = view.document, view.comparison.resolved.settings
    rows: list[list[Any]] = [
        [view.text("certificate.scenario"), view.title],
        [view.text("workbook.place"), view.place],
        [view.text("workbook.command"), view.comparison.command],
        [view.text("certificate.files"), ", ".join(view.comparison.resolved.files)],
        [setting_name(view, "start"), Shown(settings.start, DAY[view.lang])],
        *([setting_name(view, name), getattr(document, name)] for name in _STATED_WHOLE),
        [view.text("certificate.version"), manifest["versions"].get("wijksim", __version__)],
        [view.text("certificate.code"), manifest["code_sha256"]],
        [view.text("certificate.results"), document.digest],
        [view.text("workbook.finished"), str(manifest["finished"])],
    ]
    return Sheet(view.text("workbook.provenance"), heads(view, "provenance"), rows)
