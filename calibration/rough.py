"""A rough, deterministic fit of world parameters to levels of today's practice.

Run with ``python -m calibration.rough``; add ``--write`` to put the values into the
parameter files. Steps that are repeated:

1. base rates: one correction of the solved base rate and one mean severity at onset per
   domain, moved until the shares above the mild and the severe cut are where the published
   indicators put them when a comparison ends, some years after the burn-in; flows: rates of
   request and the reach of the first line (``flows.py``);
2. levels: weighted least squares of the parameters in ``FITTED`` (at most 15) to the
   targets of ``scenarios/targets.toml`` (euros in the price year of the model), on a sample of
   the place `nederland`, with a weak pull to the middle of each range so that what the data do
   not say stays put.

The residuals and the table level - target - source are written to ``rough.json``. A fit
starts from the values in the parameter files, so a second one after ``--write`` starts elsewhere
and need not return the same numbers. ``--hypothesis ID`` (see ``hypotheses.toml``) fits under
a structural hypothesis: what it sets stays put, and the values go to ``rough_ID.json`` alone,
from where they are stated in a scenario that switches the hypothesis on. These values are
*calibrated, rough*: no posterior, no uncertainty. Only today's practice runs.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import least_squares

from calibration.flows import SOLVED, next_values
from calibration.today import Reading, Today
from sim.baseline.stationary import multipliers
from sim.foundation.units import F8
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.parameters.parameter import Value
from sim.inputs.parameters.prices import price_year
from sim.inputs.parameters.targets import Target, read_targets
from sim.inputs.scenarios.scenario import resolve
from sim.population.domains import DOMAINS

HERE = Path(__file__).parent
FITTED = (
    "needs.growth",
    "needs.theta",
    "needs.healing",
    "needs.spill",
    "vulnerability.correlation",
    "vulnerability.household_share",
    "asking.severity",
    "asking.reluctance",
    "network.capacity",
    "network.strain_slope",
    "closing.threshold",
    "closing.lasting",
)
PULL = 0.15  # weight of the pull to the middle of a range, in units of a target's residual
SEVERE_STEP = 0.5
# Just inside the ranges of ``birth_correction``, ``onset_mean`` and of every fitted parameter.
CORRECTION = (0.11, 3.9)
ONSET = (0.021, 0.49)
INSIDE = (0.02, 0.98)
STEP = 0.04  # step of the numerical derivative, share of the range


def residual(target: Target, found: float) -> float:
    """Log ratio to the target in units of its uncertainty (half the width = 2 sd)."""
    width = math.log(target.high / target.low) / 4.0
    return math.log(max(found / target.value, 0.02)) / width


class Fit:
    """The state of a fit: base rates and world values as they stand."""

    def __init__(
        self, today: Today, later: Today, targets: Sequence[Target], fixed: Mapping[str, Value]
    ) -> None:
        self.today, self.later = today, later
        self.targets = targets
        self.fixed = fixed
        groups = [t.group for t in targets if t.fitted and t.group]
        self.sharing = {"": 1, **{g: groups.count(g) for g in groups}}  # one registration is one
        self.fitted = tuple(key for key in FITTED if key not in fixed)
        value = {key: p.value for key, p in today.parameters.items()}
        self.correction = np.array([float(value[f"domain.{d}.birth_correction"]) for d in DOMAINS])
        self.onset = np.array([float(value[f"domain.{d}.onset_mean"]) for d in DOMAINS])
        self.flows = {key: float(value[key]) for one in SOLVED for key in one.keys}
        self.low = np.array([float(today.parameters[k].low or 0.0) for k in self.fitted])
        self.high = np.array([float(today.parameters[k].high or 0.0) for k in self.fitted])
        start = np.array([float(value[k]) for k in self.fitted])
        self.x = (start - self.low) / (self.high - self.low)

    def values(self, x: F8) -> dict[str, float]:
        """Parameter values at a point of the unit cube, base rates as they stand."""
        at = (self.low + x * (self.high - self.low)).tolist()
        out = dict(zip(self.fitted, at, strict=True))
        for k, d in enumerate(DOMAINS):
            out[f"domain.{d}.birth_correction"] = float(self.correction[k])
            out[f"domain.{d}.onset_mean"] = float(self.onset[k])
        return out | self.flows

    def found(self) -> dict[str, float]:
        """Values for the files: as the values become the defaults, what was multiplied
        in for being away from the old ones (``births.toml``) is stated."""
        values = self.values(self.x)
        parameters = self.today.parameters
        stated = {key: p.value for key, p in parameters.items()} | values
        barrier = float(stated["desk.barrier"])
        moved = multipliers(barrier, stated, parameters)
        for row, key in zip(moved, ("birth_correction", "onset_mean"), strict=True):
            for d, by in zip(DOMAINS, row, strict=True):
                values[f"domain.{d}.{key}"] *= by
        return values

    def read(self, x: F8, today: Today | None = None) -> Reading:
        """Levels at a point, at the end of the burn-in or later."""
        return (today or self.today).read({**self.values(x), **self.fixed})

    def residuals(self, x: F8) -> F8:
        """Residuals of every target, then the pull of every parameter."""
        levels = self.read(x).levels
        to_target = [
            residual(t, levels[t.level]) / math.sqrt(self.sharing[t.group])
            for t in self.targets
            if t.fitted
        ]
        return np.array([*to_target, *(PULL * (x - 0.5) / 0.25)])

    def solve_base_rates(self, rounds: int) -> None:
        """Move corrections and onset severities until needs stay where they began."""
        for number in range(rounds):
            seen = self.read(self.x, self.later)
            correction, onset = np.exp(seen.back(SEVERE_STEP))
            self.correction = np.clip(self.correction * correction, *CORRECTION)
            self.onset = np.clip(self.onset * onset, *ONSET)
            print(
                f"base rates {number + 1}: mild {np.round(seen.mild, 2).tolist()} "
                f"severe {np.round(seen.severe, 2).tolist()}",
                flush=True,
            )

    def solve_flows(self, rounds: int) -> None:
        """Move rates of request, reach of the first line and places at the start until the
        registered flows come."""
        wanted = {t.id: t.value for t in self.targets}
        for number in range(rounds):
            levels = self.read(self.x).levels
            found = {t.id: levels[t.level] for t in self.targets}
            self.flows = next_values(self.flows, found, wanted, self.today.parameters)
            off = {one.target: round(found[one.target] / wanted[one.target], 2) for one in SOLVED}
            print(f"flows {number + 1}: {off}", flush=True)

    def solve_levels(self, steps: int) -> None:
        """A few Gauss-Newton steps within the ranges."""
        how = {"bounds": INSIDE, "diff_step": STEP, "max_nfev": steps, "x_scale": 0.2}
        found = least_squares(self.residuals, self.x, **how)
        self.x = found.x
        print(f"levels: cost {found.cost:.2f} at {np.round(found.x, 2).tolist()}", flush=True)

    def table(self) -> list[dict[str, Any]]:
        """Level, target, source."""
        levels = self.read(self.x).levels
        return [
            {
                "target": t.id,
                "found": round(levels[t.level], 4),
                "value": t.value,
                "low": t.low,
                "high": t.high,
                "residual": round(residual(t, levels[t.level]), 2),
                "unit": t.unit,
                "source": t.source,
                "fitted": t.fitted,
            }
            for t in self.targets
        ]


def write_values(values: dict[str, float]) -> None:
    """Put values into the parameter files, marked as roughly calibrated."""
    for path in sorted((scenarios_folder() / "parameters").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        for key, value in values.items():
            pattern = rf"(\[{re.escape(key)}\]\nvalue = )[^\n]+(\n(?:[^\[\n][^\n]*\n)*)"
            text = re.sub(pattern, partial(_stated, value=value), text)
        path.write_text(text, encoding="utf-8")


def _stated(match: re.Match[str], value: float) -> str:
    rest = re.sub(r'evidence = "[a-z]+"', 'evidence = "calibrated"', match.group(2))
    if 'note = "' not in rest:
        rest += 'note = "calibrated, rough: python -m calibration.rough"\n'
    return f"{match.group(1)}{float(f'{value:.5g}')!r}{rest}"


def under(hypothesis: str | None) -> dict[str, Value]:
    """Values that a hypothesis sets; none without one. InputError for one that does not exist."""
    if hypothesis is None:
        return {}
    key = f"hypothesis.{hypothesis}"
    resolved = resolve("nederland", set={key: True})
    return {name: resolved.values[name] for name in resolved.stated - {key}}


def say(levels: list[dict[str, Any]]) -> None:
    """Level, target, residual in standard deviations, source."""
    for row in levels:
        fitted = "" if row["fitted"] else "  (not fitted)"
        print(
            f"{row['target']:22s} {row['found']:>10} {row['value']:>8} {row['residual']:>7}  "
            f"{row['source']}{fitted}"
        )


def main() -> None:
    """Fit, print, and write on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--citizens", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--births", type=int, default=4)
    parser.add_argument("--weeks", type=int, default=208, help="burn-in, of which the last year")
    parser.add_argument(
        "--later", type=int, default=364, help="weeks of which needs in the last year stay put"
    )
    parser.add_argument("--write", action="store_true", help="put the values in the files")
    parser.add_argument("--read", action="store_true", help="only read the levels as they are")
    parser.add_argument("--hypothesis", metavar="ID", help="fit under this hypothesis")
    asked = parser.parse_args()
    if asked.hypothesis and asked.write:
        parser.error("the parameter files have the values without a hypothesis")
    seeds = tuple(range(101, 101 + asked.seeds))
    today, later = (
        Today.at("nederland", asked.citizens, seeds, weeks) for weeks in (asked.weeks, asked.later)
    )
    prices = price_year({key: p.value for key, p in today.parameters.items()})
    targets = [target.in_prices(prices) for target in read_targets()]
    fit = Fit(today, later, targets, under(asked.hypothesis))
    if asked.read:
        say(fit.table())
        return
    for _ in range(asked.rounds):
        fit.solve_base_rates(asked.births)
        fit.solve_flows(asked.births)
        if asked.steps:
            fit.solve_levels(asked.steps)
    for _ in range(asked.births):
        fit.solve_base_rates(2)
        fit.solve_flows(2)
    levels = fit.table()
    found = fit.values(fit.x) if asked.hypothesis else fit.found()  # defaults stay as they are
    report = {
        "command": f"python -m calibration.rough --citizens {asked.citizens} "
        f"--seeds {asked.seeds} --rounds {asked.rounds} --steps {asked.steps} "
        f"--births {asked.births} --weeks {asked.weeks} --later {asked.later}"
        + (f" --hypothesis {asked.hypothesis}" if asked.hypothesis else ""),
        "values": {k: float(f"{v:.5g}") for k, v in found.items()},
        "levels": levels,
    }
    name = f"rough_{asked.hypothesis}" if asked.hypothesis else "rough"
    (HERE / f"{name}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    say(levels)
    if asked.write:
        write_values(found)


if __name__ == "__main__":
    main()
