"""Notices and notes in the admin."""

from typing import Any

import pytest

from articles import notices, rights, workflow
from articles.models import Note
from tests.articles.newsroom import LIST, address, client_of, send
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db

NOTICES = f"{LIST}notices/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_notices_ask_as_often_for_three_as_for_one(count: int, django_assert_num_queries: Any) -> None:
    writer, client = (user := make_user("contributor")), client_of(user)
    for _ in range(count):
        article = make_article(status="in_review", created_by=writer)
        workflow.send_back(article, by=make_user("approver", last_name="Lê", first_name="Bình"), reason="Thiếu nguồn.")
    with django_assert_num_queries(8):
        page = client.get(NOTICES).content.decode()
    assert (page.count("Thiếu nguồn."), page.count("Lê Bình")) == (count, count)


def test_everybody_sees_their_own_notices_only() -> None:
    article = make_article(status="in_review", created_by=make_user("contributor"))
    workflow.send_back(article, by=make_user("approver"), reason="Thiếu nguồn.")
    assert list(client_of(make_user("administrator")).get(NOTICES).context["page"]) == []


def test_opening_the_article_marks_its_notices_as_read() -> None:
    writer = make_user("contributor")
    article = make_article(status="in_review", created_by=writer)
    workflow.send_back(article, by=make_user("approver"), reason="Thiếu nguồn.")
    client_of(writer).get(address(article))
    assert not notices.unread(writer).exists()


def test_all_are_marked_as_read_at_once() -> None:
    writer = make_user("contributor")
    for _ in range(2):
        workflow.publish(make_article(status="draft", created_by=writer), by=make_user("approver"))
    client_of(writer).post(NOTICES)
    assert not notices.unread(writer).exists()


def test_the_sidebar_counts_what_is_unread() -> None:
    writer = make_user("contributor")
    workflow.publish(make_article(status="draft", created_by=writer), by=make_user("approver"))
    items = client_of(writer).get("/admin/").context["sidebar_navigation"][0]["items"]
    assert [item.get("badge_callback", item.get("badge")) for item in items if "notices" in str(item["link"])] == [1]


# Notes.


def test_a_note_is_added_and_shown_with_its_writer() -> None:
    editor = make_user("editor", last_name="Phạm", first_name="Dung")
    article = make_article(status="draft", created_by=editor)
    client = client_of(editor)
    client.post(address(article, "notes"), {"text": "Xem lại <b>số liệu</b>."})
    page = client.get(address(article)).content.decode()
    assert ("Xem lại &lt;b&gt;số liệu&lt;/b&gt;." in page, Note.objects.get().created_by) == (True, editor)


def test_the_script_gets_the_new_list_of_notes() -> None:
    editor = make_user("editor")
    article = make_article(status="draft", created_by=editor)
    headers = {"accept": "application/json"}
    response = client_of(editor).post(address(article, "notes"), {"text": "Xong chưa?"}, headers=headers)
    assert (response.status_code, response.content.decode().count("<li")) == (200, 1)


@pytest.mark.parametrize("text", ["", "  ", "a" * 2001])
def test_an_empty_or_endless_note_is_refused_in_a_sentence(text: str) -> None:
    editor = make_user("editor")
    article = make_article(status="draft", created_by=editor)
    headers = {"accept": "application/json"}
    response = client_of(editor).post(address(article, "notes"), {"text": text}, headers=headers)
    assert (response.status_code, bool(response.json()["error"]), Note.objects.count()) == (400, True, 0)


@pytest.mark.parametrize(("role", "status"), [("contributor", 404), ("editor", 404), ("official", 404)])
def test_nobody_writes_notes_on_what_they_do_not_see(role: str, status: int) -> None:
    response = client_of(make_user(role)).post(address(make_article(status="draft"), "notes"), {"text": "Ơ?"})
    assert (response.status_code, Note.objects.count()) == (status, 0)


@pytest.mark.parametrize("role", ["official", "contributor"])
def test_who_only_reads_what_is_published_sees_no_notes_and_no_history(role: str) -> None:
    article = make_article()
    Note.objects.create(article=article, text="Chuyện nội bộ.", created_by=make_user("editor"))
    client = client_of(make_user(role))
    assert "Chuyện nội bộ." not in client.get(address(article)).content.decode()
    assert client.get(address(article, "revisions")).status_code == 404
    assert client.post(address(article, "notes"), {"text": "Ơ?"}).status_code == 403


# Asking a reviewer.


def test_naming_a_reviewer_of_what_is_in_review_tells_them() -> None:
    approver, reviewer = make_user("approver"), make_user("approver")
    article = make_article(status="in_review")
    send(approver, article, reviewer=reviewer.pk)
    assert list(notices.unread(reviewer).values_list("kind", flat=True)) == ["assigned"]


def test_a_reviewer_who_does_not_approve_in_the_section_is_refused() -> None:
    approver, contributor = make_user("approver"), make_user("contributor")
    article = make_article(status="in_review")
    response = send(approver, article, reviewer=contributor.pk)
    assert "reviewer" in response.context["adminform"].form.errors  # type: ignore[attr-defined]


def test_a_reviewer_who_has_another_role_by_now_keeps_nobody_from_saving() -> None:
    approver, reviewer = make_user("approver"), make_user("contributor")
    article = make_article(status="in_review", reviewer=reviewer)
    assert send(approver, article, reviewer=reviewer.pk, lead="Sapo mới.").status_code == 302


def test_approvers_alone_are_offered_as_reviewers() -> None:
    approver, article = make_user("approver"), make_article(status="in_review")
    make_user("contributor")
    make_user("approver", is_active=False)
    field = client_of(approver).get(address(article)).context["adminform"].form.fields["reviewer"]
    assert (list(field.queryset), str(field.empty_label)) == (
        [approver],
        "Bất kỳ người nào có quyền duyệt trong chuyên mục này",
    )


# A reviewer who does not decide there any more.


def test_an_article_whose_reviewer_has_another_role_by_now_waits_for_the_approvers() -> None:
    approver, reviewer = make_user("approver"), make_user("approver")
    article = make_article(status="draft", reviewer=reviewer)
    reviewer.groups.clear()
    workflow.submit(article, by=make_user("contributor"))
    assert list(rights.waiting_for(approver)) == [article]
    assert list(notices.unread(approver).values_list("kind", flat=True)) == ["submitted"]


def test_an_article_whose_reviewer_decides_elsewhere_by_now_waits_for_the_approvers() -> None:
    approver, reviewer = make_user("approver"), make_user("approver")
    make_section().editors.add(reviewer)
    article = make_article(status="in_review", reviewer=reviewer)
    assert list(rights.waiting_for(approver)) == [article]


def test_what_one_approver_decided_is_no_news_for_the_others() -> None:
    first, second = make_user("approver"), make_user("approver")
    article = make_article(status="draft")
    workflow.submit(article, by=make_user("contributor"))
    workflow.publish(article, by=first)
    assert not notices.unread(second).exists()
