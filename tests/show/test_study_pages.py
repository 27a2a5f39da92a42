"""Pages of studies, made of documents of which every number is known."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from sim.analysis.gaps import Gap
from sim.documents.explain import Sensitivity
from sim.show.labels import LANGUAGES, Text
from sim.show.page import Chart, Code, Paragraph, Points, Section
from sim.show.studies.pages import KINDS, PAGE, SUMMARY, lines, write_page
from sim.show.studies.ranked import Ranked, lined
from sim.show.studies.sensitive import answer, outcome
from sim.show.studies.words import Words
from tests.show import studies as made
from tests.show.blocks import said, tables
from tests.show.drawing import texts
from tests.show.page import sound

MINUS = "\N{MINUS SIGN}"
LANG = pytest.mark.parametrize("lang", LANGUAGES)
EN = Text("en")


def page(document: dict[str, Any], lang: str = "en") -> dict[str, Section]:
    """Sections of a page by id."""
    kind = document["schema"].split("/")[1]
    return {section.id: section for section in KINDS[kind](document, lang)}


@LANG
@pytest.mark.parametrize("kind", KINDS)
def test_every_study_has_a_sound_page_and_a_text(kind: str, lang: str, tmp_path: Path) -> None:
    document = made.EVERY[kind]()
    write_page(document, tmp_path, lang)
    html = (tmp_path / PAGE).read_text(encoding="utf-8")
    sound(html)
    assert f'<html lang="{lang}">' in html
    text = (tmp_path / SUMMARY).read_text(encoding="utf-8")
    assert text.splitlines() == list(lines(document, lang))
    title = text.splitlines()[0]
    assert title.startswith(Text(lang)(f"study_titles.{kind}"))
    one_place = "scenario" in document
    assert one_place == ("Nergenshuizen & co" in title and "null" in title)
    assert one_place <= ("Nergenshuizen &amp; co" in html)
    assert f"<h1>{escape(title)}</h1>" in html
    assert not any(word in text.split() for word in ("None", "nan", "inf"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_that_is_not_as_its_kind_says_has_no_page(kind: str) -> None:
    document = {**made.EVERY[kind](), "citizens": "many"}
    with pytest.raises(ValidationError):
        list(lines(document, "en"))


def test_the_path_of_the_page_is_told_only_where_it_is_its_own(tmp_path: Path) -> None:
    document = {**made.sweep(), "out": str(tmp_path), "command": "wijksim sweep made"}
    assert not list(lines(document, "en"))[-1].endswith(PAGE)
    write_page(document, tmp_path, "en")
    assert list(lines(document, "en"))[-1] == str(tmp_path / PAGE)
    del document["command"]  # made of stored runs
    assert not list(lines(document, "en"))[-1].endswith(PAGE)


@pytest.mark.parametrize(
    ("seconds", "time"),
    [(0.0, "0 seconds"), (119.0, "119 seconds"), (120.0, "2.00 minutes"), (7200.0, "2.00 hours")],
)
def test_an_estimate_is_told_in_a_unit_that_fits(seconds: float, time: str) -> None:
    (line,) = lines(made.estimate(seconds), "en")
    assert f"about {time} on 2 processes, at most 15 MB" in line
    assert line.startswith("10 points, 400 replications of points, 1,200 runs, 3 burn-ins")


def test_an_estimate_in_dutch_has_dutch_numbers() -> None:
    (line,) = lines(made.estimate(9000.0), "nl")
    assert "1.200" in line and "2,50" in line


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"whole": False}, "study.fewer"),
        ({"failures": [made.failure()]}, "study.failed"),
        ({"means": "as_reported"}, "means_short.as_reported"),
    ],
)
def test_the_method_says_what_is_special(more: dict[str, Any], key: str) -> None:
    filled = EN(key, citizens="1,500", count=1)
    method, usual = (" ".join(said(page(made.sweep(**own))["method"].blocks)) for own in (more, {}))
    assert filled in method and filled not in usual


def test_runs_that_failed_on_the_way_of_a_search_are_counted_too() -> None:
    lost = {"generation": 1, "failure": made.failure()}
    document = made.search((1.0, 2.0), failed=[lost, lost], failures=[made.failure()])
    assert EN("study.failed", count=3) in said(page(document)["method"].blocks)


def test_the_command_is_a_block_of_its_own() -> None:
    document = made.sweep(command="wijksim sweep made")
    assert page(document)["method"].blocks[-1] == Code("wijksim sweep made")


@LANG
def test_a_sweep_shows_shares_in_per_cent_and_signs_of_differences_only(lang: str) -> None:
    blocks = page(made.sweep(), lang)["answer"].blocks
    assert said(blocks)[0] == {"en": "Hours & money", "nl": "Uren & geld"}[lang]
    differences, levels = tables(blocks)
    to = {"en": "to", "nl": "tot"}[lang]
    assert differences.rows[0][1:] == (f"{MINUS}12", f"{MINUS}20 {to} {MINUS}4")
    assert levels.rows[0][1:] == ("25", f"15 {to} 35")
    assert levels.caption == made.TITLES["fragmented"][lang]


def test_a_sweep_without_a_title_begins_with_its_size() -> None:
    assert said(page(made.sweep(title=None))["answer"].blocks)[0].startswith("3 points, 8 runs")


def test_inputs_are_called_by_their_labels() -> None:
    words = Words(Sensitivity, made.sensitivity(), "en")
    assert words.input("staff.fte") == "first-line hours of the neighbourhood"
    assert words.input("payer.*.cut") == EN("study_inputs.payer.*.cut")
    assert words.input("luck") == EN("study_inputs.luck")
    assert words.input("no.such") == "no.such"
    assert words.place("payer.*.cut", 0.25) == "25%" and words.place("staff.fte", 0.25) == "0.25"
    assert words.at(1234.56) == "1,235" and words.at(True) == EN("study.yes")


def test_a_relative_difference_is_a_share_of_the_earlier_model() -> None:
    words = Words(Sensitivity, made.sensitivity(relative=True), "en")
    assert words.unit("burden") == "% of what Fragmented has" and words.scale("burden") == 100.0
    assert words.pair(made.PAIR).endswith(EN("study.relative", earlier="Fragmented"))
    plain = Words(Sensitivity, made.sensitivity(), "en")
    assert plain.scale("burden") == 1.0 and plain.scale("share_hidden") == 100.0


# Curves


def test_a_sure_crossing_stands_in_the_answer() -> None:
    (table,) = tables(page(made.curves())["answer"].blocks)
    assert table.rows == [
        (
            "first-line hours of the neighbourhood",
            "Wijkbudget compared with Fragmented",
            "burden of unmet need",
            "1",
            "0.8 to 1.2",
            "95%",
        )
    ]


@pytest.mark.parametrize(
    ("found", "unsure"),
    [({"clear": False}, 1), ({"at": None, "at_value": None}, 1),
     ({"at": None, "at_value": None, "crosses": 0.0}, 0)],
)  # fmt: skip
def test_a_crossing_that_may_be_luck_stands_apart(found: dict[str, Any], unsure: int) -> None:
    document = made.curves(**{"staff.fte": made.curve()})
    document["inputs"]["staff.fte"]["break_even"][made.PAIR]["burden"].update(found)
    blocks = page(document)["answer"].blocks
    assert said(blocks)[1] == EN("study.no_break_even")
    rows = [table for table in tables(blocks) if table.folded]
    assert len(rows) == unsure
    if unsure and "at" in found:
        assert rows[0].rows[0][3] == "\N{EN DASH}"


def test_a_curve_has_differences_with_signs_and_levels_without() -> None:
    differences, levels = tables(page(made.curves())["along-0"].blocks)
    cells = [row[1] for row in differences.rows]
    assert cells == [f"{MINUS}10 ({MINUS}15 to {MINUS}5)", f"0 ({MINUS}5 to +5)", "+10 (+5 to +15)"]
    assert not differences.folded and levels.folded
    assert levels.rows[0][1] == "400 (350 to 450)"


def test_several_inputs_that_move_as_one_are_told_in_per_cents() -> None:
    item = made.curve(keys=["payer.wmo.cut", "payer.youth.cut"], range="each its own")
    item["values"] = [0.0, 0.5, 1.0]
    blocks = page(made.curves(**{"payer.*.cut": item}))["along-0"].blocks
    assert said(blocks) == [EN("study.mixed")]
    assert [row[0] for row in tables(blocks)[0].rows] == ["0%", "50%", "100%"]
    assert any(" (%)" in block.svg for block in blocks if isinstance(block, Chart))


# Structures


def test_signs_are_counted_by_structure_and_by_hypothesis() -> None:
    sections = page(made.structures("lower", "lower", "higher", "unclear"))
    (survives,) = tables(sections["answer"].blocks)
    assert survives.rows[0][1] == EN("study.survives_some", lower=2, higher=1, unclear=1)
    counts, every = tables(sections[f"of-{made.PAIR}"].blocks)
    assert [row[1] for row in counts.rows] == [f"2 {MINUS}", "1 +"]
    assert [row[0][-3:] for row in counts.rows] == ["(2)", "(2)"]
    assert [row[-1] for row in every.rows] == [MINUS, MINUS, "+", "·"]


def test_where_no_sign_is_clear_there_is_a_dot() -> None:
    sections = page(made.structures("unclear", "unclear", survives="none"))
    assert {row[1] for row in tables(sections[f"of-{made.PAIR}"].blocks)[0].rows} == {"·"}


@pytest.mark.parametrize(("many", "by_chance"), [(2, 0), (20, 1), (42, 2)])
def test_signs_that_are_clear_by_chance_are_counted(many: int, by_chance: int) -> None:
    blocks = page(made.structures(*["unclear"] * many, survives="none"))["answer"].blocks
    assert said(blocks)[1] == EN("study.structures_chance", count=many, n=by_chance)


# Search


def test_every_choice_has_its_levers_and_its_outcomes() -> None:
    blocks = page(made.search((400.0, 1200.0), (380.0, 1300.0)))["answer"].blocks
    levers, front = tables(blocks)
    assert front.rows[2] == ("2", "380 (370 to 390)", "1,300 (1,295 to 1,305)")
    assert levers.head[1:] == [EN("study.present"), "1", "2"]
    assert [row[1:] for row in levers.rows] == [("1", "2", "3"), ("yes",) * 3]


@pytest.mark.parametrize(("front", "charts"), [(((4.0, 2.0),), 1), ((), 1)])
def test_a_front_of_one_choice_or_none_is_shown(front: Any, charts: int) -> None:
    blocks = page(made.search(*front))["answer"].blocks
    assert sum(isinstance(block, Chart) for block in blocks) == charts
    assert len(tables(blocks)[1].rows) == 1 + len(front)  # the present setting too


def test_one_objective_has_no_chart() -> None:
    document = made.search((400.0, 1200.0), objectives={"burden": "lower"})
    assert not any(isinstance(block, Chart) for block in page(document)["answer"].blocks)


# Sensitivity


def ranked(**more: Any) -> Ranked:
    return Ranked(Words(Sensitivity, made.sensitivity(**more), "en"), "burden")


def test_the_largest_input_comes_first_whatever_the_order_of_the_document() -> None:
    document = made.sensitivity()
    document["indices"]["burden"] = dict(reversed(document["indices"]["burden"].items()))
    found = Ranked(Words(Sensitivity, document, "en"), "burden")
    assert [one.key for one in found.inputs] == ["staff.fte", "reach.barrier", "luck", "dummy"]
    assert found.inputs[0] == ("staff.fte", 40.0, 32.0, 48.0, 20.0)


def test_inputs_that_may_be_as_large_as_the_first_are_counted() -> None:
    (points,) = [b for b in answer(ranked().words) if isinstance(b, Points)]
    name, sentence = points.items[0]
    assert name == "Burden of unmet need" and "chance is 25%" in sentence
    assert sentence.endswith("reaches into that of the first: 1")  # 30 + 8 reaches above 40 - 8


def test_of_pawn_inputs_above_one_that_is_in_nothing_are_counted() -> None:
    found = ranked(method="pawn")
    (points,) = [b for b in answer(found.words) if isinstance(b, Points)]
    assert EN("study.above_dummy", count=3) in points.items[0][1]
    assert found.beside is None
    (table, *_) = tables(list(outcome(found)))
    assert EN("study.slices") in table.head and len(table.head) == 5


def test_a_page_shows_the_largest_inputs_and_says_how_many_it_leaves_out() -> None:
    many = {
        f"input_{n}": made.index(mu_star=max(0.0, 40.0 - n), sigma=1.0, low=30.0 - n, high=45.0 - n)
        for n in range(50)
    }
    found = ranked(indices={"burden": many})
    (points,) = [b for b in answer(found.words) if isinstance(b, Points)]
    # 45 - n reaches above 30, the low end of the first, up to and with n = 14.
    assert points.items[0][1].endswith("into that of the first: 14")
    bars, rest, plane, *_ = outcome(found)
    assert isinstance(bars, Chart) and len(bars.table.rows) == 30 and not bars.table.folded
    assert isinstance(plane, Chart) and plane.table.folded
    assert isinstance(rest, Paragraph)
    assert "20 inputs, of which the largest has 10.0; in all 10 move nothing" in rest.text


def test_effects_on_shares_are_shown_in_per_cent_points() -> None:
    item = made.index(mu_star=0.02, sigma=0.01, low=0.01, high=0.03)
    document = made.sensitivity(indices={"share_hidden": {"luck": item}}, noise={}, more={})
    found = Ranked(Words(Sensitivity, document, "en"), "share_hidden")
    assert found.inputs[0].main == pytest.approx(2.0)
    share = made.sensitivity("pawn", indices={"share_hidden": {"luck": made.index(first=0.5)}})
    assert Ranked(Words(Sensitivity, share, "en"), "share_hidden").inputs[0].main == 0.5


@pytest.mark.parametrize("method", ["morris", "sobol", "emulator", "pawn", "rbd_fast"])
def test_every_method_is_named_and_ranks_by_its_own_index(method: str) -> None:
    blocks = list(answer(ranked(method=method).words))
    assert said(blocks)[-1] == EN(f"study.method_{method}")
    (table, *_) = tables(list(outcome(ranked(method=method))))
    assert table.rows[0][:2] == ("1", "first-line hours of the neighbourhood")
    assert table.rows[0][3:5] == ("40.0", "32 to 48")


def test_what_cannot_be_told_of_an_outcome_is_said() -> None:
    learnt = {"used": False, "q2": 0.2, "convergence": [{"size": 32, "q2": 0.1}]}
    document = made.sensitivity(
        "emulator",
        more={"burden": learnt},
        undefined={"reach": Gap.NO_NUMBER(missing=1, runs=9, row=4).document()},
        next="wijksim sensitivity --method sobol",
    )
    blocks = list(answer(Words(Sensitivity, document, "en")))
    text = " ".join(said(blocks))
    assert "0.200" in text and "32: 0.100" in text and "no number in 1 of 9 runs" in text
    assert blocks[-1] == Code("wijksim sensitivity --method sobol")


def test_convergence_interactions_and_effects_have_tables() -> None:
    pieces = [{"size": 2, "total": {"staff.fte": 35.0}}, {"size": 4, "total": {"staff.fte": 40.0}}]
    pair = {"inputs": ["staff.fte", "luck"], "second": 0.125, "low": 0.0, "high": 0.25}
    effect = {"staff.fte": {"share": [0.0, 0.5, 1.0], "mean": [-5.0, 0.0, 5.0]}}
    more = {"convergence": pieces, "interactions": [pair], "main_effects": effect}
    _, both, effects, growth = tables(list(outcome(ranked(method="sobol", more={"burden": more}))))
    assert both.rows == [(f"first-line hours of the neighbourhood & {EN('study_inputs.luck')}",
                          "0.125", "0.00 to 0.25")]  # fmt: skip
    assert effects.rows[0][1:] == (f"{MINUS}5.00", "0", "+5.00")
    assert growth.rows[0][1:] == ("35.0", "40.0") and growth.rows[1][1] == "\N{EN DASH}"


def test_no_name_of_an_input_is_cut() -> None:
    found = ranked(more={"burden": {"convergence": []}})
    names = [found.words.input(one.key) for one in found.inputs]
    for name in names:
        words = " ".join(lined(name).split())
        assert words == name
    shown = " ".join(texts(found.bars()))
    assert "…" not in shown and all(name in shown for name in names)


# Conditions


def test_a_statement_is_told_with_its_share_and_sure_limits() -> None:
    first, where, apart = said(page(made.discover())["answer"].blocks)
    assert "'burden of unmet need < 0 & public cost < 100' holds in 60% (50 to 70%)" in first
    assert where == EN(
        "study.where", inputs="first-line hours of the neighbourhood: 0.8 to 1.7 fte"
    )
    assert apart.endswith("first-line hours of the neighbourhood: 1.2 against 0.9 fte.")


def unsure() -> dict[str, Any]:
    document = made.discover()
    document["boxes"][0]["limits"] = {"staff.fte": made.limit(again=0.79)}
    return document


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (lambda: made.discover(both=False), "no_conditions"),
        (lambda: made.discover(matters=[]), "no_matter"),
        (lambda: made.discover(boxes=[]), "no_box"),
        (unsure, "unsure"),
    ],
)
def test_where_nothing_is_sure_it_is_said_why(
    document: Callable[[], dict[str, Any]], key: str
) -> None:
    assert said(page(document())["answer"].blocks)[1] == EN(f"study.{key}")


@pytest.mark.parametrize(
    ("part", "section"), [("matters", "matters"), ("boxes", "boxes"), ("tree", "tree")]
)
def test_a_part_that_was_not_found_has_no_section(part: str, section: str) -> None:
    assert section in page(made.discover())
    assert section not in page(made.discover(**{part: []}))
    assert "map" not in page(made.discover(map=None))


def test_a_leaf_without_points_has_dashes_and_no_condition_is_everywhere() -> None:
    (tree,) = tables(page(made.discover())["tree"].blocks)
    dash = "\N{EN DASH}"
    assert tree.rows[0] == ("first-line hours of the neighbourhood <= 1", "20", "10%", "5 to 20")
    assert tree.rows[1] == ("everywhere", "0", dash, dash)


def test_a_map_is_shaded_by_its_shares() -> None:
    (table,) = tables(page(made.discover())["map"].blocks)
    assert table.rows == [("0 to 1", "0%", "50%"), ("1 to 2", "\N{EN DASH}", "100%")]
    assert table.shades == [[0, 2], [0, 5]]


def test_a_box_shows_the_ends_of_its_limits_and_how_sure_they_are() -> None:
    (table,) = tables(page(made.discover())["boxes"].blocks)
    assert table.rows[0][1:] == ("0.8", "0.7 to 0.9", "1.7", "1.6 to 1.8", "90%")
    assert table.caption == EN("study.box", number=1, coverage="75%", density="85%", mass="50%")
    document = made.discover()
    document["boxes"][0]["elsewhere"]["density"] = None
    blocks = page(document)["boxes"].blocks
    assert said(blocks) == [EN("study.boxes_read")]


# Safe choices


@pytest.mark.parametrize(
    ("ranks", "row"),
    [
        (((2.0, 1.0), (2.0, 1.0), (1.0, 2.0)), ("Wijkbudget", "2 of 3", "70%", "0.50")),
        (((1.0, 2.0), (1.0, 2.0)), ("Fragmented", "2 of 2", "30%", "0.50")),
        (((1.5, 1.5), (1.5, 1.5)), (EN("study.tie"), *["\N{EN DASH}"] * 3)),
        # As many ways put one first as the other: the first by name, whatever the order.
        (((1.0, 2.0), (2.0, 1.0)), ("Fragmented", "1 of 2", "30%", "0.50")),
    ],
)
def test_the_model_that_is_first_in_most_ways_is_told(ranks: Any, row: tuple[str, ...]) -> None:
    document = made.robust(outcomes={"burden": made.weighed(*ranks)})
    table = tables(page(document)["answer"].blocks)[0]
    assert table.rows == [("burden of unmet need", *row)]


def test_an_outcome_that_could_not_be_weighed_has_no_row() -> None:
    empty = {**made.weighed(), "best": {}}
    sections = page(made.robust(outcomes={"burden": empty}, enough={}))
    assert tables(sections["answer"].blocks)[0].rows == []
    assert tables(sections["metrics"].blocks) == [] and "enough" not in sections


def test_metrics_stand_with_their_ranks() -> None:
    (table,) = tables(page(made.robust())["metrics"].blocks)
    assert table.rows[0][1:] == ("10.0 (2)", "20.0 (1)")
    assert table.rows[-1][1:] == ("30%", "70%")


def test_luck_that_is_not_known_is_said_not_to_be() -> None:
    blocks = page(made.robust(luck={"burden": {made.PAIR: None}}))["answer"].blocks
    assert said(blocks)[-1] == EN("study.luck_unknown")
    assert tables(page(made.robust())["answer"].blocks)[1].rows[0][1] == "20%"


def test_quadrants_and_quantiles_that_are_not_there_are_dashes() -> None:
    dash = "\N{EN DASH}"
    sections = page(made.robust())
    (plane,) = tables(sections["plane"].blocks)
    assert plane.rows[0][1:] == ("75%", dash, dash, "25%", dash)
    *_, last = tables(sections["possible"].blocks)
    assert last.rows[0][1:] == ("1.00", "2.00", "3.00", "4.00", dash)


# Explanations


@LANG
def test_three_sentences_say_what_carries_and_what_works_against(lang: str) -> None:
    first, second, *_ = said(page(made.explain(), lang)["answer"].blocks)
    text = Text(lang)

    def shown(*ends: str) -> str:
        mean, low, high = (end if lang == "en" else end.replace(".", ",") for end in ends)
        return f"{mean} ({low} {'to' if lang == 'en' else 'tot'} {high})"

    assert shown(f"{MINUS}12.0", f"{MINUS}16.0", f"{MINUS}8.0") in first
    carries = shown(f"{MINUS}15.0", f"{MINUS}16.0", f"{MINUS}14.0")
    assert text("study.carries", question=text("questions.reach"), amount=carries) in first
    against = shown("+5.0", "+4.0", "+6.0")
    assert text("study.against", question=text("questions.work"), amount=against) in first
    assert second.endswith(text("study.no_share"))


@pytest.mark.parametrize(
    ("total", "shares", "keys"),
    [
        (-12.0, {"reach": -15.0}, ["differs", "carries", "only_share"]),
        (-12.0, {"reach": -9.0, "work": -4.0}, ["differs", "carries", "none_against"]),
        (12.0, {"reach": 15.0, "work": -4.0}, ["differs", "carries", "against"]),
        (12.0, {"work": -4.0}, ["differs", "against", "only_share"]),
        (1.0, {}, ["differs_unclear", "no_share"]),
        (None, {}, ["differs_unclear"]),
    ],
)
def test_sentences_follow_the_signs_of_clear_shares(
    total: float | None, shares: dict[str, float], keys: list[str]
) -> None:
    document = made.explain()
    document["outcomes"]["burden"] = made.divided(total, 4.0, **shares)
    (sentence, *_) = said(page(document)["answer"].blocks)
    at = 0
    for key in keys:
        start = Text("en")(f"study.{key}", **dict.fromkeys(
            ("later", "earlier", "outcome", "amount", "unit", "question"), "\0"))  # fmt: skip
        piece = max(start.split("\0"), key=len)
        assert piece in sentence[at:], (key, sentence)
        at = sentence.index(piece, at) + len(piece)


def test_groups_are_called_by_the_name_of_their_area() -> None:
    (table,) = tables(page(made.explain())["groups"].blocks)
    assert table.rows[0][0] == "Malberg <i>" and len(table.rows[0]) == len(table.head)


@pytest.mark.parametrize("same", [True, False])
def test_other_ways_to_compare_resources_stand_beside(same: bool) -> None:
    other = {"difference": made.between(-12.0 if same else -6.0, 4.0)}
    modes = {
        "equal_hours": {"burden": {"difference": made.between(-12.0, 4.0)}, "public_cost": other},
        "as_reported": {"burden": other, "public_cost": other},
    }
    document = made.explain(beside={"means": modes, "levers": {}})
    blocks = page(document)["beside"].blocks
    assert (EN("study.means_same") in said(blocks)) == same
    assert len(tables(blocks)[0].head) == 4
    assert "beside" not in page(made.explain())


def test_levers_stand_beside_with_their_neutral_value() -> None:
    adds = {"neutral": 0.0, "adds": made.between(-2.0, 0.5)}
    levers = {"outreach.presence": {"burden": adds, "public_cost": adds}}
    blocks = page(made.explain(beside={"means": {}, "levers": levers}))["beside"].blocks
    (table,) = tables(blocks)
    assert table.rows[0][1:] == ("0", *[f"{MINUS}2.0 ({MINUS}2.5 to {MINUS}1.5)"] * 2)
