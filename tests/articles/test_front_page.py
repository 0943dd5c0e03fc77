"""What stands on the front page, and in which order."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.front_page import MOST_FEATURED, Arrangement, FrontPage, compose
from articles.models import Article, Section
from articles.navigation import section_tree
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def featured(place: int, *, days_ago: float = 1, **fields: Any) -> Article:
    at = timezone.now() - timedelta(days=days_ago)
    return make_article(is_featured=True, featured_position=place, publish_at=at, **fields)


def top(front: FrontPage) -> list[Article]:
    return [front.lead, *front.secondary] if front.lead else []


def shown() -> FrontPage:
    return compose(section_tree())


def test_featured_articles_stand_in_the_order_of_the_desk() -> None:
    third, first, second = (featured(place, days_ago=place) for place in (3, 1, 2))
    assert top(shown()) == [first, second, third]


def test_an_article_that_the_desk_has_not_placed_stands_before_those_it_has() -> None:
    placed = featured(1, days_ago=1)
    newly_ticked = [featured(0, days_ago=days) for days in (3, 9)]
    assert top(shown()) == [*newly_ticked, placed]


def test_the_newest_fill_the_places_that_stay_free() -> None:
    chosen = featured(1, days_ago=90)
    newest = [make_article(publish_at=timezone.now() - timedelta(minutes=n)) for n in range(1, 7)]
    assert top(shown()) == [chosen, *newest[: MOST_FEATURED - 1]]


@pytest.mark.parametrize(
    "fields",
    [
        {"publish_at": timezone.now() + timedelta(days=400)},
        {"expire_at": timezone.now() - timedelta(minutes=1)},
        {"status": Article.Status.ARCHIVED},
    ],
)
def test_a_featured_article_that_readers_do_not_see_gives_its_place_to_the_next(fields: dict[str, Any]) -> None:
    make_article(is_featured=True, featured_position=1, **{"publish_at": timezone.now() - timedelta(days=2), **fields})
    second = featured(2)
    assert top(shown()) == [second]


def test_an_old_placed_article_keeps_its_place_below_many_newly_ticked_ones() -> None:
    old = featured(1, days_ago=900)
    newly_ticked = [featured(0, days_ago=days) for days in range(1, 4)]
    assert top(shown()) == [*newly_ticked, old]


def test_a_featured_article_too_many_stands_among_the_others() -> None:
    section = make_section()
    articles = [featured(place, section=section) for place in range(1, MOST_FEATURED + 2)]
    front = shown()
    assert ([block.lead for block in front.blocks], front.latest) == ([articles[-1]], [articles[-1]])


def _blocks(front: FrontPage) -> list[Section]:
    return [block.branch.section for block in front.blocks]


def _sections_with_news(*places: int) -> list[Section]:
    """A section for each of the places of its block, with an article that is too old to stand on top."""
    sections = [make_section(front_position=place) for place in places]
    for section in [make_section(is_on_front_page=False), *sections]:
        for _ in range(MOST_FEATURED):
            make_article(section=section, publish_at=timezone.now() - timedelta(days=1 + section.front_position))
    return sections


def test_blocks_stand_in_the_order_of_the_desk() -> None:
    third, first, second = _sections_with_news(3, 1, 2)
    assert _blocks(shown()) == [first, second, third]


def test_a_section_that_the_desk_has_not_placed_follows_those_it_has() -> None:
    new, second, first = _sections_with_news(0, 2, 1)
    make_article(is_featured=True, section=first)
    assert _blocks(shown()) == [first, second, new]


def test_a_section_without_its_tick_has_no_block_but_stays_among_the_newest() -> None:
    section = make_section(is_on_front_page=False)
    for _ in range(MOST_FEATURED + 1):
        make_article(section=section)
    front = shown()
    assert (front.blocks, len(top(front)), len(front.latest)) == ([], MOST_FEATURED, 1)


def test_an_arrangement_is_shown_before_it_is_applied() -> None:
    featured(1)
    sections = _sections_with_news(1, 2)
    chosen = make_article(publish_at=timezone.now() - timedelta(days=300))
    blocks = [section.pk for section in reversed(sections)]
    front = compose(section_tree(), Arrangement([chosen.pk, chosen.pk, 987654], [*blocks, 987654]))
    assert (front.lead, _blocks(front)) == (chosen, sections[::-1])


def test_an_empty_arrangement_shows_the_newest_and_no_block() -> None:
    featured(1, days_ago=9)
    newest = [make_article(publish_at=timezone.now() - timedelta(minutes=n)) for n in range(1, 9)]
    front = compose(section_tree(), Arrangement())
    assert (top(front), front.blocks) == (newest[:MOST_FEATURED], [])


_ARTICLES = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["published", "published", "published", "draft", "archived"]),
            "begins": st.integers(-5, 2),
            "ends": st.sampled_from([None, None, 1, -1]),
            "is_featured": st.booleans(),
            "place": st.integers(0, 3),
            "section": st.integers(0, 2),
        }
    ),
    max_size=25,
)


class TestAnyArticles(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(_ARTICLES, st.one_of(st.none(), st.lists(st.integers(0, 24), max_size=7)))
    def test_no_article_is_there_twice_and_none_that_readers_cannot_see(
        self, drawn: list[dict[str, Any]], chosen: list[int] | None
    ) -> None:
        sections = [make_section(front_position=place) for place in (2, 0, 1)]
        articles = [_drawn(sections, **fields) for fields in drawn]
        wanted = [articles[index].pk for index in chosen or [] if index < len(articles)]
        arrangement = None if chosen is None else Arrangement(wanted, [section.pk for section in sections])
        front = compose(section_tree(), arrangement)
        above = [*top(front), *(article for block in front.blocks for article in [block.lead, *block.headlines])]
        public = set(Article.objects.published())
        assert len(above) == len(set(above))
        assert {*above, *front.latest} <= public
        assert len(top(front)) == min(MOST_FEATURED, len(public))


def _drawn(
    sections: list[Section], *, status: str, begins: int, ends: int | None, is_featured: bool, place: int, section: int
) -> Article:
    now = timezone.now()
    return make_article(
        section=sections[section],
        status=status,
        publish_at=now + timedelta(days=begins, seconds=-1),
        expire_at=None if ends is None else now + timedelta(days=begins + 3 if ends > 0 else max(begins, -1), hours=1),
        is_featured=is_featured,
        featured_position=place,
    )
