"""A rough, deterministic fit of world parameters to levels of today's practice.

Run with ``python -m calibration.rough``; add ``--write`` to put the values into the
parameter files. Two steps are repeated:

1. births: one correction of the solved base rate and one mean severity at onset per
   domain, moved until the shares above the mild and the severe cut stay where the
   published indicators put them;
2. levels: weighted least squares of the parameters in ``FITTED`` (at most 12) to the
   targets of ``targets.toml``, on a sample of the place `nederland`, with a weak pull to
   the middle of each range so that what the data do not tell stays put.

The residuals and the table level - target - source are written to ``rough.json``. A fit
starts from the values in the parameter files, so a second one after ``--write`` starts elsewhere
and need not return the same numbers. These values are *calibrated, rough*: no posterior, no
uncertainty. Only today's practice runs.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import least_squares

from calibration.today import Reading, Today
from sim.foundation.units import F8
from sim.inputs.folders import scenarios_folder
from sim.world.parameters import DOMAINS

HERE = Path(__file__).parent
FITTED = (
    "needs.growth",
    "needs.theta",
    "needs.healing",
    "needs.spill",
    "vulnerability.correlation",
    "vulnerability.household_share",
    "asking.level",
    "asking.severity",
    "asking.reluctance",
    "network.capacity",
    "network.strain_slope",
    "closing.threshold",
)
PULL = 0.15  # weight of the pull to the middle of a range, in units of a target's residual
STEP = 0.04  # step of the numerical derivative, share of the range


@dataclass(frozen=True)
class Target:
    """A published level with its declared uncertainty."""

    id: str
    level: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    fitted: bool = True

    def residual(self, found: float) -> float:
        """Log ratio to the target in units of its uncertainty (half the width = 2 sd)."""
        width = math.log(self.high / self.low) / 4.0
        return math.log(max(found / self.value, 0.02)) / width


def read_targets() -> list[Target]:
    """The targets of ``targets.toml``."""
    with (HERE / "targets.toml").open("rb") as file:
        tables = tomllib.load(file)
    return [Target(id=key, **_stated_fields(table)) for key, table in tables.items()]


def _stated_fields(table: dict[str, Any]) -> dict[str, Any]:
    """A target without its remarks."""
    return {key: value for key, value in table.items() if key not in ("note", "population")}


class Fit:
    """The state of a fit: births and world values as they stand."""

    def __init__(self, today: Today, targets: list[Target]) -> None:
        self.today = today
        self.targets = targets
        value = {key: p.value for key, p in today.parameters.items()}
        self.correction = np.array([float(value[f"domain.{d}.birth_correction"]) for d in DOMAINS])
        self.onset = np.array([float(value[f"domain.{d}.onset_mean"]) for d in DOMAINS])
        self.low = np.array([float(today.parameters[k].low or 0.0) for k in FITTED])
        self.high = np.array([float(today.parameters[k].high or 0.0) for k in FITTED])
        start = np.array([float(value[k]) for k in FITTED])
        self.x = (start - self.low) / (self.high - self.low)

    def values(self, x: F8) -> dict[str, float]:
        """Parameter values at a point of the unit cube, births as they stand."""
        out = dict(zip(FITTED, (self.low + x * (self.high - self.low)).tolist(), strict=True))
        for k, d in enumerate(DOMAINS):
            out[f"domain.{d}.birth_correction"] = float(self.correction[k])
            out[f"domain.{d}.onset_mean"] = float(self.onset[k])
        return out

    def read(self, x: F8) -> Reading:
        """Levels at a point."""
        return self.today.read(self.values(x))

    def residuals(self, x: F8) -> F8:
        """Residuals of every target, then the pull of every parameter."""
        levels = self.read(x).levels
        to_target = [t.residual(levels[t.level]) for t in self.targets if t.fitted]
        return np.array([*to_target, *(PULL * (x - 0.5) / 0.25)])

    def solve_births(self, rounds: int) -> None:
        """Move corrections and onset severities until needs stay where they began."""
        for number in range(rounds):
            seen = self.read(self.x)
            self.correction = np.clip(self.correction * seen.mild**-0.9, 0.11, 3.9)
            self.onset = np.clip(self.onset * (seen.mild / seen.severe) ** 0.5, 0.021, 0.49)
            print(
                f"births {number + 1}: mild {np.round(seen.mild, 2).tolist()} "
                f"severe {np.round(seen.severe, 2).tolist()}",
                flush=True,
            )

    def solve_levels(self, steps: int) -> None:
        """A few Gauss-Newton steps within the ranges."""
        found = least_squares(
            self.residuals, self.x, bounds=(0.02, 0.98), diff_step=STEP, max_nfev=steps,
            x_scale=0.2,
        )  # fmt: skip
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
                "residual": round(t.residual(levels[t.level]), 2),
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
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--births", type=int, default=4)
    parser.add_argument("--write", action="store_true", help="put the values in the files")
    parser.add_argument("--read", action="store_true", help="only read the levels as they are")
    asked = parser.parse_args()
    seeds = tuple(range(101, 101 + asked.seeds))
    fit = Fit(Today.at("nederland", asked.citizens, seeds, 104), read_targets())
    if asked.read:
        say(fit.table())
        return
    for _ in range(asked.rounds):
        fit.solve_births(asked.births)
        fit.solve_levels(asked.steps)
    fit.solve_births(2 * asked.births)
    levels = fit.table()
    report = {
        "command": f"python -m calibration.rough --citizens {asked.citizens} "
        f"--seeds {asked.seeds} --rounds {asked.rounds} --steps {asked.steps} "
        f"--births {asked.births}",
        "values": {k: float(f"{v:.5g}") for k, v in fit.values(fit.x).items()},
        "levels": levels,
    }
    (HERE / "rough.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    say(levels)
    if asked.write:
        write_values(fit.values(fit.x))


if __name__ == "__main__":
    main()
