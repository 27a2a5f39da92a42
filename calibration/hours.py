"""Hours that a drawn world asks of its first line: the table ``scenarios/hours.toml``.

Run with ``python -m calibration.hours --draws 800 --write``, after ``calibration.births``. For each
draw of all parameters that are at work under today's practice the hours are solved of which the
same part is asked as at default values (``planned_share``), by simulating today's practice a few
times. Their logarithms are described as those of base rates are (``births.py``). Written with them
is how well hours are known: two registrations of one sector differ by 13 % per fte (G6).
"""

from __future__ import annotations

import math
import tomllib
from functools import partial

import numpy as np

from calibration.births import SAMPLES, Job, described, solved_by, what_to_solve
from calibration.today import Today, at_work_today, drawn
from sim.baseline.stationary import height, place_in_range, surface_of
from sim.inputs.files.folders import scenarios_folder
from sim.runs.drawn_hours import FILE, FTE

WEEKS = 208
KNOWN_WITHIN = 0.13  # G6: 97 against 111 served per fte
PLANNED = "planned_share"
LEAST = 0.02  # share of hours that is asked below which it counts as this
STEP = 0.9  # of the way to the share that is asked at default values at once


def samples_of(citizens: int, *numbers: int) -> Today:
    """Today's practice on these samples of the country."""
    return Today.at("nederland", citizens, tuple(501 + number for number in numbers), WEEKS)


def solve(job: Job, planned: float) -> float:
    """Logarithm of hours, relative to the default, of which as large a part is asked.

    planned: share of the hours that is asked at default values.
    """
    today = samples_of(job.citizens, job.sample)
    parameters = dict(today.parameters)
    values = drawn(parameters, job.draw)
    found, path = 0.0, []
    for _ in range(job.rounds):
        values[FTE] = float(parameters[FTE].value) * math.exp(found)
        found += STEP * math.log(max(today.read(values).levels[PLANNED], LEAST) / planned)
        path.append(found)
    return float(np.mean(path[-2:]))


def main() -> None:
    """Solve, describe, and write on request."""
    asked = what_to_solve(__doc__, draws=800, rounds=3)
    today = samples_of(asked.citizens, *range(SAMPLES))
    parameters = dict(today.parameters)
    keys = [key for key in at_work_today(parameters) if key != FTE]
    planned = today.read({}).levels[PLANNED]
    print(f"asked at default values: {planned:.3f} of the hours", flush=True)
    jobs = [Job(r, asked.citizens, asked.rounds, r % SAMPLES) for r in range(asked.draws)]
    y = np.array(solved_by(partial(solve, planned=planned), jobs, asked.workers))
    worlds = [drawn(parameters, draw) for draw in range(asked.draws)]
    x = np.array([[place_in_range(parameters[k], one[k]) - 0.5 for k in keys] for one in worlds])
    lines = described(x, y, keys, "first_line")
    surface = surface_of(tomllib.loads("\n".join(lines))["first_line"])
    level = float(np.mean(y - [height(surface, one, parameters) for one in worlds]))
    text = [
        "# Hours of which the first line is asked as large a part as at default values, relative",
        "# to these; solved over the prior box and read by sim/runs/drawn_hours.py.",
        "# Logarithms; per parameter the linear and the square term of its place in its range less",
        "# one half, `level` what they leave at default values. `error` is the root mean square",
        "# left in draws not used, `spread` that before; `known_within`: how well hours are known",
        "# (G6). Written by",
        f"#   python -m calibration.hours --draws {asked.draws} --citizens {asked.citizens} "
        f"--rounds {asked.rounds} --write",
        *lines[:2],
        f"level = {level:.4f}",
        f"known_within = {KNOWN_WITHIN}",
        *lines[2:],
    ]
    if asked.write:
        (scenarios_folder() / FILE).write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
