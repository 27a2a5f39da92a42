"""Numbers as people of a language write them, never more precise than they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
# Two digits of an interval's width say where it ends; more is false precision.
_DIGITS_OF_WIDTH = 2
_DIGITS_ALONE = 3
_MOST_DECIMALS = 6


def decimals_for(width: float, digits: int = _DIGITS_OF_WIDTH) -> int:
    """Decimals that keep ``digits`` significant digits of ``width``; negative rounds to tens.

    0 when the width is zero or undefined.
    """
    if not math.isfinite(width) or width == 0.0:
        return 0
    return min(_MOST_DECIMALS, digits - 1 - math.floor(math.log10(abs(width))))


@dataclass(frozen=True, slots=True)
class Numbers:
    """Writes numbers in Dutch (``nl``: 1.234,5) or English (1,234.5)."""

    lang: str

    def fixed(self, value: float | None, decimals: int, sign: bool = False) -> str:
        """``value`` with this many decimals; negative decimals round to tens, hundreds."""
        if value is None or not math.isfinite(value):
            return NOTHING
        shown = f"{abs(round(value, decimals)):,.{max(decimals, 0)}f}"
        if self.lang == "nl":
            shown = shown.replace(",", " ").replace(".", ",").replace(" ", ".")
        if not any(c in "123456789" for c in shown):
            return shown
        if value < 0.0:
            return MINUS + shown
        return "+" + shown if sign else shown

    def plain(self, value: float | None, sign: bool = False) -> str:
        """A number that stands alone, in three significant digits; whole when large."""
        if value is None or not math.isfinite(value):
            return NOTHING
        return self.fixed(value, max(0, decimals_for(value, _DIGITS_ALONE)), sign)

    def exact(self, value: float) -> str:
        """A stated value as it was stated, without trailing zeros."""
        text = f"{abs(value):,.12g}" if value == 0.0 or abs(value) >= 1e-4 else f"{abs(value):.3e}"
        if self.lang == "nl":
            text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
        return MINUS + text if value < 0.0 else text

    def within(
        self, value: float | None, low: float | None, high: float | None, *, sign: bool = False
    ) -> str:
        """A number as precise as its interval allows."""
        if value is None or low is None or high is None or low == high:
            return self.plain(value, sign)
        return self.fixed(value, decimals_for(high - low), sign)

    def level(self, value: float | None, low: float | None, high: float | None) -> str:
        """As ``within``, but with at least two digits of its own: a level of 450 is never 0."""
        if value is None or low is None or high is None or low == high or value == 0.0:
            return self.plain(value)
        return self.fixed(value, max(decimals_for(high - low), decimals_for(value)))

    def interval(self, low: float | None, high: float | None, *, sign: bool = False) -> str:
        """``low`` to ``high`` in the words of the language, or a dash when undefined."""
        if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
            return NOTHING
        to = " tot " if self.lang == "nl" else " to "
        if low == high:
            return self.plain(low, sign)
        decimals = decimals_for(high - low)
        return self.fixed(low, decimals, sign) + to + self.fixed(high, decimals, sign)

    def ranged(
        self, value: float | None, low: float | None, high: float | None, *, sign: bool = False
    ) -> str:
        """``-12 (-20 to -4)``; the number alone where its interval is not there or has no width."""
        shown = self.within(value, low, high, sign=sign)
        if value is None or low is None or high is None or low == high:
            return shown
        return f"{shown} ({self.interval(low, high, sign=sign)})"

    def percents(self, low: float | None, high: float | None) -> str:
        """An interval of shares, in per cents."""
        if low is None or high is None:
            return NOTHING
        return self.interval(100.0 * low, 100.0 * high)

    def percent(self, share: float | None, decimals: int = 0) -> str:
        """A share as a percentage, 0.25 as 25%."""
        if share is None or not math.isfinite(share):
            return NOTHING
        return self.fixed(100.0 * share, decimals) + "%"
