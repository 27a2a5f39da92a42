"""Templates of outcomes are expanded, and a file of outcomes that is not right is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.scenarios.scenario_file import scenario_names
from sim.record.outcomes import OUTCOMES, Outcome, labels, read_outcomes

FILE = """\
[list.fruit]
pear.label = { en = "pear", nl = "peer" }
pear.better = "higher"
plum.label = { en = "plum", nl = "pruim" }
plum.better = "lower"

[list.size]
small.label = { en = "small", nl = "klein" }
large.label = { en = "large", nl = "groot" }

[outcome.baskets]
unit = "baskets"
kind = "stock"
counted = "baskets"
population = "gardens"
better = "neither"
definition = "Baskets that are there."
source = "D1"
label = { en = "baskets", nl = "manden" }

[outcome."{size}_{fruit}"]
over = ["fruit", "size"]
except = ["large_plum"]
unit = "pieces"
kind = "event"
window = "one summer"
counted = "pieces of fruit"
population = "gardens"
definition = "Picked."
label = { en = "{fruit}: {size}", nl = "{fruit}: {size}" }
"""


def read(folder: Path, old: str = "", new: str = "") -> dict[str, Outcome]:
    """Outcomes of the file with one text replaced by another."""
    assert old in FILE
    path = folder / "made.toml"
    path.write_text(FILE.replace(old, new, 1) if old else FILE, encoding="utf-8")
    read_outcomes.cache_clear()
    return dict(read_outcomes(path))


def test_a_template_is_expanded_in_order_with_what_its_members_state(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert list(found) == ["baskets", "small_pear", "large_pear", "small_plum"]
    assert found["large_pear"] == Outcome(
        id="large_pear",
        unit="pieces",
        kind="event",
        window="one summer",
        counted="pieces of fruit",
        population="gardens",
        better="higher",
        definition_en="Picked.",
        source="",
        label_en="pear: large",
        label_nl="peer: groot",
    )
    assert found["small_plum"].better == "lower"
    assert found["baskets"].window == "weeks after the fork"


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ('kind = "stock"', 'kind = "stack"', "out_of_range", "outcome.baskets.kind"),
        ('kind = "stock"\n', "", "missing_key", "outcome.baskets.kind"),
        ('unit = "baskets"', "unit = 3", "wrong_type", "outcome.baskets.unit"),
        ('unit = "baskets"', 'unit = ""', "out_of_range", "outcome.baskets.unit"),
        ('source = "D1"', 'sauce = "D1"', "unknown_key", "outcome.baskets.sauce"),
        ('nl = "manden"', 'de = "Korb"', "unknown_key", "outcome.baskets.label.de"),
        ('pear.better = "higher"', 'pear.bitter = "no"', "unknown_key", "bitter"),
        ('pear.label = { en = "pear", nl = "peer" }\n', "", "missing_key", "list.fruit.pear"),
        ('"fruit", "size"]', '"fruits", "size"]', "unknown_key", "outcome.{size}_{fruit}"),
        ('"{fruit}: {size}", nl', '"{fruit}: {taste}", nl', "unknown_key", "{size}_{fruit}"),
        ("[outcome.baskets]", "[outcome.small_plum]", "duplicate", "{size}_{fruit}"),
        ("[list.size]", "[lust.size]", "unknown_key", "lust"),
        ('kind = "stock"', "kind = stock", "bad_toml", "made.toml"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, old: str, new: str, code: str, where: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, old, new)
    assert error.value.code == code
    assert error.value.where is not None and where in error.value.where


def test_a_misspelt_list_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, '"fruit", "size"]', '"fruits", "size"]')
    assert (error.value.allowed, error.value.nearest) == ("fruit, size", "fruit")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_outcomes(tmp_path / "none.toml")


def test_the_outcomes_are_no_scenario_and_labels_have_both_languages() -> None:
    assert "outcomes" not in scenario_names()
    assert labels("organisation")["wmo_desk"] == ("Wmo desk", "Wmo-loket")
    assert "burden" in OUTCOMES and len(OUTCOMES) == len(list(OUTCOMES)) == 217


def test_the_file_is_read_when_an_outcome_is_asked_for_not_at_import() -> None:
    code = (
        "from sim.record import outcomes as o; n = o._built_in.cache_info().currsize; "
        "o.OUTCOMES['burden']; print(n, o._built_in.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1"]
