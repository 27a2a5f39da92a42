from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.show.numbers import NOTHING, Numbers, decimals_for

NL, EN = Numbers("nl"), Numbers("en")


@pytest.mark.parametrize(
    ("width", "decimals"), [(0.0123, 3), (0.5, 2), (3.0, 1), (47.0, 0), (900.0, -1), (0.0, 0)]
)
def test_two_digits_of_the_width_decide(width: float, decimals: int) -> None:
    assert decimals_for(width) == decimals


def test_a_dutch_number_has_a_comma_and_points() -> None:
    assert NL.fixed(1234567.891, 2) == "1.234.567,89"
    assert EN.fixed(1234567.891, 2) == "1,234,567.89"


def test_a_sign_is_a_minus_not_a_hyphen_and_nothing_has_no_sign() -> None:
    assert EN.fixed(-3.14159, 2, sign=True) == "\N{MINUS SIGN}3.14"
    assert EN.fixed(3.14159, 2, sign=True) == "+3.14"
    assert EN.fixed(-0.001, 2, sign=True) == "0.00"


def test_a_mean_is_no_more_precise_than_its_interval() -> None:
    assert EN.within(12345.6, 11900.0, 12800.0) == "12,350"
    assert NL.within(0.123456, 0.10, 0.14) == "0,123"
    assert NL.interval(-0.5123, 1.4987, sign=True) == "\N{MINUS SIGN}0,5 tot +1,5"


def test_a_level_keeps_two_digits_of_its_own() -> None:
    assert EN.level(450.0, -3000.0, 4000.0) == "450"
    assert EN.level(12345.6, 11900.0, 12800.0) == "12,350"


def test_what_is_undefined_is_a_dash() -> None:
    assert EN.plain(None) == EN.plain(math.nan) == EN.interval(None, 1.0) == NOTHING
    assert EN.percents(None, 0.2) == EN.percent(None) == NOTHING


def test_a_number_stands_alone_where_its_interval_says_nothing() -> None:
    assert EN.ranged(-12.0, -20.0, -4.0) == "\N{MINUS SIGN}12 (\N{MINUS SIGN}20 to \N{MINUS SIGN}4)"
    assert EN.ranged(0.0, 0.0, 0.0) == "0" and EN.ranged(5.0, None, None, sign=True) == "+5.00"
    assert EN.ranged(None, 1.0, 2.0) == NOTHING
    assert NL.percents(0.251, 0.338) == "25,1 tot 33,8"


def test_an_exact_zero_difference_reads_as_zero() -> None:
    assert EN.within(0.0, 0.0, 0.0, sign=True) == "0"
    assert EN.interval(0.0, 0.0, sign=True) == "0"


def test_a_stated_value_keeps_all_its_digits() -> None:
    assert NL.exact(0.0155) == "0,0155"
    assert EN.exact(-12500.0) == "\N{MINUS SIGN}12,500"


@given(
    st.floats(-1e6, 1e6),
    st.floats(1e-3, 1e5),
)
def test_rounding_moves_a_bound_by_less_than_a_tenth_of_the_width(
    mean: float, width: float
) -> None:
    shown = EN.within(mean, mean - width / 2, mean + width / 2)
    value = float(shown.replace(",", "").replace("\N{MINUS SIGN}", "-"))
    assert abs(value - mean) <= 0.05 * width * (1.0 + 1e-6) + 1e-9
