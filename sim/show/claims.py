"""Stated claims beside results, and the municipality's own criteria as a scoreboard."""

from __future__ import annotations

from collections.abc import Sequence

from sim.documents.parts import LevelToday, Target
from sim.show import words
from sim.show.outcomes_shown import CLAIMS, CRITERIA, TODAY, is_share
from sim.show.page import Block, Heading, Paragraph, Section, Table
from sim.show.reader import scaled
from sim.show.reading import View
from sim.show.sources_shown import cited


def claims(view: View) -> Section:
    """Claims of others beside levels of the model; never used to fit anything."""
    blocks: list[Block] = [
        Paragraph(view.text("claims.intro")),
        _claims_table(view),
        Paragraph(view.text("claims.regression")),
        Heading(view.text("headings.criteria")),
        Paragraph(view.text("criteria.intro")),
        _criteria_table(view),
    ]
    return Section("claims", view.text("headings.claims"), [*blocks, *_today(view)])


def _claims_table(view: View) -> Table:
    rows: list[list[str]] = []
    for source, outcomes in CLAIMS.items():
        claim = [*view.heads("claims", source.lower(), f"{source.lower()}_value")]
        claim.append(cited(source, source))
        for outcome in view.existing(outcomes):
            levels = (view.num.level(*view.level(m, outcome)) for m in view.models)
            rows.append([*claim, view.named(outcome), *levels])
        if not view.existing(outcomes):
            empty = [view.num.plain(None)] * len(view.models)
            rows.append([*claim, view.text("claims.not_modelled"), *empty])
    head = view.heads("columns", "claim", "claimed", "source", "measured_as")
    head += [view.model(m) for m in view.models]
    return Table(view.text("claims.table"), head, rows, frozenset({1, 2, 3}))


def _criteria_table(view: View) -> Table:
    """Each criterion of the municipal note with the outcomes that speak to it."""
    pairs = view.against_first
    rows: list[list[str]] = []
    for criterion, outcomes in CRITERIA.items():
        name = view.text(f"criteria.{criterion}")
        found = view.existing(outcomes)
        for outcome in found:
            said = (words.reading(view, view.finding(pair, outcome)) for pair in pairs)
            rows.append([name, view.named(outcome), *said])
        if not found:
            rows.append([name, view.text("criteria.not_modelled"), *[""] * len(pairs)])
    head = view.heads("columns", "criterion", "measured_as")
    head += [view.short_pair(pair) for pair in pairs]
    return Table(view.text("criteria.table"), head, rows, frozenset(range(1, len(head))))


def _today(view: View) -> list[Block]:
    """Levels under today's practice, target and source, where the document has them."""
    levels = view.document.levels_today
    targets = {item.level: item for item in view.document.targets}
    rows = [
        _today_row(view, name, levels[name], targets.get(name)) for name in TODAY if name in levels
    ]
    if not rows:
        return []
    place = view.comparison.resolved.place
    home = place if place in ("nederland", "pilot") else "elsewhere"
    head = view.heads("columns", "level", "value", "target", "stands", "source")
    return [
        Heading(view.text("headings.today")),
        Paragraph(view.text("today_intro.text")),
        Paragraph(view.text(f"today_intro.{home}")),
        Table(view.text("today_intro.table"), head, rows, frozenset({3, 4})),
        Paragraph(view.text("today_intro.partly")),
    ]


def _today_row(view: View, name: str, level: LevelToday, target: Target | None) -> Sequence[str]:
    """A level; a target that nothing was fitted to has a star."""
    label, dash = view.text(f"today.{name}"), view.num.plain(None)
    if target is None:
        return [label, _level(view, name, level), dash, dash, cited(TODAY[name], TODAY[name])]
    value, low, high = (
        view.num.exact(round(_scale(name) * end, 4))
        for end in (target.value, target.low, target.high)
    )
    stands = dash if target.stands is None else view.text(f"stands.{target.stands}")
    stated = f"{value} ({low}\N{EN DASH}{high})"
    star, source = "" if target.fitted else " *", cited(target.source, target.source)
    return [label + star, _level(view, name, level), stated, stands, source]


def _scale(name: str) -> float:
    return 100.0 if is_share(name) else 1.0


def _level(view: View, name: str, item: LevelToday) -> str:
    """Mean at best guesses, as precise as the spread of runs, with its interval."""
    mean, low, high = (scaled(end, _scale(name)) for end in (item.mean, item.low, item.high))
    width = scaled(item.sd, 4.0 * _scale(name))
    shown = view.num.level(mean, None if width is None else 0.0, width)
    if low is None or high is None or low == high:
        return shown
    return f"{shown} ({view.num.interval(low, high)})"
