"""A sentence is a code with values; its English text is made once and never read back."""

from __future__ import annotations

import ast
import json
import pickle
from pathlib import Path

import pytest

import sim
from sim.analysis.gaps import Gap
from sim.foundation.sentence import Wording, sentence_of
from sim.population.flags import Flag
from sim.record.reasons import Reason
from sim.verify.wording import What

ROOT = Path(sim.__file__).parent


class Made(Wording):
    SOME = "{count} of {things}, about {share}"
    PLAIN = "no place for anything"


def test_the_english_text_is_filled_in_with_what_varies() -> None:
    assert (
        Made.SOME(count=14000, things=("a", "b"), share=0.61111).text
        == "14000 of a, b, about 0.611"
    )
    assert Made.SOME(count=1, things="it", share=14251.0).text == "1 of it, about 14300"
    assert Reason.NEEDS_WEEKS(weeks=104).text == "needs 104 weeks"


@pytest.mark.parametrize("values", [{}, {"count": 1, "things": "a"}, {"count": 1, "more": 2}])
def test_a_place_that_is_missing_or_unknown_is_an_error(values: dict[str, int | str]) -> None:
    with pytest.raises(ValueError, match=r"some has the places \['count', 'share', 'things'\]"):
        Made.SOME(**values)
    with pytest.raises(ValueError, match="plain has the places"):
        Made.PLAIN(weeks=1)


def test_a_sentence_within_a_sentence_is_one_in_json_too() -> None:
    within = Flag.AREA_FLAG(area="WK1", flag=Flag.SUPPRESSED(scope=Flag.COUNTRY()))
    document = json.loads(json.dumps(within.document()))
    assert document["code"] == "area_flag" and document["values"]["area"] == "WK1"
    assert document["values"]["flag"]["values"]["scope"]["code"] == "country"
    assert document["text"] == "WK1: suppressed cells: filled with the shares of the country"


def test_what_json_or_another_process_gives_back_is_the_same_sentence() -> None:
    why = Gap.UNDEFINED_SOME_WHY(missing=1, runs=3, why=Reason.NO_CRISIS())
    some = Made.SOME(count=2, things=(Reason.NO_NEED(), Reason.NO_HOURS()), share=0.5)
    for one in (why, some):
        assert sentence_of(json.loads(json.dumps(one.document()))) == one
        assert pickle.loads(pickle.dumps(one)) == one and hash(one) == hash(one)


def test_codes_of_a_room_may_be_set_apart_from_those_of_others() -> None:
    assert What.HOUSEHOLDS.code == "what_households"


def test_only_a_member_of_a_wording_makes_a_sentence() -> None:
    """Elsewhere nothing calls the type itself, so that a code is always one that is stated."""
    callers = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Sentence"
    }
    assert callers == {"foundation/sentence.py"}
