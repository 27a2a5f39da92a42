"""Recompute the formula of a derived parameter: arithmetic over facts and parameters."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping

from sim.inputs.files.errors import InputError, nearest
from sim.inputs.parameters.facts import Fact
from sim.inputs.parameters.parameter import Parameter

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
_ENDS = ("low", "high", "value")


def evaluate(formula: str, facts: Mapping[str, Fact], parameters: Mapping[str, Parameter]) -> float:
    """The number that a formula gives.

    Names are ``A9`` (headline reading; the middle when it is a range), ``A10.per_fte``
    (a named reading), either with ``.low`` or ``.high``, or the key of a numeric
    parameter. Known are + - * /, brackets, min, max, round, exp, log, sqrt.
    Raises ``InputError`` for anything else.
    """
    try:
        tree = ast.parse(formula, mode="eval")
        return _number(tree.body, facts, parameters)
    except (SyntaxError, ZeroDivisionError, TypeError) as error:
        raise _bad(formula, f"the formula cannot be computed: {error}") from None


def _bad(found: str, message: str, near: str | None = None) -> InputError:
    return InputError(
        code="inconsistent",
        where="formula",
        found=found,
        allowed="ids of facts, keys of parameters, numbers, + - * / ( ), " + ", ".join(_FUNCTIONS),
        nearest=near,
        message=message,
    )


def _number(
    node: ast.expr, facts: Mapping[str, Fact], parameters: Mapping[str, Parameter]
) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(ast.literal_eval(node))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_number(node.operand, facts, parameters)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left = _number(node.left, facts, parameters)
        return _OPERATORS[type(node.op)](left, _number(node.right, facts, parameters))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        function = _FUNCTIONS.get(node.func.id)
        if function is not None:
            return float(function(*(_number(a, facts, parameters) for a in node.args)))
    if isinstance(node, (ast.Name, ast.Attribute)):
        return _named(ast.unparse(node), facts, parameters)
    raise _bad(ast.unparse(node), "the formula uses something that is not arithmetic")


def _named(name: str, facts: Mapping[str, Fact], parameters: Mapping[str, Parameter]) -> float:
    if name in parameters and parameters[name].numeric:
        return float(parameters[name].value)
    head, *rest = name.split(".")
    if head in facts:
        end = rest.pop() if rest and rest[-1] in _ENDS else "value"
        reading = facts[head].readings.get(".".join(rest) or "value")
        if reading is not None:
            return float(getattr(reading, end))
    raise _bad(name, "the formula names what is not there", nearest(name, [*facts, *parameters]))
