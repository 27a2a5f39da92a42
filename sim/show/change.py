"""The section on the change itself: every model with it, beside itself without it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from sim.documents.compare import Change
from sim.record.headlines import HEADLINES
from sim.runs.replicate import change_pair
from sim.show import figures, policy, words
from sim.show.differences import difference_table
from sim.show.page import Block, Chart, Paragraph, Points, Section
from sim.show.reader import split
from sim.show.reading import View

_NAME = "change"  # of charts, so that their parts differ from those between models


class ChangeView(View):
    """A comparison whose pairs are every model with the change and without it."""

    def __init__(self, view: View, change: Change) -> None:
        samples = view.comparison.change
        assert samples is not None
        own, part = view.comparison, view.comparison.document["change"]
        levels = {change_pair(model)[2]: found for model, found in part["without"].items()}
        document = {
            **own.document,
            "models": {**own.document["models"], **levels},
            "differences": {change_pair(m)[0]: found for m, found in part["differences"].items()},
            "gains": {change_pair(m)[0]: found for m, found in part["gains"].items()},
        }
        luck, full = samples
        super().__init__(
            replace(own, document=document, luck=luck, full=full), view.lang, view.parameters
        )
        for model in change.bases:
            title = view.model(model)
            named = {"with": model, "without": change_pair(model)[2]}
            self.titles = {
                **self.titles,
                **{k: view.text(f"with_change.{side}", model=title) for side, k in named.items()},
            }

    @cached_property
    def models(self) -> list[str]:
        """Models with the change: colours are those of the other charts."""
        return list(self.comparison.document["accounts"])

    @property
    def shown_pairs(self) -> list[str]:
        """Every model beside itself."""
        return self.pairs


def view_of_change(view: View) -> ChangeView | None:
    """The change as a comparison; None where nothing was compared with."""
    change = view.document.change
    return None if change is None else ChangeView(view, change)


def change(view: View) -> Section:
    """The effect of the change under every model, before models are compared with each other."""
    found = view_of_change(view)
    if found is None or view.document.change is None:
        return Section("change", "", [])
    parent = getattr(view.document.change.title, view.lang)
    blocks: list[Block] = [Paragraph(view.text("with_change.intro", parent=parent))]
    for pair in found.pairs:
        if untouched := _untouched(found, view, pair):
            blocks.append(Paragraph(untouched))
            continue
        blocks.append(Paragraph(words.answer(found, pair), strong=True))
        blocks.append(Points([*words.amounts(found, pair), *_who(found, pair)]))
    main = found.existing(HEADLINES)
    table = difference_table(found, main)
    blocks.append(Chart(figures.by_run(found, main, _NAME), view.text("with_change.chart"), table))
    return Section("change", view.text("with_change.heading"), blocks)


def _untouched(found: ChangeView, view: View, pair: str) -> str:
    """A sentence on a model that the change does not reach: all of it is equal in all runs."""
    verdicts = {found.finding(pair, outcome).verdict for outcome in found.existing(HEADLINES)}
    if verdicts - {"equal", "undefined"}:
        return ""
    return view.text("with_change.untouched", model=view.model(split(pair)[0]))


def _who(view: View, pair: str) -> list[tuple[str, str]]:
    """For whom it is better, and who pays."""
    found = " ".join(policy.consequences(view, pair))
    return [(view.text("with_change.who"), found)] if found else []


def lines(view: View) -> list[str]:
    """The same for a terminal: a sentence per model, and its amounts."""
    found = view_of_change(view)
    if found is None:
        return []
    said = []
    for pair in found.pairs:
        said.append(_untouched(found, view, pair) or words.answer(found, pair))
        said += [f"{what}: {amount}" for what, amount in words.amounts(found, pair)]
    return said
