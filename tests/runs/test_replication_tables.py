from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.record.outcomes import STATES
from sim.runs.paired import ModelRun
from sim.runs.replicate import Replication
from sim.runs.replication_tables import write_replications


def replication(number: int, citizens: bool) -> Replication:
    """Two weeks of one model, with one move between states."""
    flows = np.zeros((len(STATES), len(STATES)), dtype=np.int64)
    flows[0, 1] = 4
    run = ModelRun(
        outcomes={"burden": 2.0, "reach": None},
        reasons={},
        weekly={"waiting": np.array([1.0, 2.0])},
        groups={"age": {"old": {"burden": 3.0}}},
        flows=flows,
        account={},
        digest="",
        cpu=0.0,
        years={"users_per_1000": np.array([5.0])},
        citizens={"id": np.array([7, 8])} if citizens else {},
    )
    return Replication(
        kind="full",
        number=number,
        seed=11 + number,
        inhabitants=2,
        drawn={"staff.fte": 1.5},
        levels={"users": 1.0},
        models={"a": run},
        gains={"b-a": {"all": {"better": 0.5, "worse": 0.25, "same": 0.25}}},
        other_luck={},
        cpu=0.0,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("tables")
    write_replications(found, [replication(0, True), replication(1, False)])
    return found


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return found


def test_a_row_says_of_which_replication_it_is(folder: Path) -> None:
    first, _, second, _ = rows(folder, "outcomes")
    same = {"sample": "full", "model": "a", "outcome": "burden", "value": 2.0}
    assert first == {**same, "replication": 0, "seed": 11}
    assert second == {**same, "replication": 1, "seed": 12}


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("groups", {"by": "age", "group": "old", "outcome": "burden", "value": 3.0}),
        ("flows", {"from": STATES[0], "to": STATES[1], "citizens": 4}),
        ("gains", {"pair": "b-a", "group": "all", "better": 0.5, "worse": 0.25, "same": 0.25}),
        ("drawn", {"parameter": "staff.fte", "value": 1.5}),
        ("levels", {"level": "users", "value": 1.0}),
        ("years", {"year": 1, "outcome": "users_per_1000", "value": 5.0}),
    ],
)
def test_every_table_has_its_rows(folder: Path, name: str, row: dict[str, Any]) -> None:
    found = rows(folder, name)
    assert len(found) == 2 and row.items() <= found[0].items()


def test_weeks_stand_in_order_and_citizens_once(folder: Path) -> None:
    weekly = rows(folder, "weekly")
    assert [(r["replication"], r["week"], r["waiting"]) for r in weekly] == [
        *((0, 0, 1.0), (0, 1, 2.0), (1, 0, 1.0), (1, 1, 2.0)),
    ]
    assert rows(folder, "citizens") == [{"model": "a", "id": 7}, {"model": "a", "id": 8}]
    assert rows(folder, "levels_before") == []
