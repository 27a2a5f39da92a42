"""Five questions, and the declaration of an answer.

A support model is one answer to each of: Reach (who is found), Admit (who is seen,
in what order, and what is decided), Work (how help is organised), Pay (whose money,
under which rule) and Build (what is done with collective provisions).

Levers are floats; a model's ``Levers`` hold, per question, the levers that its answer
has (its parameters) and the neutral value of those it does not have. At its neutral value a lever
does nothing: each need presents itself, is admitted on its own after the queue, gets
the lightest line whose declared reach covers its severity, an hour works the same
whoever gives it, every payer pays, nothing is built.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.foundation.table import Table
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.prices import at_prices
from sim.inputs.scenarios.answers import ANSWERS

# Organisations: the desks per law, the general practitioner, and the neighbourhood team.
ORGANISATIONS = ("wmo_desk", "youth_desk", "income_desk", "social_work", "practice", "team")
WMO_DESK, YOUTH_DESK, INCOME_DESK, SOCIAL_WORK, PRACTICE, TEAM = range(6)

# Payers: the laws, and the municipality's welfare subsidies.
PAYERS = ("wmo", "youth", "income", "welfare", "care", "longterm")
WMO, YOUTH, INCOME_LAW, WELFARE, CARE, LONGTERM = range(6)

# Lines of support from light to heavy, as decided at intake.
OWN, COLLECTIVE, FIRST_LINE, LIGHT, MODERATE, INTENSIVE = range(6)

# What first-line minutes are used for.
USES = ("contact", "intake", "guidance", "presence", "community", "coordination", "unused")
USE_CONTACT, USE_INTAKE, USE_GUIDANCE, USE_PRESENCE = range(4)
USE_COMMUNITY, USE_COORDINATION, UNUSED = range(4, len(USES))


class Levers(Table):
    """Levers of one support model; units, ranges and neutral values in the files."""

    reach_barrier: float
    reach_presence: float
    reach_finding: float
    reach_contact_minutes: float
    reach_false_signals: float
    reach_crowding: float
    reach_refusal_weeks: float
    reach_school_line: float
    reach_network_signals: float
    admit_mandate_wmo: float
    admit_mandate_youth: float
    admit_mandate_income: float
    admit_mandate_social: float
    admit_mandate_care: float
    admit_wrong_desk: float
    admit_drop_out: float
    admit_shorten: float
    admit_shift: float
    admit_hire: float
    admit_first_reach: float
    admit_reach_effect: float
    admit_other_law: float
    admit_breadth: float
    admit_conversation: float
    admit_consult: float
    admit_consult_minutes: float
    admit_under_recognition: float
    admit_fit: float
    admit_fit_minutes: float
    admit_second_check_weeks: float
    admit_lightest_first: float
    admit_usual_care: float
    admit_overestimate: float
    admit_own_product_pull: float
    admit_dedication: float
    admit_parallel: float
    admit_discretion: float
    admit_discretion_spread: float
    admit_pass_on: float
    work_bundle: float
    work_plan_loss: float
    work_skill_severe: float
    work_synergy: float
    work_coordination: float
    work_learning_start: float
    work_learning_weeks: float
    work_coaching: float
    work_empower: float
    work_activate: float
    work_realise: float
    work_boost: float
    work_keep_up: float
    work_close_shift: float
    work_fear: float
    work_pressure: float
    work_max_weeks: float
    work_skill_decay: float
    work_handover: float
    work_turnover: float
    work_change_cost: float
    work_change_weeks: float
    pay_pooled: float
    pay_covers_wmo: float
    pay_covers_youth: float
    pay_covers_income: float
    pay_covers_welfare: float
    pay_covers_care: float
    pay_response: float
    pay_response_lag: float
    pay_tighten: float
    pay_stop_when_empty: float
    pay_pxq: float
    pay_pxq_draw: float
    pay_lump_sum: float
    pay_results: float
    pay_price_level: float
    pay_provider_exit: float
    pay_contract_lag: float
    pay_team_share: float
    build_community: float
    build_optimum: float
    build_smother: float
    build_start_rate: float
    build_continuity: float
    build_rules: float
    build_closure: float
    build_volunteer: float
    build_reinvest: float

    def __eq__(self, other: object) -> bool:
        """Every lever has the same value, or not."""
        return isinstance(other, Levers) and self.values() == other.values()

    def __hash__(self) -> int:
        """Equal for equal values."""
        return hash(self.values())


@dataclass(frozen=True)
class Answer:
    """One answer to one question; its levers are the parameters ``<id>.<lever>``.

    id, question: names; story: what it stands for; sources: FACTS ids;
    step: the phase of the week that does it;
    fixed: levers that this answer holds at a value by its nature.
    """

    id: str
    question: str
    story: str
    sources: tuple[str, ...]
    step: Callable[..., None]
    fixed: Mapping[str, float] = field(default_factory=dict)


def neutral_levers() -> dict[str, float]:
    """Neutral value of every lever, as stated with its parameters; 0 of what is only fixed."""
    neutral = dict.fromkeys(Levers.names, 0.0)
    questions = {answer: question for question, own in ANSWERS.items() for answer in own}
    for key, parameter in read_parameters().items():
        answer, _, lever = key.partition(".")
        if answer in questions and parameter.neutral is not None:
            neutral[f"{questions[answer]}_{lever}"] = float(parameter.neutral)
    return neutral


def combine(answers: Mapping[str, Answer], values: Mapping[str, Any]) -> Levers:
    """Levers of a model from its answers and the resolved parameter values."""
    levers = neutral_levers()
    for name in Levers.names:
        question, _, lever = name.partition("_")
        answer = answers[question]
        key = f"{answer.id}.{lever}"
        if key in values:
            levers[name] = at_prices(values, key)
        elif lever in answer.fixed:
            levers[name] = answer.fixed[lever]
    return Levers(**levers)
