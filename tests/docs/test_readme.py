"""The model's documentation names what exists, and all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.sources import source_ids
from sim.inputs.scenarios.settings import Settings as RunSettings
from sim.model.week import PHASES
from sim.record.outcomes import OUTCOMES
from sim.support.catalogue import ANSWERS
from sim.support.contract import QUESTIONS
from sim.support.means import Ledger, Offices, Specialists, Staff
from sim.support.products import Products
from sim.world.lives import Cells, Folk, Homes, Persons, Provisions, Weights

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "sim" / "README.md"
PAGES = (ROOT / "README.md", MODEL)
TABLES = (
    Folk, Cells, Persons, Homes, Weights, Provisions, Staff, Offices, Products, Specialists,
    Ledger,
)  # fmt: skip

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
KEY = re.compile(r"[a-z][a-z0-9_]*(\.([a-z0-9_]+|\*))+")
COLUMN = re.compile(r"([A-Z][a-z]+)\.([a-z][A-Za-z_]*)")
FILES = (".py", ".toml", ".md", ".csv", ".gz", ".json")


@cache
def text(page: Path = MODEL) -> str:
    return page.read_text(encoding="utf-8")


def links(page: Path) -> Iterator[tuple[str, str]]:
    """(what is said, where to) of every link that stays within the project."""
    for label, target in LINK.findall(text(page)):
        if not target.startswith(("http:", "https:", "mailto:")):
            yield label, target


def anchor(heading: str) -> str:
    """The address of a heading within its page, as it is usually made from its words."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def coded() -> set[str]:
    """Everything in code style."""
    return set(CODE.findall(text()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    headings = {anchor(line.lstrip("# ")) for line in text(page).splitlines() if line[:1] == "#"}
    broken = []
    for _, target in links(page):
        path, _, place = target.partition("#")
        if path and not (page.parent / path).exists():
            broken.append(target)
        if not path and place not in headings:
            broken.append(target)
    assert not broken


def test_what_a_link_names_in_code_style_is_in_the_file_it_leads_to() -> None:
    named = [(label, target) for label, target in links(MODEL) if label.startswith("`")]
    missing = [
        f"{label} in {target}"
        for label, target in named
        if not re.search(rf"\b{re.escape(label.strip('`'))}\b", text(MODEL.parent / target))
    ]
    assert len(named) > 80
    assert not missing


def test_every_parameter_named_exists() -> None:
    parameters, settings = set(read_parameters()), set(RunSettings.model_fields)
    known = parameters | {f"settings.{name}" for name in settings}
    named = {c for c in coded() if KEY.fullmatch(c) and not c.endswith(FILES) and c != "a.b"}
    assert len(named) > 60
    unknown = set()
    for key in named:
        pattern = re.compile(re.escape(key).replace(r"\*", "[a-z0-9_]+"))
        if not any(pattern.fullmatch(one) for one in known):
            unknown.add(key)
    assert not unknown


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_the_data_dictionary_has_every_column_and_no_other(table: type) -> None:
    found = (COLUMN.fullmatch(c) for c in coded())
    named = {m.group(2) for m in found if m and m.group(1) == table.__name__}
    assert named == set(getattr(table, "names", ()))


def test_every_phase_of_the_week_is_in_the_schedule_in_order() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text().split("\n## 3 ")[1].split("\n## 4 ")[0], re.M)
    assert rows == [name for name, _ in PHASES]


def lever_rows() -> Iterator[tuple[str, list[str], str, float, str]]:
    """(lever, answers, unit, neutral value, source) of every row of the lever tables."""
    for line in text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 6 and cells[0].startswith("`"):
            answers = CODE.findall(cells[1])
            yield cells[0].strip("`"), answers, cells[2], float(cells[3]), cells[4]


def test_the_lever_tables_are_those_of_the_answers() -> None:
    told = {f"{answer}.{lever}" for lever, answers, *_ in lever_rows() for answer in answers}
    assert told == {f"{a.id}.{lever}" for a in ANSWERS.values() for lever in a.levers}


def test_neutral_values_units_and_sources_of_levers_are_as_in_their_file() -> None:
    parameters = read_parameters()
    wrong = []
    for lever, answers, unit, neutral, source in lever_rows():
        for answer in answers:
            p = parameters[f"{answer}.{lever}"]
            if (p.unit, p.neutral, source_ids(p.source)) != (unit, neutral, source_ids(source)):
                wrong.append(p.key)
    assert not wrong


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_every_answer_is_described_with_its_sources(answer: object) -> None:
    chosen = ANSWERS[getattr(answer, "id", "")]
    story = re.search(rf"`{chosen.id}`\s+\(\[file\]\(([^)]+)\);([^)]*)\)", text())
    assert story, f"{chosen.id} is not told under its question"
    assert story.group(1) == f"support/{chosen.question}/{chosen.id}.py"
    assert set(source_ids(story.group(2))) == set(chosen.sources)


def test_every_question_is_told() -> None:
    assert [q for q in QUESTIONS if f"**{q.capitalize()}**" not in text()] == []


def test_every_claimed_mechanism_and_tension_has_a_row() -> None:
    rows = re.findall(r"^\| ([MT]\d+) \|", text(), re.M)
    assert rows == [f"M{i}" for i in range(1, 33)] + [f"T{i}" for i in range(1, 17)]


def test_every_finding_that_a_number_or_answer_rests_on_is_listed() -> None:
    used = {i for p in read_parameters().values() for i in source_ids(p.source)}
    used |= {i for a in ANSWERS.values() for i in a.sources}
    named = set(source_ids(text()))
    assert not {i for i in used if i[0] in "ABFGMT"} - named


def test_outcomes_named_in_the_mechanism_table_exist() -> None:
    said = re.findall(r"outcomes? ((?:`\w+`(?:, )?)+)", text())
    named = {name for group in said for name in CODE.findall(group)}
    assert named
    assert named <= set(OUTCOMES)
