"""What a reader is told before the numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.comparison.comparison import Sample
from sim.comparison.notes import crowded, undecided
from tests.small import small


def sample(**outcomes: tuple[float, ...]) -> Sample:
    """Two replications of one model with some outcomes."""
    found = {name: np.array(values) for name, values in outcomes.items()}
    return Sample(2, {"fragmented": found}, {}, {}, {}, {})


def test_a_queue_is_said_to_grow_without_end_from_what_it_leaves() -> None:
    head = sample(
        undecided_share_wmo_desk=(0.6, 0.5), undecided_share_youth_desk=(0.3, 0.1),
        undecided_share_income_desk=(0.02, 0.04), undecided_share_social_work=(np.nan, np.nan),
        undecided_share_all=(0.9, 0.9),
    )  # fmt: skip

    def told(weeks: int) -> list[str]:
        return [dict(found.places)["organisation"] for found in undecided(head, weeks)]

    assert told(60) == ["wmo_desk"], "in a short run a queue may be on its way to a new level"
    assert told(104) == ["wmo_desk", "youth_desk"]
    first, _ = undecided(head, 104)
    assert first.code == "undecided"
    assert first.text.startswith("fragmented: wmo_desk leaves 0.55 of what it was to decide")


def test_more_asked_than_there_are_hours_is_said() -> None:
    head = sample(utilisation_intake=(1.1, 0.9), utilisation_guidance=(0.9, 0.9))
    assert [dict(found.places)["outcome"] for found in crowded(head)] == ["utilisation_intake"]


def test_one_world_with_hardly_any_hours_does_not_set_the_ratio() -> None:
    head = sample(utilisation_intake=(0.8, 1.2, 1.3, 400.0))
    (found,) = crowded(head)
    assert dict(found.places)["ratio"] == pytest.approx(1.25)
    assert (dict(found.places)["count"], dict(found.places)["runs"]) == (3, 4)


def test_desks_that_can_never_decide_run_and_are_named(tmp_path: Path) -> None:
    """Hardly any hours and no response to a queue: nothing fails, and the result says it."""
    never = {
        "burn_in_weeks": "8", "staff.fte": "0.42", "staff.admin": "0.45",
        "staff.intake_share": "0.1", "intake.minutes": "300", "desks.shorten": "0",
        "desks.shift": "0", "desks.hire": "0",
    }  # fmt: skip
    found = sim.compare(small(tmp_path / "out", weeks=52, replications=1, set=never))
    assert found["failures"] == []
    told = [note for note in found["notes"] if note["code"] == "undecided"]
    assert {note["values"]["model"] for note in told} == set(found["models"])
    assert len({note["values"]["organisation"] for note in told}) > 1
    assert all(0.5 <= note["values"]["share"] <= 1.0 for note in told)
