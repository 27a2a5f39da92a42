"""Base rates over the whole prior box: the table ``scenarios/births.toml``.

Run with ``python -m calibration.births --draws 192 --write``. For each draw of all
parameters that are at work under today's practice the 16 numbers at which the published
shares stay (a correction of the base rate and a mean severity at onset per domain) are solved
by simulating today's practice a few times on a sample of the country. Their logarithms,
relative to those at default values and to what expectation already gives, are then
described by a linear and a square term per parameter, chosen by a cross-validated lasso
and used when they stand out from chance. A run only evaluates the table.

The error that is left is measured on folds that were not used, and stands in the table.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LassoCV, LinearRegression
from sklearn.model_selection import KFold, cross_val_predict

from calibration.today import Today, at_work_today, drawn
from sim.baseline.stationary import FILE, KINDS, by_expectation, multipliers, place_in_range
from sim.foundation.units import F8
from sim.inputs.files.folders import scenarios_folder
from sim.population.domains import DOMAINS
from sim.runs.drawn_hours import FTE

J = TypeVar("J")
R = TypeVar("R")
SAMPLES = 4  # samples of the country, visited in turn
WEEKS = 104
SEVERE_STEP = 0.6
FAR = 2.5  # standard errors from zero
LEAST, MOST = np.log(0.02), np.log(50.0)  # of a multiplier


@dataclass(frozen=True)
class Job:
    """A draw to solve, for one process."""

    draw: int  # -1: default values
    citizens: int
    rounds: int
    sample: int


def solve(job: Job) -> F8:
    """Log corrections and onset severities at which shares stay, beyond expectation, [2, 8]."""
    today = Today.at("nederland", job.citizens, (101 + job.sample,), WEEKS)
    parameters = dict(today.parameters)
    values = drawn(parameters, job.draw)
    values.pop(FTE, None)  # solved after this, see ``hours.py``
    fixed = {**{k: p.value for k, p in parameters.items()}, **values}
    barrier = float(fixed["desk.barrier"])
    moved = np.log(multipliers(barrier, fixed, parameters))
    given = np.stack([np.zeros(8), np.log(by_expectation(barrier, fixed, parameters))])
    keys = ("birth_correction", "onset_mean")
    start = np.log([[float(fixed[f"domain.{d}.{key}"]) for d in DOMAINS] for key in keys])
    ranges = [[parameters[f"domain.{d}.{key}"] for d in DOMAINS] for key in keys]
    low = np.log([[float(item.low or 1e-3) for item in row] for row in ranges])
    high = np.log([[float(item.high or 1e-3) for item in row] for row in ranges])
    found = start + moved
    path = []
    for _ in range(job.rounds):
        stated = {
            f"domain.{d}.{key}": float(np.exp(found[row, k] - moved[row, k]))
            for row, key in enumerate(keys)
            for k, d in enumerate(DOMAINS)
        }
        seen = today.read({**values, **stated})
        found = np.clip(found + seen.back(SEVERE_STEP), low, high)
        path.append(found)
    solved: F8 = np.mean(path[-2:], axis=0) - start - given
    return solved


def standing_out(columns: F8, y: F8, used: NDArray[np.intp]) -> NDArray[np.intp]:
    """Columns of a least-squares fit, the weakest dropped until all are far from zero."""
    while len(used):
        design = np.column_stack([np.ones(len(y)), columns[:, used]])
        weights, *_ = np.linalg.lstsq(design, y, rcond=None)
        left = y - design @ weights
        noise = left @ left / max(1, len(y) - design.shape[1])
        spread = np.sqrt(noise * np.diag(np.linalg.pinv(design.T @ design)))
        far = np.abs(weights / spread)[1:]
        if far.min() >= FAR:
            break
        used = np.delete(used, far.argmin())
    return used


def describe(x: F8, y: F8, keys: list[str]) -> tuple[dict[str, tuple[float, float]], float]:
    """Linear and square terms of a few parameters, and the error on folds that were left out.

    x: [draws, parameters] places in ranges less one half; y: [draws].
    """
    columns = np.hstack([x, x * x])
    folds = KFold(8, shuffle=True, random_state=1)
    chosen = LassoCV(cv=folds, alphas=40, max_iter=20_000).fit(columns, y)
    used = standing_out(columns, y, np.flatnonzero(chosen.coef_))
    if len(used) == 0:
        return {}, float(y.std())
    plain = LinearRegression()
    left = y - cross_val_predict(plain, columns[:, used], y, cv=folds)
    plain.fit(columns[:, used], y)
    terms: dict[str, tuple[float, float]] = {}
    for column, value in zip(used, plain.coef_, strict=True):
        key = keys[column % len(keys)]
        linear, square = terms.get(key, (0.0, 0.0))
        rounded = round(float(value), 4)
        terms[key] = (rounded, square) if column < len(keys) else (linear, rounded)
    return terms, float(np.sqrt(np.mean(left * left)))


def described(x: F8, y: F8, keys: list[str], name: str) -> list[str]:
    """The lines of one surface: its bounds, the error left and its terms, see ``describe``."""
    terms, error = describe(x, y, keys)
    print(f"{name:30s} spread {y.std():.3f} left {error:.3f}", flush=True)
    return [
        "",
        f"[{name}]",
        f"low = {y.min():.3f}",
        f"high = {y.max():.3f}",
        f"spread = {y.std():.3f}",
        f"error = {error:.3f}",
        "",
        f"[{name}.terms]",
        *(f'"{key}" = [{a}, {b}]' for key, (a, b) in sorted(terms.items())),
    ]


def table(x: F8, y: F8, keys: list[str], command: str) -> str:
    """The file: per domain and kind the terms, their bounds and the error left."""
    lines = [
        "# What keeps today's practice stationary away from default values, beyond expected",
        "# courses, solved over the prior box and read by sim/baseline/stationary.py. Logarithms;",
        "# per parameter the linear and the square term of its place in its range less one half.",
        "# `error` is the root mean square left in draws not used, `spread` that before.",
        "# Written by",
        f"#   {command}",
    ]
    for k, domain in enumerate(DOMAINS):
        for row, kind in enumerate(KINDS):
            lines += described(x, y[:, row, k], keys, f"{domain}.{kind}")
    return "\n".join(lines) + "\n"


def solved_by(work: Callable[[J], R], jobs: Sequence[J], workers: int) -> list[R]:
    """Results of ``work`` for every job, in order, by processes of our own."""
    found = []
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for number, one in enumerate(pool.imap(work, jobs)):
            found.append(one)
            if number % 16 == 15:
                print(f"{number + 1} of {len(jobs)} solved", flush=True)
    return found


def what_to_solve(about: str | None, draws: int, rounds: int) -> argparse.Namespace:
    """Request of the command line; draws, rounds: unless it says so."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--draws", type=int, default=draws)
    parser.add_argument("--citizens", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the table in the scenarios")
    return parser.parse_args()


def main() -> None:
    """Solve, describe, and write on request."""
    asked = what_to_solve(__doc__, draws=192, rounds=5)
    parameters = dict(Today.at("nederland", 300, (1,), 4).parameters)
    keys = [key for key in at_work_today(parameters) if key != FTE]
    jobs = [Job(-1, asked.citizens, 2 * asked.rounds, sample) for sample in range(SAMPLES)]
    jobs += [Job(r, asked.citizens, asked.rounds, r % SAMPLES) for r in range(asked.draws)]
    found = solved_by(solve, jobs, asked.workers)
    default, solved = np.array(found[:SAMPLES]), np.array(found[SAMPLES:])
    y = solved - default[np.arange(asked.draws) % SAMPLES]
    y = np.clip(y, LEAST, MOST)
    worlds = [drawn(parameters, r) for r in range(asked.draws)]
    x = np.array([[place_in_range(parameters[k], one[k]) - 0.5 for k in keys] for one in worlds])
    command = (
        f"python -m calibration.births --draws {asked.draws} --citizens {asked.citizens} "
        f"--rounds {asked.rounds} --write"
    )
    text = table(x, y, keys, command)
    if asked.write:
        (scenarios_folder() / FILE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
