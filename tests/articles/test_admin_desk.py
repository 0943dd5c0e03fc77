"""What the newsroom shows: lists, the desk, previews."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.articles.newsroom import LIST, address, client_of
from tests.factories import make_article, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


# The list and the desk.


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [(LIST, 11), ("/admin/", 10), ("/admin/articles/picture/", 10)])
def test_a_page_asks_as_often_for_three_articles_as_for_one(
    count: int, path: str, queries: int, approver: User, django_assert_num_queries: Any
) -> None:
    section = make_section()
    for _ in range(count):
        make_article(section=section, created_by=make_user("contributor"), lead_picture=make_picture())
        make_article(section=section, created_by=approver, status="draft")
        make_article(section=section, created_by=make_user("contributor"), status="in_review")
    client = client_of(approver)
    with django_assert_num_queries(queries):
        client.get(path)


def test_the_list_of_ones_own_articles(writer: User) -> None:
    make_article()
    own = make_article(created_by=writer, status="draft")
    assert list(client_of(writer).get(f"{LIST}?mine=1").context["cl"].queryset) == [own]


def test_the_desk_shows_each_what_waits_for_them(writer: User, approver: User) -> None:
    draft, waiting = make_article(created_by=writer, status="draft"), make_article(status="in_review")
    desks = [client_of(user).get("/admin/").context for user in (writer, approver)]
    shown = [[row["article"] for row in desk[part]] for desk in desks for part in ("drafts", "in_review")]
    assert shown == [[draft], [], [], [waiting]]


def test_the_badge_counts_what_waits_for_review(approver: User) -> None:
    make_article(status="in_review")
    page = client_of(approver).get("/admin/").content.decode()
    badge = re.search(r"status__exact=in_review.*?</a>", page, re.DOTALL)
    assert re.search(r">\s*1\s*</span>", badge[0] if badge else "") is not None


# Looking.


def test_the_preview_shows_a_draft_to_its_writer(writer: User) -> None:
    article = make_article(status="draft", created_by=writer, title="Chưa ai biết")
    response = client_of(writer).get(address(article, "preview"))
    assert "Chưa ai biết" in response.content.decode()
    assert (response["X-Robots-Tag"], "no-store" in response["Cache-Control"]) == ("noindex, nofollow", True)


def test_the_preview_is_no_view(writer: User) -> None:
    article = make_article(created_by=writer)
    response = client_of(writer).get(address(article, "preview"))
    assert hasattr(response, "page") is False


def test_an_unknown_draft_and_a_forbidden_one_look_the_same() -> None:
    client = client_of(make_user("contributor"))
    hidden = make_article(status="draft")
    for page in ("preview", "change", "history", "delete"):
        forbidden = client.get(address(hidden, page))
        unknown = client.get(f"{LIST}{hidden.pk + 1}/{page}/")
        assert (forbidden.status_code, forbidden.get("Location")) == (
            unknown.status_code,
            unknown.get("Location"),
        )


def test_view_on_site_is_offered_for_live_articles_only(approver: User) -> None:
    pages = [client_of(approver).get(address(make_article(status=status))) for status in ("published", "draft")]
    assert [page.context["has_absolute_url"] for page in pages] == [True, False]


def test_an_official_reads_the_text_as_text() -> None:
    article = make_article(body="<p>Dòng <strong>đậm</strong>.</p>")
    page = client_of(make_user("official")).get(address(article)).content.decode()
    assert "<strong>đậm</strong>" in page
