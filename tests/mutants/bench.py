"""One fault at a time in a copy of the project, and which named test catches it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.foundation.compiled import CACHE
from tests.fresh import fresh_environment

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).with_name("mutants.toml")
COPIED = ("sim", "tests", "calibration", "scenarios")
PATIENCE = 400  # seconds; who takes longer is no affordable test
PASSED, FAILED = 0, 1  # exit codes of pytest that are an answer; all others are a broken bench


class BrokenBenchError(Exception):
    """The bench itself is at fault: a text or a test that is not there, a run that broke off
    or a test whose set-up did."""


@dataclass(frozen=True)
class Mutant:
    """One fault: ``text`` becomes ``becomes`` in ``file``; what that breaks, and who should see."""

    id: str
    file: str  # from the root of the project
    text: str
    becomes: str
    breaks: str
    caught_by: tuple[str, ...]  # node ids of tests, the quickest first


@dataclass(frozen=True)
class Verdict:
    """What became of the named tests; ``by`` is the first that failed, None when none did."""

    id: str
    by: str | None
    seconds: float


@cache
def mutants() -> Mapping[str, Mutant]:
    """All faults by id, in the order of the file."""
    entries = tomllib.loads(DATA.read_text(encoding="utf-8"))["mutant"]
    found = [Mutant(**{**entry, "caught_by": tuple(entry["caught_by"])}) for entry in entries]
    out = {mutant.id: mutant for mutant in found}
    if len(out) != len(found):
        raise BrokenBenchError("two mutants have the same id")
    return out


def mutated(mutant: Mutant, root: Path = ROOT) -> str:
    """The source of the mutant's file with the fault in it; the text must be there once."""
    path = root / mutant.file
    source = path.read_text(encoding="utf-8") if path.is_file() else ""
    times = source.count(mutant.text)
    if times != 1:
        raise BrokenBenchError(
            f"mutant {mutant.id!r} needs a new text: found {times} times instead of once in "
            f"{mutant.file}:\n{mutant.text}"
        )
    if mutant.becomes == mutant.text:
        raise BrokenBenchError(f"mutant {mutant.id!r} changes nothing")
    return source.replace(mutant.text, mutant.becomes)


def named_tests() -> list[str]:
    """Every test that some mutant names, once, in order of file."""
    return sorted({node for mutant in mutants().values() for node in mutant.caught_by})


def copy_project(folder: Path) -> None:
    """The sources, tests and data of the project, with compiled bytecode and times kept."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy2(ROOT / "pyproject.toml", folder)


def run_tests(folder: Path, nodes: Iterable[str], courses: Path) -> tuple[int, str]:
    """Exit code and output of pytest in a copy, in plain Python.

    courses: folder where expected courses of needs are kept, see ``tests.mutants.courses``.
    """
    command = [
        sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
        "-p", "tests.mutants.courses", "-m", "slow or not slow", *nodes,
    ]  # fmt: skip
    environment = fresh_environment(
        folder / "cache",
        NUMBA_DISABLE_JIT="1",
        PYTHONPATH=str(folder),
        MUTANTS_COURSES=str(courses),
        MUTANTS_ORIGIN=str(ROOT),
        MUTANTS_CACHE=str(CACHE and CACHE.parent),
    )
    try:
        run = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False,
            timeout=PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise BrokenBenchError(f"the named tests take more than {PATIENCE} s") from error
    return run.returncode, run.stdout + run.stderr


def judge(mutant: Mutant, folder: Path, courses: Path) -> Verdict:
    """Put a fault into a fresh copy in ``folder`` and run the tests that should catch it."""
    began = time.monotonic()
    source = mutated(mutant)
    copy_project(folder)
    (folder / mutant.file).write_text(source, encoding="utf-8")
    code, output = run_tests(folder, mutant.caught_by, courses)
    seconds = time.monotonic() - began
    shutil.rmtree(folder)
    if code == PASSED:
        return Verdict(mutant.id, None, seconds)
    first = re.search(r"^FAILED (tests/\S+::\S+)", output, re.MULTILINE)
    if code != FAILED or first is None:
        raise BrokenBenchError(f"mutant {mutant.id!r}, exit code {code}:\n{output[-4000:]}")
    return Verdict(mutant.id, first.group(1), seconds)


def without_a_fault(folder: Path, courses: Path) -> tuple[bool, str]:
    """Whether every named test passes in an untouched copy, and what was told."""
    copy_project(folder)
    code, output = run_tests(folder, named_tests(), courses)
    shutil.rmtree(folder)
    return code == PASSED, output
