"""The course of one article's views, as its writers see it."""

from datetime import timedelta
from typing import Any

import pytest

from stats import clock, course, reports
from stats.models import ArticleDay, ArticleTotal

pytestmark = pytest.mark.django_db


def read(article_id: int, days_ago: int, views: int) -> None:
    day = clock.today() - timedelta(days=days_ago)
    ArticleDay.objects.create(day=day, article_id=article_id, views=views, readers=views - 1)


def test_each_of_the_last_thirty_days_has_its_views() -> None:
    today = clock.today()
    for days_ago, views in [(0, 2), (29, 5), (30, 7)]:
        read(1, days_ago, views)
    read(2, 0, 9)
    days = reports.of_article(1, today - timedelta(days=29), today)
    assert (days[0], days[1][1:], days[-1], len(days)) == ((today - timedelta(29), 5, 4), (0, 0), (today, 2, 1), 30)


def test_the_drawing_says_its_numbers_in_words_and_as_a_table(django_assert_num_queries: Any) -> None:
    read(1, 3, 1_200)
    ArticleTotal.objects.create(article_id=1, views=98_765)
    with django_assert_num_queries(2):
        html = course.of_article(1)
    assert "<desc" in html
    assert ("1.200 lượt xem" in html, "<td>1.200</td>" in html, "98.765" in html) == (True, True, True)


def test_an_article_that_nobody_reads_has_no_empty_chart() -> None:
    assert "<svg" not in course.of_article(1)
