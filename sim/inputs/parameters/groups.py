"""Groups of parameters: by role, and levers by the question that they belong to."""

from __future__ import annotations

from sim.inputs.parameters.parameter import Parameter
from sim.inputs.scenarios.answers import ANSWERS, QUESTIONS

GROUPS = {
    "world": "world",
    "price": "prices",
    "staff": "means",
    "hypothesis": "hypotheses",
    "setting": "settings",
}
LEVERS = "levers"  # those of all five questions
NAMES = ("world", *QUESTIONS, "prices", "means", "hypotheses", "settings")


def group_of(parameter: Parameter) -> str:
    """The group of a parameter: of a lever its question."""
    answer = parameter.key.partition(".")[0]
    for question, answers in ANSWERS.items():
        if answer in answers:
            return question
    return GROUPS[parameter.role]


def groups_of(parameter: Parameter) -> tuple[str, ...]:
    """Every name that means a parameter among others."""
    return (group_of(parameter), LEVERS) if parameter.role == "lever" else (group_of(parameter),)
