"""A view on its way from the request to the figures, in one process."""

import pytest
from django.db import connection, transaction
from django.test import Client

from stats import figures, rollup
from stats.models import ArticleTotal, Excluded, SiteDay
from tests.conftest import BROWSER, roll_up
from tests.factories import make_article, make_user

pytestmark = pytest.mark.usefixtures("counting")


def test_a_view_is_in_the_total_after_a_rollup(reader: Client) -> None:
    article = make_article()
    reader.get(article.get_absolute_url())
    roll_up()
    assert ArticleTotal.objects.get(pk=article.pk).views == 1


def test_a_reload_is_a_view_and_no_visit(reader: Client) -> None:
    article = make_article()
    for _ in range(3):
        reader.get(article.get_absolute_url())
    roll_up()
    day = SiteDay.objects.get()
    assert (day.views, day.visits, day.visitors) == (3, 1, 1)


def test_a_second_rollup_adds_nothing(reader: Client) -> None:
    article = make_article()
    reader.get(article.get_absolute_url())
    roll_up()
    roll_up()
    assert SiteDay.objects.get().views == 1


def test_a_view_shows_before_any_rollup(reader: Client) -> None:
    article = make_article()
    figures.refresh()
    reader.get(article.get_absolute_url())
    figures.refresh()
    assert figures.views(article.pk) == 1


def test_a_view_shows_although_a_rollup_came_since_the_last_refresh(reader: Client) -> None:
    figures.refresh()
    reader.get(make_article().get_absolute_url())
    rollup.roll_up()
    article = make_article()
    reader.get(article.get_absolute_url())
    assert figures.views(article.pk) == 1


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"}, "bot"),
        ({"user-agent": ""}, "bot"),
        ({"user-agent": BROWSER, "sec-purpose": "prefetch;prerender"}, "prefetch"),
        ({"user-agent": BROWSER, "purpose": "prefetch"}, "prefetch"),
        ({"user-agent": BROWSER, "x-moz": "prefetch"}, "prefetch"),
    ],
)
def test_what_is_not_counted_is_tallied_by_reason(headers: dict[str, str], reason: str) -> None:
    Client().get(make_article().get_absolute_url(), headers=headers)
    roll_up()
    assert list(Excluded.objects.values_list("reason", "requests")) == [(reason, 1)]
    assert not SiteDay.objects.exists()


def test_a_page_that_fails_for_its_figures_is_not_counted(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article()
    reader.raise_request_exception = False
    with monkeypatch.context() as database_is_away:
        database_is_away.setattr(figures, "_load", lambda _: connection.cursor().execute("no SQL"))
        with transaction.atomic():  # the error would break the test's own on PostgreSQL
            assert reader.get(article.get_absolute_url()).status_code == 500
            transaction.set_rollback(True)
    roll_up()
    assert not SiteDay.objects.exists()


def test_staff_are_not_counted(reader: Client) -> None:
    reader.force_login(make_user("administrator"))
    reader.get(make_article().get_absolute_url())
    roll_up()
    assert list(Excluded.objects.values_list("reason", "requests")) == [("staff", 1)]


def test_head_is_not_counted(reader: Client) -> None:
    reader.head(make_article().get_absolute_url())
    roll_up()
    assert not SiteDay.objects.exists()


def test_do_not_track_counts_the_view_and_makes_no_visit(reader: Client) -> None:
    reader.get(make_article().get_absolute_url(), headers={"dnt": "1"})
    roll_up()
    day = SiteDay.objects.get()
    assert (day.views, day.visits) == (1, 0)


def test_two_agents_are_two_visitors(reader: Client) -> None:
    article = make_article()
    reader.get(article.get_absolute_url())
    reader.get(article.get_absolute_url(), headers={"user-agent": BROWSER + " Edg/140.0"})
    roll_up()
    assert figures.site == figures.Site(online=2, today=2, week=2, total=2)
