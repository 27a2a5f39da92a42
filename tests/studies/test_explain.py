"""A difference is divided over the questions that differ, and nothing gets lost."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from sim.api import explain
from sim.cli.main import main
from sim.inputs.files.errors import InputError
from sim.inputs.scenarios.answers import QUESTIONS
from sim.inputs.study_request import ExplainRequest
from sim.runs import frame
from tests.documents import fits
from tests.show.page import sound
from tests.studies.small import rows

SMALL: dict[str, Any] = {
    "citizens": 150,
    "weeks": 10,
    "replications": 2,
    "workers": 1,
    "set": {"burn_in_weeks": "6"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("explain") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "warm_up", lambda *_: None)
        document = explain(ExplainRequest(out=out, levers=True, **SMALL))
    fits(document)
    return out


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads((folder / "explain.json").read_text())
    return found


def test_shares_add_up_to_the_difference(document: dict[str, Any]) -> None:
    parts = [*document["outcomes"].values()]
    parts += [item for groups in document["groups"].values()
              for outcomes in groups.values() for item in outcomes.values()]  # fmt: skip
    told = [item for item in parts if item["difference"]["mean"] is not None]
    assert len(told) > 100
    for item in told:
        whole = item["difference"]["mean"]
        total = math.fsum(share["mean"] for share in item["shares"].values())
        assert math.isclose(total, whole, rel_tol=1e-9, abs_tol=1e-9)
    assert document["outcomes"]["burden"]["shares"].keys() == set(QUESTIONS)


def test_the_ends_are_the_two_models_themselves(folder: Path, document: dict[str, Any]) -> None:
    ends = {(r["model"], r["replication"]): r["burden"] for r in rows(folder) if r["point"] == 0}
    apart = [ends["wijkbudget", n] - ends["fragmented", n] for n in (0, 1)]
    assert document["outcomes"]["burden"]["difference"]["mean"] == pytest.approx(sum(apart) / 2)
    assert len({model for model, _ in ends}) == 32
    lived_again = {r["model"]: r["digest"] for r in rows(folder)
                   if r["point"] == 1 and r["replication"] == 0}  # fmt: skip
    assert lived_again.keys() == {"fragmented", "wijkbudget"}


def test_groups_payers_levers_and_means_stand_beside(document: dict[str, Any]) -> None:
    assert {"vulnerability", "age", "household"} <= document["groups"].keys()
    assert "cost_payer_wmo" in document["outcomes"]
    assert set(document["beside"]["means"]) == {"equal_hours", "as_reported"}
    levers = document["beside"]["levers"]
    assert "outreach.presence" in levers and "silos.response" in levers
    assert all(item["burden"]["adds"]["mean"] is not None for item in levers.values())
    assert levers["outreach.presence"]["burden"]["neutral"] == 0.0


def test_the_page_is_sound(folder: Path) -> None:
    sound((folder / "report.html").read_text(encoding="utf-8"))


def test_the_page_in_both_languages(document: dict[str, Any]) -> None:
    from sim.show.studies.pages import lines

    for lang, word in (("en", "differ"), ("nl", "verschil")):
        text = "\n".join(lines(document, lang))
        assert word in text and "300" not in text.splitlines()[0]
        assert "area" not in text and all(name in text for name in document["areas"])


def test_a_question_answered_the_same_has_no_share(tmp_path: Path) -> None:
    asked = ExplainRequest(
        out=tmp_path / "out", earlier="generalist_team", later="wijkbudget", **SMALL
    )
    found = explain(asked)
    same = [q for q, item in found["questions"].items() if item["from"] == item["to"]]
    assert same and all(
        item["shares"][q]["mean"] == 0.0 and item["shares"][q]["low"] in (0.0, None)
        for item in found["outcomes"].values()
        for q in same
        if item["difference"]["mean"] is not None
    )


@pytest.mark.parametrize(
    ("earlier", "later", "more", "told"),
    [
        ("fragmented", "desk+desks+separate_plans+silos+as_is", {}, "answers are the same"),
        (
            "generalist_team",
            "wijkbudget",
            {"scenario": "pilot_dated", "weeks": 156},
            "of its own|own",
        ),
        ("wijkbudget", "wijkbudget", {}, "the same model"),
        ("fragmentd", "wijkbudget", {}, "does not exist"),
    ],
)
def test_what_cannot_be_divided_is_told(
    tmp_path: Path, earlier: str, later: str, more: dict[str, Any], told: str
) -> None:
    asked = ExplainRequest(out=tmp_path / "out", earlier=earlier, later=later, **{**SMALL, **more})
    with pytest.raises(InputError, match=told):
        explain(asked)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [
    ["explain", "--from", "fragmentd"], ["explain", "--to", "fragmentd"],
    ["search", "--model", "fragmentd"], ["run", "--model", "fragmentd"],
    ["robust", "--models", "fragmentd"],
])  # fmt: skip
def test_a_model_that_is_not_there_is_told_by_its_option(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    told = capsys.readouterr().err
    assert words[1] in told and "fragmented" in told
