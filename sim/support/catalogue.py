"""The answers there are, and how a choice of five becomes a practice."""

from __future__ import annotations

from collections.abc import Mapping

from sim.inputs.scenarios.answers import QUESTIONS
from sim.support.admit import desks, kitchen_table
from sim.support.build import as_is, collectivise, reinvest
from sim.support.contract import Answer, combine
from sim.support.pay import silos, wijkbudget
from sim.support.reach import desk, outreach
from sim.support.situation import Practice
from sim.support.work import one_plan, separate_plans
from sim.world.parameters import Value

ANSWERS: dict[str, Answer] = {
    module.ANSWER.id: module.ANSWER
    for module in (
        *(desk, outreach, desks, kitchen_table, separate_plans, one_plan),
        *(silos, wijkbudget, as_is, collectivise, reinvest),
    )
}


def make_practice(
    name: str, choice: Mapping[str, str], values: Mapping[str, Value], since: int
) -> Practice:
    """A practice from one answer per question. KeyError for an unknown answer."""
    answers = {q: ANSWERS[choice[q]] for q in QUESTIONS}
    stay = combine({**answers, "admit": ANSWERS["desks"]}, values)
    return Practice(name, answers, combine(answers, values), stay, since)
