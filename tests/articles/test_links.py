"""Which articles a text leads to, kept so that it can be asked backwards."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles import links
from articles.models import Article, ArticleLink
from tests.factories import make_article

numbers = st.integers(min_value=1, max_value=10**18 - 1)
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True)
hosts = st.sampled_from(["", "http://localhost", "https://127.0.0.1:8000", "HTTP://LocalHost:80"])
endings = st.sampled_from(["", "/", "/?page=2", "/#binh-luan", "?a=1&amp;b=2"])
strangers = st.sampled_from(["https://example.vn", "//example.vn", "http://localhost.example.vn", "ftp://localhost"])


def linked(*articles: Article) -> str:
    return "".join(f'<p><a href="{article.get_absolute_url()}">Xem thêm</a></p>' for article in articles)


def kept() -> set[tuple[int, int]]:
    return set(ArticleLink.objects.values_list("source", "target"))


@given(hosts, slugs.filter(lambda slug: slug != "the"), slugs, numbers, endings)
def test_an_address_of_an_article_is_known_however_it_is_written(
    host: str, section: str, slug: str, number: int, ending: str
) -> None:
    assert links.targets(f'<p><a href="{host}/{section}/{slug}-{number}{ending}">bài</a></p>') == {number}


@given(strangers, slugs, slugs, numbers)
def test_an_address_of_somebody_else_is_none(host: str, section: str, slug: str, number: int) -> None:
    assert links.targets(f'<p><a href="{host}/{section}/{slug}-{number}/">bài</a></p>') == set()


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    assert all(0 <= number < 10**18 for number in links.targets(f'<a href="{text}">x</a> {text}'))


@pytest.mark.parametrize(
    "path", ["/", "/tin/", "/the/bao-12/", "/a/b/c-1/", "/tin/12/", "/tin/bai-1234567890123456789/"]
)
def test_another_page_is_no_article(path: str) -> None:
    assert links.article_id(path) is None


def test_of_very_many_links_a_thousand_count() -> None:
    html = "".join(f'<a href="/t/b-{number}/">b</a>' for number in range(1, 5000))
    assert links.targets(html) == set(range(1, 1001))


@pytest.mark.django_db
class TestKeeping:
    def test_what_a_text_leads_to_is_kept_with_each_save(self) -> None:
        first, second = make_article(), make_article()
        source = make_article(body=linked(first))
        before = kept()
        source.body = linked(second)
        source.save(update_fields=["body"])
        assert (before, kept()) == ({(source.pk, first.pk)}, {(source.pk, second.pk)})

    def test_links_to_itself_and_to_nothing_are_not_kept(self) -> None:
        source = make_article()
        source.body = linked(source) + '<p><a href="/t/b-999999/">x</a></p>'
        source.save()
        assert kept() == set()

    def test_saving_the_same_links_again_writes_nothing(self, django_assert_num_queries: Any) -> None:
        source = make_article(body=linked(make_article()))
        with django_assert_num_queries(1):
            links.keep(source)

    def test_a_save_that_leaves_the_text_alone_asks_nothing(self) -> None:
        source = make_article(body=linked(make_article()))
        ArticleLink.objects.all().delete()
        source.save(update_fields=["status"])
        assert kept() == set()

    def test_articles_of_before_get_their_links(self) -> None:
        target = make_article()
        source = make_article(body=linked(target) + '<p><a href="/t/b-999999/">x</a></p>')
        ArticleLink.objects.all().delete()
        importlib.import_module("articles.migrations.0005_article_links").fill(apps, None)
        assert kept() == {(source.pk, target.pk)}

    def test_an_article_answers_under_the_address_of_a_section_that_is_gone(self, reader: Client) -> None:
        article = make_article()
        response = reader.get(f"/muc-da-mat/ten-cu-{article.pk}/")
        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())
