"""Arranging the front page: what is refused, what is written, and what is left alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.front_desk import (
    MOST_FOUND,
    ArrangementError,
    ConflictError,
    Order,
    arrange,
    last_arranged,
    search,
    stored,
)
from articles.front_page import MOST_FEATURED
from articles.models import Article
from articles.navigation import section_tree
from portal.models import Generation
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db

MANY_DIGITS = 10**17


@pytest.fixture
def approver() -> User:
    return make_user("approver")


def now() -> Order:
    return stored(section_tree())


def put(by: User, articles: list[Article], **changes: Any) -> None:
    """Arrange these articles, with the blocks as they stand unless `changes` say otherwise."""
    order = now()
    wanted = {"featured": [article.pk for article in articles], "blocks": order.blocks, "hidden": order.hidden}
    arrange(Order(**{**wanted, **changes}), seen=order.version, by=by)


def places() -> list[tuple[int, int]]:
    rows = Article.objects.filter(is_featured=True).order_by("featured_position", "pk")
    return [(row.pk, row.featured_position) for row in rows]


# What is written.


def test_what_is_arranged_is_what_stands(approver: User) -> None:
    first, second = make_article(), make_article()
    blocks = [second.section_id, first.section_id]
    put(approver, [second, first], blocks=blocks, hidden=frozenset([first.section_id]))
    assert now() == Order([second.pk, first.pk], blocks, frozenset([first.section_id]))


def test_what_is_not_arranged_is_featured_no_more(approver: User) -> None:
    old, new = make_article(is_featured=True, featured_position=1), make_article()
    make_article(is_featured=True, status="archived")
    put(approver, [new])
    assert places() == [(new.pk, 1)]
    assert Article.objects.get(pk=old.pk).featured_position == 0


def test_an_article_that_waits_for_its_publishing_keeps_its_tick(approver: User) -> None:
    waiting = make_article(is_featured=True, status="in_review")
    put(approver, [])
    assert places() == [(waiting.pk, 0)]


def test_a_planned_article_can_be_given_its_place_beforehand(approver: User) -> None:
    planned = make_article(publish_at=timezone.now() + timedelta(days=1))
    put(approver, [planned])
    assert now().featured == [planned.pk]


def test_arranging_leaves_the_version_of_a_text_alone(approver: User) -> None:
    article = make_article()
    put(approver, [article])
    assert Article.objects.get(pk=article.pk).updated_at == article.updated_at


def test_arranging_retires_the_cached_pages_once(approver: User) -> None:
    articles = [make_article(is_featured=True), make_article()]
    before = Generation.objects.get().number
    put(approver, articles)
    assert Generation.objects.get().number == before + 1


def test_it_is_kept_who_arranged_last(approver: User) -> None:
    put(make_user("approver"), [])
    put(approver, [])
    last = last_arranged()
    assert last is not None
    assert last.user == approver


# What is refused.


def test_an_arrangement_of_an_older_state_is_refused(approver: User) -> None:
    article = make_article()
    seen = now()
    put(make_user("approver"), [article])
    with pytest.raises(ConflictError):
        arrange(seen, seen=seen.version, by=approver)
    assert now().featured == [article.pk]


def test_the_same_article_twice_is_refused(approver: User) -> None:
    article = make_article()
    with pytest.raises(ArrangementError, match="một lần"):
        put(approver, [article, article])


def test_more_articles_than_places_are_refused(approver: User) -> None:
    articles = [make_article() for _ in range(MOST_FEATURED + 1)]
    with pytest.raises(ArrangementError, match=str(MOST_FEATURED)):
        put(approver, articles)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "in_review"},
        {"status": "archived"},
        {"expire_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_what_readers_will_not_see_is_refused_by_its_title(approver: User, fields: dict[str, Any]) -> None:
    article = make_article(title="Chưa tới lượt", **fields)
    with pytest.raises(ArrangementError, match="Chưa tới lượt"):
        put(approver, [article])


def test_an_unknown_article_is_refused(approver: User) -> None:
    with pytest.raises(ArrangementError):
        put(approver, [], featured=[MANY_DIGITS])


@pytest.mark.parametrize("change", ["none", "twice", "unknown", "lower"])
def test_a_wrong_list_of_sections_is_refused(approver: User, change: str) -> None:
    section = make_section()
    lower = make_section(parent=section)
    wrong = {"none": [], "twice": [section.pk] * 2, "unknown": [MANY_DIGITS], "lower": [section.pk, lower.pk]}
    with pytest.raises(ArrangementError):
        put(approver, [], blocks=wrong[change])


def test_a_refused_arrangement_changes_nothing(approver: User) -> None:
    article = make_article(is_featured=True)
    with pytest.raises(ArrangementError):
        put(approver, [article], blocks=[])
    assert (places(), last_arranged()) == ([(article.pk, 0)], None)


# What may be featured.


def test_search_finds_articles_by_all_words_with_or_without_marks() -> None:
    found = make_article(title="Đường hoa Đồng Vọng")
    make_article(title="Đường làng")
    assert [list(search(query)) for query in ("đường vọng", "duong vong", "đuờng")] == [[found], [found], []]


def test_search_offers_what_is_planned_and_nothing_that_readers_will_not_see() -> None:
    planned = make_article(publish_at=timezone.now() + timedelta(days=1))
    for status in ("draft", "in_review", "archived"):
        make_article(status=status)
    make_article(expire_at=timezone.now() - timedelta(minutes=1))
    assert list(search("bài viết")) == [planned]


def test_search_finds_a_few_only() -> None:
    for _ in range(MOST_FOUND + 1):
        make_article()
    assert len(search("")) == MOST_FOUND
