"""A tree that is counted on points it was not made from: what it tells is true."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.emulator import learn
from sim.analysis.interval import wilson
from sim.analysis.tree import Leaf, leaves_of
from sim.cli.main import main
from sim.inputs.files.errors import InputError

pytest.importorskip("sklearn")
OFTEN, SELDOM = 0.8, 0.3  # how often it holds below and above the middle of the first input


def truth(leaf: Leaf) -> float:
    """How often it holds in a leaf of the planted rule: by its place on the first input."""
    low = max([0.0, *(v for n, sign, v in leaf.conditions if n == 0 and sign == ">")])
    high = min([1.0, *(v for n, sign, v in leaf.conditions if n == 0 and sign == "<=")])
    below = (min(high, 0.5) - min(low, 0.5)) / (high - low)
    return OFTEN * below + SELDOM * (1.0 - below)


def test_intervals_of_leaves_cover_what_was_planted() -> None:
    rng = np.random.default_rng(1)
    covered, apart = [], []
    for seed in range(60):
        rows = rng.random((400, 3))
        holds = rng.random(400) < np.where(rows[:, 0] < 0.5, OFTEN, SELDOM)
        found = leaves_of(rows, holds, np.arange(3), seed)
        assert sum(len(leaf.holds) for leaf in found) == 200
        for leaf in found:
            low, high = wilson(float(leaf.holds.mean()), len(leaf.holds))
            assert low is not None and high is not None
            covered.append(low <= truth(leaf) <= high)
            apart.append(float(leaf.holds.mean()) - truth(leaf))
    assert 0.92 <= np.mean(covered) <= 0.98  # of the points it is made from: far less
    assert abs(np.mean(apart)) < 0.02


def test_it_asks_only_of_what_it_may() -> None:
    rows = np.random.default_rng(2).random((200, 3))
    found = leaves_of(rows, rows[:, 2] > 0.4, np.array([0, 2]), 5)
    assert {number for leaf in found for number, _, _ in leaf.conditions} == {2}
    assert {bool(leaf.holds.mean()) for leaf in found} == {True, False}
    assert leaves_of(rows, rows[:, 2] > 0.4, np.array([], dtype=np.int64), 5) == []


@pytest.mark.parametrize("module", ["sklearn.tree", "sklearn.gaussian_process"])
@pytest.mark.parametrize("gone", [True, False])
def test_without_its_library_it_says_what_to_install(
    module: str, gone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Halting(MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            if name == module:
                raise ModuleNotFoundError(name="sklearn") if gone else ImportError("no DLL")

    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Halting(), *sys.meta_path])
    rows = np.random.default_rng(3).random((40, 2))
    with pytest.raises(InputError) as caught:
        if module == "sklearn.tree":
            leaves_of(rows, rows[:, 0] > 0.5, np.arange(2), 1)
        else:
            learn(rows, rows[:, 0])
    assert caught.value.code == "missing_library"
    assert str(caught.value.allowed).startswith("pip install scikit-learn")
    said = "is not installed" if gone else "cannot be loaded: no DLL"
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("command", "module"),
    [
        (["discover"], "sklearn"),
        (["sensitivity", "--method", "emulator"], "sklearn"),
        (["search"], "pymoo"),
    ],
    ids=["discover", "emulator", "search"],
)
def test_what_needs_a_library_says_so_before_anything_is_lived(
    command: list[str], module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, module, None)  # as if it were not there
    assert main([*command, "--citizens", "200", "--out", str(tmp_path / "out"), "--json"]) == 2
    assert not (tmp_path / "out").exists()
