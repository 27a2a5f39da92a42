"""Sentences by their codes: every one has words in both languages, and pages show no other."""

from __future__ import annotations

import ast
import re
import tomllib
from html import unescape
from pathlib import Path

import pytest

import sim
from sim.analysis.gaps import Gap
from sim.comparison.notes import Remark, drifting
from sim.documents.parts import Sentence
from sim.foundation.sentence import Sentence as Made
from sim.foundation.sentence import Value, Wording, places_of
from sim.population.flags import Flag
from sim.record.reasons import Reason
from sim.show.labels import LANGUAGES, words
from sim.show.reader import Reader
from sim.show.report import render
from sim.show.sentences import told
from sim.show.wordings import WORDINGS
from sim.verify.wording import About, What
from tests.show.fixture import made_up

EVERY = [one for kind in WORDINGS for one in kind]
ROOT = Path(sim.__file__).parent
TITLES = {"first": "Model first", "second": "Model second"}
# What stands in the places of a sentence that may be any.
FILLED: dict[str, Value] = {
    "model": "first",
    "models": ("first", "second"),
    "outcome": "utilisation_intake",
    "organisation": "wmo_desk",
    "payer": "wmo",
    "option": "payer.wmo.cut",
    "domain": "debts_admin",
    "level": "public_cost",
    "area": "WK1",
    "place": "WK1",
    "form": About.FORM_CONSTANT(),
    "scope": Flag.COUNTRY(),
    "flag": Flag.WESTERN(),
    "why": Reason.NO_CRISIS(),
    "about": About.RELAPSE(),
    "prevalences": (Remark.DRIFT_MILD(domain="debts_admin"),),
    "levels": (Remark.MOVING(level="public_cost", change=3.1),),
}


def filled(one: Wording) -> Made:
    return one(**{name: FILLED.get(name, 2) for name in places_of(one.english)})


def said(lang: str, sentence: Made) -> str:
    return told(Reader(lang, TITLES), Sentence.model_validate(sentence.document()))


def test_every_wording_of_the_package_is_known_to_pages() -> None:
    declared = {
        node.name
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and {"Wording", "_Apart"} & {*map(ast.unparse, node.bases)}
    }
    assert {kind.__name__ for kind in WORDINGS} == declared - {"_Apart"}


def test_no_two_sentences_have_one_code_or_one_text() -> None:
    codes = [one.code for one in EVERY]
    assert len(set(codes)) == len(codes) == sum(len(kind.__members__) for kind in WORDINGS)


def test_every_code_has_a_dutch_text_with_the_same_places_and_no_other() -> None:
    dutch = {key: text for key, text in words("nl").items() if key.startswith("sentences.")}
    assert dutch.keys() == {f"sentences.{one.code}" for one in EVERY}
    other = {
        o.code for o in EVERY if places_of(dutch[f"sentences.{o.code}"]) != places_of(o.english)
    }
    assert other == set()
    same = {one.code for one in EVERY if dutch[f"sentences.{one.code}"] == one.english}
    assert same == {"area_flag", "about_area", "moving", "moving_from_none"}


def test_the_english_text_stands_once() -> None:
    """Not in the table of the language, where it would have to be kept the same."""
    table = tomllib.loads((ROOT / "show" / "text" / "en.toml").read_text(encoding="utf-8"))
    assert "sentences" not in table
    texts = {str(text) for section in table.values() for text in section.values()}
    assert [one.code for one in EVERY if len(one.english) > 25 and one.english in texts] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.code)
def test_every_sentence_can_be_told(lang: str, one: Wording) -> None:
    assert "{" not in said(lang, filled(one))


@pytest.mark.parametrize(
    ("sentence", "english", "dutch"),
    [
        (Reason.NEEDS_WEEKS(weeks=104), "needs 104 weeks", "vraagt 104 weken"),
        (
            Gap.UNDEFINED_SOME_WHY(missing=1, runs=3, why=Reason.NO_CRISIS()),
            "undefined in 1 of 3 replications: no crisis happened",
            "in 1 van de 3 herhalingen niet te bepalen: er was geen crisis",
        ),
        (
            Flag.AREA_FLAG(area="WK1", flag=Flag.SUPPRESSED(scope=Flag.COUNTRY())),
            "WK1: suppressed cells: filled with the shares of the country",
            "WK1: verborgen cijfers: ingevuld met de verdeling van heel Nederland",
        ),
        (
            What.LONGER(about=About.PRODUCT(euros=200000), weeks=3),
            "a product with a subsidy of 200000 euros: wait of more than 3 weeks",
            "een voorziening met een subsidie van 200000 euro: langer dan 3 weken wachten",
        ),
        (
            Remark.UNDECIDED(model="first", organisation="wmo_desk", share=0.55),
            "Model first: Wmo desk leaves 55% of what it was to decide undecided: its queue grows "
            "without end.",
            "Model first: Wmo-loket laat 55% van wat er te beslissen was onbeslist: de wachtrij "
            "groeit zonder eind.",
        ),
        (
            drifting(["mild_debts_admin", "severe_mental_health"]),
            "Before the start of the reform these levels still moved, by more than 5 % in three "
            "years: debts and administration (any need), mental health and addiction (severe "
            "need). A difference may hold a part of that movement.",
            "Vóór de start van de hervorming schoven deze niveaus nog, meer dan 5 % in drie "
            "jaar: schulden en administratie (elke hulpvraag), psychische gezondheid en verslaving "
            "(ernstige hulpvraag). In een verschil kan een deel van die beweging zitten.",
        ),
        (
            Remark.NOT_STEADY(
                count=3,
                percent=2.0,
                blind=1,
                many=2,
                levels=(
                    Remark.MOVING(level="public_cost", change=3.14159),
                    Remark.MOVING_FROM_NONE(level="reach"),
                ),
            ),
            "Under today's practice 2 of 3 levels still move before the reform, by clearly more "
            "than 2% a year: public cost in € per inhabitant (+3.14%); needs that support knows, "
            "%. Of 1 levels the runs lie too far apart to see such a movement. A difference may "
            "hold a part of it.",
            None,
        ),
    ],
)
def test_values_are_shown_in_the_words_and_numbers_of_the_page(
    sentence: Made, english: str, dutch: str | None
) -> None:
    assert said("en", sentence) == english
    if dutch is not None:
        assert said("nl", sentence) == dutch


def test_a_dutch_page_holds_no_english_sentence() -> None:
    comparison = made_up(runs=3)
    comparison.document["notes"] = [filled(one).document() for one in Remark]
    comparison.population["notes"] = [filled(one).document() for one in EVERY]
    for outcomes in comparison.document["models"].values():
        for item, one in zip(outcomes.values(), [*Reason, *Gap], strict=False):
            item.update(mean=None, reason=filled(one).document())
    keys = re.compile(r"\([a-z_]+\.[a-z_.*]+\)")  # of parameters, the same in every language
    pages = {lang: keys.sub("", unescape(render(comparison, lang))) for lang in LANGUAGES}
    pieces = {part for one in EVERY for part in re.split(r"\{\w+\}", one.english) if len(part) > 9}
    assert {part for part in pieces if part not in pages["en"]} == set()
    assert {part for part in pieces if part in pages["nl"]} == set()
