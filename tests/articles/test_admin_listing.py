"""The list of articles: its saved views, search, filters, and what it costs."""

import unicodedata
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.admin import changelist, listviews
from articles.admin.filters import period
from articles.models import Article, Revision
from stats.models import ArticleTotal
from tests.articles.newsroom import LIST, address, client_of
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=30)


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


def shown(user: User, query: str = "") -> list[Article]:
    return list(client_of(user).get(f"{LIST}?{query}").context["cl"].result_list)


def titles(user: User, query: str) -> list[str]:
    return [article.title for article in shown(user, query)]


def sent_back(**fields: Any) -> Article:
    article = make_article(status="draft", **fields)
    Revision.objects.create(article=article, action="sent_back", title=article.title, note="Bổ sung nguồn.")
    return article


# What it costs.


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", ["", "view=waiting", "view=sent-back", "view=mine", "q=duong&section=1", "p=1&o=-5"])
def test_a_page_of_the_list_takes_at_most_twelve_queries(
    count: int, query: str, approver: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        make_article(created_by=make_user("contributor"))
        make_article(created_by=approver, section=make_section(), status="in_review", title="Con đường")
        sent_back(created_by=approver)
    client = client_of(approver)
    with django_assert_max_num_queries(12):
        client.get(f"{LIST}?{query}")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_articles_as_for_one(
    count: int, approver: User, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make_article(created_by=make_user("contributor"))
        make_article(created_by=approver, status="draft")
    client = client_of(approver)
    with django_assert_num_queries(12):
        client.get(LIST)


# Saved views.


def test_trash_stands_in_its_own_view_only(approver: User) -> None:
    kept, trashed = make_article(created_by=approver), make_article(created_by=approver, status="trashed")
    found = {view.key: shown(approver, f"view={view.key}") for view in listviews.offered(approver)}
    assert (found.pop("trash"), found["all"], found["mine"]) == ([trashed], [kept], [kept])
    assert not any(trashed in articles for articles in found.values())


def test_waiting_for_me_leaves_out_what_names_another_reviewer(approver: User) -> None:
    mine = make_article(status="in_review", reviewer=approver)
    open_to_all = make_article(status="in_review")
    others = make_article(status="in_review", reviewer=make_user("approver"))
    assert set(shown(approver, "view=waiting")) == {mine, open_to_all}
    assert set(shown(approver, "view=in-review")) == {mine, open_to_all, others}


def test_waiting_for_a_limited_approver_is_what_stands_in_the_given_sections(approver: User) -> None:
    section = make_section()
    section.editors.add(approver)
    own = make_article(status="in_review", section=make_section(parent=section))
    make_article(status="in_review")
    assert shown(approver, "view=waiting") == [own]


def test_sent_back_is_what_came_back_and_was_not_handed_in_again(writer: User) -> None:
    back, again = sent_back(created_by=writer), sent_back(created_by=writer)
    Revision.objects.create(article=again, action="submitted", title=again.title)
    make_article(status="draft", created_by=writer)
    assert shown(writer, "view=sent-back") == [back]


def test_scheduled_are_the_planned_ones_and_the_next_comes_first(approver: User) -> None:
    late, soon = make_article(publish_at=LATER), make_article(publish_at=LATER - timedelta(days=2))
    live = make_article()
    assert (shown(approver, "view=scheduled"), shown(approver, "view=live")) == ([soon, late], [live])


def test_ones_own_articles_are_of_any_status(writer: User) -> None:
    make_article()
    own = [make_article(created_by=writer, status=status) for status in ("draft", "in_review", "published")]
    assert shown(writer, "view=mine") == own[::-1]


@pytest.mark.parametrize(
    ("role", "keys"),
    [
        ("contributor", "sent-back drafts mine in-review scheduled live all trash"),
        ("editor", "sent-back drafts mine in-review scheduled live all trash"),
        ("approver", "waiting sent-back drafts mine in-review scheduled live all trash"),
        ("official", "live all"),
        ("administrator", "waiting sent-back drafts mine in-review scheduled live all trash"),
    ],
)
def test_each_role_has_its_views(role: str, keys: str) -> None:
    page = client_of(make_user(role)).get(LIST)
    assert [tab["url"].partition("=")[2] or "all" for tab in page.context["tabs"]] == keys.split()


@pytest.mark.parametrize("view", ["waiting", "trash", "khong-co", "%00", "all"])
def test_a_view_that_one_does_not_have_shows_all_that_one_may_see(view: str) -> None:
    live = make_article()
    make_article(status="trashed")
    make_article(status="in_review")
    assert shown(make_user("official"), f"view={view}") == [live]


def test_tabs_say_how_many_articles_stand_behind_them(approver: User) -> None:
    make_article(status="in_review")
    make_article(status="in_review", reviewer=make_user("approver"))
    sent_back(created_by=approver)
    counts = {tab["url"].partition("=")[2]: tab["count"] for tab in client_of(approver).get(LIST).context["tabs"]}
    assert {key: count for key, count in counts.items() if count} == {
        "waiting": 1,
        "in-review": 2,
        "sent-back": 1,
        "drafts": 1,
    }


def test_the_sidebar_marks_the_view_that_is_shown(approver: User) -> None:
    page = client_of(approver).get(f"{LIST}?view=waiting")
    items = [item for group in page.context["sidebar_navigation"] for item in group["items"]]
    assert [item["title"] for item in items if item["active"]] == ["Chờ bạn duyệt"]


def test_a_new_text_is_named_as_such(approver: User) -> None:
    make_article(status="draft", redraft_of=make_article(), title="Lời văn mới")
    page = client_of(approver).get(LIST).content.decode()
    assert page.count('<span class="list-note">Bản sửa</span>') == 1


def test_a_page_beyond_the_last_one_leads_back_to_the_list(approver: User) -> None:
    for _ in range(31):
        make_article()
    assert client_of(approver).get(f"{LIST}?p=99")["Location"] == f"{LIST}?e=1"


# Search.


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("duong", ["Ánh dương", "Con đường"]),
        ("đường", ["Con đường"]),
        ("ĐƯỜNG con", ["Con đường"]),
        (unicodedata.normalize("NFD", "đường"), ["Con đường"]),
        ("du%ng", []),
        ("du_ng", []),
        ("\\", []),
        ("con\0đường", ["Con đường"]),
        ("đường " + "a" * 10_000, []),
        ("   ", ["Ánh dương", "Con đường", "Trường học"]),
    ],
)
def test_search_finds_vietnamese_with_and_without_marks(query: str, found: list[str], approver: User) -> None:
    for title in ("Con đường", "Ánh dương", "Trường học"):
        make_article(title=title, lead="", created_by=approver)
    assert sorted(titles(approver, f"q={quote(query)}"), key=found.index) == found


