"""Articles in the newsroom: list, form, steps, and two people at once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localtime

from articles.models import Article, Revision
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(article: Article, page: str = "change") -> str:
    return f"{LIST}{article.pk}/{page}/"


def typed(article: Article, **changes: Any) -> dict[str, Any]:
    """What a browser sends for the article as it is stored, with `changes`."""
    moment = article.publish_at and localtime(article.publish_at)
    return {
        "version": article.updated_at.isoformat() if article.pk else "",
        "title": article.title,
        "slug": article.slug,
        "section": article.section_id,
        "lead": article.lead,
        "body": article.body,
        "publish_at_0": moment.strftime("%d/%m/%Y") if moment else "",
        "publish_at_1": moment.strftime("%H:%M") if moment else "",
        "expire_at_0": "",
        "expire_at_1": "",
        **changes,
    }


def send(user: User, article: Article, button: str = "_save", **changes: Any) -> HttpResponse:
    path = address(article) if article.pk else f"{LIST}add/"
    return client_of(user).post(path, {**typed(article, **changes), button: "1"})  # type: ignore[return-value]


def errors(response: Any) -> str:
    return " ".join(response.context["adminform"].form.non_field_errors())


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


# Two people at once.


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


# The list and the desk.


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [(LIST, 9), ("/admin/", 8), ("/admin/articles/picture/", 8)])
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
    pages = [
        client_of(approver).get(address(make_article(status=status))) for status in ("published", "draft")
    ]
    assert [page.context["has_absolute_url"] for page in pages] == [True, False]


def test_an_official_reads_the_text_as_text() -> None:
    article = make_article(body="<p>Dòng <strong>đậm</strong>.</p>")
    page = client_of(make_user("official")).get(address(article)).content.decode()
    assert "<strong>đậm</strong>" in page
