"""Old hours go, old days become months, and every sum stays."""

from datetime import date

import pytest
from django.db.models import Sum

from stats import identities, retention
from stats.models import (
    ArticleDay,
    ArticleMonth,
    ArticleTotal,
    DimensionDay,
    DimensionMonth,
    RollupState,
    SiteDay,
    SiteHour,
    SiteMonth,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def history() -> None:
    """Two days of a month that is over, one of the oldest month kept."""
    days = [date(2024, 9, 1), date(2024, 9, 30), date(2024, 10, 1)]
    for day in days:
        SiteDay.objects.create(day=day, views=5, other_views=2, visits=1, visitors=1)
        ArticleDay.objects.create(day=day, article_id=7, views=3)
        DimensionDay.objects.create(day=day, dimension="device", value="mobile", views=5)
        SiteHour.objects.create(day=day, hour=8, views=5, visits=1)
    ArticleTotal.objects.create(article_id=7, views=9)
    RollupState.objects.create(pk=1, views=15, visits=3)


def test_days_of_a_month_that_is_over_become_a_month() -> None:
    retention.tidy(TODAY)
    assert list(SiteMonth.objects.values_list()) == [(date(2024, 9, 1), 10, 4, 2)]
    assert ArticleMonth.objects.get().views == 6
    assert DimensionMonth.objects.get().views == 10


def test_days_of_the_last_25_months_stay() -> None:
    retention.tidy(TODAY)
    assert [list(m.objects.values_list("day", flat=True)) for m in (SiteDay, ArticleDay, DimensionDay)] == [
        [date(2024, 10, 1)]
    ] * 3


def test_hours_of_more_than_90_days_go() -> None:
    SiteHour.objects.create(day=date(2026, 8, 26), hour=0, views=1)
    SiteHour.objects.create(day=date(2026, 8, 25), hour=23, views=1)
    retention.tidy(TODAY)
    assert list(SiteHour.objects.values_list("day", flat=True)) == [date(2026, 8, 26)]


def test_every_sum_stays() -> None:
    retention.tidy(TODAY)
    retention.tidy(TODAY)
    assert set(map(tuple, identities.violations().values())) == {()}


def test_what_is_rolled_up_late_joins_its_month() -> None:
    retention.tidy(TODAY)
    SiteDay.objects.create(day=date(2024, 9, 3), views=4, visits=1, visitors=1)
    retention.tidy(TODAY)
    assert SiteMonth.objects.aggregate(views=Sum("views")) == {"views": 14}
