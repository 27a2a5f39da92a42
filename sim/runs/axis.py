"""An input of a study: what moves together, between which ends.

A lever that several answers to one question have is two inputs (see
:mod:`sim.runs.shared_levers`): what the answers have in common, ``reach.barrier``, and how
they differ, ``reach.barrier.difference``. Where only one of these moves the other stands at its
middle: with the part in common alone every answer has the same value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.parameters.groups import GROUPS, group_of, groups_of
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.design_file import Span
from sim.inputs.scenarios.scenario import SETTING
from sim.inputs.scenarios.settings import setting_of
from sim.runs.axis_names import LUCK, MOVABLE, keys_of, unknown_input
from sim.runs.draws import value_at, value_between
from sim.runs.shared_levers import MIDDLE, SharedLever, lever_name, shared_levers, together

REPLICATIONS = 1 << 31  # that the input ``luck`` can point to
MEANS = ("equal", "equal_hours", "as_reported")
FILES, DESIGN, OWN = "parameter files", "design", "each its own"  # where a range is from
COMMON, DIFFERENCE = "common", "difference"  # parts of a lever of several answers


@dataclass(frozen=True, slots=True)
class Axis:
    """One input, from 0 to 1.

    keys: the parameters that move together. part: of a lever that several answers have, whether
    this is what they have in ``common`` or a ``difference`` between them.
    steps: values taken as they are, each with an equal part of 0 to 1; without any it is a
    span from ``low`` to ``high``. by_file: the range of the parameter files, of which half the
    draws lie below the default; else every value of the span has equal chances. mixed: the keys
    have ranges of their own, and each moves over its own.
    """

    name: str
    keys: tuple[str, ...]
    group: str
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    steps: tuple[Value, ...] = ()
    by_file: bool = False
    levels: int = 3
    mixed: bool = False
    part: str = ""

    def at(self, share: float) -> dict[str, Value]:
        """Values by key at ``share`` (0 to 1) of this input alone; none for random numbers."""
        return values_at((self,), (share,))

    def value(self, key: str, share: float, middle: float | None = None) -> Value:
        """The value of one key at ``share``; middle: as in ``value_at``."""
        if self.steps:
            return self.steps[min(int(share * len(self.steps)), len(self.steps) - 1)]
        parameter = read_parameters()[key]
        if self.by_file:
            return value_at(parameter, share, middle)
        return value_between(parameter, self.low, self.high, share)

    def reported(self, share: float) -> Value:
        """The value at ``share``; the share itself of what has no value, or more than one.

        Of a difference: how much higher its answer is than the first, about the middle.
        """
        if self.mixed or not self.keys:
            return float(share)
        found = self.at(share)
        if self.part != DIFFERENCE:
            return next(iter(found.values()))
        lever = together(self.keys)[lever_name(self.keys[0])]
        key = lever.keys[1 + lever.differences.index(self.name)]
        return float(found[key]) - float(found[lever.keys[0]])

    def shares(self) -> tuple[float, ...]:
        """Places of a grid on this input."""
        if self.steps:
            return tuple((i + 0.5) / len(self.steps) for i in range(len(self.steps)))
        return tuple(i / (self.levels - 1) for i in range(self.levels))

    def document(self) -> dict[str, object]:
        """The input as JSON can hold it."""
        return {
            "keys": list(self.keys),
            "group": self.group,
            "unit": self.unit,
            "low": self.low,
            "high": self.high,
            "steps": list(self.steps),
            "range": OWN if self.mixed else FILES if self.by_file else DESIGN,
            "part": self.part,
        }


def values_at(axes: Sequence[Axis], shares: Sequence[float]) -> dict[str, Value]:
    """Values by key where every input stands at its share (0 to 1)."""
    found: dict[str, Value] = {}
    stands = dict(zip((axis.name for axis in axes), shares, strict=True))
    for axis, share in zip(axes, shares, strict=True):
        if axis.part:
            found |= _of_lever(axis, axes, stands)
        else:
            found |= {key: axis.value(key, float(share)) for key in axis.keys}
    return found


def _of_lever(one: Axis, axes: Sequence[Axis], stands: Mapping[str, float]) -> dict[str, Value]:
    """The values of a lever of several answers, from all its inputs that move."""
    known = read_parameters()
    lever = together(one.keys)[lever_name(one.keys[0])]
    common = next((axis for axis in axes if axis.name == lever.name), None)
    common = common or _common(lever, Span())
    apart = [float(stands.get(name, MIDDLE)) for name in lever.differences]
    places = lever.places(known, float(stands.get(lever.name, MIDDLE)), apart)
    middle = lever.middle(known)
    return {
        key: common.value(key, place, middle) for key, place in zip(lever.keys, places, strict=True)
    }


def replication_axis() -> Axis:
    """Random numbers as one more input: its place says which replication a point has."""
    return Axis(LUCK, (), LUCK)


def replication_at(share: float) -> int:
    """The number of the replication whose random numbers a point has."""
    return min(int(share * REPLICATIONS), REPLICATIONS - 1)


def axes_of(spans: Mapping[str, Span], where: str = "input") -> tuple[Axis, ...]:
    """The inputs that are asked for, in their order, each once.

    A name is a parameter, what several answers have in common (``reach.barrier``) or how they
    differ (``reach.barrier.difference``), a pattern of these (``desks.*``), a group (``world``,
    ``prices``, ``work``, or ``levers`` for those of all questions), or a setting
    (``settings.means``).
    Raises InputError for what is not there or cannot move.
    """
    found: dict[str, Axis] = {}
    for name, span in spans.items():
        at = f"{where}.{name}"
        for axis in _axes(name, span, at):
            found.setdefault(axis.name, axis)
    return tuple(found.values())


def _axes(name: str, span: Span, where: str) -> Iterator[Axis]:
    if name.startswith(SETTING):
        yield _setting(name, span, where)
    elif name in read_parameters():
        yield _axis(name, (name,), span, where)
    else:
        meant = _together if span.together else _several
        found = list(meant(name, span, where))
        if not found:
            raise unknown_input(name, where)
        yield from found


def _several(name: str, span: Span, where: str) -> Iterator[Axis]:
    """The inputs that a pattern, a group or the name of a lever of several answers means."""
    levers = {key: one for one in shared_levers(read_parameters()).values() for key in one.keys}
    matched = keys_of(name, fixed=False)
    for key in read_parameters():
        lever = levers.get(key)
        if lever is None or (key in matched and not set(lever.keys) <= set(matched)):
            if key in matched:
                yield _axis(key, (key,), span, where)
        elif key == lever.keys[0]:
            if key in matched:
                yield _common(lever, span, where)
            yield from _differences(lever, name, key in matched, span, where)


def _common(lever: SharedLever, span: Span, where: str = "") -> Axis:
    """The part of a lever that its answers have in common."""
    return replace(_axis(lever.name, lever.keys, span, where), part=COMMON)


def _differences(
    lever: SharedLever, name: str, matched: bool, span: Span, where: str
) -> Iterator[Axis]:
    """Differences between the answers that have a lever, where a name means these too.

    A span of its own is one of values that answers have in common.
    """
    grouped = matched and name in groups_of(read_parameters()[lever.keys[0]])
    own = span.low is not None or span.high is not None or bool(span.values)
    for one in lever.differences:
        if own and name == one:
            raise InputError(
                code="unknown_key",
                where=where,
                found=name,
                allowed=Said.LEVELS_OR_NOTHING(),
                message="a difference between answers moves over its own range around nought",
            )
        if not own and (grouped or fnmatchcase(one, name)):
            yield _difference(lever, one, span.levels)


def _difference(lever: SharedLever, name: str, levels: int) -> Axis:
    """One difference; its ends are those about the middle of the part in common."""
    first = read_parameters()[lever.keys[0]]
    axis = Axis(name, lever.keys, group_of(first), first.unit, by_file=True, levels=levels)
    axis = replace(axis, part=DIFFERENCE)
    return replace(axis, low=float(axis.reported(0.0)), high=float(axis.reported(1.0)))


def _together(name: str, span: Span, where: str) -> Iterator[Axis]:
    """Several parameters as one input, each over its own range; none without parameters."""
    if keys := tuple(keys_of(name, fixed=True)):
        group = group_of(read_parameters()[keys[0]])
        yield Axis(name, keys, group, by_file=True, levels=span.levels, mixed=True)


def _axis(name: str, keys: tuple[str, ...], span: Span, where: str) -> Axis:
    """The input of some parameters that move together."""
    parameters = [read_parameters()[key] for key in keys]
    first = parameters[0]
    group, unit = group_of(first), first.unit
    if span.values or not first.numeric:
        choices = span.values or ((False, True) if isinstance(first.value, bool) else first.choices)
        steps = tuple(first.parse(x, where) for x in choices)
        for parameter in parameters[1:]:
            for step in steps:
                parameter.parse(step, where)
        return Axis(name, keys, group, unit, steps=steps)
    low = float(first.low or 0.0) if span.low is None else span.low
    high = float(first.high or 0.0) if span.high is None else span.high
    own = span.low is not None or span.high is not None
    for parameter in parameters if own else ():
        parameter.parse(low, where)
        parameter.parse(high, where)
    if low < high:
        by_file = first.draw and not own
        return Axis(name, keys, group, unit, low, high, by_file=by_file, levels=span.levels)
    raise InputError(
        code="out_of_range",
        where=where,
        found=f"{low:g} to {high:g}",
        allowed=Said.LOW_BELOW_HIGH(),
        message="this input has no room to move",
    )


def _setting(name: str, span: Span, where: str) -> Axis:
    """A setting as an input: the values that are named (of the means: every way to compare)."""
    setting = name.removeprefix(SETTING)
    if setting not in MOVABLE:
        raise unknown_input(name, where)
    values: Sequence[Value] = span.values or (MEANS if setting == "means" else ())
    if not values:
        raise InputError(
            code="missing_key",
            where=where,
            allowed=Said.VALUES(),
            message="a setting moves over values that are named",
        )
    steps = tuple(setting_of(setting, value, where) for value in values)
    return Axis(name, (name,), GROUPS["setting"], steps=steps)
