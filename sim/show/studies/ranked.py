"""Inputs by how much of an outcome each carries, and charts of that."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sim.documents.explain import Sensitivity
from sim.show.colours import COLOURS, FAINT
from sim.show.reader import scaled
from sim.show.studies.words import Words
from sim.show.svg import canvas, in_lines, whisker, zero_line

MOST = 15  # inputs that are drawn
NUMBERED = 10  # points of Morris's plane that have their number
SIZED = 5  # inputs whose convergence is drawn
CURVES = 4  # inputs whose effect is drawn
# The index that ranks inputs, and another beside it, by method.
MAIN = {"morris": "mu_star", "sobol": "total", "emulator": "total"}
MAIN |= {"pawn": "first", "rbd_fast": "first"}
ALONGSIDE = {"morris": "sigma", "sobol": "first", "emulator": "first"}
LUCK, DUMMY = "luck", "dummy"
_LEGEND = 56  # letters of a line of a legend
_BESIDE = 32  # letters of a line beside a bar


class Input(NamedTuple):
    """An input with its indices, in the unit in which they are shown."""

    key: str
    main: float | None
    low: float | None
    high: float | None
    beside: float | None


def lined(label: str) -> str:
    """A label in a legend, whole, over lines that fit."""
    return in_lines(label, _LEGEND)


@dataclass(frozen=True)
class Ranked:
    """Everything that is known of one outcome."""

    words: Words[Sensitivity]
    outcome: str

    @property
    def method(self) -> str:
        """The method of the analysis."""
        return self.words.document.method

    @property
    def main(self) -> str:
        """The index that ranks inputs."""
        return MAIN[self.method]

    @property
    def beside(self) -> str | None:
        """The index beside it; None when the method has no other."""
        return ALONGSIDE.get(self.method)

    @property
    def scale(self) -> float:
        """Effects of Morris have the unit of the outcome; shares of variance have none."""
        return self.words.scale(self.outcome) if self.main == "mu_star" else 1.0

    @cached_property
    def inputs(self) -> list[Input]:
        """Every input, the largest first."""
        parts = (self.main, "low", "high", self.beside or self.main)
        found = [
            Input(key, *(scaled(getattr(item, part), self.scale) for part in parts))
            for key, item in self.words.document.indices[self.outcome].items()
        ]
        return sorted(found, key=lambda one: -(one.main or 0.0))

    @property
    def more(self) -> Mapping[str, Any]:
        """Convergence, interactions, main effects and the emulator, where there are any."""
        return self.words.document.more[self.outcome]

    @property
    def convergence(self) -> Sequence[Mapping[str, Any]]:
        """Findings from parts of the design, the smallest first."""
        found: Sequence[Mapping[str, Any]] = self.more.get("convergence", ())
        return found

    @property
    def between(self) -> str:
        """The text for the lines beside an index: of PAWN the slices of an input."""
        return "slices" if self.method == "pawn" else "range"

    def sized(self, key: str) -> list[float]:
        """The index of an input from every part of the design; NaN where it has none."""
        found = (scaled(piece[self.main].get(key), self.scale) for piece in self.convergence)
        return [math.nan if value is None else value for value in found]

    @cached_property
    def effects(self) -> dict[str, tuple[Sequence[float], list[float]]]:
        """Of the main inputs: places along the range, and the mean difference there."""
        found, scale = self.more["main_effects"], self.words.scale(self.outcome)
        keys = [one.key for one in self.inputs if one.key in found][:CURVES]
        return {k: (found[k]["share"], [scale * mean for mean in found[k]["mean"]]) for k in keys}

    def bars(self) -> str:
        """The largest indices with their intervals."""
        text, some = self.words.text, self.inputs[:MOST]
        names = [in_lines(self.words.input(one.key), _BESIDE) for one in some]
        high = 0.8 + sum(0.12 + 0.15 * (1 + name.count("\n")) for name in names)
        with canvas(f"ranked-{self.outcome}", self.words.num, high) as drawn:
            for row, one in enumerate(some):
                drawn.ax.barh(row, one.main or 0.0, height=0.62, color=_colour(one))
                whisker(drawn.ax, row, one.low, one.high)
            drawn.rows(names)
            drawn.ax.set_xlim(left=0.0)
            drawn.ax.set_xlabel(text(f"study.{self.main}"))
            drawn.numbers("x")
            title = text("study.ranked", outcome=self.words.label(self.outcome))
            return drawn.svg(title, text(f"study.{self.between}_text"))

    def plane(self) -> str:
        """The mean effect of every input, against its dependence on the others."""
        with canvas(f"plane-{self.outcome}", self.words.num, 3.2) as drawn:
            for number, one in enumerate(self.inputs, start=1):
                if one.main is None or one.beside is None:
                    continue
                drawn.ax.plot(one.main, one.beside, "o", color=_colour(one), ms=5, alpha=0.8)
                if number <= NUMBERED:
                    drawn.numbered(number, one.main, one.beside)
            across, up = self.words.heads("study", "mu_star", "sigma")
            drawn.along(across, up)
            drawn.numbers("x", "y")
            texts = self.words.heads("study", "morris_plane", "morris_plane_text")
            return drawn.svg(*texts, panels=[self.words.named(self.outcome)])

    def growth(self) -> str:
        """The largest indices from a quarter, a half and all of the design."""
        words, sizes = self.words, [piece["size"] for piece in self.convergence]
        with canvas(f"convergence-{self.outcome}", words.num, 3.9) as drawn:
            for colour, one in zip(COLOURS, self.inputs[:SIZED], strict=False):
                style: dict[str, Any] = {"color": colour, "label": lined(words.input(one.key))}
                drawn.ax.plot(sizes, self.sized(one.key), marker="o", ms=4, **style)
            across, up = words.heads("study", "size", self.main)
            drawn.along(across, up)
            drawn.ax.set_ylim(bottom=0.0)
            drawn.ax.set_xticks(sizes, [words.num.exact(size) for size in sizes])
            drawn.figure.legend(loc="outside lower left", ncols=1)
            drawn.numbers("y")
            return drawn.svg(*words.heads("study", "convergence", "convergence_text"))

    def curves(self) -> str:
        """The mean difference along the main inputs."""
        words = self.words
        with canvas(f"effects-{self.outcome}", words.num, 4.1) as drawn:
            for colour, (key, curve) in zip(COLOURS, self.effects.items(), strict=False):
                drawn.ax.plot(*curve, color=colour, lw=1.7, label=lined(words.input(key)))
            zero_line(drawn.ax, "y")
            drawn.ax.set_xlabel(words.text("study.low_to_high"))
            drawn.figure.legend(loc="outside lower left", ncols=1)
            drawn.numbers("x", "y")
            texts = words.heads("study", "effects", "effects_text")
            return drawn.svg(*texts, panels=[words.named(self.outcome)])


def _colour(one: Input) -> str:
    return FAINT if one.key == LUCK else COLOURS[0]
