"""What the head of a page tells programs, beyond what `test_extraction` reads."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import make_article, make_section, make_tag

pytestmark = pytest.mark.django_db


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def alternates(page: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))


def test_each_translation_names_all_of_them(reader: Client) -> None:
    original = make_article()
    english = make_article(translation_of=original, section=make_section(language="en"))
    first, second = (f"http://testserver{article.get_absolute_url()}" for article in (original, english))
    for article in (original, english):
        found = alternates(page_of(reader, article.get_absolute_url()))
        assert found == {"vi": first, "x-default": first, "en": second}


def test_a_translation_that_nobody_can_read_is_not_named(reader: Client) -> None:
    original = make_article()
    make_article(translation_of=original, section=make_section(language="en"), status="draft")
    assert alternates(page_of(reader, original.get_absolute_url())) == {}


def test_a_public_name_stands_in_every_address_whatever_host_is_asked(reader: Client, settings: Settings) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://bantin.example", ["bantin.example", "other.example"]
    article = make_article()
    for address in (article.get_absolute_url(), "/", "/rss.xml", "/sitemap.xml", "/robots.txt", "/feed.json"):
        page = reader.get(address, headers={"host": "other.example"}).content.decode()
        assert "https://bantin.example/" in page
        assert "other.example" not in page


def test_a_host_that_is_not_ours_gets_no_page(reader: Client) -> None:
    assert reader.get("/rss.xml", headers={"host": "evil.example"}).status_code == 400


def test_a_list_names_its_feeds(reader: Client) -> None:
    for row in (make_section(), make_tag()):
        page = page_of(reader, row.get_absolute_url())
        for file in ("rss.xml", "feed.json"):
            assert f'href="{row.get_absolute_url()}{file}"' in page


def test_an_english_section_speaks_of_itself_in_english(reader: Client) -> None:
    page = page_of(reader, make_section(language="en").get_absolute_url())
    assert '<meta property="og:locale" content="en_US">' in page
    assert '<meta name="DC.language" content="en">' in page
