"""Signed links to one article: what they open, until when, and whose they are."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import preview_links, workflow
from articles.models import Article, PreviewLink, SectionLimit
from articles.workflow import TransitionError
from tests.articles.preview_links import DAY, found, make
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


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
