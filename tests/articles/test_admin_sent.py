"""Which kept text an open form may ask for."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from articles import editing, workflow
from articles.admin.sent import RefusalError, session_of
from articles.models import Article, EditingSession
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def asking(user: User) -> HttpRequest:
    request = HttpRequest()
    request.user = user
    return request


@pytest.fixture
def writer() -> User:
    return make_user("contributor")


@pytest.fixture
def approver() -> User:
    return make_user("approver")


@pytest.fixture
def article(writer: User) -> Article:
    return make_article(created_by=writer)


@pytest.fixture
def left(article: Article, writer: User, approver: User) -> EditingSession:
    """What the writer had typed in a new text and not saved when an approver published it."""
    earlier = workflow.redraft(article, by=writer)
    session = editing.keep(uuid4(), writer, earlier, version="", data={"title": ["Chưa kịp lưu"]}).session
    EditingSession.objects.update(seen_at=timezone.now() - timedelta(minutes=10))
    workflow.publish(earlier, by=approver)
    return session


@pytest.fixture
def later(left: EditingSession, article: Article, writer: User) -> Article:
    """The next new text of the same article."""
    return workflow.redraft(article, by=writer)


def test_the_next_new_text_reaches_what_was_typed_in_the_one_before(
    left: EditingSession, later: Article, writer: User
) -> None:
    assert session_of(asking(writer), later, left.tab) == left


def test_what_somebody_else_left_is_taken_over_where_it_was_left_only(
    left: EditingSession, article: Article, later: Article, approver: User
) -> None:
    assert session_of(asking(approver), article, left.tab) == left
    with pytest.raises(RefusalError):
        session_of(asking(approver), later, left.tab)
