"""Today's practice on a place: the levels of its last burn-in year, for given values.

Only the fragmented model runs here. No difference between models is computed anywhere in
this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.foundation.units import BLOCK_WEEKS, F8, WEEKS_PER_YEAR
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.scenarios.answers import ANSWERS, QUESTIONS
from sim.model.fork import run_weeks
from sim.model.setup import Residents, Start, make_residents, make_situation
from sim.population.places import find_place
from sim.population.population import build_people
from sim.record.recorder import Recorder
from sim.runs.draws import values_of_draw
from sim.support.catalogue import make_practice
from sim.support.situation import LONG_AGO, Situation

TODAY = dict(zip(QUESTIONS, ("desk", "desks", "separate_plans", "silos", "as_is"), strict=True))
MILD_STEP = 0.9  # of the way to the mild share that corrections go at once
NOTHING = 0.05  # relative share below which a reading counts as this
DRAW_SEED = 20150101  # of draws from the ranges; random numbers differ between them


@dataclass(frozen=True)
class Reading:
    """Levels of one run and how far needs have moved from where they began."""

    levels: dict[str, float]
    mild: F8  # [8] share above the mild cut, mean over the read weeks, relative to the start
    severe: F8  # [8] the same above the severe cut

    def back(self, severe_step: float) -> F8:
        """Logarithmic steps of corrections and onset severities towards where needs stay, [2, 8].

        severe_step: how much of the way to the severe share the severities go at once.
        """
        mild, severe = np.maximum(self.mild, NOTHING), np.maximum(self.severe, NOTHING)
        return np.stack([-MILD_STEP * np.log(mild), severe_step * np.log(mild / severe)])


@dataclass(frozen=True)
class Today:
    """A place and seeds on which today's practice is simulated again and again.

    Every seed has a sample of residents of its own, so that no level is that of one sample.
    """

    parameters: Mapping[str, Parameter]
    residents: tuple[Residents, ...]
    seeds: tuple[int, ...]
    weeks: int

    @classmethod
    def at(cls, place: str, citizens: int, seeds: tuple[int, ...], weeks: int) -> Today:
        """A sample of ``citizens`` of a place, simulated for ``weeks`` weeks per seed."""
        parameters = read_parameters()
        values = {key: parameter.value for key, parameter in parameters.items()}
        found = find_place(place)
        residents = tuple(
            make_residents(build_people(found, citizens, s), values, Start(s, -weeks), weeks)
            for s in seeds
        )
        return cls(parameters, residents, seeds, weeks)

    def read(self, changed: Mapping[str, Value]) -> Reading:
        """Mean over seeds of the last year's levels, with these values changed."""
        values = {key: p.value for key, p in self.parameters.items()} | dict(changed)
        readings = [
            self._one(values, residents, seed)
            for residents, seed in zip(self.residents, self.seeds, strict=True)
        ]
        keys = readings[0].levels
        levels = {k: float(np.mean([r.levels[k] for r in readings])) for k in keys}
        mild = np.mean([r.mild for r in readings], axis=0)
        severe = np.mean([r.severe for r in readings], axis=0)
        return Reading(levels, mild, severe)

    def _one(self, values: Mapping[str, Value], residents: Residents, seed: int) -> Reading:
        practice = make_practice("today", TODAY, values, LONG_AGO)
        begin = Start(seed, -self.weeks)
        now = make_situation(residents, values, self.parameters, practice, begin)
        run_weeks(now, 1 - self.weeks)
        start = shares_above(now)
        run_weeks(now, -WEEKS_PER_YEAR)
        recorder = Recorder(now, WEEKS_PER_YEAR)
        sums = np.zeros((2, 8))

        def watch(situation: Situation) -> None:
            """Record the week, and shares above the cuts once a quarter."""
            recorder(situation)
            if situation.week % BLOCK_WEEKS == 0:
                sums[:] += np.stack(shares_above(situation))

        run_weeks(now, 0, watch)
        return Reading(
            recorder.results(now).levels,
            sums[0] / 4.0 / np.maximum(start[0], 1e-9),
            sums[1] / 4.0 / np.maximum(start[1], 1e-9),
        )


def at_work_today(parameters: dict[str, Parameter]) -> list[str]:
    """Parameters that are drawn and matter under today's practice."""
    answers = {a for found in ANSWERS.values() for a in found} - set(TODAY.values())
    return [k for k, p in parameters.items() if p.draw and k.split(".")[0] not in answers]


def drawn(parameters: dict[str, Parameter], draw: int) -> dict[str, Value]:
    """Values of a draw; nothing for default values."""
    if draw < 0:
        return {}
    return values_of_draw(parameters, at_work_today(parameters), DRAW_SEED, draw)


def shares_above(now: Situation) -> tuple[F8, F8]:
    """Active needs above the mild and above the severe cut per inhabitant, each [8]."""
    cells, domains = now.cells, now.domains
    severity = cells.lasting + cells.resolvable
    here = int(((now.folk.arrive <= now.week) & (now.week < now.folk.leave)).sum())
    going = cells.active == 1
    out = []
    for cut in (domains.mild_cut, domains.severe_cut):
        above = going & (severity > cut[cells.domain])
        out.append(np.bincount(cells.domain[above], minlength=8)[:8] / here)
    return out[0], out[1]
