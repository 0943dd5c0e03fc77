"""The numbers in the sidebar."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.admin.badges import unread_notices, waiting_messages
from articles.models import Notice
from tests.factories import make_article, make_message, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_approver() -> HttpRequest:
    request = RequestFactory().get("/admin/")
    request.user = make_user("approver")
    return request


def tell(request: HttpRequest, **fields: object) -> None:
    Notice.objects.create(user_id=request.user.pk, article=make_article(), kind=Notice.Kind.SUBMITTED, **fields)


def test_where_nothing_waits_the_numbers_are_zero(request_of_approver: HttpRequest) -> None:
    assert (unread_notices(request_of_approver), waiting_messages(request_of_approver)) == (0, 0)


def test_what_was_looked_at_and_dealt_with_does_not_count(
    request_of_approver: HttpRequest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in (None, None, timezone.now()):
        tell(request_of_approver, read_at=at)
    for at in (None, timezone.now()):
        make_message(handled_at=at)
    with django_assert_num_queries(1):
        assert (unread_notices(request_of_approver), waiting_messages(request_of_approver)) == (2, 1)
