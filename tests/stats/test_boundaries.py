"""Midnight, the turn of the week, and seven o'clock, when the day begins in UTC: the figures against a plain model."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from stats import clock, dimensions, figures, rollup
from stats.models import SiteDay, SiteHour
from stats.visitors import JOIN_MS
from stats.visits import PAUSE_MS
from tests.journals import One, view, write

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MIDNIGHT = datetime(2026, 11, 25, tzinfo=HANOI)
MONDAY = datetime(2026, 11, 23, tzinfo=HANOI)
SEVEN = datetime(2026, 11, 24, 7, tzinfo=HANOI)

Reads = list[tuple[int, int]]  # who, and how many milliseconds after the boundary

minutes = st.integers(-31, 31) | st.integers(-95, 95)
times = st.builds(lambda minute, ms: minute * 60_000 + ms, minutes, st.sampled_from([-1, 0, 0, 1]))
reads = st.lists(st.tuples(st.integers(0, 1), times), min_size=1, max_size=12)


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, HANOI)


def _model(views: Reads) -> tuple[Counter[datetime], Counter[datetime], Counter[date]]:
    """Views and visits by hour and visitors by day, by the words of docs/definitions.md."""
    by_person: defaultdict[int, list[int]] = defaultdict(list)
    for person, at in views:
        by_person[person].append(at)
    hours = Counter(_local(at).replace(minute=0, second=0, microsecond=0) for _, at in views)
    visits: Counter[datetime] = Counter()
    for mine in by_person.values():
        mine.sort()
        starts = [at for before, at in pairwise([-PAUSE_MS, *mine]) if at - before >= PAUSE_MS]
        visits.update(_local(start).replace(minute=0, second=0, microsecond=0) for start in starts)
    return hours, visits, Counter(day for _, day in {(person, _local(at).date()) for person, at in views})


def _one(person: int, at: int) -> One:
    day = clock.day_number(at)
    is_early = at - clock.midnight_ms(day) < JOIN_MS
    return view(at, visitor=_key(person, day), previous=_key(person, day - 1) if is_early else 0)


def _key(person: int, day: int) -> int:
    return person * 1_000_000 + day


def _roll_up(folder: Path, views: Reads) -> None:
    write(folder, *(_one(*one) for one in views))
    rollup.roll_up()


def _stored() -> tuple[Counter[datetime], Counter[datetime], Counter[date]]:
    views, visits = Counter[datetime](), Counter[datetime]()
    for row in SiteHour.objects.all():
        hour = datetime(row.day.year, row.day.month, row.day.day, row.hour, tzinfo=HANOI)
        views[hour], visits[hour] = row.views, row.visits
    return +views, +visits, Counter({row.day: row.visitors for row in SiteDay.objects.all()})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(MIDNIGHT, [(0, -1), (0, 0), (0, PAUSE_MS)], 0, 0)  # the last request does not name the day before
@given(st.sampled_from([MIDNIGHT, MONDAY, SEVEN]), reads, st.integers(0, 12), st.integers(0, 12))
def test_hours_days_and_visitors_are_those_of_the_model(
    data_dir: Path, boundary: datetime, after: Reads, one: int, two: int
) -> None:
    """In however many rollups, and in whatever order within a day, the views become known."""
    views = [(person, int(boundary.timestamp() * 1000) + ms) for person, ms in after]
    views.sort(key=lambda view: clock.day_number(view[1]))
    first, second = sorted((one, two))
    with transaction.atomic():
        dimensions.reset()
        for batch in (views[:first], views[first:second], views[second:]):
            _roll_up(data_dir / "journal", batch)
        stored = _stored()
        transaction.set_rollback(True)
    assert stored == _model(views)


@pytest.mark.parametrize("now", [MONDAY - timedelta(seconds=1), MONDAY, SEVEN, MONDAY + timedelta(days=6)])
def test_today_and_this_week_begin_at_local_midnight(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    days = [MONDAY + timedelta(days=number, minutes=minute) for number in range(-8, 8) for minute in (0, 7 * 60 - 1)]
    starts = [at for at in days if at <= now]
    _roll_up(data_dir / "journal", [(person, int(at.timestamp() * 1000)) for person, at in enumerate(starts)])
    monkeypatch.setattr(clock, "now_ms", lambda: int(now.timestamp() * 1000))
    figures.refresh()
    monday = now.date() - timedelta(days=now.weekday())
    today, week = (sum(at.date() >= first for at in starts) for first in (now.date(), monday))
    assert (figures.site.today, figures.site.week, figures.site.total) == (today, week, len(starts))
