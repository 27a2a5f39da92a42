"""Indices of functions whose indices are known, and of what is by luck alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.analysis import indices
from sim.inputs.files.errors import InputError
from sim.runs.designs import Wanted, design_of
from tests.analysis.functions import (
    ISHIGAMI,
    axes,
    g_function,
    g_indices,
    ishigami,
    morris_function,
    noisy,
)


def test_ishigami_by_saltelli(tell: Callable[[str], None]) -> None:
    design = design_of("saltelli", axes(3), 2**14, 3)
    found = indices.sobol(design, ishigami(design.rows), 1)
    off = [
        abs(float(index[key] or 0.0) - known)
        for key in ("first", "total")
        for index, known in zip(found.values(), ISHIGAMI[key], strict=True)
    ]
    tell(f"Ishigami at N = 2^14: largest error of an index {max(off):.4f}")
    assert max(off) <= 0.003


def test_sobol_g_by_saltelli(tell: Callable[[str], None]) -> None:
    design = design_of("saltelli", axes(12), 1024, 2)
    found = indices.sobol(design, g_function(design.rows), 1)
    first, total = g_indices()
    off = np.abs([[float(x["first"] or 0), float(x["total"] or 0)] for x in found.values()]
                 - np.column_stack([first, total]))  # fmt: skip
    tell(f"Sobol-G at N = 1,024: mean error {off.mean():.4f}, largest {off.max():.4f}")
    assert off.mean() <= 0.025 and off.max() <= 0.08


def test_an_interaction_is_found() -> None:
    design = design_of("saltelli", axes(3), 2**12, 3, Wanted(second=True))
    values = ishigami(design.rows)
    largest = indices.second_order(design, values, 1)[0]
    assert largest["inputs"] == ["x1", "x3"] and largest["second"] == pytest.approx(
        0.2437, abs=0.03
    )
    alone = design_of("saltelli", axes(3), 2**12, 3)
    same = indices.sobol(alone, ishigami(alone.rows), 1)
    assert indices.sobol(design, values, 1)["x1"]["total"] == pytest.approx(same["x1"]["total"])


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_an_inert_input_under_noise_has_no_index(share: float, tell: Callable[[str], None]) -> None:
    design = design_of("saltelli", axes(3, luck=True), 1024, 5)
    found = indices.sobol(design, noisy(design.rows, share), 1)
    tell(f"inert input under {share:.0%} noise: total index {found['x3']['total']:.4f}")
    assert abs(found["x3"]["total"] or 0.0) <= 0.01
    assert found["luck"]["total"] == pytest.approx(share, abs=0.06)
    assert found["luck"]["low"] < share < found["luck"]["high"]  # type: ignore[operator]


def test_morris_on_his_own_function() -> None:
    """Inputs 1-7 interact or bend, 8-10 are large and linear, 11-20 are small."""
    design = design_of("morris", axes(20), 60, 4)
    found = list(indices.morris(design, morris_function(design.rows), 1).values())
    star = np.array([item["mu_star"] for item in found], dtype=float)
    sigma = np.array([item["sigma"] for item in found], dtype=float)
    assert star[:10].min() > 2.0 * star[10:].max()
    assert sigma[:7].min() > sigma[7:10].max()


def test_every_trajectory_of_morris_has_luck_of_its_own() -> None:
    design = design_of("morris", axes(3, luck=True), 5, 4)
    lucks = [point.luck for point in design.points()]
    each = [set(lucks[i * 5 : (i + 1) * 5]) for i in range(5)]
    assert all(len(own) == 2 for own in each) and len(set().union(*each)) == 10


def test_groups_move_together() -> None:
    own = axes(4)
    for method, size in (("saltelli", 8), ("morris", 3)):
        design = design_of(
            method, (*own[:2], *axes(4, luck=True)[2:]), size, 1, Wanted(by_group=True)
        )
        assert design.factors == ["world", "luck"]
        values = design.rows.sum(axis=1)
        made = indices.sobol if method == "saltelli" else indices.morris
        assert list(made(design, values, 1)) == ["world", "luck"]


@pytest.mark.parametrize("method", [indices.pawn, indices.rbd_fast])
def test_any_design_will_do_for_what_is_taken_from_stored_runs(
    method: Callable[..., dict[str, indices.Index]],
) -> None:
    design = design_of("lhs", axes(4), 2000, 7)
    values = design.rows[:, 0] + 3.0 * design.rows[:, 1]
    found = method(["x1", "x2", "x3", "x4"], design.rows, values, 1)
    first = {name: float(item["first"] or 0.0) for name, item in found.items()}
    assert first["x2"] > 2.0 * first["x1"] > 4.0 * max(first["x3"], first["x4"])
    if method is indices.pawn:
        assert first["x1"] > first[indices.DUMMY] >= 0.5 * first["x3"]
    else:
        assert first["x2"] == pytest.approx(0.9, abs=0.05)


def test_a_missing_number_is_told_and_never_an_index_of_nought() -> None:
    values = np.arange(9.0)
    values[4] = np.nan
    found = indices.gap(values)
    assert found is not None and "1 of 9 runs, first at row 4" in found.text
    assert found.text == indices.undefined("burden", found).found
    assert indices.gap(np.arange(9.0)) is None


def test_a_saltelli_design_that_is_not_balanced_is_refused() -> None:
    with pytest.raises(InputError, match="power of two"):
        design_of("saltelli", axes(2), 100, 1)
