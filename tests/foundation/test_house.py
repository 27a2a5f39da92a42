"""The house: files and bodies stay small, and nothing is imported by string."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import sim

ROOT = Path(sim.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
LINES, BODY, MEDIAN = 300, 56, 8  # the longest file, the longest body, the median of bodies
# The package loads its names when somebody uses them; phases are compiled ahead by module.
BY_STRING = {"__init__.py", "foundation/ahead.py"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def bodies(path: Path) -> Iterator[tuple[str, int]]:
    """Functions of a file with the lines of their bodies, without the docstring."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body:
                yield node.name, (body[-1].end_lineno or 0) - body[0].lineno + 1


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_and_its_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES
    assert {name: lines for name, lines in bodies(path) if lines > BODY} == {}


def test_most_functions_are_a_few_lines() -> None:
    lines = sorted(count for path in FILES for _, count in bodies(path))
    assert len(lines) > 2000 and lines[len(lines) // 2] <= MEDIAN


def test_nothing_is_imported_by_string() -> None:
    found = {
        name_of(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in ("import_module", "__import__")
    }
    assert found == BY_STRING


def imports() -> dict[str, set[str]]:
    """Modules by those that they import when they run."""
    names = {"sim." + name_of(path)[:-3].replace("/", "."): path for path in FILES}
    found: dict[str, set[str]] = {name: set() for name in names}
    for name, path in names.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        types = {
            id(inside)
            for node in tree.body
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for inside in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and id(node) not in types:
                asked = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
                found[name] |= asked & names.keys()
    return found


def test_no_module_imports_itself_in_a_circle() -> None:
    order = TopologicalSorter(imports())
    order.prepare()  # CycleError names the circle


def test_every_module_says_what_it_holds() -> None:
    without = [
        name_of(path)
        for path in FILES
        if path.name != "__init__.py"
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert without == []
