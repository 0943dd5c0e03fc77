"""Two people who edit the same article."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from tests.articles.newsroom import address, client_of, errors, send
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


def test_the_second_of_two_saves_is_refused_and_named(writer: User, approver: User) -> None:
    article = make_article(status="draft", created_by=writer)
    send(approver, article, lead="Của người duyệt.")
    response = send(writer, article, lead="Của người viết.")
    form = response.context["adminform"].form  # type: ignore[attr-defined]
    assert ("Nguyễn Văn An" in errors(response), form["lead"].value()) == (True, "Của người viết.")
    assert Article.objects.get().lead == "Của người duyệt."


def test_a_step_on_an_outdated_page_is_refused_too(writer: User, approver: User) -> None:
    article = make_article(status="draft", created_by=writer)
    send(approver, article, "_submit")
    response = send(approver, article, "_publish")
    assert (response.status_code, Article.objects.get().status) == (200, "in_review")


def test_ticking_the_box_replaces_the_version_that_was_named(writer: User, approver: User) -> None:
    article = make_article(status="draft", created_by=writer)
    send(approver, article, lead="Của người duyệt.")
    refused = send(writer, article, lead="Của người viết.")
    named = refused.context["adminform"].form.conflict.version  # type: ignore[attr-defined]
    send(writer, article, lead="Của người viết.", overwrite=named)
    assert list(article.revisions.values_list("lead", flat=True)) == ["Của người viết.", "Của người duyệt."]


def test_the_box_does_not_replace_a_still_newer_version(writer: User, approver: User) -> None:
    article = make_article(status="draft", created_by=writer)
    outdated = article.updated_at.isoformat()
    send(approver, article, lead="Của người duyệt.")
    response = send(writer, article, lead="Của người viết.", overwrite=outdated)
    assert (response.status_code, Article.objects.get().lead) == (200, "Của người duyệt.")


def test_a_save_without_a_version_is_refused(approver: User) -> None:
    response = send(approver, make_article(), version="", lead="Khác")
    assert response.status_code == 200


# Both texts.


def refused(writer: User, approver: User, saves: int = 1) -> tuple[Article, str]:
    """The page that refuses a form older than so many saves."""
    article = make_article(status="draft", created_by=writer, lead="Sáng nay dọn kênh.")
    outdated = article.updated_at.isoformat()
    for number in range(saves):
        send(approver, Article.objects.get(), lead=f"Sáng nay dọn mương {number}.")
    response = send(writer, article, lead="Sáng nay dọn đường.", version=outdated)
    return article, response.content.decode()


def test_the_refused_form_shows_both_texts_word_by_word(writer: User, approver: User) -> None:
    _article, page = refused(writer, approver)
    assert "dọn <del>mương 0</del><ins>đường</ins>." in page


def test_a_form_that_is_two_versions_old_shows_who_saved_meanwhile(writer: User, approver: User) -> None:
    article, page = refused(writer, approver, saves=2)
    stored = Article.objects.get(pk=article.pk).lead
    assert (page.count("<li><time"), stored) == (2, "Sáng nay dọn mương 1.")


def test_a_version_that_is_none_shows_both_texts_too(writer: User) -> None:
    article = make_article(status="draft", created_by=writer, title="Của kho")
    page = send(writer, article, title="Của tôi", version="\x00" * 5000).content.decode()
    assert "Của <del>kho</del><ins>tôi</ins>" in page


def test_other_fields_are_compared_by_their_names(writer: User) -> None:
    article = make_article(status="draft", created_by=writer, author="Hoa")
    form = send(writer, article, author="Lan", version="").context["adminform"].form  # type: ignore[attr-defined]
    assert [difference.name for difference in form.conflict.differences()] == ["author"]


def test_another_reviewer_and_day_are_shown_as_people_read_them(writer: User, approver: User) -> None:
    article = make_article(status="draft", created_by=writer, due_on=date(2026, 7, 1))
    response = send(writer, article, reviewer=approver.pk, due_on="02/07/2026", version="")
    form = response.context["adminform"].form  # type: ignore[attr-defined]
    stored, now = form.conflict.stored, form.conflict.typed
    assert [(stored[name], now[name]) for name in ("reviewer", "due_on")] == [
        ("", "Nguyễn Văn An"),
        ("01/07/2026", "02/07/2026"),
    ]
    assert [difference.name for difference in form.conflict.differences()] == ["reviewer", "due_on"]
    assert 'name="due_on" value="01/07/2026"' in client_of(writer).get(address(article)).content.decode()
