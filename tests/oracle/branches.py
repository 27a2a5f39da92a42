"""Which branches of the rules, and of the oracle itself, the examples reach."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any, NamedTuple

from tests.oracle import rulebook

HERE = Path(rulebook.__file__).parent
NOT_RULES = ("plain", "coin", "coins")
BENCH = ("branches.py", "cases.py", "compare.py", "start.py", "rulebook.py")


class Branch(NamedTuple):
    """One way out of a condition."""

    file: str
    line: int
    taken: bool


class Condition(NamedTuple):
    """An ``if`` or ``while``: its lines, and the first line of its body."""

    first: int
    last: int
    body: int


@cache
def conditions(file: str) -> dict[int, Condition]:
    """Conditions inside the functions of a file, by each of their lines."""
    found: dict[int, Condition] = {}
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    for node in (n for f in functions for n in ast.walk(f)):
        if not isinstance(node, (ast.If, ast.While)):
            continue
        if isinstance(node.test, ast.Constant):  # while True has one way on
            continue
        last = node.test.end_lineno or node.lineno
        condition = Condition(node.lineno, last, node.body[0].lineno)
        found.update(dict.fromkeys(range(node.lineno, last + 1), condition))
    return found


def rules() -> dict[str, Callable[..., Any]]:
    """The shared rules in plain Python, by name."""
    return {
        name: function
        for name, function in vars(rulebook).items()
        if hasattr(function, "__code__") and name not in NOT_RULES
    }


def of_rules() -> set[Branch]:
    """All branches of the shared rules."""
    out: set[Branch] = set()
    for function in rules().values():
        code = function.__code__
        lines = [line for *_, line in code.co_lines() if line is not None]
        for condition in set(conditions(code.co_filename).values()):
            if min(lines) <= condition.first <= max(lines):
                out |= {Branch(code.co_filename, condition.first, way) for way in (True, False)}
    return out


def of_oracle() -> set[Branch]:
    """All branches of the oracle's own agents."""
    files = [str(p) for p in HERE.glob("*.py") if p.name not in BENCH]
    return {
        Branch(file, condition.first, way)
        for file in files
        for condition in set(conditions(file).values())
        for way in (True, False)
    }


class Tracer:
    """Notes every branch that is taken while it is entered.

    A function of which every branch was reached is not followed any more: following is what
    takes the time.
    """

    def __init__(self) -> None:
        self.reached: set[Branch] = set()
        self._left: dict[CodeType, set[Branch]] = {}
        self._codes = {function.__code__ for function in rules().values()}
        self._files = {branch.file for branch in of_oracle()}
        self._before: Any = None

    def __enter__(self) -> Tracer:
        self._before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        sys.settrace(self._before)

    def _call(self, frame: FrameType, event: str, arg: object) -> Any:
        code = frame.f_code
        left = self._left.get(code)
        if left is None:
            left = self._left[code] = self._branches(code)
        return self._follow(code.co_filename, left) if left else None

    def _branches(self, code: CodeType) -> set[Branch]:
        """The branches of a function; none of one that is not looked at."""
        if code not in self._codes and code.co_filename not in self._files:
            return set()
        known = conditions(code.co_filename)
        own = {known[line] for *_, line in code.co_lines() if line in known}
        return {Branch(code.co_filename, one.first, way) for one in own for way in (True, False)}

    def _follow(self, file: str, left: set[Branch]) -> Any:
        known = conditions(file)
        pending: Condition | None = None

        def line(frame: FrameType, event: str, arg: object) -> Any:
            nonlocal pending
            at = frame.f_lineno
            if pending is not None and (event == "return" or known.get(at) is not pending):
                branch = Branch(file, pending.first, at == pending.body)
                self.reached.add(branch)
                left.discard(branch)
                pending = None
            if event == "line":
                pending = known.get(at, pending)
            return line

        return line
