"""The summary of a country says what its document says, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sim
from sim.inputs.scenarios.scenario import resolve
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES
from sim.runs.wijken import IMPUTED, REASONS
from sim.show.country_summary import write_summary
from sim.show.labels import words
from sim.show.summary import WIDTH
from tests.small import TWIN, small_country, without_warm_up

RESOLVED = resolve("nederland", models=("fragmented", TWIN))


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with without_warm_up():
        return sim.country(small_country(tmp_path_factory.mktemp("country") / "out"))


def changed(document: dict[str, Any], **numbers: Any) -> dict[str, Any]:
    """The document with other numbers in the difference of public cost."""
    ((pair, outcomes),) = document["differences"].items()
    cost = {**outcomes["public_cost"], **numbers}
    return {**document, "differences": {pair: {**outcomes, "public_cost": cost}}}


def summary(document: dict[str, Any], lang: str, folder: Path) -> str:
    return write_summary((document, RESOLVED), folder, lang).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_everything_that_was_left_out_or_imputed_is_told(
    lang: str, document: dict[str, Any], tmp_path: Path
) -> None:
    text = " ".join(summary(document, lang, tmp_path).split())
    known, places = words(lang), document["places"]
    counted = {**places["skipped"], **places["imputed"], "lived": places["lived"]}
    counted["imputed"] = counted.pop("any")
    assert set(counted) == {*REASONS, *IMPUTED, "imputed", "lived"}
    for key, count in counted.items():
        assert count["wijken"] > 0
        sentence = known[f"country.{key}"].format(**count, weeks=document["weeks"])
        assert sentence in text, key
    assert known["sentences.wijk_luck"].format(runs=1) in text
    assert known["sentences.weights"] in text
    assert all(getattr(OUTCOMES[name], f"label_{lang}") in text for name in HEADLINES)
    assert known["verdict.equal"] in text


def test_a_single_run_is_told_with_the_luck_in_it(document: dict[str, Any], tmp_path: Path) -> None:
    over = {"wijken": 4, "low": -90.0, "median": -30.0, "high": 20.0}
    shares = {"lower": 0.75, "higher": 0.25, "same": 0.0}
    told = changed(document, mean=-31.4, luck_at_most=10.0, over_wijken=over, inhabitants=shares)
    text = summary(told, "en", tmp_path)
    minus = "\N{MINUS SIGN}"
    assert f"{minus}31 (chance in it: at most about 10 either way)" in text
    assert f"{minus}0.0074 million euros a year" in text  # 31.4 euros for 235 inhabitants
    assert f"with {minus}90 to +20; 75% where it is lower, 25% where it is higher" in text
    more = changed(told, low=-40.0, high=-20.0)
    assert f"{minus}31 ({minus}40 to {minus}20)" in summary(more, "en", tmp_path)


def test_lines_of_text_fit_a_terminal(document: dict[str, Any], tmp_path: Path) -> None:
    lines = summary(document, "nl", tmp_path).split("\n\n")[1].splitlines()
    assert max(len(line) for line in lines) <= WIDTH
