"""Days, hours and weeks are Vietnam's."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats import clock

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SINCE_1976 = st.datetimes(datetime(1976, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(SINCE_1976)
def test_the_day_and_hour_are_those_of_the_zone(at: datetime) -> None:
    local = at.astimezone(HANOI)
    ms = int(at.timestamp() * 1000)
    assert clock.day_of(clock.day_number(ms)) == local.date()
    assert clock.hour_number(ms) % 24 == local.hour


@pytest.mark.parametrize(
    ("at", "day"),
    [("2026-03-01T16:59:59+00:00", date(2026, 3, 1)), ("2026-03-01T17:00:00+00:00", date(2026, 3, 2))],
)
def test_a_day_begins_at_local_midnight_not_at_seven(at: str, day: date) -> None:
    assert clock.day_of(clock.day_number(int(datetime.fromisoformat(at).timestamp() * 1000))) == day


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 29)])
def test_a_week_begins_on_monday(day: date) -> None:
    assert clock.monday_of(day) == date(2026, 11, 23)


@given(st.integers(0, 50_000))
def test_day_numbers_and_dates_go_both_ways(number: int) -> None:
    assert clock.number_of(clock.day_of(number)) == number
    assert clock.day_number(clock.midnight_ms(number)) == number
