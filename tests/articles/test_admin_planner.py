"""The calendar of what comes out."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.admin.planner import Day
from articles.models import Article
from tests.articles.newsroom import LIST, client_of
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

CALENDAR = f"{LIST}calendar/"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def days(user: User, month: str = "") -> list[Day]:
    weeks = client_of(user).get(CALENDAR, {"month": month}).context["weeks"]
    return [day for week in weeks for day in week]


def kinds(user: User, article: Article) -> list[tuple[date, str]]:
    return [(day.date, entry.kind) for day in days(user) for entry in day.entries if entry.article == article]


def test_a_moment_stands_on_its_vietnamese_day() -> None:
    # 18:30 UTC of the day before.
    make_article(publish_at=datetime(2026, 3, 10, 1, 30, tzinfo=ZONE))
    filled = [day.date for day in days(make_user("approver"), "2026-03") if day.entries]
    assert filled == [date(2026, 3, 10)]


@pytest.mark.parametrize(
    ("status", "shift", "kind"),
    [
        ("published", timedelta(minutes=-1), "published"),
        ("published", timedelta(minutes=1), "planned"),
        ("in_review", timedelta(minutes=1), "waiting"),
        ("draft", timedelta(minutes=-1), "overdue"),
    ],
)
def test_what_happens_is_named(status: str, shift: timedelta, kind: str) -> None:
    article = make_article(status=status, publish_at=timezone.now() + shift)
    assert [name for _day, name in kinds(make_user("approver"), article)] == [kind]


def test_what_expires_and_what_is_due_stand_there_too() -> None:
    now, today = timezone.now(), timezone.localdate()
    expiring = make_article(publish_at=now - timedelta(days=90), expire_at=now + timedelta(minutes=1))
    due = make_article(status="draft", due_on=today)
    approver = make_user("approver")
    assert [kind for _day, kind in kinds(approver, expiring) + kinds(approver, due)] == ["expires", "due"]


def test_the_trash_is_left_out() -> None:
    article = make_article(status="trashed", publish_at=timezone.now())
    assert kinds(make_user("approver"), article) == []


def test_nobody_sees_the_plans_of_others_whose_articles_they_do_not_see() -> None:
    article = make_article(status="draft", publish_at=timezone.now())
    assert kinds(make_user("contributor"), article) == []


def test_a_full_day_shows_the_overdue_first_and_counts_the_rest() -> None:
    now = timezone.now()
    for _ in range(9):
        make_article(publish_at=now - timedelta(seconds=1))
    overdue = make_article(status="in_review", publish_at=now - timedelta(seconds=1))
    today = next(day for day in days(make_user("approver")) if day.is_today)
    assert (today.entries[0].article, len(today.entries), today.more) == (overdue, 8, 2)


@pytest.mark.parametrize("month", ["", "2026-13", "xx", "0001-01", "9999-12", "2026-11\0", "2026-11" * 1000])
def test_a_month_that_cannot_be_read_is_this_month(month: str) -> None:
    assert any(day.is_today for day in days(make_user("approver"), month)) or month.startswith("2026-11")


@pytest.mark.parametrize("count", [1, 3])
def test_the_calendar_asks_as_often_for_three_as_for_one(count: int, django_assert_num_queries: Any) -> None:
    now = timezone.now()
    for _ in range(count):
        make_article(publish_at=now - timedelta(minutes=1), expire_at=now + timedelta(minutes=1))
        make_article(status="draft", due_on=timezone.localdate())
    client = client_of(make_user("approver"))
    with django_assert_num_queries(10):
        client.get(CALENDAR)
