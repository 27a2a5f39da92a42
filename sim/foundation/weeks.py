"""Weeks of the model and days of the calendar. A model year is 52 weeks."""

from __future__ import annotations

import datetime as dt

WEEKS_PER_YEAR = 52


def week_of(day: dt.date, start: dt.date) -> int:
    """Model week in which ``day`` falls when week 0 begins on ``start``.

    Whole years are 52 weeks, so that a change on 1 January begins with the year and not in
    the last week before it; the days after that are weeks of 365.25 / 52 days.
    """
    years = day.year - start.year - ((day.month, day.day) < (start.month, start.day))
    last_day = 28 if start.month == 2 else start.day
    since = dt.date(start.year + years, start.month, min(start.day, last_day))
    return WEEKS_PER_YEAR * years + int((day - since).days * WEEKS_PER_YEAR / 365.25)
