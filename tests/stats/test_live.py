"""The live figures as data, and what open pages tell."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.pages import Subject, page_token
from stats import figures
from stats.models import Excluded, SiteDay
from tests.conftest import roll_up
from tests.factories import make_article, make_user

pytestmark = pytest.mark.usefixtures("counting")

LIVE = reverse("stats:live")


def test_the_four_figures_of_the_site(reader: Client) -> None:
    reader.get(make_article().get_absolute_url())
    roll_up()
    assert reader.get(LIVE).json() == {"online": 1, "today": 1, "week": 1, "total": 1}


def test_the_views_of_an_article(reader: Client) -> None:
    article = make_article()
    reader.get(article.get_absolute_url())
    roll_up()
    assert reader.get(LIVE, {"article": article.pk}).json()["views"] == 1


@pytest.mark.parametrize("article", ["0", "1", "-1", "abc", "", "9" * 30, "١"])
def test_an_unknown_article_is_a_404(reader: Client, article: str) -> None:
    assert reader.get(LIVE, {"article": article}).status_code == 404


def test_a_draft_is_a_404(reader: Client) -> None:
    article = make_article(status="draft")
    assert reader.get(LIVE, {"article": article.pk}).status_code == 404


def test_asking_is_no_view(reader: Client) -> None:
    reader.get(LIVE)
    roll_up()
    assert not SiteDay.objects.exists()


def test_a_known_article_costs_no_query(reader: Client, django_assert_num_queries: pytest.FixtureRequest) -> None:
    article = make_article()
    reader.get(LIVE, {"article": article.pk})
    with django_assert_num_queries(0):  # type: ignore[operator]
        reader.get(LIVE, {"article": article.pk})


def test_an_open_page_is_online_and_no_view(reader: Client) -> None:
    reader.post(LIVE, {"open": "1"})
    roll_up()
    assert figures.site == figures.Site(online=1)


def test_a_page_fetched_ahead_counts_when_it_is_shown(reader: Client) -> None:
    article = make_article()
    page = reader.get(article.get_absolute_url(), headers={"sec-purpose": "prefetch;prerender"})
    token = page.content.decode().partition('data-page="')[2].partition('"')[0]
    reader.post(f"{LIVE}?article={article.pk}", {"shown": token})
    roll_up()
    assert figures.views(article.pk) == 1
    assert Excluded.objects.get().reason == "prefetch"


@pytest.mark.parametrize(
    "token", ["", "1:tin:forged", page_token(Subject(1, "tin")) + "x"], ids=["empty", "forged", "spoilt"]
)
def test_a_forged_token_is_refused(reader: Client, token: str) -> None:
    assert reader.post(LIVE, {"shown": token}).status_code == 403


def test_what_a_strangers_page_sends_is_refused(reader: Client) -> None:
    answer = reader.post(LIVE, {"shown": page_token(Subject(1))}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_staff_are_not_online(reader: Client) -> None:
    reader.force_login(make_user("editor"))
    reader.post(LIVE, {"open": "1"})
    roll_up()
    assert figures.site.online == 0
