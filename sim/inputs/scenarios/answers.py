"""The five questions of a support model and the answers that a scenario may choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.inputs.files.errors import InputError, known
from sim.inputs.files.said import Said

ANSWERS: dict[str, tuple[str, ...]] = {
    "reach": ("desk", "outreach"),
    "admit": ("desks", "kitchen_table"),
    "work": ("separate_plans", "one_plan"),
    "pay": ("silos", "wijkbudget"),
    "build": ("as_is", "collectivise", "reinvest"),
}
QUESTIONS = tuple(ANSWERS)
TODAY = "fragmented"  # the support model under which every run begins


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A support model: its key in results, one answer per question, its names.

    ``base`` is the model that it extends, empty for one that stands alone.
    """

    id: str
    reach: str
    admit: str
    work: str
    pay: str
    build: str
    title_en: str = ""
    title_nl: str = ""
    base: str = ""

    @property
    def answers(self) -> dict[str, str]:
        """The answer by question, in the order of the questions."""
        return {question: getattr(self, question) for question in QUESTIONS}

    def title(self, lang: str) -> str:
        """The name of the model in Dutch (``nl``) or English."""
        return (self.title_nl if lang == "nl" else self.title_en) or self.id


def check_answer(question: str, answer: str, where: str) -> str:
    """The answer itself if the question has it; ``InputError`` with the nearest if not."""
    message = f"this is not an answer to the question '{question}'"
    return known(answer, ANSWERS[question], where, "unknown_answer", message)


def from_key(key: str, models: Mapping[str, ModelChoice], where: str) -> ModelChoice:
    """A known model, or the one that ``reach+admit+work+pay+build`` spells."""
    if key in models or "+" not in key:
        allowed = Said.MODEL_OR(names=", ".join(models), full="+".join(QUESTIONS))
        message = "this model does not exist"
        return models[known(key, models, where, "unknown_model", message, allowed)]
    parts = key.split("+")
    if len(parts) != len(QUESTIONS):
        raise InputError(
            code="unknown_model",
            where=where,
            found=key,
            allowed="+".join(QUESTIONS),
            message=f"a model in full has {len(QUESTIONS)} answers, here {len(parts)}",
        )
    chosen = [check_answer(q, part, where) for q, part in zip(QUESTIONS, parts, strict=True)]
    return ModelChoice(key, *chosen)
