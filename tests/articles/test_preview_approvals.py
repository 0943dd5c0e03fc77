"""What the recipient of a preview link decides and says, and which text it is about."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import preview_links, rights, workflow
from articles.models import Article, Note, Notice, Picture, PreviewLink
from articles.workflow import TransitionError
from portal.models import AuditEntry
from tests.articles.preview_links import found, fresh, make
from tests.factories import make_article, make_picture, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


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
