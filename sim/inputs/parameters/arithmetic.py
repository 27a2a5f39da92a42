"""Formulas of figures that stand in a file: + - * /, brackets and a few functions, nothing else."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable

from sim.inputs.files.errors import InputError

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "round": round,
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
}
ARITHMETIC = "numbers, + - * / ( ), " + ", ".join(_FUNCTIONS)


def computed(formula: str, named: Callable[[str], float], where: str = "formula") -> float:
    """The number that a formula gives; ``named`` gives that of a name in it, dots and all.

    where: it stands, for errors.

    Raises ``InputError`` for anything but arithmetic, and what ``named`` raises.
    """
    try:
        return _number(ast.parse(formula, mode="eval").body, named, where)
    except (SyntaxError, ZeroDivisionError, TypeError) as error:
        raise bad_formula(formula, f"the formula cannot be computed: {error}", where) from None


def names_in(formula: str) -> set[str]:
    """Every name that stands alone in a formula that can be computed."""
    tree = ast.parse(formula, mode="eval")
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - _FUNCTIONS.keys()


def bad_formula(
    found: str,
    message: str,
    where: str = "formula",
    allowed: str = ARITHMETIC,
    near: str | None = None,
) -> InputError:
    """The error for what cannot be computed."""
    return InputError(
        code="inconsistent",
        where=where,
        found=found,
        allowed=allowed,
        nearest=near,
        message=message,
    )


def _number(node: ast.expr, named: Callable[[str], float], where: str) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(ast.literal_eval(node))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_number(node.operand, named, where)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left = _number(node.left, named, where)
        return _OPERATORS[type(node.op)](left, _number(node.right, named, where))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        function = _FUNCTIONS.get(node.func.id)
        if function is not None:
            return float(function(*(_number(part, named, where) for part in node.args)))
    if isinstance(node, (ast.Name, ast.Attribute)):
        return named(ast.unparse(node))
    message = "the formula uses something that is not arithmetic"
    raise bad_formula(ast.unparse(node), message, where)
