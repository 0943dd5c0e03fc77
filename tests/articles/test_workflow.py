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