def test_search_stays_within_the_view(approver: User) -> None:
    own = make_article(title="Con đường", status="draft", created_by=approver)
    make_article(title="Con đường")
    assert shown(approver, "view=drafts&q=duong") == [own]


def test_search_shows_nobody_what_they_may_not_see(writer: User) -> None:
    make_article(title="Con đường", status="draft")
    assert shown(writer, "q=duong") == []


def test_a_search_that_finds_too_much_says_so(approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changelist, "MOST_FOUND", 2)
    articles = [make_article(title="Con đường") for _ in range(3)]
    page = client_of(approver).get(f"{LIST}?q=duong")
    assert (page.context["cl"].result_list, page.context["cl"].is_cut) == (articles[:0:-1], True)


# Filters.


def test_a_section_comes_with_those_below_it(approver: User) -> None:
    section = make_section()
    below = make_article(section=make_section(parent=section))
    above = make_article(section=section)
    make_article()
    assert set(shown(approver, f"section={section.pk}")) == {above, below}


def test_filters_narrow_each_other_down(approver: User, writer: User) -> None:
    found = make_article(created_by=writer, status="archived", is_featured=True, publish_at=timezone.now())
    make_article(created_by=writer, status="archived", publish_at=timezone.now())
    make_article(status="archived", is_featured=True, publish_at=timezone.now())
    make_article(created_by=writer, is_featured=True)
    assert shown(approver, f"writer={writer.pk}&status=archived&featured=1&period=7") == [found]


@pytest.mark.parametrize(
    "query", ["section=x", "section=0", "writer=%00", "writer=9" * 30, "status=trashed", "period=1"]
)
def test_a_value_that_no_filter_offers_hides_nothing(query: str, approver: User) -> None:
    article = make_article()
    assert shown(approver, query) == [article]


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [
        ("today", "2026-01-31", "2026-02-01"),
        ("7", "2026-01-25", "2026-02-01"),
        ("30", "2026-01-02", "2026-02-01"),
        ("month", "2026-01-01", "2026-02-01"),
        ("last-month", "2025-12-01", "2026-01-01"),
        ("year", "2026-01-01", "2027-01-01"),
        ("last-year", "2025-01-01", "2026-01-01"),
    ],
)
def test_periods_are_those_of_the_calendar(name: str, first: str, after: str) -> None:
    days = period(name, date(2026, 1, 31)) or ()
    assert [day.isoformat() for day in days] == [first, after]


def test_a_search_keeps_the_view_and_begins_at_the_first_page(approver: User) -> None:
    kept = client_of(approver).get(f"{LIST}?view=mine&p=1&o=-5&q=duong").context["cl"].kept_parameters
    assert kept == [("view", "mine"), ("o", "-5")]


def test_the_list_is_sorted_by_a_press_on_a_heading(approver: User) -> None:
    old, new = make_article(publish_at=timezone.now() - timedelta(days=9)), make_article()
    headings = client_of(approver).get(LIST).context["cl"].headings
    assert shown(approver, headings["publish_at"].url[1:]) == [new, old]
    assert (headings["updated_at"].sorted, headings["publish_at"].sorted) == ("descending", "")


# Views.


def test_the_list_says_how_often_an_article_was_read(approver: User) -> None:
    read, unread, draft = make_article(), make_article(), make_article(status="draft")
    ArticleTotal.objects.create(article_id=read.pk, views=12_345)
    ArticleTotal.objects.create(article_id=draft.pk, views=1)
    rows = client_of(approver).get(LIST).context["cl"].rows
    assert {row.article: row.views for row in rows} == {read: 12_345, unread: 0, draft: None}


def test_the_form_of_a_live_article_has_the_course_of_its_views(approver: User) -> None:
    pages = [client_of(approver).get(address(make_article(status=status))) for status in ("published", "draft")]
    assert ["article-course" in page.content.decode() for page in pages] == [True, False]
