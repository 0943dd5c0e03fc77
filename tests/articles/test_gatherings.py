"""Pages that gather articles: an author's, a story thread's, a section's sub-sections, what is read most."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, StoryThread
from stats import most_read
from tests.conftest import roll_up
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def make_thread(**fields: object) -> StoryThread:
    return StoryThread.objects.create(**{"name": "Phòng chống bão số 3", **fields})


def ago(minutes: int, **fields: object) -> Article:
    return make_article(publish_at=timezone.now() - timedelta(minutes=minutes), **fields)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/tac-gia/nguyen-an/", 8), ("/dong-su-kien/bao/", 8)])
def test_page_costs_the_same_for_any_number_of_articles(
    reader: Client, number: int, path: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    thread = make_thread(slug="bao")
    for minutes in range(number):
        ago(minutes, author="Nguyễn An", thread=thread)
    with django_assert_num_queries(queries):
        assert reader.get(path).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_section_costs_the_same_for_any_number_of_sub_sections(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    parent = make_section()
    for minutes in range(number):
        ago(minutes, section=make_section(parent=parent))
    with django_assert_num_queries(8):
        reader.get(parent.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/", 10), ("/doc-nhieu/", 7)])
def test_what_is_read_most_costs_the_same_for_any_number_of_articles(
    reader: Client,
    counting: None,
    number: int,
    path: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for minutes in range(number):
        reader.get(ago(minutes).get_absolute_url())
    roll_up()
    most_read.find()
    with django_assert_num_queries(queries):
        reader.get(path)


def test_author_bears_the_name_that_was_written_last(reader: Client) -> None:
    ago(9, author="nguyễn an")
    ago(1, author="Nguyễn An")
    assert reader.get("/tac-gia/nguyen-an/").context["author"] == "Nguyễn An"


def test_author_of_nothing_that_is_published_is_not_found(reader: Client) -> None:
    make_article(author="Nguyễn An", status=Article.Status.DRAFT)
    assert reader.get("/tac-gia/nguyen-an/").status_code == 404


def test_thread_lists_its_published_articles_newest_first(reader: Client) -> None:
    thread = make_thread()
    old, new = ago(9, thread=thread), ago(1, thread=thread)
    make_article(thread=thread, status=Article.Status.DRAFT)
    assert list(reader.get(thread.get_absolute_url()).context["page"]) == [new, old]


def test_front_page_names_current_threads_in_which_something_is_published(reader: Client) -> None:
    shown = make_thread()
    ago(1, thread=shown)
    ago(1, thread=make_thread(name="Đã xong", is_current=False))
    make_thread(name="Chưa có bài")
    assert reader.get("/").context["threads"] == [shown]


def test_parent_section_shows_the_newest_of_its_sub_sections_on_its_first_page(reader: Client) -> None:
    parent = make_section()
    child, _empty = make_section(parent=parent), make_section(parent=parent)
    articles = [ago(minutes, section=child) for minutes in range(4)]
    assert reader.get(parent.get_absolute_url()).context["children"] == [(child, articles[:3])]


def test_most_read_counts_real_views(reader: Client, counting: None) -> None:
    quiet, busy = ago(5), ago(9)
    for article in (busy, quiet, busy):
        reader.get(article.get_absolute_url())
    roll_up()
    most_read.find()
    assert [ranking.articles for ranking in reader.get("/").context["rankings"]] == [[busy, quiet]] * 3


def test_most_read_leaves_out_what_readers_cannot_open(reader: Client, counting: None) -> None:
    article = ago(5)
    reader.get(article.get_absolute_url())
    roll_up()
    most_read.find()
    article.status = Article.Status.ARCHIVED
    article.save()
    assert reader.get("/doc-nhieu/").context["ranking"].articles == []


def test_unknown_period_of_most_read_is_not_found(reader: Client) -> None:
    assert [reader.get("/doc-nhieu/", {"ky": key}).status_code for key in ("7", "8", "")] == [200, 404, 404]
