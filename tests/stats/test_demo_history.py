from datetime import date, timedelta

import pytest
from django.db.models import Sum

from stats import clock, demo, identities
from stats.models import ArticleDay, ArticleTotal, DimensionDay, Excluded, RollupState, SiteDay, SiteHour, Step, Visitor

pytestmark = pytest.mark.django_db

SUNDAY = date(2026, 11, 22)
ARTICLES = [(number, "giao-duc", SUNDAY - timedelta(days=number * 8)) for number in range(1, 46)]


@pytest.fixture
def _history() -> None:
    demo.write_history(ARTICLES, until=SUNDAY, seed=1)


@pytest.mark.usefixtures("_history")
def test_every_identity_holds() -> None:
    assert set(map(tuple, identities.violations().values())) == {()}


@pytest.mark.usefixtures("_history")
def test_it_covers_thirteen_months_and_the_hours_of_the_last_ninety_days() -> None:
    days = set(SiteDay.objects.values_list("day", flat=True))
    hours = set(SiteHour.objects.values_list("day", flat=True))

    assert (len(days), max(days), len(hours), max(hours)) == (396, SUNDAY, 90, SUNDAY)


@pytest.mark.usefixtures("_history")
def test_no_article_is_read_before_it_appears() -> None:
    early = [ArticleDay.objects.filter(article_id=pk, day__lt=day).count() for pk, _section, day in ARTICLES]

    assert sum(early) == 0


@pytest.mark.usefixtures("_history")
def test_weekends_are_quieter_than_working_days() -> None:
    weekend = SiteDay.objects.filter(day__week_day__in=[1, 7]).aggregate(n=Sum("visits"))["n"] / 2
    working = SiteDay.objects.filter(day__week_day__in=[2, 3, 4, 5, 6]).aggregate(n=Sum("visits"))["n"] / 5

    assert weekend < working * 0.75


@pytest.mark.usefixtures("_history")
def test_visitors_are_fewer_than_visits_and_visits_about_half_the_views() -> None:
    sums = SiteDay.objects.aggregate(views=Sum("views"), visits=Sum("visits"), visitors=Sum("visitors"))

    assert sums["visitors"] < sums["visits"]
    assert sums["visits"] / sums["views"] == pytest.approx(0.55, abs=0.01)


@pytest.mark.usefixtures("_history")
def test_bots_make_a_tenth_to_a_third_of_all_requests() -> None:
    views = dict(SiteDay.objects.values_list("day", "views"))
    bots = Excluded.objects.filter(reason="bot").values_list("day", "requests")
    shares = [requests / (requests + views[day]) for day, requests in bots]

    assert (round(min(shares), 1), round(max(shares), 1)) == (0.1, 0.3)


@pytest.mark.usefixtures("_history")
def test_nobody_is_made_to_be_online() -> None:
    assert (Visitor.objects.count(), Step.objects.count()) == (0, 0)


def test_the_same_seed_writes_the_same_figures() -> None:
    demo.write_history(ARTICLES, until=SUNDAY, seed=1)
    first = RollupState.objects.values_list("views", "visits").get()
    for model in (SiteDay, SiteHour, ArticleDay, ArticleTotal, DimensionDay, Excluded):
        model.objects.all().delete()

    demo.write_history(ARTICLES, until=SUNDAY, seed=1)

    assert RollupState.objects.values_list("views", "visits").get() == first


def test_nothing_is_written_after_this_moment() -> None:
    demo.write_history(ARTICLES, until=clock.today(), seed=1)
    now = clock.hour_number(clock.now_ms())
    hours = SiteHour.objects.values_list("day", "hour")

    assert max(clock.number_of(day) * 24 + hour for day, hour in hours) < now


def test_figures_that_were_counted_are_left_alone() -> None:
    SiteDay.objects.create(day=SUNDAY, views=1, other_views=1, visits=1)

    with pytest.raises(RuntimeError, match="There are figures already"):
        demo.write_history(ARTICLES, until=SUNDAY, seed=1)

    assert SiteDay.objects.count() == 1
