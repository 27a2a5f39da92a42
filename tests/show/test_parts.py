"""Sentences on what unmet need is made of and on use of hours are those of the numbers."""

from __future__ import annotations

from typing import Any

import pytest

from sim.comparison.comparison import Comparison
from sim.comparison.notes import Remark
from sim.inputs.parameters.load import read_parameters
from sim.record.headlines import BY_DOMAIN, BY_SEVERITY, KNOWN_OR_HIDDEN
from sim.show import ample, differences, parts, words
from sim.show.labels import LANGUAGES
from sim.show.page import Chart, Paragraph, Points, Table
from sim.show.reading import View
from sim.show.summary import summary
from tests.show.fixture import MODELS, made_up

LANG = pytest.mark.parametrize("lang", LANGUAGES)


def view_of(lang: str, **means: float) -> View:
    """A made-up comparison in which outcomes have these means under every model."""
    comparison: Comparison = made_up()
    for outcomes in comparison.document["models"].values():
        for name, mean in means.items():
            outcomes[name]["mean"] = mean
    return View(comparison, lang, read_parameters())


@LANG
def test_the_share_of_hidden_need_is_hidden_over_all_burden(lang: str) -> None:
    view = view_of(lang, burden=400.0, burden_hidden=250.0, burden_lasting=100.0)
    view.comparison.document["models"]["second"]["burden_hidden"]["mean"] = 60.0
    said = parts.share_of_burden(view, parts.HIDDEN)
    assert said.count("62%") == 2 and said.count("15%") == 1
    assert said.index("62%") < said.index("Model first") < said.index("15%")
    assert parts.share_of_burden(view, parts.LASTING).count("25%") == 3
    shown = [b.text for b in parts.parts(view).blocks if isinstance(b, Paragraph) and b.strong]
    assert shown == [said]


def test_nothing_is_said_of_a_share_where_there_is_no_burden() -> None:
    assert parts.share_of_burden(view_of("en", burden=0.0), parts.HIDDEN) == ""


@LANG
def test_every_part_has_its_level_and_its_paired_difference(lang: str) -> None:
    view = view_of(lang)
    blocks = parts.parts(view).blocks
    tables = [b for b in blocks if isinstance(b, Table)]
    tables += [b.table for b in blocks if isinstance(b, Chart)]
    rows = {row[0]: row for table in tables for row in table.rows}
    assert list(rows) == [
        view.label(n) for n in ("burden", *KNOWN_OR_HIDDEN, *BY_SEVERITY, *BY_DOMAIN)
    ]
    row = rows[view.label("burden_hidden")]
    assert len(row) == 1 + len(view.models) + len(view.shown_pairs)
    assert row[-1] == words.size(view, view.finding(view.shown_pairs[-1], "burden_hidden"))


@LANG
def test_weights_that_a_user_states_are_told(lang: str) -> None:
    view = view_of(lang)
    assert parts.weights(view) == view.text("parts.not_weighed")
    view.comparison.resolved.values["burden.weight_hidden"] = 2.5
    view.comparison.resolved.values["domain.debts_admin.burden_weight"] = 0.0
    told = parts.weights(view)
    assert f"{view.num.exact(2.5)} (burden.weight_hidden)" in told
    assert "0 (domain.debts_admin.burden_weight)" in told
    assert "weight_lasting" not in told and "income_work" not in told


@LANG
@pytest.mark.parametrize(
    ("intake", "guidance", "key"),
    [(2.71, 3.24, "both"), (2.71, 1.0, "intake"), (0.4, 3.24, "guidance"), (1.0, 0.99, None)],
)
def test_a_sentence_stands_beside_the_headlines_when_hours_fall_short(
    lang: str, intake: float, guidance: float, key: str | None
) -> None:
    view = view_of(lang)
    uses = {"utilisation_intake": intake, "utilisation_guidance": guidance}
    view.comparison.document["notes"] = [
        Remark.OVERLOAD(model=model, outcome=name, ratio=ratio, count=24, runs=40).document()
        for model in MODELS for name, ratio in uses.items() if ratio > 1.0
    ]  # fmt: skip
    told = words.overload(view)
    if key is None:
        assert told == []
        return
    number = view.num.fixed
    assert told[0] == view.text(
        f"answer.overload_{key}", model="Model first", intake=number(intake, 2),
        guidance=number(guidance, 2), intake_runs="24", guidance_runs="24", n="40",
    )  # fmt: skip
    assert len(told) == len(view.models)
    points = [b.items for b in differences.answer(view).blocks if isinstance(b, Points)]
    assert [("", sentence) for sentence in told] in points
    assert told[0] in " ".join(summary(view).split())


@LANG
def test_signs_with_more_hours_are_told_in_a_sentence_and_a_table(lang: str) -> None:
    view = view_of(lang)
    (pair, said), *rest = ample.signs(view)
    assert pair == view.pair(view.shown_pairs[0]) and len(rest) == len(view.shown_pairs) - 1
    document: dict[str, Any] = view.comparison.document["ample"]["differences"][view.shown_pairs[0]]
    assert view.text("ample.holds", what=view.text("answer.burden")) in said
    cost = document["public_cost"]["sign"]
    assert view.text(f"ample.{cost}", what=view.text("answer.cost")) in said
    table = next(b for b in ample.ample(view).blocks if isinstance(b, Table))
    assert len(table.rows) == len(document) * len(view.shown_pairs)
    assert table.rows[0][-1] == view.text("ample.short_holds")
    minus, reach = "\N{MINUS SIGN}", [r for r in table.rows if r[0].startswith(view.label("reach"))]
    assert reach[0][2].startswith(f"{minus}150")  # a share is told in percent
    assert ample.still_short(view) == [view.text("ample.still_short", models="Model first")]
    assert said in " ".join(summary(view).split())


@LANG
def test_a_report_without_them_says_so(lang: str) -> None:
    view = view_of(lang)
    view.comparison.document["ample"] = None
    (only,) = ample.ample(view).blocks
    assert isinstance(only, Paragraph) and only.text == view.text("ample.none")
    assert ample.signs(view) == ample.still_short(view) == []
