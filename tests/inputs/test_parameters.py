"""All shipped parameters and sources."""

from __future__ import annotations

import dataclasses
import math

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Evidence, Parameter
from sim.inputs.parameters.sources import (
    Fact,
    Reading,
    check_sources,
    evaluate,
    problems,
    read_facts,
    source_ids,
)

FACTS = read_facts()


def parameter(value: float, evidence: Evidence, source: str, unit: str = "share") -> Parameter:
    return Parameter(
        key="a.b",
        value=value,
        unit=unit,
        low=0.0,
        high=1e9,
        evidence=evidence,
        source=source,
        role="world",
        neutral=None,
        formula=None,
        note=None,
        choices=(),
        draw=True,
        label_en="x",
        label_nl="x",
        file="f",
    )


def test_every_shipped_parameter_rests_on_its_source() -> None:
    assert [problem.text() for problem in problems(read_parameters(), FACTS)] == []


def test_a_memory_a_weak_or_an_address_not_kept_is_not_seen() -> None:
    assert [FACTS[name].seen for name in ("A7", "A10", "A25", "B44", "D32", "C6")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A9 / A7", 368_000 / 5.9),
        ("A3 / A7", 14_000 / 5.9),
        ("1.5 * A10.per_fte", 133_000.5),
        ("D18.low * D8 / 100", 0.37 * 68_032 / 100),
        ("(B45.low + B45.high) / 2 - B45", 0.0),
        ("max(F2.centre, F2.depression)", 3.24),
        ("-A12 + 17000", 0.0),
        ("needs.theta * 2", 0.3),
    ],
)
def test_formulas(formula: str, expected: float) -> None:
    theta = dataclasses.replace(parameter(0.15, "assumed", "B44"), key="needs.theta")
    assert math.isclose(evaluate(formula, FACTS, {"needs.theta": theta}), expected, abs_tol=1e-9)


@pytest.mark.parametrize(
    "formula", ["A9 ** 2", "Z9", "A9 +", "A9 / 0", "__import__('os')", "A9.nothing", "A4", "min()"]
)
def test_a_formula_that_is_not_arithmetic_over_facts_is_refused(formula: str) -> None:
    with pytest.raises(InputError):
        evaluate(formula, FACTS, {})


@pytest.mark.parametrize(
    ("item", "fine"),
    [
        (parameter(0.37, "measured", "D47"), True),
        (parameter(37.0, "measured", "D47", "%"), True),
        (parameter(0.55, "measured", "D47"), False),
        (parameter(0.049, "measured", "D6"), True),
        (parameter(5.0, "measured", "B10", "working days"), True),
        (parameter(20.0, "measured", "B44", "cases per fte"), False),
        (parameter(36_800_000.0, "measured", "A9", "cents per year"), True),
        (parameter(20.0, "assumed", "B44", "cases per fte"), True),
        (parameter(20.0, "assumed", "B99", "cases per fte"), False),
        (parameter(20.0, "measured", "somebody said so", "cases"), False),
    ],
)
def test_what_may_be_called_measured(item: Parameter, fine: bool) -> None:
    assert (list(problems({"a.b": item}, FACTS)) == []) is fine


def test_a_derived_value_is_computed_again() -> None:
    good = dataclasses.replace(parameter(62_373.0, "derived", "A9, A7"), formula="A9 / A7")
    check_sources({"a.b": good}, FACTS)
    bad = dataclasses.replace(good, value=60_000.0)
    with pytest.raises(InputError) as caught:
        check_sources({"a.b": bad}, FACTS)
    assert caught.value.allowed == "62372.9 = A9 / A7"


def test_ids_in_a_source_text() -> None:
    assert source_ids("A8, B22, G16 and F3 (ten Have 2021); CPB 2022") == ["A8", "B22", "G16", "F3"]


def test_arithmetic_that_the_table_of_facts_claims() -> None:
    """Rows that are sums or ratios of other rows agree with them."""

    def of(name: str, reading: str = "value") -> float:
        return FACTS[name].readings[reading].value

    assert math.isclose(of("A8"), of("A3") / of("A7"), rel_tol=1e-3)
    assert math.isclose(of("A9", "per_fte"), of("A9") / of("A7"), rel_tol=1e-4)
    parts = of("A10", "in_2015") + of("A9") + of("A11") + of("A11", "coaching")
    assert of("A13") == parts
    assert math.isclose(of("A14"), of("A9") / of("A3"), rel_tol=1e-2)


def test_arithmetic_of_general_social_work() -> None:
    """Requests per 1,000 and the length of a case follow from what one full-time worker does."""

    def of(name: str, reading: str = "value") -> float:
        return FACTS[name].readings[reading].value

    per_1000 = 1000.0 * of("G1", "workers") / of("G3", "inhabitants")
    assert math.isclose(of("G1", "staff"), per_1000, rel_tol=5e-3)
    assert math.isclose(of("G3", "new"), of("G2", "new") * per_1000, rel_tol=5e-3)
    assert math.isclose(of("G3", "contacts"), of("G2", "contacts") * per_1000, rel_tol=5e-3)
    assert math.isclose(of("G3"), of("G3", "new") + of("G3", "contacts"), rel_tol=5e-3)
    assert math.isclose(of("G3", "settled"), 100.0 * of("G3", "contacts") / of("G3"), rel_tol=5e-3)
    assert math.isclose(of("G4"), 52.0 * of("G2", "running") / of("G2", "closed"), rel_tol=5e-3)
    assert of("G16") == of("G16", "investigate") + of("G16", "decide")


def test_every_reading_is_a_range_with_a_unit() -> None:
    def sound(reading: Reading) -> bool:
        return reading.low <= reading.high and bool(reading.unit)

    rows: list[Fact] = list(FACTS.values())
    assert len(rows) > 150
    assert all(sound(reading) for row in rows for reading in row.readings.values())
