"""Who is told of what."""

import pytest
from django.contrib.auth.models import User

from articles import notes, notices, workflow
from articles.models import Article, Notice
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    return list(notices.unread(user).values_list("kind", flat=True))


def test_the_approvers_of_the_section_are_told_of_a_submitted_article() -> None:
    here, elsewhere, everywhere = (make_user("approver") for _ in range(3))
    parent = make_section()
    parent.editors.add(here)
    make_section().editors.add(elsewhere)
    article = make_article(status="draft", section=make_section(parent=parent))
    workflow.submit(article, by=make_user("contributor"))
    assert [told(user) for user in (here, elsewhere, everywhere)] == [["submitted"], [], ["submitted"]]


def test_a_named_reviewer_alone_is_told() -> None:
    reviewer, other = make_user("approver"), make_user("approver")
    article = make_article(status="draft", reviewer=reviewer)
    workflow.submit(article, by=make_user("contributor"))
    assert (told(reviewer), told(other)) == (["submitted"], [])


def test_the_writer_is_told_why_the_article_came_back_and_that_it_was_published() -> None:
    writer, approver = make_user("contributor"), make_user("approver")
    article = make_article(status="in_review", created_by=writer)
    workflow.send_back(article, by=approver, reason="Thiếu nguồn.")
    workflow.submit(article, by=writer)
    workflow.publish(article, by=approver)
    assert list(notices.unread(writer).values_list("kind", "text")) == [
        ("published", ""),
        ("sent_back", "Thiếu nguồn."),
    ]


def test_nobody_is_told_of_what_they_did_themselves() -> None:
    approver = make_user("approver")
    workflow.publish(make_article(status="draft", created_by=approver), by=approver)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_does_not_work_here_any_more_is_not_told(change: dict[str, bool]) -> None:
    writer = make_user("contributor", **change)
    workflow.publish(make_article(status="draft", created_by=writer), by=make_user("approver"))
    assert not Notice.objects.exists()


def test_a_note_is_told_to_everybody_who_works_on_the_article() -> None:
    writer, reviewer, commenter, stranger = (make_user("approver") for _ in range(4))
    article = make_article(status="draft", created_by=writer, reviewer=reviewer)
    notes.add(article, by=commenter, text="Ai cung cấp số liệu?")
    notes.add(article, by=writer, text="Phòng Kinh tế.")
    assert [told(user) for user in (writer, reviewer, commenter, stranger)] == [["note"], ["note"] * 2, ["note"], []]


def test_reading_the_notices_of_one_article_leaves_the_others() -> None:
    writer, approver = make_user("contributor"), make_user("approver")
    first, second = (make_article(status="draft", created_by=writer) for _ in range(2))
    for article in (first, second):
        workflow.publish(article, by=approver)
    notices.mark_read(writer, first)
    assert list(notices.unread(writer).values_list("article", flat=True)) == [second.pk]


def test_an_article_deleted_for_ever_takes_its_notices_along() -> None:
    writer = make_user("contributor")
    article = make_article(status="in_review", created_by=writer)
    workflow.send_back(article, by=make_user("approver"), reason="Không đăng.")
    workflow.trash(article, by=writer)
    workflow.purge(article, by=make_user("administrator"))
    assert (Article.objects.count(), Notice.objects.count()) == (0, 0)


def test_who_may_not_read_the_article_any_more_is_not_told() -> None:
    commenter, writer = make_user("contributor"), make_user("contributor")
    article = make_article(created_by=writer)
    notes.add(article, by=commenter, text="Hay quá.")
    workflow.archive(article, by=make_user("approver"))
    notes.add(article, by=writer, text="Chuyện nội bộ.")
    assert told(commenter) == []
