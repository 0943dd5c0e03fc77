from datetime import date

import pytest

from stats import opening, reports
from stats.models import ArticleDay, Excluded, SiteDay, SiteHour
from stats.reports import Beginning, SoFar, Step

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


def test_nothing_is_counted_since_no_day() -> None:
    assert reports.counted_since() is None


def test_counting_began_on_the_first_day_with_figures() -> None:
    SiteDay.objects.bulk_create([SiteDay(day=TUESDAY), SiteDay(day=MONDAY)])

    assert reports.counted_since() == MONDAY


def test_a_portal_that_has_counted_nothing_began_with_nothing() -> None:
    assert reports.beginning() == Beginning(since=None, opening_visits=0)


def test_counting_began_with_the_visits_of_the_portal_before() -> None:
    SiteDay.objects.create(day=MONDAY)
    opening.set_site(530364, by="quantri", reason="Chuyển cổng")

    assert reports.beginning() == Beginning(since=MONDAY, opening_visits=530364)


def test_a_day_without_a_row_has_zeros() -> None:
    SiteDay.objects.create(day=TUESDAY, views=9, other_views=4, visits=5, visitors=3)

    assert reports.daily(MONDAY, TUESDAY) == [
        Step(MONDAY, MONDAY),
        Step(TUESDAY, TUESDAY, views=9, other_views=4, visits=5, visitors=3),
    ]


def test_views_of_articles_are_the_views_without_those_of_other_pages() -> None:
    assert Step(MONDAY, MONDAY, views=9, other_views=4).article_views == 5


def test_days_outside_the_period_do_not_count() -> None:
    SiteDay.objects.create(day=date(2026, 11, 22), views=9, visits=5)

    assert reports.daily(MONDAY, MONDAY) == [Step(MONDAY, MONDAY)]


def test_a_month_is_the_sum_of_its_days_and_tells_no_visitors() -> None:
    for day in (date(2026, 10, 31), date(2026, 11, 1), TUESDAY):
        SiteDay.objects.create(day=day, views=10, other_views=4, visits=6, visitors=5)

    assert reports.monthly(date(2026, 10, 1), TUESDAY) == [
        Step(date(2026, 10, 1), date(2026, 10, 31), views=10, other_views=4, visits=6, visitors=None),
        Step(date(2026, 11, 1), TUESDAY, views=20, other_views=8, visits=12, visitors=None),
    ]


def test_a_month_without_views_has_zeros() -> None:
    month = Step(date(2026, 2, 1), date(2026, 2, 28), visitors=None)

    assert reports.monthly(date(2026, 2, 1), date(2026, 2, 28)) == [month]


def test_today_is_compared_with_yesterday_up_to_the_same_hour() -> None:
    _hours((TUESDAY, 8, 5), (TUESDAY, 9, 100), (MONDAY, 8, 4), (MONDAY, 9, 100))

    so_far = reports.visits_so_far(TUESDAY, 9)

    assert (so_far.today, so_far.yesterday) == (5, 4)


def test_this_week_is_compared_with_last_week_up_to_the_same_weekday_and_hour() -> None:
    _hours((MONDAY, 23, 5), (TUESDAY, 8, 2), (TUESDAY, 9, 100))
    _hours((date(2026, 11, 16), 23, 3), (date(2026, 11, 17), 8, 1), (date(2026, 11, 17), 9, 100))

    so_far = reports.visits_so_far(TUESDAY, 9)

    assert (so_far.week, so_far.last_week) == (7, 4)


def test_yesterday_is_known_on_a_monday_too() -> None:
    _hours((date(2026, 11, 22), 8, 4))

    assert reports.visits_so_far(MONDAY, 9) == SoFar(today=0, yesterday=4, week=0, last_week=0)


def test_the_most_read_come_first_and_the_newer_of_two_equals() -> None:
    for article_id, day, views in [(1, MONDAY, 3), (1, TUESDAY, 3), (2, TUESDAY, 5), (3, TUESDAY, 5)]:
        ArticleDay.objects.create(article_id=article_id, day=day, views=views, readers=2)

    assert reports.most_read(MONDAY, TUESDAY, 3) == [(1, 6, 2), (3, 5, 2), (2, 5, 2)]


def test_most_read_keeps_to_its_period_and_its_limit() -> None:
    for article_id, day in [(1, MONDAY), (2, TUESDAY), (3, TUESDAY)]:
        ArticleDay.objects.create(article_id=article_id, day=day, views=article_id, readers=1)

    assert reports.most_read(TUESDAY, TUESDAY, 1) == [(3, 3, 1)]


def test_what_was_excluded_is_added_up_by_reason() -> None:
    for day, reason, requests in [(MONDAY, "staff", 9), (MONDAY, "bot", 5), (TUESDAY, "bot", 6)]:
        Excluded.objects.create(day=day, reason=reason, requests=requests)

    assert list(reports.excluded(MONDAY, TUESDAY).items()) == [("bot", 11), ("staff", 9)]


def _hours(*hours: tuple[date, int, int]) -> None:
    SiteHour.objects.bulk_create(SiteHour(day=day, hour=hour, visits=visits) for day, hour, visits in hours)
