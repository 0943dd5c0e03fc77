from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from articles import sitemaps
from articles.models import Article
from tests.factories import make_article, make_picture, make_section, make_tag

pytestmark = pytest.mark.django_db

SCHEMAS = Path(__file__).parents[1] / "schemas"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@cache
def schema(name: str) -> Any:
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


def sitemap(client: Client, address: str, *, by: str = "all.xsd") -> Any:
    """The answer as a tree that its schema has nothing against."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    tree = etree.fromstring(response.content)
    schema(by).assertValid(tree)
    return tree


def texts(tree: Any, path: str) -> list[str]:
    return [element.text for element in tree.iterfind(path, NAMES)]


def of_articles(client: Client, article: Article) -> Any:
    return sitemap(client, f"/sitemap-bai-viet-{article.pk // sitemaps.NUMBERS_PER_FILE}.xml")


def test_the_index_names_files_that_are_there(reader: Client) -> None:
    make_article()
    names = texts(sitemap(reader, "/sitemap.xml", by="siteindex.xsd"), ".//s:loc")
    assert len(names) == 2
    for name in names:
        sitemap(reader, name.removeprefix("http://testserver"))


def test_the_index_tells_when_a_file_changed_last(reader: Client) -> None:
    article = make_article()
    (changed_at,) = texts(sitemap(reader, "/sitemap.xml", by="siteindex.xsd"), ".//s:lastmod")
    assert changed_at == timezone.localtime(article.updated_at).isoformat(timespec="seconds")


def test_articles_lie_in_several_files(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "NUMBERS_PER_FILE", 1)
    articles = [make_article(), make_article()]
    found = [texts(of_articles(reader, article), ".//s:loc") for article in articles]
    assert found == [[f"http://testserver{article.get_absolute_url()}"] for article in articles]


def test_an_article_shows_its_lead_picture(reader: Client) -> None:
    picture = make_picture()
    article = make_article(lead_picture=picture)
    assert texts(of_articles(reader, article), ".//image:loc") == [f"http://testserver{picture.file.url}"]


def test_what_is_not_published_is_not_there(reader: Client) -> None:
    article = make_article(status=Article.Status.DRAFT)
    assert reader.get(f"/sitemap-bai-viet-{article.pk // sitemaps.NUMBERS_PER_FILE}.xml").status_code == 404


@pytest.mark.parametrize("number", ["99999", "9" * 30])
def test_a_file_without_articles_is_not_found(reader: Client, number: str) -> None:
    assert reader.get(f"/sitemap-bai-viet-{number}.xml").status_code == 404


def test_an_article_names_its_translations(reader: Client) -> None:
    original = make_article()
    english = make_article(translation_of=original, section=make_section(language="en"))
    links = of_articles(reader, english).findall(".//s:url/x:link", NAMES)
    expected = {("vi", original.pk), ("x-default", original.pk), ("en", english.pk)}
    assert len(links) == 6
    assert {(link.get("hreflang"), int(link.get("href").rpartition("-")[2].strip("/"))) for link in links} == expected


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_costs_the_same_for_any_number_of_articles(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        original = make_article(lead_picture=make_picture(), section=make_section(parent=make_section()))
        make_article(translation_of=original, section=make_section(language="en"))
    with django_assert_num_queries(4):
        of_articles(reader, original)


def test_pages_are_sections_and_tags_with_articles(reader: Client) -> None:
    article, tag = make_article(), make_tag()
    article.tags.add(tag)
    make_tag()
    paths = texts(sitemap(reader, "/sitemap-trang.xml"), ".//s:loc")
    expected = ["/", article.section.get_absolute_url(), tag.get_absolute_url()]
    assert paths == [f"http://testserver{path}" for path in expected]


def test_news_are_of_the_last_two_days(reader: Client) -> None:
    article = make_article(title="Cầu <mới>")
    make_article(publish_at=timezone.now() - timedelta(hours=49))
    tree = sitemap(reader, "/sitemap-tin-tuc.xml")
    assert texts(tree, ".//s:loc") == [f"http://testserver{article.get_absolute_url()}"]
    assert texts(tree, ".//news:title") == ["Cầu <mới>"]
    assert texts(tree, ".//news:name") + texts(tree, ".//news:language") == ["Bản Tin", "vi"]


def test_no_news_are_an_empty_file(reader: Client) -> None:
    tree = etree.fromstring(reader.get("/sitemap-tin-tuc.xml").content)
    assert (tree.tag, len(tree)) == (f"{{{NAMES['s']}}}urlset", 0)


@pytest.mark.parametrize("number", [1, 3])
def test_news_cost_the_same_for_any_number_of_articles(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make_article(section=make_section(parent=make_section()))
    with django_assert_num_queries(2):
        reader.get("/sitemap-tin-tuc.xml")


def test_robots_names_the_sitemaps_and_keeps_the_admin_out(reader: Client) -> None:
    assert reader.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /stats/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/sitemap-tin-tuc.xml",
    ]
