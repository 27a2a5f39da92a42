"""The model's documentation names what exists, and all of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.rates import rates
from sim.inputs.parameters.sources import source_ids
from sim.inputs.scenarios.answers import QUESTIONS
from sim.inputs.scenarios.settings import Settings as RunSettings
from sim.model.week import PHASES
from sim.record.outcomes import OUTCOMES
from sim.support.catalogue import ANSWERS
from sim.support.means import Ledger, Offices, Specialists, Staff
from sim.support.products import Products
from sim.world.state import Cells, Folk, Homes, Persons, Provisions, Weights

ROOT = Path(__file__).resolve().parents[2]
SIM = ROOT / "sim"
DOOR, ODD = SIM / "README.md", SIM / "ODD.md"
MODEL = tuple(sorted(SIM.glob("*.md")))
PAGES = (*sorted(ROOT.glob("*.md")), *MODEL, SIM / "data" / "README.md", ROOT / "results/README.md")
WIDTH = 100
TABLES = (
    Folk, Cells, Persons, Homes, Weights, Provisions, Staff, Offices, Products, Specialists,
    Ledger,
)  # fmt: skip

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
KEY = re.compile(r"[a-z][a-z0-9_]*(\.([a-z0-9_]+|\*))+")
COLUMN = re.compile(r"([A-Z][a-z]+)\.([a-z][A-Za-z_]*)")
FILES = (".py", ".toml", ".md", ".csv", ".gz", ".json", ".xlsx")


@cache
def text(*pages: Path) -> str:
    """Of some pages; without any, of all that describe the model."""
    return "\n".join(page.read_text(encoding="utf-8") for page in pages or MODEL)


def links(page: Path) -> Iterator[tuple[str, str]]:
    """(what is said, where to) of every link that stays within the project."""
    for label, target in LINK.findall(text(page)):
        if not target.startswith(("http:", "https:", "mailto:")):
            yield label, target


@cache
def anchors(page: Path) -> set[str]:
    return {anchor(line.lstrip("# ")) for line in text(page).splitlines() if line[:1] == "#"}


def leads(line: str) -> list[str]:
    return [target for _, target in LINK.findall(line)]


def anchor(heading: str) -> str:
    """The address of a heading within its page, as it is usually made from its words."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def coded() -> set[str]:
    """Everything in code style."""
    return set(CODE.findall(text()))


def section(page: Path, heading: str) -> str:
    """What stands under a heading, until the next of its level."""
    return text(page).split(f"\n## {heading}")[1].split("\n## ")[0]


def rows(page: Path, heading: str) -> list[list[str]]:
    """Cells of the table under a heading, without its head."""
    lines = [line for line in section(page, heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def too_wide(page: str) -> list[str]:
    """Lines of prose that are too wide, but for a link that cannot be broken."""
    prose = re.sub(r"^( *)```.*?^\1```", "", page, flags=re.M | re.S).splitlines()
    wide = (line for line in prose if len(line) > WIDTH and not line.startswith("|"))
    return [line for line in wide if not re.fullmatch(r" *([-*] |\d+\. )?\[[^]]+\]\S+", line)]


def short(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for _, target in links(page):
        path, _, place = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (place and place not in anchors(file)):
            broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_prose_is_wrapped(page: Path) -> None:
    assert not too_wide(text(page))


def test_tables_code_and_a_link_alone_may_be_wide() -> None:
    wide = "x " * WIDTH
    free = f"| {wide} |\n  ```\n  {wide}\n  ```\n- [name of a file]({'x' * WIDTH}).\n"
    assert too_wide(free) == []
    assert too_wide(f"{free}{wide}\n{free}- see [it]({'x' * WIDTH})") == [
        wide,
        f"- see [it]({'x' * WIDTH})",
    ]


def test_what_a_link_names_in_code_style_is_in_the_file_it_leads_to() -> None:
    named = [
        (label, target) for page in MODEL for label, target in links(page) if label.startswith("`")
    ]
    missing = [
        f"{label} in {target}"
        for label, target in named
        if not re.search(rf"\b{re.escape(label.strip('`'))}\b", text(SIM / target))
    ]
    assert len(named) > 80
    assert not missing


def test_the_first_page_leads_to_every_other() -> None:
    assert {SIM / target for _, target in links(DOOR)} >= {*MODEL} - {DOOR}


def test_the_rooms_are_those_of_the_import_contract_in_order() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    inside = [room for layer in layers for room in layer.split(" | ")]
    named = [target.removesuffix(".py") for row in rows(DOOR, "Rooms") for target in leads(row[0])]
    assert named == inside


def test_the_glossary_gives_every_word_one_meaning() -> None:
    words = [word for word, _ in rows(DOOR, "Glossary")]
    assert 15 <= len(words) <= 20
    assert len(set(words)) == len(words)


def test_every_parameter_named_exists() -> None:
    parameters, settings = set(read_parameters()), set(RunSettings.model_fields)
    known = parameters | set(rates()) | {f"settings.{name}" for name in settings}
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
    phases = re.findall(r"^\| `(\w+)` \|", section(ODD, "3 "), re.M)
    assert phases == [name for name, _ in PHASES]


def lever_rows() -> Iterator[tuple[str, list[str], str, float, str]]:
    """(lever, answers, unit, neutral value, source) of every row of the lever tables."""
    for line in text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 6 and cells[0].startswith("`"):
            answers = CODE.findall(cells[1])
            yield cells[0].strip("`"), answers, cells[2], float(cells[3]), cells[4]


def test_the_lever_tables_are_those_of_the_answers() -> None:
    said = {f"{answer}.{lever}" for lever, answers, *_ in lever_rows() for answer in answers}
    assert said == {key for key in read_parameters() if key.partition(".")[0] in ANSWERS}


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
    assert story, f"{chosen.id} is not described under its question"
    assert story.group(1) == f"support/{chosen.question}/{chosen.id}.py"
    assert set(source_ids(story.group(2))) == set(chosen.sources)


def test_every_question_is_described() -> None:
    assert [q for q in QUESTIONS if f"**{q.capitalize()}**" not in text()] == []


def test_every_claimed_mechanism_and_tension_has_a_row() -> None:
    ids = re.findall(r"^\| ([MT]\d+) \|", text(), re.M)
    assert ids == [f"M{i}" for i in range(1, 33)] + [f"T{i}" for i in range(1, 17)]


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
