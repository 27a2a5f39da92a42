"""The page of the gallery: a card per scenario, with what its sources claim beside the runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.documents.gallery import Card, Claim, Gallery
from sim.show.counted import FIRM, Runs, runs_of
from sim.show.numbers import NOTHING, decimals_for
from sim.show.outlines import small_map
from sim.show.page import Block, Heading, Linked, Map, Paragraph, Points, Section, Table
from sim.show.reader import Reader, read
from sim.show.sources_shown import cited, table_of
from sim.show.words import counted_reading

VERDICTS = ("supported", "not_supported", "undecided", "not_modelled")


def verdict(claim: Claim) -> str:
    """Supported or not when the runs are firmly on a side, undecided when they are not, and not
    modelled when no outcome is a measure of the claim: the only rule of the gallery."""
    if claim.measure is None:
        return "not_modelled"
    runs = runs_of(np.array(claim.runs, dtype=np.float64))
    if runs is None or runs.verdict not in FIRM:
        return "undecided"
    claimed = (claim.measure.side == "lower") == runs.lower
    return "supported" if claimed else "not_supported"


class Cards(Reader):
    """The document of a gallery in one language."""

    def __init__(self, document: Any, lang: str) -> None:
        super().__init__(lang, {})
        self.document = read(Gallery, document)

    def said(self, text: Any) -> str:
        """A text of two languages in this one."""
        return str(getattr(text, self.lang))

    def runs(self, outcome: str, values: list[float]) -> Runs | None:
        """Differences in the unit in which the outcome is shown."""
        return runs_of(self.scale(outcome) * np.array(values, dtype=np.float64))


def sections(document: Any, lang: str) -> list[Section]:
    """The rule and an overview, then a card per scenario."""
    cards = Cards(document, lang)
    text, found = cards.text, cards.document
    fixed = cards.num.fixed
    sizes = {
        "count": fixed(len(found.cards), 0),
        "citizens": fixed(found.citizens, 0),
        "drawn": fixed(found.replications.drawn, 0),
        "best": fixed(found.replications.best, 0),
    }
    rule = [(text(f"gallery.{one}"), text(f"gallery.{one}_text")) for one in VERDICTS]
    blocks: list[Block] = [Paragraph(text("gallery.intro", **sizes)), Points(rule)]
    blocks += [_overview(cards), Paragraph(text("answer.caution"))]
    made = [Section("answer", text("gallery.heading"), blocks)]
    made += [_card(cards, card) for card in found.cards]
    named = {name for card in found.cards for name in card.sources}
    made.append(Section("sources", text("gallery.all_sources"), [table_of(cards, named)]))
    return made


def _overview(cards: Cards) -> Table:
    """A row per scenario: its main differences, and how its claims fare."""
    text, found = cards.text, cards.document
    shown = [name for name in ("burden", "public_cost") if name in found.outcomes]
    rows = []
    for card in found.cards:
        verdicts = [verdict(claim) for claim in card.claims]
        counts = [cards.num.fixed(verdicts.count(one), 0) for one in VERDICTS]
        name = Linked([(cards.said(card.title), card.id)])
        rows.append([name, card.id, *(_reading(cards, card, o) for o in shown), *counts])
    head = [text("gallery.title"), text("gallery.scenario"), *map(cards.label, shown)]
    head += [text(f"gallery.{one}") for one in VERDICTS]
    return Table(text("gallery.overview"), head, rows, frozenset({1, 2, 3}))


def _reading(cards: Cards, card: Card, outcome: str) -> str:
    runs = _drawn(cards, card, outcome)
    return NOTHING if runs is None else counted_reading(cards, outcome, runs)


def _drawn(cards: Cards, card: Card, outcome: str) -> Runs | None:
    found = card.differences.get(outcome)
    return None if found is None else cards.runs(outcome, found.ranges)


def _card(cards: Cards, card: Card) -> Section:
    """Story, map, differences, claims with their verdicts, and what is left open."""
    text, fixed = cards.text, cards.num.fixed
    blocks: list[Block] = []
    if card.story is not None:
        blocks.append(Paragraph(cards.said(card.story)))
    where = text("gallery.where", place=card.place_name, inhabitants=fixed(card.inhabitants, 0))
    if card.citizens < card.inhabitants:
        where += " " + text("gallery.fewer", citizens=fixed(card.citizens, 0))
    blocks.append(Paragraph(where))
    if svg := small_map(card.areas, card.place_name):
        blocks.append(Map(svg, card.place_name))
    blocks.append(Paragraph(_beside(cards, card)))
    if card.differences:
        blocks.append(_differences(cards, card))
    blocks += _claims(cards, card)
    if card.open:
        blocks.append(Heading(text("gallery.open")))
        blocks.append(Points([("", cards.said(one)) for one in card.open]))
    if card.sources:
        ids = ", ".join(card.sources)
        blocks.append(Points([(text("gallery.sources"), cited(ids, ids))]))
    return Section(card.id, cards.said(card.title), blocks)


def _beside(cards: Cards, card: Card) -> str:
    """The two sides of the card in a sentence."""
    if card.beside is None or card.earlier is None:
        return cards.text("gallery.beside_nothing")
    later, earlier = cards.said(card.later), cards.said(card.earlier)
    if card.beside == "today" or card.parent is None:
        return cards.text("gallery.beside_today", later=later, earlier=earlier)
    return cards.text("gallery.beside_parent", later=later, parent=cards.said(card.parent))


def _differences(cards: Cards, card: Card) -> Table:
    """The outcomes: runs with everything drawn, in how many, and those at best guesses."""
    rows = []
    for outcome, found in card.differences.items():
        drawn = cards.runs(outcome, found.ranges)
        best = cards.runs(outcome, found.luck)
        reading = NOTHING if drawn is None else counted_reading(cards, outcome, drawn)
        rows.append([cards.named(outcome), _ends(cards, drawn), reading, _ends(cards, best)])
    head = cards.heads("gallery", "outcome", "drawn_runs", "reading", "best_runs")
    return Table(cards.text("gallery.differences"), head, rows, frozenset({2}))


def _ends(cards: Cards, runs: Runs | None) -> str:
    """``-12 (-20 to -4)``: the middle run with the ends of all."""
    if runs is None:
        return NOTHING
    return cards.num.ranged(runs.middle, runs.least, runs.most, sign=True)


def _claims(cards: Cards, card: Card) -> Iterator[Block]:
    """Every claim with the outcome it is held to, the runs, and the verdict."""
    if not card.claims:
        return
    rows = [
        [cards.said(one.text), *_held_to(cards, card, one), cards.text(f"gallery.{verdict(one)}")]
        for one in card.claims
    ]
    head = cards.heads("gallery", "claim", "measure", "runs", "verdict")
    yield Table(cards.text("gallery.claims"), head, rows, frozenset({1, 2, 3}))


def _held_to(cards: Cards, card: Card, claim: Claim) -> tuple[str, str]:
    """The measure of a claim, and in how many runs it is on the side that is claimed."""
    measure = claim.measure
    if measure is None:
        return cards.text("gallery.no_measure"), NOTHING
    label = cards.label(measure.outcome)
    way = cards.text(f"gallery.{measure.side}")
    if measure.level is None:
        than = "than_without" if card.beside == "parent" else "than_today"
        said = cards.text(f"gallery.{than}", outcome=label, side=way)
    else:
        scale = cards.scale(measure.outcome)
        level = cards.num.fixed(scale * measure.level, decimals_for(scale * measure.level, 2))
        said = cards.text("gallery.measured_level", outcome=label, side=way, level=level)
    runs = runs_of(np.array(claim.runs, dtype=np.float64))
    if runs is None:
        return said, NOTHING
    on_side = runs.less if measure.side == "lower" else runs.more
    counts = {"k": cards.num.fixed(on_side, 0), "n": cards.num.fixed(runs.count, 0)}
    return said, cards.text("gallery.in_runs", **counts)
