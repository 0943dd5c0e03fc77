"""What the newsroom shows: the desk, previews."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import workflow
from articles.models import Article
from tests.articles.newsroom import LIST, address, client_of
from tests.factories import make_article, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


# The desk.


def parts(user: User) -> dict[str, list[Article]]:
    shown = client_of(user).get("/admin/").context["parts"]
    return {part["key"]: [row.article for row in part["rows"]] for part in shown}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/admin/", 16), ("/admin/articles/picture/", 10)])
def test_a_page_asks_as_often_for_three_articles_as_for_one(
    count: int, path: str, queries: int, approver: User, django_assert_num_queries: Any
) -> None:
    section = make_section()
    for _ in range(count):
        make_article(section=section, created_by=make_user("contributor"), lead_picture=make_picture())
        make_article(section=section, created_by=approver, status="draft", due_on=timezone.localdate())
        make_article(section=section, created_by=make_user("contributor"), status="in_review")
    client = client_of(approver)
    with django_assert_num_queries(queries):
        client.get(path)


def test_the_desk_shows_each_what_waits_for_them(writer: User, approver: User) -> None:
    draft, waiting = make_article(created_by=writer, status="draft"), make_article(status="in_review")
    assert (parts(writer), parts(approver)) == ({"drafts": [draft]}, {"waiting": [waiting]})


def test_the_desk_tells_a_writer_what_came_back_and_why(writer: User, approver: User) -> None:
    article = make_article(status="in_review", created_by=writer)
    client_of(approver).post(address(article, "send-back"), {"reason": "Bổ sung số hộ tham gia."})
    assert parts(writer) == {"sent_back": [article]}
    assert "Bổ sung số hộ tham gia." in client_of(writer).get("/admin/").content.decode()


def test_what_is_due_today_or_before_is_pressing(approver: User) -> None:
    today = timezone.localdate()
    days = [today - timedelta(days=2), today, today + timedelta(days=1)]
    overdue, due, _later = [make_article(status="draft", due_on=day) for day in days]
    make_article(due_on=today, status="archived")
    assert parts(approver) == {"due": [overdue, due]}


def test_a_planned_time_that_passed_without_approval_is_pressing(writer: User, approver: User) -> None:
    article = make_article(status="in_review", created_by=writer, publish_at=timezone.now() - timedelta(minutes=5))
    page = client_of(approver).get("/admin/").content.decode()
    assert (parts(approver), parts(writer)) == ({"late": [article]}, {"late": [article]})
    assert "Giờ đăng đã qua mà bài chưa được duyệt" in page


def test_what_comes_out_today_stands_in_its_order(approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = timezone.localtime().replace(year=2026, month=11, day=25, hour=12)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    hours = (9, 3, 14, -1)  # the third is tomorrow, the last has come out
    late, soon, _tomorrow, out = [make_article(publish_at=noon + timedelta(hours=hour)) for hour in hours]
    assert parts(approver) == {"today": [soon, late], "published": [out]}


def test_no_article_is_named_twice(approver: User) -> None:
    article = make_article(status="in_review", created_by=approver, due_on=timezone.localdate(), reviewer=approver)
    assert parts(approver) == {"due": [article]}


def test_what_is_named_above_hides_nothing_below(approver: User) -> None:
    due = [make_article(status="in_review", due_on=timezone.localdate()) for _ in range(9)]
    waiting = make_article(status="in_review")
    assert [len(parts(approver)["due"]), parts(approver)["waiting"]] == [8, [due[8], waiting]]


def test_a_desk_where_nothing_waits_says_so_kindly(writer: User) -> None:
    pages = [client_of(writer).get("/admin/").content.decode()]
    make_article(status="draft", created_by=writer, due_on=timezone.localdate())
    pages.append(client_of(writer).get("/admin/").content.decode())
    assert ["desk__calm" in page for page in pages] == [True, False]


def test_an_official_reads_what_was_published_last() -> None:
    live = make_article()
    make_article(status="in_review", due_on=timezone.localdate())
    assert parts(make_user("official")) == {"published": [live]}


def test_the_badge_counts_what_waits_for_the_approver(approver: User) -> None:
    make_article(status="in_review")
    make_article(status="in_review", reviewer=make_user("approver"))
    page = client_of(approver).get("/admin/").content.decode()
    badge = re.search(r"view=waiting.*?</a>", page, re.DOTALL)
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


def test_the_desk_tells_what_became_of_ones_articles(writer: User, approver: User) -> None:
    article = make_article(created_by=writer, status="in_review", title="Lễ hội Đồng Vọng")
    workflow.publish(article, by=approver)
    news = client_of(writer).get("/admin/").context["news"]
    assert [(notice.kind, notice.article) for notice in news] == [("published", article)]
