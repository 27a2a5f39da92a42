"""Hours of the first line in a drawn world: about as many as are asked of it.

How many ask, how long help lasts and how many hours there are, are not separate unknowns. A social
worker had 73 new cases and 97 short contacts a year (G2), known to about an eighth (G6), and nine
in ten requests were decided in time (G16): desks had the hours that they were asked for. Drawn
apart, the first line could not cope in two of five drawn worlds, and that decided what they showed.
So the hours of a drawn world are those of which the same part is asked as at default values, by a
table over the prior box (``hours.toml``, of ``python -m calibration.hours``), times what is not
known of them, within the declared range. Stated hours stand as they are stated.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache

from sim.baseline.stationary import Surface, height, surface_of
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.parameters.parameter import Parameter, Value

FTE = "staff.fte"
FILE = "hours.toml"


@cache
def hours_table() -> tuple[Surface, float, float]:
    """Hours asked over the prior box; their level in draws; how far hours are known, a share."""
    with (scenarios_folder() / FILE).open("rb") as file:
        table = tomllib.load(file)["first_line"]
    return surface_of(table), float(table["level"]), float(table["known_within"])


def hours_asked(
    parameters: Mapping[str, Parameter], values: Mapping[str, Value], at: float
) -> float:
    """Hours where a world has these values, in fte per 1,000 inhabitants, within their range.

    values: what is drawn, the rest stands at its default. at: where they are, between as much less
    and as much more than is asked as is not known, in (0, 1).
    """
    item = parameters[FTE]
    surface, level, within = hours_table()
    unknown = math.log1p(within) * (2.0 * at - 1.0)
    hours = float(item.value) * math.exp(level + height(surface, values, parameters) + unknown)
    return min(float(item.high or hours), max(float(item.low or 0.0), hours))
