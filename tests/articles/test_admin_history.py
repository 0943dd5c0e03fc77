"""The pages of an article's history."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import revisions
from articles.models import Article, Revision
from tests.articles.newsroom import address, client_of
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


def record(article: Article, by: User | None = None, **fields: Any) -> Revision:
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return revisions.record(article, Revision.Action.EDITED, by=by, note=fields.get("title", ""))


def page(user: User, article: Article, path: str) -> Any:
    return client_of(user).get(address(article, path).removesuffix("/") if "?" in path else address(article, path))


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_asks_as_often_for_three_entries_as_for_one(
    approver: User, count: int, django_assert_num_queries: Any
) -> None:
    article = make_article(status="draft")
    for _ in range(count):
        record(article, by=make_user("approver"))
    client = client_of(approver)
    client.get("/admin/")
    with django_assert_num_queries(10):
        client.get(address(article, "revisions"))


def test_the_history_says_who_did_what(approver: User) -> None:
    article = make_article(status="draft")
    step = record(article, by=approver, title="Tên một").get_action_display()
    content = page(approver, article, "revisions").content.decode()
    assert all(words in content for words in ("Nguyễn Văn An", "Tên một", step))


def test_a_long_history_is_divided_into_pages(approver: User) -> None:
    article = make_article(status="draft")
    for number in range(31):
        record(article, title=f"Lần {number:02}")
    found = [page(approver, article, f"revisions/?page={number}").context["page"] for number in ("1", "2", "x", "99")]
    assert [len(part) for part in found] == [30, 1, 30, 1]


def test_two_revisions_are_compared_word_by_word(approver: User) -> None:
    article = make_article(status="draft")
    old, new = record(article, title="Dọn kênh"), record(article, title="Dọn mương")
    for pair in ((old, new), (new, old)):  # whichever was chosen first
        query = f"compare/?from={pair[0].pk}&to={pair[1].pk}"
        assert "Dọn <del>kênh</del><ins>mương</ins>" in page(approver, article, "revisions/" + query).content.decode()


def test_a_revision_is_compared_with_what_is_stored_now(approver: User) -> None:
    article = make_article(status="draft")
    old = record(article, title="Dọn kênh")
    record(article, title="Dọn mương")
    content = page(approver, article, f"revisions/compare/?from={old.pk}&to=now").content.decode()
    assert "<del>kênh</del><ins>mương</ins>" in content


def test_what_one_save_changed_is_shown(approver: User) -> None:
    article = make_article(status="draft")
    for title in ("Dọn kênh", "Dọn mương", "Dọn đường"):
        last = record(article, title=title)
    content = page(approver, article, f"revisions/compare/?to={last.pk}").content.decode()
    assert "<del>mương</del><ins>đường</ins>" in content


@pytest.mark.parametrize("query", ["from=x", "to=x", "from=0", "to=-1", "from=" + "9" * 30])
def test_revisions_that_are_none_are_not_found(approver: User, query: str) -> None:
    article = make_article(status="draft")
    record(article)
    assert page(approver, article, f"revisions/compare/?{query}").status_code == 404


def test_revisions_of_another_article_are_not_found(approver: User) -> None:
    article, other = make_article(status="draft"), record(make_article(status="draft"))
    pages = [f"revisions/compare/?from={other.pk}", f"revisions/compare/?to={other.pk}", f"revisions/{other.pk}"]
    assert [page(approver, article, path).status_code for path in pages] == [404, 404, 404]


def test_what_was_typed_is_never_read_as_html(approver: User) -> None:
    article = make_article(status="draft")
    record(article, title="<script>a()</script>")
    old = record(article, title="<img src=x onerror=a()>")
    contents = [
        page(approver, article, path).content.decode() for path in (f"revisions/compare/?to={old.pk}", "revisions")
    ]
    assert not any("<script>a()" in content or "<img src=x" in content for content in contents)


def test_an_earlier_text_is_read(approver: User) -> None:
    article = make_article(status="draft")
    earlier = record(article, body="<p>Dòng <strong>đậm</strong>.</p>")
    record(article, body="<p>Khác</p>")
    assert "<strong>đậm</strong>" in page(approver, article, f"revisions/{earlier.pk}").content.decode()


def test_an_earlier_text_is_brought_back(approver: User) -> None:
    article = make_article(status="draft")
    earlier = record(article, title="Trước")
    record(article, title="Sau")
    sent = {"version": article.updated_at.isoformat()}
    response = client_of(approver).post(address(article, f"revisions/{earlier.pk}/restore"), sent)
    assert (response["Location"], Article.objects.get().title) == (address(article), "Trước")


def test_a_refused_restore_says_why(approver: User) -> None:
    article = make_article(status="draft")
    earlier = record(article, title="Trước")
    path = address(article, f"revisions/{earlier.pk}/restore")
    response = client_of(approver).post(path, {"version": "alt"}, follow=True)
    assert "Vừa có người lưu bài này" in response.content.decode()


def test_a_live_text_is_restored_into_a_new_text() -> None:
    writer = make_user("contributor")
    article = make_article(created_by=writer)
    earlier = record(article, title="Trước")
    record(article, title="Sau")
    client_of(writer).post(address(article, f"revisions/{earlier.pk}/restore"), {"redraft": "1"})
    assert list(Article.objects.order_by("pk").values_list("title", flat=True)) == ["Sau", "Trước"]


def test_a_writer_is_offered_a_new_text_of_what_is_live_and_no_restore() -> None:
    article = make_article(created_by=(writer := make_user("contributor")))
    earlier = record(article)
    context = page(writer, article, f"revisions/{earlier.pk}").context
    assert (context["may_restore"], context["may_redraft"]) == (False, True)


def test_restoring_without_the_right_is_forbidden() -> None:
    article = make_article(created_by=(writer := make_user("contributor")))
    earlier = record(article)
    response = client_of(writer).post(address(article, f"revisions/{earlier.pk}/restore"))
    assert response.status_code == 403


def test_djangos_own_history_leads_here(approver: User) -> None:
    article = make_article(status="draft")
    assert page(approver, article, "history")["Location"] == address(article, "revisions")
