"""The world's parameters as the compiled phases read them.

Field ``a_b`` of ``World`` is the parameter ``a.b`` of the parameter files; column
``x`` of ``Domains`` holds ``domain.<id>.x`` of the eight life domains in order.
Values, units, ranges and sources stand in the files, not here.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.foundation.table import Table
from sim.foundation.units import F8
from sim.inputs.parameters.parameter import Value as Value
from sim.population.domains import DOMAINS

# Forms of the growth of need, in the order of ``rules.THRESHOLD`` and on.
FORMS = ("threshold", "constant", "proportional")


class World(Table):
    """Scalars of the world under any policy (float; the form of need is an int)."""

    needs_form: int
    needs_growth: float
    needs_theta: float
    needs_healing: float
    needs_floor: float
    needs_cut: float
    needs_spill: float
    zrm_level_4: float
    zrm_level_2: float
    zrm_level_1: float
    needs_lasting_part: float
    spill_debts_mental: float
    spill_income_debts: float
    spill_mental_income: float
    spill_mental_growing_up: float
    spill_strain_mental: float
    vulnerability_spread: float
    vulnerability_household_share: float
    vulnerability_correlation: float
    strength_spread: float
    strength_vulnerability: float
    strength_low: float
    strength_high: float
    strength_return: float
    strength_waiting: float
    strength_refusal: float
    strength_participation: float
    asking_level: float
    asking_severity: float
    asking_reluctance: float
    asking_floor: float
    asking_accept: float
    asking_shy_weeks: float
    network_capacity: float
    network_capacity_spread: float
    network_outside: float
    network_own_share: float
    network_contagion: float
    network_strain_slope: float
    network_strain_recovery: float
    network_boost_half_life: float
    births_wait: float
    births_help_share: float
    births_leave: float
    crisis_level: float
    crisis_rate: float
    crisis_relief: float
    crisis_weeks: float
    crisis_follow_up: float
    crisis_known: float
    provision_join: float
    provision_leave: float
    provision_growth: float
    provision_decay: float
    closing_threshold: float
    closing_lasting: float
    closing_light_minutes: float
    guidance_base: float
    guidance_severity: float
    guidance_dose: float
    guidance_least_left: float
    guidance_effect: float
    guidance_stretch: float
    contact_minutes: float
    contact_reach: float
    contact_domains: float
    contact_relief: float
    signal_reached: float
    signal_talk: float
    signal_minutes: float
    lead_wmo: float
    lead_youth: float
    lead_income: float
    lead_social: float
    term_wmo_desk: float
    term_youth_desk: float
    term_income_desk: float
    term_social_work: float
    term_team: float
    term_heed: float
    term_worker: float
    hire_lag: float
    hire_price: float
    hire_most: float
    waiting_heavier: float
    places_step: float
    places_catch_up: float
    places_renewed: float
    places_indicated: float
    intake_rough: float
    intake_minutes: float
    intake_seen_part: float
    volunteer_minutes: float
    volunteer_settled_weeks: float
    volunteer_full_help: float
    provision_first_vitality: float
    specialist_turnover: float
    specialist_handover: float
    burden_weight_hidden: float
    burden_weight_lasting: float
    mark_best: float
    mark_slope: float


class Domains(Table):
    """Per life domain, each float64 [8]."""

    pace: F8
    lasting_share: F8
    birth_max: F8
    birth_correction: F8
    onset_mean: F8
    mild_cut: F8
    severe_cut: F8
    network_carry: F8
    network_hours: F8
    collective_carry: F8
    collective_resolve: F8
    collective_reach: F8
    first_carry: F8
    first_resolve: F8
    first_reach: F8
    signal: F8
    asking: F8
    settled: F8
    desk: F8
    start_served: F8
    start_passing: F8
    start_heavier: F8
    crisis_weight: F8
    burden_weight: F8


def make_world(values: Mapping[str, Value]) -> World:
    """World from parameter values by dotted key; KeyError names a missing one."""
    form = FORMS.index(str(values["needs.form"]))
    rest = (float(values[name.replace("_", ".", 1)]) for name in World.names[1:])
    return World(form, *rest)


def make_domains(values: Mapping[str, Value]) -> Domains:
    """Domain table from parameter values by dotted key."""
    return Domains(
        *(
            np.array([float(values[f"domain.{d}.{field}"]) for d in DOMAINS], dtype=np.float64)
            for field in Domains.names
        )
    )
