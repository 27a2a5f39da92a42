"""Every deliberate fault is caught by a test that was named beforehand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples import examples
from tests.mutants import bench
from tests.nodes import is_a_test

ALL = bench.mutants()
ROOMS = {
    "sim/foundation", "sim/world", "sim/support", "sim/model", "sim/record", "sim/baseline",
    "sim/runs", "sim/analysis",
}  # fmt: skip


@pytest.fixture(scope="session")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all processes of a run, so that nothing is followed twice."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if own.name.startswith("popen-") else own
    return shared / "courses"


def test_there_are_enough_faults_in_every_room() -> None:
    assert len(ALL) >= examples("mutants")
    assert {"/".join(m.file.split("/")[:2]) for m in ALL.values()} == ROOMS


@pytest.mark.parametrize("mutant", ALL.values(), ids=ALL)
def test_a_fault_can_be_put_in_and_its_tests_exist(mutant: bench.Mutant) -> None:
    compile(bench.mutated(mutant), mutant.file, "exec")
    assert len(mutant.breaks.split()) >= 3
    assert mutant.caught_by
    missing = [node for node in mutant.caught_by if not is_a_test(node)]
    assert not missing, f"mutant {mutant.id!r} names tests that do not exist"


def test_a_text_that_is_not_there_once_is_told() -> None:
    gone = bench.Mutant("gone", "sim/world/rules.py", "no such line", "", "nothing at all", ())
    with pytest.raises(bench.BrokenBenchError, match="'gone' needs a new text: found 0 times"):
        bench.mutated(gone)
    twice = bench.Mutant("twice", "sim/world/rules.py", "@rule", "", "nothing at all", ())
    with pytest.raises(bench.BrokenBenchError, match="'twice' needs a new text"):
        bench.mutated(twice)


@pytest.mark.slow
def test_without_a_fault_every_named_test_passes(tmp_path: Path, courses: Path) -> None:
    passed, told = bench.without_a_fault(tmp_path / "copy", courses)
    assert passed, told[-4000:]


@pytest.mark.slow
@pytest.mark.parametrize("mutant", ALL.values(), ids=ALL)
def test_a_fault_is_caught(
    mutant: bench.Mutant, tmp_path: Path, courses: Path, tell: Callable[[str], None]
) -> None:
    verdict = bench.judge(mutant, tmp_path / "copy", courses)
    assert verdict.by is not None, f"{mutant.id} survives: {mutant.breaks}"
    tell(f"{mutant.id}: {verdict.by}, {verdict.seconds:.1f} s")
