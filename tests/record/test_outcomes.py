"""Every outcome is declared once, in two languages, with sources that exist."""

from __future__ import annotations

import re

import pytest

from sim.inputs.parameters.sources import read_facts
from sim.population.domains import DOMAINS
from sim.record.flows import ALL, FIRST_LINE
from sim.record.outcomes import OUTCOMES, STATES, Outcome, labels
from sim.record.weekly import SERIES
from sim.support.contract import ORGANISATIONS, PAYERS, USES
from sim.support.means import BOOK_LINES
from sim.support.products import INTENSITIES


def test_states_are_those_of_the_document() -> None:
    assert STATES == (
        "crisis", "intensive", "specialist", "first_line", "collective", "network", "waiting",
        "hidden", "self_reliant", "outside",
    )  # fmt: skip


@pytest.mark.parametrize("declared", OUTCOMES.values(), ids=lambda o: o.id)
def test_an_outcome_says_what_it_is(declared: Outcome) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", declared.id)
    assert declared.kind in ("stock", "event")
    assert declared.better in ("higher", "lower", "neither")
    for text in (
        declared.unit, declared.window, declared.counted, declared.population,
        declared.definition_en, declared.label_en, declared.label_nl,
    ):  # fmt: skip
        assert text.strip() == text != ""


def test_labels_tell_outcomes_apart() -> None:
    for language in ("label_en", "label_nl"):
        labels = [getattr(outcome, language) for outcome in OUTCOMES.values()]
        assert len(set(labels)) == len(labels)


def test_sources_are_rows_of_the_fact_table() -> None:
    known = set(read_facts())
    cited = {s for o in OUTCOMES.values() for s in o.source.split(",") if s}
    assert cited <= known


def test_primary_outcomes_come_first_and_families_are_whole() -> None:
    assert list(OUTCOMES)[:4] == ["burden", "public_cost", "societal_cost", "burden_top5"]
    families = {
        "share_": STATES[:-1],
        "zrm_": DOMAINS,
        "zrm3_": DOMAINS,
        "cost_payer_": PAYERS,
        "cost_line_": BOOK_LINES,
        "hours_": USES,
    }
    for start, names in families.items():
        assert {start + name for name in names} <= set(OUTCOMES)


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("state", STATES[:-1]),
        ("domain", DOMAINS),
        ("organisation", (*(ORGANISATIONS[org] for org in FIRST_LINE), ALL)),
        ("payer", PAYERS),
        ("line", BOOK_LINES),
        ("intensity", INTENSITIES),
        ("use", USES),
    ],
)
def test_lists_have_the_members_and_the_order_of_the_model(
    name: str, members: tuple[str, ...]
) -> None:
    assert tuple(labels(name)) == tuple(members)


def test_series_with_the_name_of_an_outcome_exist() -> None:
    shared = set(SERIES) & set(OUTCOMES)
    assert {"burden", "public_cost", "reach", "share_waiting", "queue_intake"} <= shared
