"""Stated claims beside results, and the municipality's own criteria as a scoreboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.show import words
from sim.show.outcomes_shown import CLAIMS, CRITERIA, TODAY, is_share
from sim.show.page import Block, Heading, Paragraph, Section, Table
from sim.show.reading import View


def claims(view: View) -> Section:
    """What was claimed, what the model gives; never used to fit anything."""
    blocks: list[Block] = [Paragraph(view.text("claims.intro")), _claims_table(view)]
    blocks += [
        Paragraph(view.text("claims.regression")),
        Heading(view.text("headings.criteria")),
        Paragraph(view.text("criteria.intro")),
        _criteria_table(view),
    ]
    blocks += _today(view)
    return Section("claims", view.text("headings.claims"), blocks)


def _claims_table(view: View) -> Table:
    head = [view.text(f"columns.{k}") for k in ("claim", "claimed", "source", "measured_as")]
    rows: list[list[str]] = []
    for source, outcomes in CLAIMS.items():
        fixed = [
            view.text(f"claims.{source.lower()}"),
            view.text(f"claims.{source.lower()}_value"),
            source,
        ]
        for outcome in view.existing(outcomes):
            rows.append([*fixed, *_measured(view, outcome)])
        if not view.existing(outcomes):
            empty = [view.num.plain(None)] * len(view.models)
            rows.append([*fixed, view.text("claims.not_modelled"), *empty])
    head += [view.model(m) for m in view.models]
    return Table(view.text("claims.table"), head, rows, frozenset({1, 2, 3}))


def _measured(view: View, outcome: str) -> list[str]:
    return [f"{view.label(outcome)} ({view.unit(outcome)})"] + [
        _mean(view, view.level(m, outcome)) for m in view.models
    ]


def _mean(view: View, item: Mapping[str, float | None]) -> str:
    return view.num.level(item.get("mean"), item.get("low"), item.get("high"))


def _criteria_table(view: View) -> Table:
    """Each criterion of the municipal note with the outcomes that speak to it."""
    pairs = [p for p in view.shown_pairs if p.endswith("-" + view.models[0])]
    head = [view.text("columns.criterion"), view.text("columns.measured_as")]
    head += [view.short_pair(p) for p in pairs]
    rows: list[list[str]] = []
    for criterion, outcomes in CRITERIA.items():
        name = view.text(f"criteria.{criterion}")
        found = view.existing(outcomes)
        for outcome in found:
            told = [words.reading(view, view.finding(p, outcome)) for p in pairs]
            rows.append([name, f"{view.label(outcome)} ({view.unit(outcome)})", *told])
        if not found:
            rows.append([name, view.text("criteria.not_modelled"), *[""] * len(pairs)])
    return Table(view.text("criteria.table"), head, rows, frozenset(range(1, 2 + len(pairs))))


def _today(view: View) -> list[Block]:
    """Levels under today's practice, target and source, where the document has them."""
    levels: Mapping[str, Mapping[str, float | None]] = view.document.get("levels_today") or {}
    targets = {item["level"]: item for item in view.document.get("targets", ())}
    rows = [
        [
            view.text(f"today.{name}")
            + ("" if targets.get(name, {}).get("fitted", True) else " *"),
            _level(view, name, levels[name]),
            *_target(view, name, targets.get(name)),
            targets[name]["source"] if name in targets else sources,
        ]
        for name, sources in TODAY.items()
        if name in levels
    ]
    if not rows:
        return []
    home = "nederland" if view.comparison.resolved.place == "nederland" else "national"
    head = [view.text(f"columns.{k}") for k in ("level", "value", "target", "stands", "source")]
    return [
        Heading(view.text("headings.today")),
        Paragraph(view.text("today_intro.text")),
        Paragraph(view.text(f"today_intro.{home}")),
        Table(view.text("today_intro.table"), head, rows, frozenset({3, 4})),
        Paragraph(view.text("today_intro.partly")),
    ]


def _target(view: View, name: str, target: Mapping[str, Any] | None) -> list[str]:
    """The target with its range, and where the level of this run stands."""
    if target is None:
        return [view.num.plain(None)] * 2
    scale = 100.0 if is_share(name) else 1.0
    low, high = (view.num.exact(round(scale * target[end], 4)) for end in ("low", "high"))
    stated = f"{view.num.exact(round(scale * target['value'], 4))} ({low}\N{EN DASH}{high})"
    stands = target["stands"]
    return [stated, view.num.plain(None) if stands is None else view.text(f"stands.{stands}")]


def _level(view: View, name: str, item: Mapping[str, float | None]) -> str:
    """Mean over the replications, as precise as their spread."""
    mean, sd = item.get("mean"), item.get("sd")
    scale = 100.0 if is_share(name) else 1.0
    if mean is None or sd is None:
        return view.num.plain(None if mean is None else scale * mean)
    return view.num.level(scale * mean, 0.0, 4.0 * scale * sd)
