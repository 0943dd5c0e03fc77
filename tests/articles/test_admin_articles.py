"""Writing in the newsroom: the form and its steps."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.timezone import localtime

from articles.models import Article, Revision
from tests.articles.newsroom import LIST, address, client_of, errors, send
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


# Writing.


def test_a_new_article_belongs_to_its_writer_and_has_its_first_revision(writer: User) -> None:
    send(writer, Article(section=make_section()), title="Đường về xã")
    article = Article.objects.get()
    assert (article.created_by, article.slug, article.status) == (writer, "duong-ve-xa", "draft")
    assert list(article.revisions.values_list("action", "created_by")) == [("created", writer.pk)]


def test_a_new_article_is_signed_as_the_writers_last_one(writer: User) -> None:
    make_article(created_by=writer, signature="CTTĐT")
    form = client_of(writer).get(f"{LIST}add/").context["adminform"].form
    assert (form.initial["author"], form.initial["signature"]) == ("Trần Thị Hoa", "CTTĐT")


def test_an_edit_writes_a_revision_with_its_text(writer: User) -> None:
    article = make_article(status="draft", created_by=writer)
    send(writer, article, lead="Chiều nay trời tạnh.")
    assert article.revisions.values_list("action", "lead").get() == ("edited", "Chiều nay trời tạnh.")


def test_saving_without_a_change_writes_nothing(approver: User) -> None:
    article = make_article(publish_at=timezone.now() - timedelta(days=1))
    send(approver, article)
    assert (article.revisions.count(), Article.objects.get().updated_at) == (0, article.updated_at)


def test_tags_and_picture_are_kept(writer: User) -> None:
    article, tag = make_article(status="draft", created_by=writer), make_tag()
    picture = make_picture()
    send(writer, article, tags=[tag.pk], lead_picture=picture.pk)
    stored = Article.objects.get()
    assert (list(stored.tags.all()), stored.lead_picture) == ([tag], picture)


# Steps: what was typed is saved first.


def test_a_contributor_submits_what_was_typed(writer: User) -> None:
    article = make_article(status="draft", created_by=writer)
    send(writer, article, "_submit", lead="Sapo mới.")
    stored = Article.objects.get()
    assert (stored.status, stored.lead) == ("in_review", "Sapo mới.")
    assert list(article.revisions.values_list("action", flat=True)) == ["submitted", "edited"]


def test_an_approver_publishes_what_was_typed(approver: User) -> None:
    article = make_article(status="in_review")
    send(approver, article, "_publish", title="Tiêu đề cuối cùng")
    stored = Article.objects.get()
    assert (stored.title, stored.is_live()) == ("Tiêu đề cuối cùng", True)


def test_publishing_at_a_planned_time_waits_for_it(approver: User) -> None:
    article = make_article(status="in_review")
    later = localtime() + timedelta(days=1)
    send(
        approver,
        article,
        "_publish",
        publish_at_0=later.strftime("%d/%m/%Y"),
        publish_at_1=later.strftime("%H:%M"),
    )
    stored = Article.objects.get()
    assert (stored.status, stored.is_live()) == ("published", False)


def test_an_approver_takes_an_article_off_the_site(approver: User) -> None:
    article = make_article()
    send(approver, article, "_archive")
    assert Article.objects.get().status == "archived"


def test_a_refused_step_saves_nothing_and_keeps_what_was_typed(approver: User) -> None:
    article = make_article(status="in_review")
    response = send(approver, article, "_publish", title="Tiêu đề đã sửa", lead="", body="")
    form = response.context["adminform"].form  # type: ignore[attr-defined]
    stored = Article.objects.get()
    assert (form["title"].value(), errors(response).count(".")) == ("Tiêu đề đã sửa", 3)
    assert (stored.title, stored.status, Revision.objects.count()) == (article.title, "in_review", 0)


def test_a_refused_step_of_a_new_article_leaves_none_behind(approver: User) -> None:
    response = send(approver, Article(section=make_section()), "_publish", title="Chưa xong")
    assert (response.status_code, Article.objects.count()) == (200, 0)


def test_live_articles_stay_complete(approver: User) -> None:
    article = make_article()
    response = send(approver, article, body="")
    assert (response.status_code, Article.objects.get().body) == (200, article.body)


def test_a_live_article_keeps_its_time(approver: User) -> None:
    response = send(approver, make_article(), publish_at_0="", publish_at_1="")
    assert "publish_at" in response.context["adminform"].form.errors  # type: ignore[attr-defined]


@pytest.mark.parametrize("button", ["_publish", "_archive"])
@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_a_step_without_the_right_is_forbidden_and_saves_nothing(role: str, button: str) -> None:
    user = make_user(role)
    article = make_article(status="draft", created_by=user)
    assert send(user, article, button, title="Khác").status_code == 403
    assert Article.objects.values_list("title", "status").get() == (article.title, "draft")


@pytest.mark.parametrize("status", ["in_review", "published", "archived"])
def test_a_contributor_cannot_change_an_article_that_left_the_desk(writer: User, status: str) -> None:
    article = make_article(status=status, created_by=writer, publish_at=timezone.now() - timedelta(hours=2))
    assert client_of(writer).get(address(article)).status_code == 200
    assert send(writer, article, title="Khác").status_code == 403


def test_an_editor_cannot_push_an_article_onto_another_desk() -> None:
    editor, section = make_user("editor"), make_section()
    section.editors.add(editor)
    article = make_article(status="in_review", section=section)
    response = send(editor, article, section=make_section().pk)
    assert (response.status_code, Article.objects.get().section) == (200, section)


@pytest.mark.parametrize("field", ["status", "created_by", "created_at"])
def test_fields_that_the_form_does_not_offer_are_ignored(writer: User, field: str) -> None:
    article = make_article(status="draft", created_by=writer)
    send(writer, article, title="Mới", **{field: "published"})
    stored = Article.objects.get()
    assert (stored.status, stored.created_by, stored.created_at) == ("draft", writer, article.created_at)


# Sending back.


def test_sending_back_saves_first_and_then_asks_for_the_reason(approver: User) -> None:
    article = make_article(status="in_review")
    response = send(approver, article, "_send_back", lead="Sửa câu này.")
    assert (response["Location"], Article.objects.get().lead) == (
        address(article, "send-back"),
        "Sửa câu này.",
    )


def test_the_writer_reads_why_the_article_came_back(writer: User, approver: User) -> None:
    article = make_article(status="in_review", created_by=writer)
    client_of(approver).post(address(article, "send-back"), {"reason": "Bổ sung số hộ tham gia."})
    page = client_of(writer).get(address(article))
    assert (Article.objects.get().status, page.context["sent_back"]) == ("draft", "Bổ sung số hộ tham gia.")


def test_sending_back_without_a_reason_asks_again(approver: User) -> None:
    article = make_article(status="in_review")
    response = client_of(approver).post(address(article, "send-back"), {"reason": " "})
    assert (response.status_code, Article.objects.get().status) == (200, "in_review")
