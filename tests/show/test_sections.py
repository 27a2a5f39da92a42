"""Sections of a report: every cell and sentence is that of the numbers behind it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest

from sim.comparison.notes import Remark, drifting, of_means
from sim.foundation.sentence import Sentence
from sim.inputs.scenarios.resolved import Change
from sim.inputs.scenarios.settings import Settings
from sim.population.flags import Flag
from sim.record.reasons import Reason
from sim.show import certainty, claims, costs, moves, opening, people_shown
from sim.show.certificate import certificate
from sim.show.differences import difference_table, levels, plane
from sim.show.labels import LANGUAGES
from sim.show.outcomes_shown import CLAIMS, CRITERIA, PAYER_COSTS, TODAY, is_share
from sim.show.page import Block, Chart, Code, Paragraph, Points, Section, Table
from sim.show.parameters_shown import parameters
from sim.show.reading import View
from tests.show.reader import view_of
from tests.show.runs import put

MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"
LANG = pytest.mark.parametrize("lang", LANGUAGES)


def tables(section: Section) -> list[Table]:
    found = section.blocks
    return [b if isinstance(b, Table) else b.table for b in found if isinstance(b, (Table, Chart))]


def said(blocks: list[Block] | Section) -> list[str]:
    found = blocks.blocks if isinstance(blocks, Section) else blocks
    return [block.text for block in found if isinstance(block, Paragraph)]


def points(section: Section) -> list[str]:
    return [item for b in section.blocks if isinstance(b, Points) for _, item in b.items]


def noted(lang: str, note: Sentence) -> str:
    """A note of a run, as the page words it."""
    view = view_of(lang, runs=3)
    view.comparison.document["notes"] = [note.document()]
    view.comparison.population["notes"] = []
    (sentence,) = points(opening.compared(view))
    return sentence


@LANG
@pytest.mark.parametrize(
    ("note", "english", "dutch"),
    [
        (Remark.SAMPLED(count=1500, of=14000, percent=10, least=1500), "14,000", "14.000"),
        (Remark.DEAD_BAND(band=0.5), "0.5", "0,5"),
        (Remark.PRICES(year=2025), "2025", "2025"),
        (Remark.FAILURES(count=3), "3", "3"),
    ],
)
def test_numbers_of_a_note_are_those_of_the_run(
    lang: str, note: Sentence, english: str, dutch: str
) -> None:
    assert (english if lang == "en" else dutch) in noted(lang, note)


@LANG
def test_a_note_names_models_outcomes_and_organisations(lang: str) -> None:
    view = view_of(lang, runs=3)
    label = view.label("utilisation_intake")
    crowded = {"model": "first", "outcome": "utilisation_intake", "ratio": 2.5}
    found = noted(lang, Remark.OVERLOAD(**crowded, count=24, runs=40))
    assert found.startswith("Model first: ") and label in found
    assert ("24 van de 40 runs" if lang == "nl" else "24 of 40 runs") in found
    assert ("2,50" if lang == "nl" else "2.50") in found
    found = noted(lang, Remark.UNDECIDED(model="second", organisation="wmo_desk", share=0.55))
    assert "Model second" in found and view.text("account.wmo_desk") in found and "55%" in found
    found = noted(lang, Remark.OVERRUN_BOOKED(payer="wmo", percent=25.0, models=("first", "third")))
    assert "Model first, Model third" in found and "25 %" in found
    assert view.text.name("payers", "wmo") in found
    lower = Remark.PUBLISHED_LOWER(payer="wmo", option="payer.wmo.cut")
    assert "payer.wmo.cut" in noted(lang, lower)


@LANG
def test_levels_that_moved_are_named_with_their_domain(lang: str) -> None:
    view = view_of(lang, runs=3)
    found = noted(lang, drifting(["mild_debts_admin", "severe_mental_health"]))
    for form, domain in (("mild", "debts_admin"), ("severe", "mental_health")):
        name = view.text.name("domains", domain)
        assert view.text(f"sentences.drift_{form}", domain=name) in found


@LANG
@pytest.mark.parametrize("means", ["equal", "equal_hours", "as_reported"])
def test_the_means_are_told_in_full_and_in_short(lang: str, means: str) -> None:
    text = view_of(lang, runs=3).text(f"sentences.means_{means}")
    assert noted(lang, of_means(means)) == text


@LANG
def test_notes_of_the_place_come_after_those_of_the_run(lang: str) -> None:
    view = view_of(lang, runs=3)
    view.comparison.document["notes"] = [Remark.PRICES(year=2025).document()]
    view.comparison.population["notes"] = [Flag.NO_REAL_PLACE().document()]
    run, place = points(opening.compared(view))
    assert run == view.text("sentences.prices", year="2025")
    assert place == view.text("sentences.no_real_place")


@LANG
def test_the_size_of_a_run_stands_in_a_table(lang: str) -> None:
    view = view_of(lang, runs=3)
    short, models = tables(opening.compared(view))
    point = "." if lang == "nl" else ","
    weeks, years = ("weken", "jaar") if lang == "nl" else ("weeks", "years")
    sizes = [f"14{point}000", f"52 {weeks}", f"4 {years} (208 {weeks})", "3"]
    assert [row[1] for row in short.rows][:4] == sizes
    assert models.head[1:] == ["Model first", "Model second", "Model third"]
    assert len(models.rows) == 5 and {len(row) for row in models.rows} == {4}


def test_a_model_without_a_choice_is_read_from_its_answers() -> None:
    name = "desk+desks+separate_plans+silos+as_is"
    view = view_of("en", runs=3, models=("a", name))
    view.comparison.resolved = replace(
        view.comparison.resolved, models=view.comparison.resolved.models[:1]
    )
    _, models = tables(opening.compared(view))
    assert [row[2] for row in models.rows] == [
        view.text.name("answers", answer) for answer in name.split("+")
    ]


# Money


def test_cost_by_payer_has_levels_and_differences() -> None:
    view = view_of("en", runs=3)
    payers, *_ = tables(costs.costs(view))
    assert [row[0] for row in payers.rows] == [view.text.name("payers", p) for p in PAYER_COSTS]
    assert {len(row) for row in payers.rows} == {1 + 3 + 3} == {len(payers.head)}


def test_the_account_is_in_euros_and_minutes() -> None:
    view = view_of("en", runs=3)
    *_, account = tables(costs.costs(view))
    cells = {row[0]: row[1:] for row in account.rows}
    assert list(cells.values()) == [["1,230,000"] * 3, ["1,200"] * 3]
    assert any("2 % growth" in text and "2025" in text for text in said(costs.costs(view)))


def test_a_model_without_an_entry_of_the_account_has_a_dash() -> None:
    view = view_of("en", runs=3)
    accounts = view.comparison.document["accounts"]
    accounts["second"] = {**accounts["first"], "cents_per_year": {"budget": {"youth": 100}}}
    *_, account = tables(costs.costs(view))
    assert account.rows[0][1:] == ["1,230,000", DASH, "1,230,000"]
    assert account.rows[-1][1:] == [DASH, "1", DASH]
    view = view_of("en", runs=3)
    view.comparison.document["accounts"] = {}
    assert view.text("costs.account") not in said(costs.costs(view))


# Claims, criteria, and levels of today


@LANG
def test_every_claim_and_criterion_has_a_row_for_each_of_its_outcomes(lang: str) -> None:
    view = view_of(lang, runs=3)
    stated, criteria, today = tables(claims.claims(view))
    assert [row[2] for row in stated.rows] == [s for s, some in CLAIMS.items() for _ in some]
    assert len(criteria.rows) == sum(max(1, len(some)) for some in CRITERIA.values())
    assert criteria.rows[-1][1] == view.text("criteria.not_modelled")
    assert len(today.rows) == 3 and len(today.head) == 5


def test_a_claim_whose_outcomes_are_not_there_says_so() -> None:
    view = view_of("en", runs=3)
    del view.comparison.document["outcomes"]["settled_first_line"]
    stated, *_ = tables(claims.claims(view))
    assert stated.rows[-1][3:] == [view.text("claims.not_modelled"), *[DASH] * 3]


def test_a_level_of_today_stands_beside_its_target() -> None:
    view = view_of("en", runs=3)
    view.comparison.document["levels_today"] = {"problem_debt_share": {"mean": 0.0812, "sd": 0.004}}
    target = {"id": "x", "level": "problem_debt_share", "value": 0.0775, "low": 0.07, "high": 0.085}
    target |= {"unit": "share", "source": "D13", "population": "x", "fitted": False, "group": "a"}
    target |= {"prices": None, "found": 0.0812, "stands": "within"}
    view.comparison.document["targets"] = [target]
    *_, today = tables(claims.claims(view))
    assert today.rows == [
        [
            view.text("today.problem_debt_share") + " *",  # nothing was fitted to it
            "8.1",
            f"7.75 (7{DASH}8.5)",
            view.text("stands.within"),
            "D13",
        ]
    ]
    view = view_of("en", runs=3)
    view.comparison.document["levels_today"] = {}
    assert len(tables(claims.claims(view))) == 2


def test_shares_of_today_are_told_from_other_levels() -> None:
    shares = {level for level in TODAY if is_share(level)}
    assert {"problem_debt_share", "user_households", "youth_care_per_child"} <= shares
    assert not {"users_per_1000", "public_cost", "wait_mental_weeks"} & shares


# Residents


@LANG
def test_gains_have_a_row_for_all_and_for_every_group(lang: str) -> None:
    view = view_of(lang, runs=3, models=("a", "b"))
    shares = {"better": 0.25, "same": 0.7, "worse": 0.05}
    view.comparison.document["gains"]["b-a"] = shares
    first, *others = tables(people_shown.gains(view))[0].rows
    point = "," if lang == "nl" else "."
    assert first[:4] == [view.text("groups.all"), f"25{point}0%", f"70{point}0%", f"5{point}0%"]
    assert f"{view.text('groups.buurt')}: Malberg" in [row[0] for row in others]


def test_residents_who_cannot_be_compared_have_no_row() -> None:
    view = view_of("en", runs=3, models=("a", "b"))
    view.comparison.document["gains"]["b-a"] = {"better": None, "same": None, "worse": None}
    view.sample.gains["b-a"]["age:age_65_plus"]["better"] = np.full(3, np.nan)
    labels = [row[0] for row in tables(people_shown.gains(view))[0].rows]
    gone = {view.text("groups.all"), people_shown.group_label(view, "age:age_65_plus")}
    assert labels and not gone & set(labels)


def test_a_change_in_burden_is_the_mean_over_runs_weighed_by_residents() -> None:
    view = view_of("en", runs=2, models=("a", "b"))
    for model, felt in (("a", (10.0, 10.0)), ("b", (8.0, 4.0))):
        for groups in view.sample.groups[model].values():
            for group in groups.values():
                group["burden"] = np.array(felt)
    cell = people_shown._change(view, "b-a", "all")
    assert cell == f"{MINUS}4.0 ({MINUS}6.0 to {MINUS}2.0)"
    assert people_shown._change(view, "b-a", "age:none") == DASH


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0"), (0.04, "<\N{NO-BREAK SPACE}0.1"), (0.05, "0.1"), (3.14, "3.1"),
                         (123.4, "123")],
)  # fmt: skip
def test_a_flow_is_no_more_precise_than_it_is(value: float, shown: str) -> None:
    assert moves._flow(view_of("en", runs=3), value) == shown


@pytest.mark.parametrize(
    ("value", "most", "shade"),
    [(0.0, 10.0, 0), (10.0, 10.0, 5), (2.6, 10.0, 5), (2.4, 10.0, 4), (0.001, 10.0, 1),
     (1.0, 0.0, 0)],
)  # fmt: skip
def test_a_shade_is_darker_by_factors_of_four(value: float, most: float, shade: int) -> None:
    assert moves._shade(value, most) == shade


def test_flows_are_per_thousand_residents_a_year() -> None:
    view = view_of("en", runs=3, models=("a", "b"))
    document = view.comparison.document
    many = len(document["flow_states"])
    moved = np.zeros((many, many))
    moved[0, 1] = 14.0  # of 14,000 residents in 52 weeks
    document["flows"] = {"a": moved.tolist()}
    main, table = tables(moves.flows(view))
    assert [row[1:] for row in main.rows] == [["1.0"], ["0"]] and table.folded
    assert table.rows[0][1:4] == ["", "1.0", "0"] and table.shades[0][:3] == [0, 5, 0]


def test_support_with_luck_of_its_own_stands_in_a_table_where_it_was_run() -> None:
    view = view_of("en", runs=3, models=("a", "b"))
    shares = {"better": 0.1, "same": 0.8, "worse": 0.1}
    found = {"zero_line": {"a": shares}, "independent": {"b-a": shares}}
    view.comparison.document["gains_other_luck"] = found
    *_, other = tables(people_shown.gains(view))
    assert [row[0] for row in other.rows] == ["Model a", "Model b compared with Model a"]
    assert other.rows[0][1:] == ["10.0%", "80.0%", "10.0%"]
    assert other.caption not in [
        table.caption for table in tables(people_shown.gains(view_of("en", runs=3)))
    ]


def test_paths_are_averaged_over_blocks_and_the_last_may_be_short() -> None:
    view = view_of("en", runs=3, weeks=20, models=("a", "b"))
    view.sample.weekly["a"]["burden"] = np.tile(np.repeat([1.0, 2.0], [13, 7]), (3, 1))
    own = view.sample.weekly["a"]["burden"]
    view.sample.weekly["b"]["burden"] = own + np.array([[1.0], [-2.0], [8.0]])
    found = tables(people_shown.time_paths(view))
    differences, table = found[0], found[len(found) // 2]
    assert table.rows[0][1:] == ["1.00", "2.00"]
    assert differences.rows[0][1:] == ["+1 (\N{MINUS SIGN}2 to +8)"] * 2
    ends = [view.text("columns.weeks_of", first=a, last=b) for a, b in ((0, 12), (13, 19))]
    assert table.head[1:] == ends


# Certainty, certificate, parameters


def test_too_few_runs_or_no_draws_name_no_parameters() -> None:
    few = view_of("en", runs=5)
    assert few.text("change.too_few", runs=5, enough=12) in said(certainty.certainty(few))
    luck = view_of("en", runs=40, full=False)
    assert luck.text("change.luck_only") in said(certainty.certainty(luck))
    assert luck.text("prior.luck_only") in said(certainty.certainty(luck))


def test_a_comparison_of_the_default_size_says_what_would_change_the_answer() -> None:
    view = view_of("nl", runs=Settings().replications)
    section = certainty.certainty(view)
    assert any(line.startswith("Meer dan toeval: ") for line in said(section))
    assert sum("Sterkste samenhang" in table.caption for table in tables(section)) == 6


def test_where_no_parameter_stands_out_that_is_said() -> None:
    view = view_of("nl", runs=20)
    noise = np.random.default_rng(5)
    keys = list(view.comparison.drawn)[:3]
    view.comparison.drawn = {key: noise.uniform(size=20) for key in keys}
    assert view.text("change.none_beyond", runs=20) in said(certainty.certainty(view))


def test_a_parameter_that_carries_a_difference_is_named_first() -> None:
    view = view_of("nl", runs=20)
    key = next(iter(view.comparison.drawn))
    view.comparison.drawn[key] = view.differences(view.shown_pairs[0], "burden")
    found = said(certainty.certainty(view))
    name = certainty.label(view, key)
    assert any(line.startswith(f"Meer dan toeval: {name}") for line in found)


def test_parameters_are_counted_by_role_and_evidence() -> None:
    view = view_of("en", runs=3)
    table = tables(certainty.certainty(view))[0]
    totals = [int(row[-1].replace(",", "")) for row in table.rows]
    assert sum(totals) == len(view.comparison.resolved.values)
    for row in table.rows:
        counts = [int(cell.replace(",", "")) for cell in row[1:]]
        assert sum(counts[:-1]) == counts[-1]


def test_a_certificate_names_the_command_the_seed_and_every_failure() -> None:
    failed = {"sample": "full", "replication": 4, "code": "later", "where": None, "found": "1 < 2"}
    failed |= {"allowed": None, "nearest": None, "message": "hazard <above>", "drawn": {}}
    view = view_of("en", runs=3, failures=[failed])
    section = certificate(view)
    assert Code("wijksim compare null --seed 1") in section.blocks
    facts, failures = tables(section)
    assert [row[1] for row in facts.rows][2:] == [
        "0123456789abcdef" * 4,
        "null",
        facts.rows[4][1],
        "1",
    ]
    name = view.text.name("samples", "full")
    assert failures.rows == [("1", name, "later", DASH, "1 < 2", "hazard <above>")]
    assert view.text("failures.none") in said(certificate(view_of("en", runs=3)))


@LANG
def test_every_parameter_stands_once_with_its_value_and_range(lang: str) -> None:
    view = view_of(lang, runs=3)
    every = tables(parameters(view))
    found = [row for table in every for row in table.rows]
    ((levers, barrier),) = [
        (table, row) for table in every for row in table.rows if row[0].endswith("(desk.barrier)")
    ]
    assert barrier[1].startswith("0,1" if lang == "nl" else "0.1")
    assert view.text("parameters.stated") in levers.caption  # that of most rows is said there
    assert barrier[2] == "F11"
    alone = [key for key in view.comparison.resolved.values if key.count(".") == 1]
    shown = [row[0] for row in found]
    assert all(
        sum(f"({key})" in name for name in shown) == 1 for key in alone if key in view.parameters
    )


def test_changes_at_dates_and_values_of_one_model_stand_apart() -> None:
    view = view_of("en", runs=3)
    change = Change(dt.date(2030, 1, 1), (), {"desk.barrier": 0.2}, {"reach": "outreach"}, "file")
    own = {"first": {"desk.barrier": 0.4}}
    view.comparison.resolved = replace(
        view.comparison.resolved, changes=(change,), model_values=own
    )
    (table,) = [
        t for t in tables(parameters(view)) if t.caption == view.text("parameters.own_table")
    ]
    every = view.text("parameters.every_model")
    assert table.rows == [
        ("Model first", "desk.barrier", "0.4", ""),
        (every, "desk.barrier", "0.2", "2030-01-01"),
        (every, view.text("questions.reach"), view.text.name("answers", "outreach"), "2030-01-01"),
    ]


# Differences and levels


def cells_of(view: View) -> list[str]:
    return list(difference_table(view, ["burden"]).rows[0])


def test_a_difference_stands_with_its_runs_and_the_interval_of_its_mean() -> None:
    view = view_of("en", runs=3)
    item = view.comparison.document["differences"]["second-first"]["burden"]
    put(view, "burden", *range(-16, -7))
    item.update(mean=-12.0, low=-20.0, high=-4.0)
    item.update(luck={"sd": 1.0, "low": -15.0, "high": -9.0})
    item.update(full={"sd": 2.0, "low": -30.0, "high": 6.0}, drift_today=None)
    runs = f"{MINUS}12.0 ({MINUS}16.0 to {MINUS}8.0)"  # those drawn, and those at best guesses
    assert cells_of(view)[2:] == [
        runs,
        runs,
        f"{MINUS}12 ({MINUS}20 to {MINUS}4)",
        DASH,
        f"{view.text('verdict.all_lower', n='9')} ({view.text('verdict.good')})",
    ]


def test_an_undefined_difference_is_a_row_of_dashes() -> None:
    view = view_of("en", runs=3, full=False)
    none = {"mean": None, "low": None, "high": None}
    item = view.comparison.document["differences"]["second-first"]["burden"]
    item.update(**none, sd=None, luck={"sd": None, "low": None, "high": None}, drift_today=None)
    put(view, "burden", math.nan)
    assert cells_of(view)[2:] == [*[DASH] * 3, view.text("verdict.undefined")]


@LANG
def test_an_undefined_level_has_its_reason_in_the_language_of_the_page(lang: str) -> None:
    view = view_of(lang, runs=3)
    item = view.comparison.document["models"]["first"]["crises"]
    item.update(mean=None, sd=None, low=None, high=None, reason=Reason.NO_CRISIS().document())
    section = levels(view)
    assert points(section) == [view.text("sentences.no_crisis")]
    (table,) = tables(section)
    (row,) = [row for row in table.rows if row[0] == view.named("crises")]
    assert row[1] == DASH and row[2] != DASH
    assert view.text("levels.undefined") not in said(levels(view_of(lang, runs=3)))


def test_points_of_the_plane_are_counted_by_quadrant() -> None:
    view = view_of("en", runs=3, models=("a", "b"))
    for name, values in (("burden", [-1.0, 1.0, np.nan]), ("public_cost", [-1.0, -1.0, 1.0])):
        view.sample.outcomes["a"][name] = np.zeros(3)
        view.sample.outcomes["b"][name] = np.array(values)
    (table,) = tables(plane(view))
    assert table.rows[0][1:] == ["1", "0", "1", "0", "0"]
