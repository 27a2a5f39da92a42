"""A lever that several answers to one question have: a part in common, and how answers differ.

Two answers are not twins. Drawing such a lever at one place of each answer's range would carry the
direction of the default values into every drawn world, for which there is no source. Instead:

- the part in common is a place c in (0, 1), uniform;
- every answer after the first has a difference from the first, uniform from -``SPREAD`` to
  +``SPREAD`` of the range and independent of c; answers stand around c at these distances, so
  that one difference moves two answers by half of it each, in opposite directions;
- a place beyond an end of the range is folded back at that end, and every place is read as a
  value through one and the same function: uniform from the low end to the default value of the
  first answer (that of today's practice, where it has the lever, so that drawn worlds lie around
  the practice under which the world was fitted), and from there to the high end.

So values stay in their ranges; the value of every answer is spread as the part in common is,
because folding keeps a uniform distribution when the shift is as likely up as down; a difference of
nought is the same value; and exchanging the sign of the differences exchanges two answers, so
that either is the higher in one half of all worlds. Of ranges that are not equal each answer
keeps its own, with its own default value in its middle.

A source that says which answer has more of a lever is stated at the parameter (``direction``):
that answer then has the highest, or lowest, of the places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sim.inputs.parameters.parameter import Parameter
from sim.inputs.scenarios.answers import ANSWERS

SPREAD = 0.5  # assumed: greatest difference between two answers, as a share of the range
MIDDLE = 0.5  # the place at which nothing is lower or higher than usual
DIFFERENCE = "difference"
_ORDER = tuple(answer for answers in ANSWERS.values() for answer in answers)


@dataclass(frozen=True, slots=True)
class SharedLever:
    """A lever of several answers; ``keys`` in the order of the answers.

    name: ``admit.lightest_first``, under which the part in common is drawn.
    """

    name: str
    keys: tuple[str, ...]

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers that have it."""
        return tuple(answer_of(key) for key in self.keys)

    @property
    def differences(self) -> tuple[str, ...]:
        """The names under which differences from the first answer are drawn."""
        own = f"{self.name}.{DIFFERENCE}"
        if len(self.keys) == 2:
            return (own,)
        return tuple(f"{own}.{answer}" for answer in self.answers[1:])

    def places(
        self, parameters: Mapping[str, Parameter], common: float, apart: Sequence[float]
    ) -> tuple[float, ...]:
        """Place of every answer in its range, in (0, 1).

        common: the part in common; apart: the differences. All are from 0 to 1, and at one half
        nothing differs.
        """
        shifts = (0.0, *(SPREAD * (2.0 * one - 1.0) for one in apart))
        mean = sum(shifts) / len(shifts)
        found = [_folded(common + shift - mean) for shift in shifts]
        for number, key in enumerate(self.keys):
            direction = parameters[key].direction
            if direction is not None:
                pick = max if direction.side == "higher" else min
                other = found.index(pick(found))
                found[number], found[other] = found[other], found[number]
        return tuple(found)

    def middle(self, parameters: Mapping[str, Parameter]) -> float | None:
        """The value at one half of every range; None when ranges differ and each has its own."""
        own = [parameters[key] for key in self.keys]
        if len({(item.low, item.high) for item in own}) > 1:
            return None
        return float(own[0].value)


def answer_of(key: str) -> str:
    """``desks`` for ``desks.lightest_first``."""
    return key.partition(".")[0]


def lever_name(key: str) -> str:
    """``admit.lightest_first`` for the key of a lever of an answer; else the key itself."""
    answer, _, lever = key.partition(".")
    for question, answers in ANSWERS.items():
        if answer in answers:
            return f"{question}.{lever}"
    return key


def shared_levers(parameters: Mapping[str, Parameter]) -> dict[str, SharedLever]:
    """Every drawn lever that more than one answer to a question has, by its name."""
    return together(key for key, item in parameters.items() if item.draw)


def together(keys: Iterable[str]) -> dict[str, SharedLever]:
    """Levers of which the keys hold those of more than one answer, by name."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(lever_name(key), []).append(key)
    return {
        name: SharedLever(name, tuple(sorted(own, key=lambda key: _ORDER.index(answer_of(key)))))
        for name, own in found.items()
        if len(own) > 1
    }


def _folded(place: float) -> float:
    """A place at most half a range beyond an end, folded back at that end."""
    return -place if place < 0.0 else 2.0 - place if place > 1.0 else place
