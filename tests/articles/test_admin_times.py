"""The times at which readers see an article, as they are typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localtime

from articles.models import Article
from tests.articles.newsroom import address, client_of, send
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

NOW = timezone.now
DAY = timedelta(days=1)


def at(name: str, shift: timedelta) -> dict[str, str]:
    """What is typed into the two boxes of a moment."""
    moment = localtime(NOW() + shift)
    return {f"{name}_0": moment.strftime("%d/%m/%Y"), f"{name}_1": moment.strftime("%H:%M")}


def refused(response: Any) -> set[str]:
    return set(response.context["adminform"].form.errors) if response.status_code == 200 else set()


@pytest.mark.parametrize("status", ["draft", "in_review"])
@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_a_time_in_the_past_is_refused_at_its_field(status: str, button: str) -> None:
    article = make_article(status=status)
    response = send(make_user("approver"), article, button, **at("publish_at", -DAY))
    assert (refused(response), Article.objects.get().status) == ({"publish_at"}, status)


def test_what_is_planned_is_not_moved_into_the_past() -> None:
    article = make_article(publish_at=NOW() + DAY)
    assert refused(send(make_user("approver"), article, **at("publish_at", -DAY))) == {"publish_at"}


def test_what_readers_know_may_be_dated_earlier() -> None:
    article = make_article(publish_at=NOW() - DAY)
    assert send(make_user("approver"), article, **at("publish_at", -2 * DAY)).status_code == 302


def test_a_time_that_passed_while_the_article_waited_keeps_nobody_from_saving() -> None:
    article = make_article(status="in_review", publish_at=NOW() - DAY)
    assert send(make_user("approver"), article, lead="Sapo mới.").status_code == 302


@pytest.mark.parametrize("status", ["draft", "published"])
def test_an_end_in_the_past_is_refused_at_its_field(status: str) -> None:
    article = make_article(status=status)
    assert refused(send(make_user("approver"), article, **at("expire_at", -timedelta(minutes=30)))) == {"expire_at"}


def test_an_end_before_its_start_is_refused_at_its_field() -> None:
    article = make_article(status="draft")
    typed = {**at("publish_at", 2 * DAY), **at("expire_at", DAY)}
    assert refused(send(make_user("approver"), article, **typed)) == {"expire_at"}


def test_a_plan_that_nobody_approved_in_time_is_shown_as_overdue() -> None:
    article = make_article(status="in_review", publish_at=NOW() - timedelta(hours=1))
    page = client_of(make_user("approver")).get(address(article))
    assert (page.context["is_overdue"], "Quá giờ đăng" in page.content.decode()) == (True, True)
