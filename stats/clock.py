"""The clock of every figure: Vietnam's, which has been seven hours ahead of UTC without a change since 1975."""

import time
from datetime import date, timedelta

OFFSET_MS = 7 * 60 * 60 * 1000
HOUR_MS = 60 * 60 * 1000
DAY_MS = 24 * HOUR_MS

_EPOCH = date(1970, 1, 1)


def now_ms() -> int:
    """Milliseconds since 1970, as the journal writes them."""
    return time.time_ns() // 1_000_000


def day_number(at_ms: int) -> int:
    """Days since 1970 by Vietnam's calendar."""
    return (at_ms + OFFSET_MS) // DAY_MS


def day_of(number: int) -> date:
    """The date of a day number."""
    return _EPOCH + timedelta(days=number)


def number_of(day: date) -> int:
    """The day number of a date."""
    return (day - _EPOCH).days


def today() -> date:
    """The date in Vietnam now."""
    return day_of(day_number(now_ms()))


def hour_number(at_ms: int) -> int:
    """Hours since 1970-01-01 00:00 in Vietnam; its quotient by 24 is the day number, its remainder the hour."""
    return (at_ms + OFFSET_MS) // HOUR_MS


def midnight_ms(day: int) -> int:
    """The instant at which the day with this number begins."""
    return day * DAY_MS - OFFSET_MS


def monday_of(day: date) -> date:
    """The first day of the week that `day` is in."""
    return day - timedelta(days=day.weekday())
