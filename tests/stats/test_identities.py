from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from stats import identities, opening
from stats.models import ArticleDay, ArticleTotal, DimensionDay, OpeningTotal, RollupState, SiteDay, SiteHour

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _figures() -> None:
    """Two days whose figures agree; the hours of the first are no longer kept."""
    SiteDay.objects.create(day=MONDAY, views=7, other_views=2, visits=3, visitors=2)
    SiteDay.objects.create(day=TUESDAY, views=5, other_views=5, visits=2, visitors=3)
    SiteHour.objects.create(day=TUESDAY, hour=8, views=4, visits=1)
    SiteHour.objects.create(day=TUESDAY, hour=9, views=1, visits=1)
    ArticleDay.objects.create(day=MONDAY, article_id=12, views=5)
    ArticleTotal.objects.create(article_id=12, views=5)
    RollupState.objects.create(pk=1, views=12, visits=5)
    opening.set_site(530_000, by="Lan", reason="moved in")
    opening.set_articles({12: 100, 13: 40}, by="Lan", reason="moved in")


def test_figures_that_agree_violate_nothing() -> None:
    assert set(map(tuple, identities.violations().values())) == {()}


def test_an_empty_portal_violates_nothing() -> None:
    for model in (SiteDay, SiteHour, ArticleDay, ArticleTotal, RollupState, OpeningTotal):
        model.objects.all().delete()

    assert set(map(tuple, identities.violations().values())) == {()}


def test_a_day_with_more_views_than_its_pages_is_named() -> None:
    SiteDay.objects.filter(day=MONDAY).update(views=8)

    assert identities.day_views_are_article_and_other_views() == [
        "2026-11-23: 8 views, but its articles have 5 and other pages 2"
    ]


def test_article_views_on_a_day_that_the_site_does_not_know_are_named() -> None:
    ArticleDay.objects.create(day=date(2026, 11, 22), article_id=12, views=4)

    assert identities.day_views_are_article_and_other_views() == [
        "2026-11-22: no views of the site, but its articles have 4"
    ]


@pytest.mark.parametrize(("views", "visits"), [(3, 1), (4, 2)])
def test_a_day_that_is_not_its_hours_is_named(views: int, visits: int) -> None:
    SiteHour.objects.filter(day=TUESDAY, hour=8).update(views=views, visits=visits)

    assert identities.days_are_their_hours() == [
        f"2026-11-24: 5 views and 2 visits, but its hours have {views + 1} and {visits + 1}"
    ]


def test_an_hour_on_a_day_that_the_site_does_not_know_is_named() -> None:
    SiteHour.objects.create(day=date(2026, 11, 25), hour=1, views=3)

    assert identities.days_are_their_hours() == ["2026-11-25: no views of the site, but its hours have 3"]


def test_views_ever_that_are_not_those_of_the_days_are_named() -> None:
    RollupState.objects.update(views=13)

    assert identities.views_ever_are_all_days() == ["all time: 13 views, but the days and months have 12"]


def test_visits_ever_that_are_not_those_of_the_days_are_named() -> None:
    RollupState.objects.update(visits=4)

    assert identities.visits_ever_are_all_days() == ["all time: 4 visits, but the days and months have 5"]


def test_an_article_total_that_is_not_its_days_is_named() -> None:
    ArticleTotal.objects.filter(pk=12).update(views=104)

    assert identities.article_totals_are_opening_and_days() == [
        "article 12: 104 views ever, but it began with 100 and its days have 5"
    ]


def test_article_days_without_a_total_are_named() -> None:
    ArticleTotal.objects.filter(pk=12).delete()

    assert identities.article_totals_are_opening_and_days() == ["article 12: no views ever, but its days have 5"]


def test_more_visitors_than_views_are_named() -> None:
    SiteDay.objects.filter(day=TUESDAY).update(visitors=6)

    assert identities.no_more_visits_or_visitors_than_views() == ["2026-11-24: 2 visits and 6 visitors of 5 views"]


def test_an_hour_with_more_visits_than_views_is_named() -> None:
    SiteHour.objects.filter(day=TUESDAY, hour=9).update(visits=2)

    assert identities.no_more_visits_or_visitors_than_views() == ["2026-11-24 9:00: 2 visits of 1 views"]


def test_an_article_with_more_readers_than_views_is_named() -> None:
    ArticleDay.objects.filter(day=MONDAY).update(readers=6)

    assert identities.no_more_visits_or_visitors_than_views() == [
        "2026-11-23: 6 readers of article 12 and 5 views of it"
    ]


def test_the_number_of_sentences_is_bounded() -> None:
    ArticleTotal.objects.bulk_create(ArticleTotal(article_id=pk, views=1) for pk in range(100, 200))

    assert len(identities.article_totals_are_opening_and_days()) == identities.MOST


def test_a_breakdown_that_is_not_its_day_is_named() -> None:
    DimensionDay.objects.create(day=MONDAY, dimension="device", value="mobile", views=7)
    DimensionDay.objects.create(day=TUESDAY, dimension="device", value="mobile", views=4)
    assert identities.breakdowns_are_the_day() == ["2026-11-24: 5 views, but by device 4"]


def test_the_number_of_queries_does_not_depend_on_the_rows(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ArticleTotal.objects.bulk_create(ArticleTotal(article_id=pk) for pk in range(100, 200))

    with django_assert_num_queries(22):
        identities.violations()


def test_the_command_says_that_all_hold() -> None:
    out = StringIO()

    call_command("check_figures", stdout=out)

    assert out.getvalue() == "8 identities hold.\n"


def test_the_command_fails_and_prints_each_violation() -> None:
    RollupState.objects.update(views=13)
    errors = StringIO()

    with pytest.raises(CommandError, match=r"1 of 8 identities do not hold\."):
        call_command("check_figures", stderr=errors)

    assert errors.getvalue() == "views_ever_are_all_days: all time: 13 views, but the days and months have 12\n"


@pytest.mark.django_db(transaction=True)
def test_the_figures_are_checked_in_a_transaction_of_its_own() -> None:
    # On PostgreSQL only the first statement of a transaction may choose its isolation.
    assert [sentences for sentences in identities.violations().values() if sentences] == []
