"""Sentences on differences: they count runs, with the right sign, in both languages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES
from sim.show import differences, words
from sim.show.labels import LANGUAGES
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.page import Points
from sim.show.reader import Amount, Reader, scaled, split
from sim.show.reading import Finding, View
from tests.show.reader import view_of
from tests.show.runs import found, put

MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"
LANG = pytest.mark.parametrize("lang", LANGUAGES)


def with_runs(lang: str, **found: Sequence[float]) -> View:
    """A view in which burden and cost of the second against the first differ by this."""
    view = view_of(lang, runs=3)
    for name in (BURDEN, COST, f"{COST}_without_longterm"):
        put(view, name, *found.get(name, (1.0, -1.0)))
    return View(view.comparison, lang, view.parameters)


def all_of(mean: float, half: float = 1.0) -> list[float]:
    """Nine runs so far apart, evenly around their mean."""
    return [mean + half * k / 4.0 for k in range(-4, 5)]


LESS, MORE = all_of(-12.0, 8.0), all_of(5.0, 1.0)
MIXED = all_of(1.0, 9.0)


@LANG
@pytest.mark.parametrize(
    ("found", "key", "side"),
    [
        (found(), "undefined", None),
        (found(*[0.0] * 9), "equal", None),
        (found(*MIXED), "unclear_higher", None),
        (found(-1.0, -2.0), "few_lower", None),
        (found(*LESS), "all_lower", "good"),
        (found(*MORE), "all_higher", "bad"),
        (found(*MORE, *MORE, -1.0), "most_higher", "bad"),
        (found(*MORE, outcome="reach"), "all_higher", "good"),
    ],
)
def test_a_reading_counts_runs(lang: str, found: Finding, key: str, side: str | None) -> None:
    view = view_of(lang, runs=3)
    runs = found.runs
    counts = {} if runs is None else {"k": str(runs.agreeing), "n": str(runs.count)}
    said = view.text(f"verdict.{key}", **({} if key in ("undefined", "equal") else counts))
    assert words.reading(view, found) == (
        f"{said} ({view.text(f'verdict.{side}')})" if side else said
    )


def test_a_difference_smaller_than_the_drift_is_said_to_be_only_where_it_has_a_sign() -> None:
    view = view_of("en", runs=3)
    small = view.text("verdict.within_drift")
    assert words.reading(view, found(*LESS, within_drift=True)).endswith(f"; {small}")
    assert small not in words.reading(view, found(*MIXED, within_drift=True))


@pytest.mark.parametrize(
    ("found", "cell"),
    [
        (found(*LESS), f"{MINUS}12 ({MINUS}20 to {MINUS}4)"),
        (found(*(-value for value in LESS)), "+12 (+4 to +20)"),
        (found(5.0), "+5.00"),  # one run has no ends
        (found(0.0, 0.0), "0"),
        (found(), DASH),
    ],
)
def test_a_size_has_its_sign_and_the_ends_of_the_runs(found: Finding, cell: str) -> None:
    assert words.size(view_of("en", runs=3), found) == cell


def test_a_cell_of_what_is_equal_or_undefined_has_no_number() -> None:
    view = view_of("en", runs=3)
    assert words.size_and_reading(view, found(0.0, 0.0)) == view.text("verdict.equal")
    assert words.size_and_reading(view, found()) == view.text("verdict.undefined")
    assert words.size_and_reading(view, found(*LESS)).startswith(f"{MINUS}12 ({MINUS}20 to")


@LANG
def test_the_answer_names_both_models_both_outcomes_and_best_guesses(lang: str) -> None:
    view = with_runs(lang, burden=LESS, public_cost=MIXED)
    text = view.text
    clauses = {
        "burden": text("answer.all_less", what=text("answer.burden"), n="9"),
        "cost": text("answer.unclear_more", what=text("answer.cost"), k="5", n="9"),
    }
    named = {"later": "Model second", "earlier": "Model first"}
    assert words.answer(view, "second-first") == " ".join(
        [text("answer.sentence", **named, **clauses), text("answer.best_guess", **clauses)]
    )


@LANG
@pytest.mark.parametrize(
    ("drawn", "key"),
    [({}, None), ({BURDEN: MIXED}, "apart_1"), ({BURDEN: all_of(5.0), COST: MIXED}, "apart_2")],
)
def test_the_answer_says_where_best_guesses_and_drawn_runs_part(
    lang: str, drawn: dict[str, list[float]], key: str | None
) -> None:
    view = with_runs(lang, burden=LESS, public_cost=MORE)
    full = view.comparison.full
    assert full is not None
    for name, values in drawn.items():
        full.outcomes["second"][name] = np.array(values)
    said, text = words.answer(view, "second-first"), view.text
    for one in ("apart_1", "apart_2"):
        sentence = text(f"answer.{one}", what=text("answer.burden"))
        assert (sentence in said) == (one == key)


def test_without_drawn_parameters_best_guesses_are_all_there_is() -> None:
    view = view_of("en", runs=3, full=False)
    assert "best guesses" not in words.answer(view, "second-first")


@pytest.mark.parametrize(
    ("burden", "cost", "key"),
    [(True, False, "within_drift"), (True, True, "within_drift_both"), (False, False, None)],
)
def test_the_answer_says_when_today_moves_more(burden: bool, cost: bool, key: str | None) -> None:
    view = with_runs("en", burden=LESS, public_cost=MORE)
    pair = view.comparison.document["differences"]["second-first"]
    drift = {"mean": 100.0, "low": None, "high": None}
    pair[BURDEN]["drift_today"] = {**drift, "larger": burden}
    pair[COST]["drift_today"] = {**drift, "larger": cost}
    said = words.answer(View(view.comparison, "en", view.parameters), "second-first")
    assert (
        said.endswith("runs.")
        if key is None
        else view.text(f"answer.{key}", what=view.text("answer.burden"), years="3") in said
    )


@LANG
def test_amounts_are_told_without_signs(lang: str) -> None:
    view = with_runs(
        lang, burden=LESS, public_cost=all_of(5.0, 9.0), public_cost_without_longterm=[0.0] * 9
    )
    view.comparison.document["models"]["first"][BURDEN]["mean"] = 400.0
    (need, less), (cost, more) = words.amounts(view, "second-first")  # the equal one is left out
    text = view.text
    assert (need, cost) == (text("answer.burden_name"), text("answer.cost_name"))
    twelve, twenty, four = (view.num.fixed(n, 1) for n in (12.0, 20.0, 4.0))
    assert text("answer.burden_per_less", n=twelve) in less
    share = "3,0%" if lang == "nl" else "3.0%"
    assert text("answer.of_level", share=share, model="Model first") in less
    ends = {
        name: text("answer.burden_less", n=n)
        for name, n in (("low", twenty), ("middle", twelve), ("high", four))
    }
    assert less.endswith(text("answer.from_to", n="9", **ends))
    assert text("answer.cost_less", n="4") in more and text("answer.cost_more", n="14") in more
    assert MINUS not in less + more


@LANG
def test_a_mean_that_few_runs_pull_is_said_to_be_so(lang: str) -> None:
    view = with_runs(lang, burden=[*all_of(1.0, 0.1), 200.0, 200.0])
    said = dict(words.amounts(view, "second-first"))
    skewed = view.text("answer.skewed")
    assert skewed in said[view.text("answer.burden_name")]
    assert skewed not in with_cost(lang, MORE)


@LANG
def test_a_middle_that_is_shown_as_nothing_is_as_much(lang: str) -> None:
    said = with_cost(lang, [-200.0, 0.4, 300.0])
    as_much = view_of(lang, runs=3).text("answer.as_much")
    assert f" {as_much}." in said or f" {as_much}. " in said


def with_cost(lang: str, values: Sequence[float]) -> str:
    """What is said of the amount of cost."""
    view = with_runs(lang, public_cost=values)
    return dict(words.amounts(view, "second-first"))[view.text("answer.cost_name")]


def test_one_run_has_an_amount_and_no_range() -> None:
    said = dict(words.amounts(with_runs("en", burden=[-12.345]), "second-first"))["Unmet need"]
    assert "12.3 burden-weeks less" in said
    assert said.endswith(view_of("en", runs=3).text("answer.one_run"))


@pytest.mark.parametrize(
    ("burden", "cost", "key"),
    [
        (all_of(-40.0), all_of(12.0), "price"),
        (all_of(-40.0), all_of(-12.0), "less_and_cheaper"),
        (all_of(40.0), all_of(12.0), "no_less_burden"),
        (MIXED, all_of(12.0), "no_less_burden"),
        ([0.0] * 9, all_of(12.0), "no_price"),
        ([math.nan], all_of(12.0), "no_price"),
        (all_of(-40.0), [math.nan], "no_price"),
    ],
)
@LANG
def test_a_price_is_euros_per_burden_week_avoided(
    lang: str, burden: Sequence[float], cost: Sequence[float], key: str
) -> None:
    view = with_runs(lang, burden=burden, public_cost=cost)
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


def test_a_share_is_that_of_the_amount_as_shown() -> None:
    view = with_runs("en", burden=[-3600.0, -211.0, -211.0, -211.0, -211.0, 3310.0, -189.0])
    view.comparison.document["models"]["first"][BURDEN]["mean"] = 2700.0
    said = dict(words.amounts(view, "second-first"))[view.text("answer.burden_name")]
    # The mean is 189: 190 of 2,700 are 7.0 %, not the 6.99 % that 189 are.
    assert "190 burden-weeks less" in said and "(7.0% of" in said


@pytest.mark.parametrize(
    ("shown", "decimals", "level", "share"),
    [(200.0, -2, 2700.0, "7%"), (190.0, -1, 2700.0, "7.0%"), (0.0, 0, 10.0, "0%")],
)
def test_a_share_has_no_more_digits_than_its_amount(
    shown: float, decimals: int, level: float, share: str
) -> None:
    assert words.share_shown(view_of("en", runs=3), shown, decimals, level) == share


@LANG
def test_differences_of_pairs_add_up_as_they_are_shown(lang: str) -> None:
    view = view_of(lang)
    for outcome in view.existing(HEADLINES):
        first, second, third = (
            view.finding(pair, outcome) for pair in ("second-first", "third-first", "third-second")
        )
        assert first.decimals == second.decimals == third.decimals, outcome
        shown = [round(one.mean or 0.0, one.decimals) for one in (first, second, third)]
        unit = 10.0**-first.decimals
        assert abs(shown[1] - shown[0] - shown[2]) <= 1.51 * unit, outcome


@LANG
def test_the_example_of_burden_weeks_is_what_the_model_counts(lang: str) -> None:
    view = view_of(lang, runs=3)
    text = view.text(
        "terms.burden_week_text",
        heaviest=view.num.fixed(0.7, 1),  # 1 - .3
        weeks="26",
        least="5",  # 26 * (.5 - .3)
        most="12",  # 26 * (.75 - .3)
    )
    points = [b for b in differences.answer(view).blocks if isinstance(b, Points)][-1]
    assert text in [sentence for _, sentence in points.items]
