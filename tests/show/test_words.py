"""Sentences on differences: as firm as their intervals, with the right sign, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from sim.record.outcomes import OUTCOMES
from sim.show import words
from sim.show.labels import LANGUAGES
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.reader import Amount, Reader, scaled, split
from sim.show.reading import Finding, View
from tests.show.reader import view_of

MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"
LANG = pytest.mark.parametrize("lang", LANGUAGES)


def finding(mean: float | None, half: float | None = None, **more: Any) -> Finding:
    """A difference in burden; its interval and its widths all so far either way."""
    ends = None if mean is None or half is None else (mean - half, mean + half)
    low, high = ends or (None, None)
    return Finding("second-first", BURDEN, mean, low, high, ends, ends, **more)


def with_difference(lang: str, **found: Any) -> View:
    """A view in which burden and cost of the second against the first differ by this."""
    view = view_of(lang, runs=3)
    pair = view.comparison.document["differences"]["second-first"]
    for name in (BURDEN, COST, f"{COST}_without_longterm"):
        pair[name].update(found.get(name, {}))
        pair[name]["drift_today"] = None
    return view


def exactly(mean: float, half: float) -> dict[str, Any]:
    ends = {"low": mean - half, "high": mean + half}
    return {"mean": mean, **ends, "luck": {"sd": 1.0, **ends}, "full": {"sd": 1.0, **ends}}


@LANG
@pytest.mark.parametrize(
    ("found", "key", "side"),
    [
        (finding(None), "undefined", None),
        (finding(0.0, 0.0), "equal", None),
        (finding(-1.0, 2.0), "unclear", None),
        (finding(-3.0, 1.0), "clear_lower", "good"),
        (finding(3.0, 1.0), "clear_higher", "bad"),
        (Finding("b-a", BURDEN, 3.0, 2.0, 4.0, None, (-1.0, 7.0)), "mean_only_higher", "bad"),
        (Finding("b-a", "reach", 3.0, 2.0, 4.0, None, (1.0, 5.0)), "clear_higher", "good"),
    ],
)
def test_a_reading_is_as_firm_as_the_intervals(
    lang: str, found: Finding, key: str, side: str | None
) -> None:
    view = view_of(lang, runs=3)
    said = view.text(f"verdict.{key}")
    assert words.reading(view, found) == (
        f"{said} ({view.text(f'verdict.{side}')})" if side else said
    )


def test_a_difference_smaller_than_the_drift_is_said_to_be_only_where_it_has_a_sign() -> None:
    view = view_of("en", runs=3)
    small = view.text("verdict.within_drift")
    assert words.reading(view, finding(-3.0, 1.0, within_drift=True)).endswith(f"; {small}")
    assert small not in words.reading(view, finding(-3.0, 9.0, within_drift=True))


@pytest.mark.parametrize(
    ("found", "cell"),
    [
        (finding(-12.0, 8.0), f"{MINUS}12 ({MINUS}20 to {MINUS}4)"),
        (finding(12.0, 8.0), "+12 (+4 to +20)"),
        (finding(5.0), "+5.00"),  # one run has no interval
        (finding(0.0, 0.0), "0"),
        (finding(None), DASH),
    ],
)
def test_a_size_has_its_sign_and_its_interval_where_there_is_one(found: Finding, cell: str) -> None:
    assert words.size(view_of("en", runs=3), found) == cell


def test_a_cell_of_what_is_equal_or_undefined_has_no_number() -> None:
    view = view_of("en", runs=3)
    assert words.size_and_reading(view, finding(0.0, 0.0)) == view.text("verdict.equal")
    assert words.size_and_reading(view, finding(None)) == view.text("verdict.undefined")
    assert words.size_and_reading(view, finding(-12.0, 8.0)).startswith(f"{MINUS}12 ({MINUS}20 to")


@LANG
def test_the_answer_names_both_models_and_both_outcomes(lang: str) -> None:
    view = with_difference(lang, burden=exactly(-12.0, 4.0), public_cost=exactly(5.0, 9.0))
    text = view.text
    assert words.answer(view, "second-first") == text(
        "answer.sentence",
        later="Model second",
        earlier="Model first",
        burden=text("answer.clear_less", what=text("answer.burden")),
        cost=text("answer.unclear", what=text("answer.cost")),
    )


@pytest.mark.parametrize(
    ("burden", "cost", "key"),
    [(True, False, "within_drift"), (True, True, "within_drift_both"), (False, False, None)],
)
def test_the_answer_says_when_today_moves_more(burden: bool, cost: bool, key: str | None) -> None:
    view = with_difference("en", burden=exactly(-12.0, 4.0), public_cost=exactly(5.0, 1.0))
    pair = view.comparison.document["differences"]["second-first"]
    drift = {"mean": 100.0, "low": None, "high": None}
    pair[BURDEN]["drift_today"] = {**drift, "larger": burden}
    pair[COST]["drift_today"] = {**drift, "larger": cost}
    said = words.answer(view, "second-first")
    assert (
        said.endswith("cost.")
        if key is None
        else view.text(f"answer.{key}", what=view.text("answer.burden"), years="3") in said
    )


@LANG
def test_amounts_are_told_without_signs(lang: str) -> None:
    view = with_difference(
        lang,
        burden=exactly(-12.0, 8.0),
        public_cost=exactly(5.0, 9.0),
        public_cost_without_longterm=exactly(0.0, 0.0),
    )
    view.comparison.document["models"]["first"][BURDEN]["mean"] = 400.0
    (need, less), (cost, more) = words.amounts(view, "second-first")  # the equal one is left out
    text = view.text
    assert (need, cost) == (text("answer.burden_name"), text("answer.cost_name"))
    assert text("answer.burden_per_less", n="12") in less
    share = "3,0%" if lang == "nl" else "3.0%"
    assert text("answer.of_level", share=share, model="Model first") in less
    ends = text("answer.burden_less", n="20"), text("answer.burden_less", n="4")
    assert less.endswith(text("answer.from_to", low=ends[0], high=ends[1]))
    assert text("answer.cost_less", n="4") in more and text("answer.cost_more", n="14") in more
    assert MINUS not in less + more


def test_one_run_has_an_amount_and_no_range() -> None:
    none = {"low": None, "high": None}
    alone = {"mean": -12.345, **none, "luck": {"sd": None, **none}, "full": None}
    view = with_difference("en", burden=alone)
    said = dict(words.amounts(view, "second-first"))["Unmet need"]
    assert "12.3 burden-weeks less" in said and said.endswith(view.text("answer.one_run"))


@pytest.mark.parametrize(
    ("burden", "cost", "key"),
    [
        (exactly(-40.0, 1.0), exactly(12.0, 1.0), "price"),
        (exactly(-40.0, 1.0), exactly(-12.0, 1.0), "less_and_cheaper"),
        (exactly(40.0, 1.0), exactly(12.0, 1.0), "no_less_burden"),
        (exactly(-1.0, 9.0), exactly(12.0, 1.0), "no_less_burden"),
        (exactly(0.0, 0.0), exactly(12.0, 1.0), "no_price"),
        ({"mean": None}, exactly(12.0, 1.0), "no_price"),
        (exactly(-40.0, 1.0), {"mean": None}, "no_price"),
    ],
)
@LANG
def test_a_price_is_euros_per_burden_week_avoided(
    lang: str, burden: dict[str, Any], cost: dict[str, Any], key: str
) -> None:
    view = with_difference(lang, burden=burden, public_cost=cost)
    said = view.text(f"plane.{key}", pair=view.pair("second-first"), euros="300")
    assert words.price_of_less_burden(view, "second-first") == said


def test_unmet_need_is_counted_over_the_inhabitants_of_the_price() -> None:
    assert "per 1,000 inhabitants" in OUTCOMES[BURDEN].unit
    assert OUTCOMES[COST].unit == "EUR per inhabitant per year"


@LANG
def test_ranges_say_what_they_cover(lang: str) -> None:
    full, luck = view_of(lang, runs=3), view_of(lang, runs=3, full=False)
    assert words.covers(full) == full.text("answer.range_full")
    assert words.covers(luck) == luck.text("answer.range_luck") != words.covers(full)


# Names and amounts


@LANG
def test_a_reader_names_models_outcomes_and_units(lang: str) -> None:
    reader = Reader(lang, {"a": "One", "b": "Two"})
    own = OUTCOMES["reach"]
    assert reader.label("reach") == (own.label_nl if lang == "nl" else own.label_en)
    assert reader.named_first("reach")[0].isupper()
    assert reader.named("reach") == f"{reader.label('reach')} ({reader.unit('reach')})"
    assert reader.unit("reach").startswith("%")
    assert reader.short_pair("b-a") == f"Two {MINUS} One"
    assert reader.pair("b-c") == reader.text("words.pair", later="Two", earlier="c")
    assert split("x+y-z") == ("x+y", "z")


def test_amounts_of_shares_are_in_per_cents_and_others_are_not() -> None:
    reader = Reader("en", {})
    assert reader.amount("reach", Amount(0.25, 0.2, None)) == (25.0, 20.0, None)
    assert reader.amount(BURDEN, Amount(12.0)) == (12.0, None, None)
    assert reader.amount(BURDEN, None) == (None, None, None)
    assert scaled(None, 100.0) is None and scaled(0.5, 100.0) == 50.0
    assert reader.both("reach", Amount(0.25, 0.2, 0.3), sign=False) == "25 (20 to 30)"
    assert reader.both("reach", Amount(0.25, 0.2, 0.3)) == "+25 (+20 to +30)"


@LANG
@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.25, "", {"en": "0.25", "nl": "0,25"}),
        (12500, "", {"en": "12,500", "nl": "12.500"}),
        (True, "share", {"en": "yes", "nl": "ja"}),
        (False, "share", {"en": "no", "nl": "nee"}),
        ("of_no_name", "", {"en": "of no name", "nl": "of no name"}),
    ],
)
def test_a_value_is_written_as_it_was_stated(
    lang: str, value: Any, unit: str, shown: dict[str, str]
) -> None:
    assert Reader(lang, {}).value(value, unit) == shown[lang]


@LANG
def test_a_value_has_its_unit_and_a_source_its_name(lang: str) -> None:
    reader = Reader(lang, {})
    assert reader.value(0.5, "share") == f"{reader.value(0.5)} {reader.parameter_unit('share')}"
    assert reader.parameter_unit("") == ""
    assert reader.source("this model") == reader.text("parameters.this_model")
    assert reader.source("A31") == "A31"
