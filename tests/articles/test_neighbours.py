"""What readers find from an article."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import neighbours
from articles.models import Article
from tests.factories import make_article, make_section, make_tag, make_thread

pytestmark = pytest.mark.django_db


def make_ago(minutes: int, **fields: Any) -> Article:
    return make_article(publish_at=timezone.now() - timedelta(minutes=minutes), **fields)


def related(article: Article) -> list[Article]:
    return neighbours.related(article, picked=neighbours.picked_for(article), tags=list(article.tags.all()))


def test_picked_articles_come_first_then_those_under_the_same_tags_then_the_section() -> None:
    article, tag = make_article(), make_tag()
    in_section, tagged, picked = make_ago(1, section=article.section), make_ago(2), make_ago(3)
    for each in (article, tagged):
        each.tags.add(tag)
    article.related.add(picked)
    assert related(article) == [picked, tagged, in_section]


def test_an_article_is_related_once_and_never_to_itself() -> None:
    article, tag = make_article(), make_tag()
    other = make_article(section=article.section)
    for each in (article, other):
        each.tags.add(tag)
    article.related.add(article, other)
    assert related(article) == [other]


def test_related_are_only_what_readers_can_open() -> None:
    article, tag = make_article(), make_tag()
    draft = make_article(status="draft", section=article.section)
    draft.tags.add(tag)
    article.tags.add(tag)
    article.related.add(draft)
    assert related(article) == []


def test_there_are_never_more_than_six() -> None:
    article = make_article()
    article.related.add(*(make_article() for _ in range(8)))
    assert len(related(article)) == neighbours.RELATED


def test_picked_articles_leave_room_for_others() -> None:
    article = make_article()
    picked = [make_ago(minutes) for minutes in (1, 2)]
    article.related.add(*picked)
    others = [make_ago(minutes, section=article.section) for minutes in range(3, 9)]
    assert related(article) == [*picked, *others[:4]]


def test_newer_and_older_stand_next_to_it_in_its_section() -> None:
    section = make_section()
    newest, newer, article, older, oldest = (make_ago(minutes, section=section) for minutes in range(1, 6))
    make_ago(2)
    assert neighbours.newer_and_older(article) == (newer, older)
    assert (neighbours.newer_and_older(newest)[0], neighbours.newer_and_older(oldest)[1]) == (None, None)


def test_of_the_same_instant_the_later_row_is_the_newer_one() -> None:
    at, section = timezone.now() - timedelta(hours=1), make_section()
    first, second, third = (make_article(section=section, publish_at=at) for _ in range(3))
    assert neighbours.newer_and_older(second) == (third, first)


def test_what_is_not_published_is_nobodys_neighbour() -> None:
    article = make_article()
    make_article(section=article.section, publish_at=timezone.now() + timedelta(days=1))
    make_article(section=article.section, status="archived", publish_at=timezone.now() - timedelta(days=1))
    assert neighbours.newer_and_older(article) == (None, None)


def test_a_story_shows_its_four_newest_others() -> None:
    thread = make_thread()
    article, *others = (make_ago(minutes, thread=thread) for minutes in range(1, 8))
    make_article(status="draft", thread=thread)
    assert neighbours.in_thread(article) == others[: neighbours.IN_THREAD]


def test_an_article_of_no_story_asks_for_none(django_assert_num_queries: Any) -> None:
    article = make_article()
    with django_assert_num_queries(0):
        assert neighbours.in_thread(article) == []
