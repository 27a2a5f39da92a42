"""A smaller neighbourhood of the same make-up gives the same answer, within its luck."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim import CompareRequest, compare
from sim.comparison.notes import SIZE_LEAST, SIZE_PERCENT

pytestmark = pytest.mark.slow
PAIR = "generalist_team-fragmented"
# What is whole (workers, posts, places, centres) may move a level by this share.
BOUNDS = {
    "burden": 0.05, "public_cost": 0.08, "requests_per_1000_all": 0.06,
    "users_per_1000": 0.06, "first_line_users_per_1000": 0.10,
}  # fmt: skip


def lived(folder: Path, citizens: int, replications: int) -> dict[str, Any]:
    request = CompareRequest(
        citizens=citizens, replications=replications, uncertainty="luck", vary_people=True,
        models=("fragmented", "generalist_team"), weeks=104, out=folder / str(citizens),
        ample=False,
    )  # fmt: skip
    return compare(request)


def test_a_neighbourhood_an_eighth_of_the_size_gives_the_same_answer(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    small, large = lived(tmp_path, SIZE_LEAST, 16), lived(tmp_path, 12_000, 3)
    assert 100.0 * max(BOUNDS.values()) == SIZE_PERCENT, "what the reader is promised"
    for name, share in BOUNDS.items():
        for model in ("fragmented", "generalist_team"):
            found, wanted = (run["models"][model][name]["mean"] for run in (small, large))
            tell(f"size: {name} under {model}: {found:.1f} of 1,500, {wanted:.1f} of 12,000")
            assert found == pytest.approx(wanted, rel=share), (name, model)
    # Differences: within both intervals of 95 %, as far apart as luck lets them be.
    for name in ("burden", "hidden_need", "public_cost"):
        one, other = small["differences"][PAIR][name], large["differences"][PAIR][name]
        tell(f"size: difference in {name}: {one['mean']:.1f} and {other['mean']:.1f}")
        assert one["low"] <= other["high"] and other["low"] <= one["high"], name
