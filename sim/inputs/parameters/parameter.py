"""A parameter: one number of the model with unit, range, kind of evidence and source."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from sim.inputs.files.errors import InputError, nearest, shown
from sim.inputs.files.numbers import meant, number_in, whole_in
from sim.inputs.files.said import Said

Value: TypeAlias = float | int | bool | str
Evidence: TypeAlias = Literal["measured", "derived", "expert", "assumed", "calibrated"]
Role: TypeAlias = Literal["world", "lever", "price", "staff", "setting", "hypothesis"]

YES_OR_NO = "yes or no"  # the unit of what is 0 or 1

_TRUE = {"true", "yes", "on", "1", "ja", "waar"}
_SHARES = ("share", "lasting share", "chance")  # how the units of shares begin
_MONEY = ("euro", "euros", "cent", "cents", "EUR")
_FALSE = {"false", "no", "off", "0", "nee", "onwaar"}


def yes_or_no(text: str) -> bool | None:
    """The meaning of a word for yes or no, in either language; None for any other."""
    word = text.strip().lower()
    return word in _TRUE if word in _TRUE | _FALSE else None


class Direction(NamedTuple):
    """The side of a lever beside the same lever of other answers, and the row that says so."""

    side: Literal["higher", "lower"]
    source: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as stated in a file of ``scenarios/parameters``.

    A number is a float, or an int when ``integer`` is set. ``low`` and ``high``
    bound every value it may take and are the range it is drawn from when ``draw``
    is true. ``neutral`` is the value at which its benefit or friction vanishes.
    ``sets`` is what a hypothesis that is switched on sets: world parameters by key.
    ``prices`` is the year of the prices in which an amount in euros is stated, value and range;
    None for what is not in euros.
    ``direction`` is on which side of the same lever of other answers a source says it is.
    """

    key: str
    value: Value
    unit: str
    low: float | None
    high: float | None
    evidence: Evidence
    source: str
    role: Role
    neutral: Value | None
    formula: str | None
    note: str | None
    choices: tuple[str, ...]
    draw: bool
    label_en: str
    label_nl: str
    file: str
    integer: bool = False
    sets: tuple[tuple[str, Value], ...] = ()
    prices: int | None = None
    direction: Direction | None = None

    @property
    def numeric(self) -> bool:
        """True for a float or an int, False for yes/no and for a choice."""
        return not isinstance(self.value, (bool, str))

    @property
    def in_euros(self) -> bool:
        """True for an amount of money."""
        return self.unit.split(" ")[0] in _MONEY

    @property
    def in_percent(self) -> bool:
        """True where a percentage is another way to write it."""
        return self.unit.startswith(_SHARES)

    @property
    def allowed(self) -> str:
        """The values that may be given, for a message: range with unit, choices, or yes/no."""
        if isinstance(self.value, bool):
            return Said.TRUE_OR_FALSE()
        if isinstance(self.value, str):
            return ", ".join(self.choices)
        said = Said.WHOLE_RANGE if self.integer else Said.RANGE
        return said(low=f"{self.low:g}", high=f"{self.high:g}", unit=self.unit)

    def label(self, lang: str) -> str:
        """The name of the parameter in Dutch (``nl``) or English."""
        return self.label_nl if lang == "nl" else self.label_en

    def parse(self, raw: object, where: str | None = None) -> Value:
        """A value from a file or the command line, of this parameter's type and range.

        Text is read as the parameter's type. Raises ``InputError`` with the
        allowed range and unit when type or range is wrong.
        """
        place = where if where is not None else self.key
        if isinstance(self.value, bool):
            return self._yes_no(raw, place)
        if isinstance(self.value, str):
            return self._choice(raw, place)
        return self._number(raw, place)

    def _wrong(self, code: str, raw: object, place: str, message: str) -> InputError:
        number = meant(raw) if isinstance(raw, str) and self.numeric else None
        return InputError(
            code=code,
            where=place,
            found=shown(raw),
            allowed=self.allowed,
            nearest=nearest(shown(raw), self.choices) or number,
            message=message,
        )

    def _yes_no(self, raw: object, place: str) -> bool:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and (said := yes_or_no(raw)) is not None:
            return said
        raise self._wrong("wrong_type", raw, place, f"{self.key} is either true or false")

    def _choice(self, raw: object, place: str) -> str:
        if isinstance(raw, str) and raw in self.choices:
            return raw
        raise self._wrong("out_of_range", raw, place, f"{self.key} is not one of its choices")

    def _number(self, raw: object, place: str) -> float | int:
        if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
            raise self._wrong("wrong_type", raw, place, f"{self.key} is a number")
        number = self._plain(raw, place)
        if self.integer and math.isfinite(number) and number != int(number):
            raise self._wrong("wrong_type", raw, place, f"{self.key} is a whole number")
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if not math.isfinite(number) or not low <= number <= high:
            raise self._wrong("out_of_range", raw, place, f"{self.key} is outside its range")
        return int(number) if self.integer else number

    def _plain(self, raw: float | int | str, place: str) -> float:
        """A number, or the text of one without a unit or signs between thousands."""
        try:
            found = number_in(raw) if isinstance(raw, str) else float(raw)
        except OverflowError:
            return math.inf
        if found is None:
            message = f"{self.key} is a plain number in its own unit, without a unit sign"
            raise self._wrong("wrong_type", raw, place, message)
        if self.integer and isinstance(raw, str) and whole_in(raw) is None:
            raise self._wrong("wrong_type", raw, place, f"{self.key} is a whole number")
        return found
