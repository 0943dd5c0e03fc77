import json
from typing import Any

import feedparser
import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, StoryThread
from tests.factories import make_article, make_picture, make_section, make_tag

pytestmark = pytest.mark.django_db

PICTURE = f"/media/pictures/2026/01/{7:032x}.jpg"


def rss(client: Client, address: str = "/rss.xml") -> Any:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/rss+xml; charset=utf-8")
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def json_feed(client: Client, address: str = "/feed.json") -> Any:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/feed+json; charset=utf-8")
    return json.loads(response.content)


@pytest.fixture
def article() -> Article:
    article = make_article(
        title="Đêm hội <trăng> & sao",
        author="Ngọc Trâm",
        body='<p>Xem <a href="/tin/?a=1&amp;b=2">tin</a>.</p>' + f'<p><img src="{PICTURE}" alt="Sông"></p>',
        lead_picture=make_picture(alt="Cánh đồng", caption="Mùa gặt."),
    )
    article.tags.add(make_tag(name="Lễ hội"))
    return article


@pytest.mark.parametrize("address", ["/rss.xml", "/feed.json"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_costs_the_same_for_any_number_of_articles(
    reader: Client, number: int, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make_article(lead_picture=make_picture(), section=make_section(parent=make_section())).tags.add(make_tag())
    with django_assert_num_queries(3):
        reader.get(address)


def test_rss_tells_what_the_article_is(reader: Client, article: Article) -> None:
    (entry,) = rss(reader).entries
    assert (entry.title, entry.summary, entry.author) == (article.title, article.lead, "Ngọc Trâm")
    assert entry.link == entry.id == f"http://testserver{article.get_absolute_url()}"
    assert [tag.term for tag in entry.tags] == [article.section.name, "Lễ hội"]


def test_rss_tells_the_minute_of_publishing(reader: Client, article: Article) -> None:
    assert article.publish_at
    (entry,) = rss(reader).entries
    assert entry.published_parsed[:6] == article.publish_at.utctimetuple()[:6]


def test_rss_holds_the_whole_text_with_whole_addresses(reader: Client, article: Article) -> None:
    text = rss(reader).entries[0].content[0].value
    assert 'href="http://testserver/tin/?a=1&amp;b=2"' in text
    assert f'src="http://testserver{PICTURE}"' in text


def test_rss_shows_the_picture_with_its_size(reader: Client, article: Article) -> None:
    assert article.lead_picture
    (entry,) = rss(reader).entries
    url = f"http://testserver{article.lead_picture.file.url}"
    (picture,) = entry.media_content
    assert (picture["url"], picture["width"], picture["height"], picture["type"]) == (url, "1600", "1000", "image/jpeg")
    assert entry.media_thumbnail[0]["width"] == "480"
    assert entry.enclosures[0]["href"] == url


def test_rss_names_itself_and_its_page(reader: Client, article: Article) -> None:
    feed = rss(reader).feed
    assert (feed.title, feed.link, feed.language, feed.ttl) == ("Bản Tin", "http://testserver/", "vi", "10")
    assert [link.href for link in feed.links if link.rel == "self"] == ["http://testserver/rss.xml"]
    assert feed.image.href.startswith("http://testserver/static/img/icon-512")


def test_rss_has_the_parts_that_its_specification_asks_for(reader: Client, article: Article) -> None:
    root: Any = etree.fromstring(reader.get("/rss.xml").content)
    (channel,) = root
    assert root.get("version") == "2.0"
    assert all(len(channel.findall(name)) == 1 for name in ("title", "link", "description", "image", "ttl"))
    enclosure = channel.find("item/enclosure")
    assert set(enclosure.attrib) == {"url", "length", "type"}


def test_rss_without_articles_is_a_feed(reader: Client) -> None:
    assert rss(reader).entries == []


def test_feeds_hold_the_newest_that_is_published(reader: Client) -> None:
    make_article(status=Article.Status.DRAFT)
    article = make_article()
    assert [entry.title for entry in rss(reader).entries] == [article.title]


def test_a_section_has_a_feed_with_what_is_below_it(reader: Client, article: Article) -> None:
    parent = make_section(name="Văn hóa", description="Đời sống.")
    below = make_article(section=make_section(parent=parent))
    feed = rss(reader, f"{parent.get_absolute_url()}rss.xml")
    assert [entry.title for entry in feed.entries] == [below.title]
    assert (feed.feed.title, feed.feed.description) == ("Văn hóa | Bản Tin", "Đời sống.")


def test_a_tag_has_a_feed(reader: Client, article: Article) -> None:
    make_article()
    tag = article.tags.get()
    assert [entry.title for entry in rss(reader, f"{tag.get_absolute_url()}rss.xml").entries] == [article.title]


def test_a_story_has_a_feed(reader: Client, article: Article) -> None:
    (thread,) = StoryThread.objects.bulk_create([StoryThread(name="Cầu", slug="cau")])
    make_article(title="Cầu mới", thread=thread)
    assert [entry.title for entry in rss(reader, "/dong-su-kien/cau/rss.xml").entries] == ["Cầu mới"]


@pytest.mark.parametrize("address", ["/khong-co/rss.xml", "/the/khong-co/rss.xml", "/dong-su-kien/x/feed.json"])
def test_a_feed_of_nothing_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_json_feed_says_its_version_and_addresses(reader: Client, article: Article) -> None:
    feed = json_feed(reader)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == ("http://testserver/", "http://testserver/feed.json")
    assert (feed["title"], feed["language"]) == ("Bản Tin", "vi")


def test_json_feed_tells_what_the_article_is(reader: Client, article: Article) -> None:
    (item,) = json_feed(reader)["items"]
    assert item["id"] == item["url"] == f"http://testserver{article.get_absolute_url()}"
    assert (item["title"], item["summary"]) == (article.title, article.lead)
    assert item["authors"] == [{"name": "Ngọc Trâm"}]
    assert item["date_published"].endswith("+07:00")
    assert item["tags"] == [article.section.name, "Lễ hội"]


def test_feeds_are_kept_by_the_cache_and_not_counted(reader: Client, article: Article) -> None:
    response = reader.get("/rss.xml")
    assert response["Cache-Control"] == "public, max-age=60"
    assert getattr(response, "page").subject is None  # noqa: B009  no field of the class
