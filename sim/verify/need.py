"""One need through the weeks, against the differential equation that it follows.

A week of the engine is one step of Euler's method for

    de/dt = pressure(u) (1 - b - e) - healing e,   u = (b + e) (1 - carried)

so its distance from the solution is bounded and halves when the step does. Pure healing has
a weekly form of its own, e (1 - healing) to the power of the weeks, which nothing may differ from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp

from sim.foundation.sentence import Sentence
from sim.foundation.units import F8
from sim.inputs.parameters.parameter import Value
from sim.model.week import PHASES
from sim.verify.check import Answer, Check, Found
from sim.verify.hand import TODAY, one_need_each, quiet
from sim.verify.wording import About, Source, What
from sim.world import rules
from sim.world.parameters import FORMS

WEEKS = 104
MOMENTS = 10  # of a week at which the solution is looked at
EXACT = 1e-12  # what rounding may leave
AROUND = 1e-6  # severity over which a slope is compared
HALVED = 0.1  # how far a ratio of gaps may be from 2
GROWTH, THETA, HEALING = 0.04, 0.15, 0.015  # near the defaults
FORM = {form: About[f"FORM_{form.upper()}"] for form in FORMS}


@dataclass(frozen=True)
class Course:
    """A need and the world in which it grows or heals; rates per week, severities 0-1."""

    id: str
    about: Sentence
    form: str
    lasting: float
    begins: float
    growth: float = GROWTH
    healing: float = HEALING
    carried: float = 0.1

    def values(self) -> dict[str, Value]:
        """The parameters of its world."""
        return {
            "needs.form": self.form,
            "needs.growth": self.growth,
            "needs.healing": self.healing,
            "needs.theta": THETA,
            "needs.floor": 0.0,
            "domain.social_contact.network_carry": self.carried,
            "domain.social_contact.pace": 1.0,
        }

    def slope(self, e: float) -> float:
        """Change of the resolvable part in a week, by the equation."""
        unmet = (self.lasting + e) * (1.0 - self.carried)
        drive = max(0.0, unmet - THETA)
        if unmet > THETA and self.form == "constant":
            drive = rules.AGREE
        elif unmet > THETA and self.form == "proportional":
            drive = unmet * rules.AGREE / (THETA + rules.AGREE)
        return self.growth * drive * (1.0 - self.lasting - e) - self.healing * e


COURSES = tuple(
    Course(f"need.{form}_{way}", kind(form=FORM[form]()), form, b, e, healing=heals)
    for form in FORMS
    for way, kind, b, e, heals in (
        ("grows", About.NEED_GROWS, 0.1, 0.3, HEALING),
        ("heals", About.NEED_HEALS, 0.25, 0.6, 0.08),
    )
)
HEALS = Course("need.healing", About.NEED_ONLY_HEALS(), "threshold", 0.0, 0.8, growth=0.0)
SPREADS = Course(
    "need.logistic",
    About.NEED_ONLY_GROWS(),
    "threshold",
    lasting=0.0,
    begins=THETA + 0.02,
    healing=0.0,
    carried=0.0,
)


def checks() -> Iterator[Check]:
    """Every check of the course of one need."""
    yield _severity(HEALS, HEALS.begins * (1.0 - HEALS.healing) ** WEEKS, EXACT, Source.POWER)
    yield _severity(SPREADS, logistic(SPREADS), bound(SPREADS), Source.LOGISTIC)
    for course in COURSES:
        yield _severity(course, solved(course), bound(course), Source.ODE)
    for course in COURSES:
        gaps = [abs(stepped(course, step) - solved(course)) for step in (0.25, 0.125)]
        answer = Answer(course.id, course.about, Source.HALVES, by="rules")
        yield answer.check("halved", What.HALVED, 2.0, Found(gaps[0] / gaps[1], HALVED), "ratio")


def _severity(course: Course, expected: float, tolerance: float, source: Source) -> Check:
    found = Found(lived(course), tolerance)
    answer = Answer(course.id, course.about, source)
    return answer.check("", What.TWO_YEARS, expected, found, "severity")


def lived(course: Course) -> float:
    """Severity after the weeks, simulated by the engine's own phase."""
    now = quiet(60, TODAY, course.values())
    row = one_need_each(now)[:1]
    cells = now.cells
    cells.lasting[row], cells.resolvable[row] = course.lasting, course.begins
    cells.active[row] = 1
    now.active = now.engaged = row
    week = dict(PHASES)["needs"]
    for _ in range(WEEKS):
        week(now)
        now.week += 1
    return float(cells.resolvable[row[0]])


def stepped(course: Course, step: float) -> float:
    """Severity after the weeks, by the engine's rules with another step, in weeks."""
    e, form = course.begins, FORMS.index(course.form)
    heal = rules.healing(course.healing * step, 1.0, 0.0)
    for _ in range(round(WEEKS / step)):
        unmet = (course.lasting + e) * rules.uncovered(1.0, course.carried)
        drive = rules.pressure(course.growth * step, unmet, THETA, form)
        e = rules.next_resolvable(course.lasting, e, drive, heal, 0.0)
    return float(e)


def solved(course: Course) -> float:
    """Severity after the weeks, by scipy."""
    return float(_path(course)[-1])


def _path(course: Course) -> F8:
    """Severity at ``MOMENTS`` moments of every week, and at the end, by scipy."""
    moments = np.linspace(0.0, WEEKS, WEEKS * MOMENTS + 1)
    how = {"t_eval": moments, "rtol": 1e-10, "atol": 1e-12, "max_step": 1.0}

    def slope(_: float, e: F8) -> list[float]:
        """Of the equation, at a moment of the solution."""
        return [course.slope(float(e[0]))]

    path: F8 = solve_ivp(slope, (0.0, WEEKS), [course.begins], **how).y[0]
    return path


def logistic(course: Course) -> float:
    """Pure growth from just above theta: x' = g x (1 - theta - x), x above theta."""
    above, room = course.begins - THETA, 1.0 - THETA
    return THETA + room / (1.0 + (room / above - 1.0) * math.exp(-course.growth * room * WEEKS))


def bound(course: Course) -> float:
    """Most that weekly steps of Euler's method may be off after the weeks.

    A week adds at most M / 2, M the largest second derivative of the path in that week; what
    is off already grows or shrinks by at most the largest 1 + f' between the path and what is
    off from it. Both are looked at ``MOMENTS`` times a week.
    """
    path, off = _path(course), 0.0
    for week in range(WEEKS):
        part = path[week * MOMENTS : (week + 1) * MOMENTS + 1]
        bent = max(abs(_steep(course, e) * course.slope(e)) for e in part)
        beside = (e + away for e in part for away in (-off, 0.0, off))
        off = off * max(abs(1.0 + _steep(course, e)) for e in beside) + 0.5 * bent
    return off


def _steep(course: Course, e: float) -> float:
    """Derivative of the slope by severity."""
    return (course.slope(e + AROUND) - course.slope(e - AROUND)) / (2.0 * AROUND)
