"""Signed links to one article: what they open, until when, and what an approval through one does."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import preview_links, rights, workflow
from articles.models import Article, Note, Notice, Picture, PreviewLink, SectionLimit
from articles.workflow import TransitionError
from portal.models import AuditEntry
from tests.factories import make_article, make_picture, make_tag, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


def make(article: Article, by: User, **options: Any) -> PreviewLink:
    asked = {"recipient": "đồng chí Bình", "lasts": DAY, "may_approve": False, **options}
    return preview_links.make(article, by=by, **asked)


def found(link: PreviewLink) -> PreviewLink | None:
    return preview_links.find(preview_links.token(link))


def fresh(link: PreviewLink) -> PreviewLink:
    """The link with everything read anew, as a request has it."""
    return PreviewLink.objects.get(pk=link.pk)


# Making one.


def test_a_writer_sends_an_own_draft_to_be_read() -> None:
    writer = make_user("contributor")
    link = make(make_article(status="draft", created_by=writer), writer)
    assert (found(link), link.may_approve) == (link, False)


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_who_may_not_publish_lets_nobody_approve(role: str) -> None:
    user = make_user(role)
    article = make_article(status="draft", created_by=user)
    with pytest.raises(PermissionDenied):
        make(article, user, may_approve=True)


def test_a_limited_approver_lets_others_approve_in_given_sections_only(approver: User) -> None:
    article = make_article(status="draft", created_by=approver)
    SectionLimit.objects.create(user=approver)
    with pytest.raises(PermissionDenied):
        make(article, approver, may_approve=True)


def test_who_may_not_change_an_article_sends_it_to_nobody() -> None:
    with pytest.raises(PermissionDenied):
        make(make_article(status="draft"), make_user("editor"))


@pytest.mark.parametrize("status", ["published", "archived"])
def test_what_readers_know_is_not_sent_out(status: str, approver: User) -> None:
    article = make_article(status=status, publish_at=timezone.now() - DAY)
    with pytest.raises(TransitionError, match="chưa xuất bản"):
        make(article, approver)


@pytest.mark.parametrize("days", [0, 31])
def test_a_link_lasts_up_to_thirty_days(days: int, approver: User) -> None:
    with pytest.raises(ValueError, match="up to 30 days"):
        make(make_article(status="draft"), approver, lasts=timedelta(days=days))


# Finding it, for as long as it lasts.


def test_a_forged_token_opens_nothing(approver: User) -> None:
    link = make(make_article(status="draft"), approver)
    token = preview_links.token(link)
    forged = [
        "",
        "x",
        "1",
        token[:-1],
        f"{token}x",
        token.replace(".", "x"),
        token.replace(f"{link.pk}-", "9-"),
        "1-2.é",
    ]
    assert [preview_links.find(text) for text in forged] == [None] * len(forged)


def test_a_link_ends_with_its_time(approver: User) -> None:
    link = make(make_article(status="draft"), approver)
    PreviewLink.objects.update(expires_at=timezone.now())
    assert found(link) is None


def test_a_number_given_out_again_does_not_open_the_new_link(approver: User) -> None:
    link = make(make_article(status="draft"), approver)
    PreviewLink.objects.update(created_at=link.created_at + timedelta(seconds=2))
    assert found(link) is None


def test_a_link_ends_when_it_is_revoked(approver: User) -> None:
    link = make(make_article(status="draft"), approver)
    preview_links.revoke(link, by=approver)
    assert found(link) is None


@pytest.mark.parametrize("status", ["trashed", "archived"])
def test_a_link_ends_with_its_article(status: str, approver: User) -> None:
    link = make(make_article(status="draft"), approver)
    Article.objects.update(status=status)
    assert found(link) is None


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_a_link_ends_when_its_sender_leaves(lost: str, approver: User) -> None:
    link = make(make_article(status="draft"), approver)
    User.objects.filter(pk=approver.pk).update(**{lost: False})
    assert found(link) is None


def test_a_link_to_approve_ends_with_the_right_to_publish(approver: User) -> None:
    article = make_article(status="draft", created_by=approver)
    reading, approving = make(article, approver), make(article, approver, may_approve=True)
    SectionLimit.objects.create(user=approver)
    assert (found(reading), found(approving)) == (reading, None)


def test_a_writers_link_outlives_handing_the_draft_in() -> None:
    writer = make_user("contributor")
    link = make(make_article(status="draft", created_by=writer), writer)
    workflow.submit(link.article, by=writer)
    assert found(link) == link


def test_revoking_is_for_the_sender_and_who_may_change_the_article(approver: User) -> None:
    writer = make_user("contributor")
    link = make(make_article(status="draft", created_by=writer), writer)
    workflow.submit(link.article, by=writer)
    allowed = [preview_links.may_revoke(user, link) for user in (writer, approver, make_user("editor"))]
    assert allowed == [True, True, False]
    with pytest.raises(PermissionDenied):
        preview_links.revoke(link, by=make_user("editor"))


# The text that an approval is of.


def test_every_change_that_readers_would_see_is_another_text() -> None:
    article = make_article(status="draft", lead_picture=make_picture())
    picture = article.lead_picture
    assert picture is not None
    seen = {preview_links.text_of(article)}
    for row, name in [(article, "title"), (article, "lead"), (article, "body"), (article, "source"), (picture, "alt")]:
        setattr(row, name, "Khác")
        seen.add(preview_links.text_of(article))
    article.tags.add(make_tag())
    seen.add(preview_links.text_of(article))
    assert len(seen) == 7


def test_a_step_on_its_way_leaves_the_text_what_it_was(approver: User) -> None:
    link = make(make_article(status="draft"), approver)
    workflow.submit(link.article, by=approver)
    assert preview_links.is_changed(fresh(link)) is False


# Approving.


def test_an_approval_publishes_in_the_senders_name(approver: User) -> None:
    link = make(make_article(status="in_review"), approver, may_approve=True)
    published = preview_links.approve(fresh(link), comment="Rất tốt.")
    step = published.revisions.get(action="published")
    assert (published.is_live(), step.created_by) == (True, approver)
    assert step.note == f"Ý kiến đồng ý của đồng chí Bình, qua liên kết xem trước số {link.pk}."
    stored = fresh(link)
    assert (stored.comment, stored.approved_at is not None) == ("Rất tốt.", True)


def test_an_approval_is_told_to_the_sender_with_what_was_said(approver: User) -> None:
    link = make(make_article(status="in_review"), approver, may_approve=True)
    preview_links.approve(fresh(link), comment="Rất tốt.")
    notice = Notice.objects.get(user=approver)
    assert (notice.kind, notice.text.endswith("Rất tốt.")) == ("approved_by_link", True)
    assert Note.objects.get(created_by__isnull=True).text.rpartition(": ")[2] == "Rất tốt."


def test_an_approved_new_text_takes_the_place_of_the_old_one(approver: User) -> None:
    live = make_article(title="Cũ")
    new = workflow.redraft(live, by=approver)
    Article.objects.filter(pk=new.pk).update(title="Mới")
    link = make(Article.objects.get(pk=new.pk), approver, may_approve=True)
    published = preview_links.approve(fresh(link), comment="Được.")
    assert (published, published.title, found(link)) == (live, "Mới", link)
    assert (fresh(link).article, preview_links.is_published(fresh(link))) == (live, True)
    assert published.notes.get().text.rpartition(": ")[2] == "Được."


def test_a_changed_text_is_not_approved(approver: User) -> None:
    link = make(make_article(status="in_review"), approver, may_approve=True)
    Article.objects.update(body="<p>Đã sửa.</p>")
    with pytest.raises(preview_links.TextChangedError):
        preview_links.approve(fresh(link), comment="")
    assert Article.objects.get().status == "in_review"


def test_a_link_to_read_approves_nothing(approver: User) -> None:
    link = make(make_article(status="in_review"), approver)
    with pytest.raises(PermissionDenied):
        preview_links.approve(fresh(link), comment="")


@pytest.mark.parametrize("when", ["revoked_at", "approved_at"])
def test_a_link_that_ended_meanwhile_approves_nothing(when: str, approver: User) -> None:
    link = make(make_article(status="in_review"), approver, may_approve=True)
    PreviewLink.objects.update(**{when: timezone.now()})
    with pytest.raises(PermissionDenied):
        preview_links.approve(fresh(link), comment="")


def test_the_senders_right_is_asked_again_at_the_approval(approver: User) -> None:
    link = make(make_article(status="in_review"), approver, may_approve=True)
    approver.groups.clear()
    assert rights.is_publisher(fresh(link).created_by) is False
    with pytest.raises(PermissionDenied):
        preview_links.approve(fresh(link), comment="")


def test_a_refused_publishing_leaves_no_approval_behind(approver: User) -> None:
    link = make(make_article(status="in_review", lead=""), approver, may_approve=True)
    with pytest.raises(TransitionError):
        preview_links.approve(fresh(link), comment="Được.")
    assert (fresh(link).approved_at, Note.objects.count(), Notice.objects.count()) == (None, 0, 0)


# Comments.


def test_a_comment_is_a_note_and_is_told_to_the_sender(approver: User) -> None:
    link = make(make_article(status="in_review"), approver)
    assert preview_links.comment(link, "Sửa dòng 2.") is True
    assert Note.objects.get(created_by__isnull=True).text.rpartition(": ")[2] == "Sửa dòng 2."
    assert Notice.objects.values_list("user", "kind", "text").get() == (
        approver.pk,
        "note",
        f"đồng chí Bình (qua liên kết số {link.pk} của Nguyễn Văn An): Sửa dòng 2.",
    )


def test_a_comment_on_a_new_text_that_came_out_meanwhile_reaches_its_article(approver: User) -> None:
    live = make_article()
    link = make(workflow.redraft(live, by=approver), approver)
    opened = fresh(link)
    assert opened.article.redraft_of == live
    workflow.publish(link.article, by=approver)
    assert preview_links.comment(opened, "Sửa dòng 2.") is True
    assert Note.objects.get().article == live


def test_after_twenty_comments_no_more_are_taken(approver: User) -> None:
    link = make(make_article(status="in_review"), approver)
    assert [preview_links.comment(link, "Thêm.") for _ in range(21)] == [True] * 20 + [False]
    assert Note.objects.count() == 20


def test_comments_stand_with_who_made_them(approver: User) -> None:
    article = make_article(status="in_review")
    links = [make(article, approver, recipient="ông An") for _ in range(2)]
    for number, link in enumerate(links):
        preview_links.comment(link, f"Ý thứ {number}.")
    Note.objects.create(article=article, text="Nội bộ.", created_by=approver)
    said = preview_links.comments_on(article)
    assert [[note.text.rpartition(": ")[2] for note in said[link.pk]] for link in links] == [["Ý thứ 0."], ["Ý thứ 1."]]


def test_a_comment_names_who_sent_the_link(approver: User) -> None:
    writer = make_user("contributor", last_name="Trần Thị", first_name="Hoa")
    link = make(make_article(status="draft", created_by=writer), writer, recipient="Chủ tịch")
    preview_links.comment(link, "Đồng ý cho đăng.")
    assert Note.objects.get().text == f"Chủ tịch (qua liên kết số {link.pk} của Trần Thị Hoa): Đồng ý cho đăng."


def test_another_file_behind_the_lead_picture_is_another_text(approver: User) -> None:
    picture = make_picture()
    link = make(make_article(status="in_review", lead_picture=picture), approver, may_approve=True)
    Picture.objects.filter(pk=picture.pk).update(file="pictures/2026/01/khac.jpg")
    with pytest.raises(preview_links.TextChangedError):
        preview_links.approve(fresh(link), comment="")


@pytest.mark.parametrize("step", ["send_back", "trash"])
def test_what_was_sent_back_or_thrown_away_is_not_approved_by_a_link_of_before(step: str, approver: User) -> None:
    article = make_article(status="in_review")
    link = make(article, approver, may_approve=True)
    reason = {"reason": "Sai số liệu."} if step == "send_back" else {}
    getattr(workflow, step)(article, by=approver, **reason)
    assert found(link) is None


def test_the_log_tells_of_each_link_that_was_made_used_or_revoked(approver: User) -> None:
    article = make_article(status="in_review")
    used, unused = make(article, approver, may_approve=True), make(article, approver)
    preview_links.revoke(unused, by=approver)
    preview_links.approve(fresh(used), comment="")
    logged = AuditEntry.objects.filter(action__startswith="preview_link").order_by("pk")
    assert list(logged.values_list("action", "user", "details__recipient")) == [
        (f"preview_link_{what}", approver.pk, "đồng chí Bình") for what in ("made", "made", "revoked", "approved")
    ]
