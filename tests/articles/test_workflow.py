"""The way of an article, step by step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Revision
from articles.workflow import TransitionError
from tests.factories import make_article, make_picture, make_user

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED, TRASHED = Article.Status.values


def test_an_article_goes_from_draft_to_readers_and_back_off_the_site() -> None:
    article, writer, approver = make_article(status=DRAFT), make_user(), make_user()
    workflow.submit(article, by=writer)
    workflow.publish(article, by=approver)
    workflow.archive(article, by=approver)
    steps = article.revisions.order_by("pk").values_list("action", "created_by")
    assert list(steps) == [("submitted", writer.pk), ("published", approver.pk), ("archived", approver.pk)]


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (workflow.submit, IN_REVIEW),
        (workflow.submit, PUBLISHED),
        (workflow.publish, PUBLISHED),
        (workflow.archive, DRAFT),
        (workflow.archive, IN_REVIEW),
    ],
)
def test_a_step_from_the_wrong_place_is_refused(step: object, status: str) -> None:
    article = make_article(status=status)
    with pytest.raises(TransitionError):
        step(article, by=make_user())  # type: ignore[operator]
    assert Article.objects.get().status == status


def test_a_step_that_somebody_took_meanwhile_is_refused() -> None:
    article = make_article(status=IN_REVIEW)
    workflow.publish(Article.objects.get(), by=make_user())
    with pytest.raises(TransitionError):
        workflow.send_back(article, by=make_user(), reason="Thiếu nguồn.")
    assert Article.objects.get().status == PUBLISHED


def test_sending_back_keeps_the_reason() -> None:
    article = make_article(status=IN_REVIEW)
    workflow.send_back(article, by=make_user(), reason=" Thiếu nguồn. ")
    assert (Article.objects.get().status, article.revisions.get().note) == (DRAFT, "Thiếu nguồn.")


def test_sending_back_without_a_reason_is_refused() -> None:
    with pytest.raises(TransitionError):
        workflow.send_back(make_article(status=IN_REVIEW), by=make_user(), reason="  ")


def test_publishing_takes_the_planned_time() -> None:
    planned = timezone.now() + timedelta(days=2)
    article = make_article(status=DRAFT, publish_at=planned)
    workflow.publish(article, by=make_user())
    assert (Article.objects.get().publish_at, article.is_live()) == (planned, False)


def test_publishing_names_everything_that_is_missing() -> None:
    article = make_article(
        status=DRAFT,
        lead=" ",
        body='<p>&nbsp;</p><img src="/media/pictures/2026/01/0123456789abcdef0123456789abcdef.jpg" alt="">',
        lead_picture=make_picture(alt=""),
    )
    with pytest.raises(TransitionError) as refusal:
        workflow.publish(article, by=make_user())
    sentences = str(refusal.value).split(". ")
    assert len(sentences) == 4  # the verdict, the lead, the lead picture, the picture in the body


def test_a_refused_publishing_leaves_the_article_as_it_was() -> None:
    article = make_article(status=DRAFT, body="")
    with pytest.raises(TransitionError):
        workflow.publish(article, by=make_user())
    assert (article.status, article.publish_at, Revision.objects.count()) == (DRAFT, None, 0)


def test_an_article_that_would_expire_first_is_not_published() -> None:
    article = make_article(status=DRAFT, expire_at=timezone.now() - timedelta(days=1))
    with pytest.raises(TransitionError):
        workflow.publish(article, by=make_user())


# The trash.


@pytest.mark.parametrize("status", [DRAFT, IN_REVIEW])
def test_out_of_the_trash_what_readers_never_saw_comes_back_as_a_draft(status: str) -> None:
    article = make_article(status=status)
    workflow.trash(article, by=make_user())
    assert Article.objects.get().status == TRASHED
    workflow.untrash(article, by=make_user())
    assert Article.objects.get().status == DRAFT


def test_out_of_the_trash_what_readers_knew_comes_back_as_taken_off_the_site() -> None:
    article = make_article(status=DRAFT)
    for step in (workflow.publish, workflow.archive, workflow.trash, workflow.untrash):
        step(article, by=make_user())
    assert Article.objects.get().status == ARCHIVED


def test_what_readers_see_is_not_trashed() -> None:
    with pytest.raises(TransitionError):
        workflow.trash(make_article(), by=make_user())


def test_only_what_lies_in_the_trash_is_deleted_for_ever() -> None:
    article = make_article(status=DRAFT)
    with pytest.raises(TransitionError):
        workflow.purge(article, by=make_user())
    workflow.trash(article, by=make_user())
    workflow.purge(article, by=make_user())
    assert not Article.objects.exists()


def test_the_slug_of_a_trashed_article_can_be_used_again() -> None:
    old = make_article(status=DRAFT, slug="le-hoi")
    workflow.trash(old, by=make_user())
    new = make_article(slug="le-hoi", section=old.section)
    assert (new.slug, new.get_absolute_url()) == ("le-hoi", f"/{old.section.slug}/le-hoi-{new.pk}/")


# The planned time.


def test_a_planned_time_that_passed_while_the_article_waited_counts_as_now() -> None:
    article = make_article(status=IN_REVIEW, publish_at=timezone.now() - timedelta(days=2))
    before = timezone.now()
    workflow.publish(article, by=make_user())
    assert before <= Article.objects.get().publish_at <= timezone.now()  # type: ignore[operator]


def test_what_comes_back_to_readers_keeps_the_time_they_know() -> None:
    then = timezone.now() - timedelta(days=2)
    article = make_article(status=ARCHIVED, publish_at=then)
    workflow.publish(article, by=make_user())
    assert Article.objects.get().publish_at == then


def test_an_article_that_has_expired_already_is_not_published() -> None:
    now = timezone.now()
    article = make_article(status=ARCHIVED, publish_at=now - timedelta(days=2), expire_at=now - timedelta(days=1))
    with pytest.raises(TransitionError):
        workflow.publish(article, by=make_user())
