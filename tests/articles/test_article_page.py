"""What stands around the text on the page of an article."""

import base64
import json
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import workflow
from articles.models import Article, StoryThread
from articles.templatetags.reading_tags import facebook_share, zalo_share
from tests.articles.newsroom import address, client_of, typed
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db


def page_of(reader: Client, article: Article) -> str:
    return reader.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_everything_around_an_article_costs_the_same_for_any_number(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    section, tags = make_section(), [make_tag() for _ in range(number)]
    (thread,) = StoryThread.objects.bulk_create([StoryThread(name="Khơi kênh", slug="khoi-kenh")])
    body = "".join(f'<img src="{make_picture().file.url}" alt="Kênh">' for _ in range(number))
    others = [make_article(section=section, lead_picture=make_picture(), thread=thread) for _ in range(number)]
    article = make_article(section=section, body=body, thread=thread)
    article.tags.add(*tags)
    article.related.add(others[0])
    for other in others:
        other.tags.add(*tags)
    with django_assert_num_queries(18):
        page_of(reader, article)


def test_reading_time_is_told(reader: Client) -> None:
    assert "<span>5 phút đọc</span>" in page_of(reader, make_article(body=f"<p>{'nước ' * 1100}</p>"))


def test_a_later_text_is_told_as_an_update(reader: Client) -> None:
    approver = make_user("approver")
    article = make_article(publish_at=timezone.now() - timedelta(days=1))
    for _ in range(2):
        new = workflow.redraft(article, by=approver)
        article = workflow.publish(new, by=approver)
    assert "Cập nhật:" in page_of(reader, article)


def test_a_saved_setting_is_no_update(reader: Client) -> None:
    article = make_article(publish_at=timezone.now() - timedelta(days=1))
    article.save()
    assert "Cập nhật:" not in page_of(reader, article)


def test_a_long_text_has_its_contents_before_it(reader: Client) -> None:
    page = page_of(reader, make_article(body="<h2>Một</h2><h2>Hai</h2><h3>Ba</h3>"))
    assert '<a href="#muc-mot">Một</a>' in page
    assert page.index('id="contents"') < page.index('<div class="prose">')


def test_no_heading_takes_an_id_of_the_page(reader: Client) -> None:
    texts = ("contents", "related", "latest", "statistics", "Nội dung")
    page = page_of(reader, make_article(body="".join(f"<h2>{text}</h2>" for text in texts)))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_story_is_shown_with_its_other_articles(reader: Client) -> None:
    (thread,) = StoryThread.objects.bulk_create([StoryThread(name="Khơi kênh", slug="khoi-kenh")])
    article, other = make_article(thread=thread), make_article(thread=thread)
    shown = page_of(reader, article).partition('<section class="thread"')[2].partition("</section>")[0]
    assert ("Khơi kênh" in shown, other.title in shown, article.title in shown) == (True, True, False)


def test_a_story_of_one_article_is_no_story_yet(reader: Client) -> None:
    (thread,) = StoryThread.objects.bulk_create([StoryThread(name="Khơi kênh", slug="khoi-kenh")])
    assert 'class="thread"' not in page_of(reader, make_article(thread=thread))


def test_newer_and_older_are_named(reader: Client) -> None:
    now, section = timezone.now(), make_section()
    newer, article, older = (make_article(section=section, publish_at=now - timedelta(hours=n)) for n in (1, 2, 3))
    turning = page_of(reader, article).partition('class="turning"')[2].partition("</nav>")[0]
    assert re.findall('rel="(next|prev)" href="([^"]+)"', turning) == [
        ("next", newer.get_absolute_url()),
        ("prev", older.get_absolute_url()),
    ]


def test_sharing_needs_nobodys_script(reader: Client) -> None:
    article = make_article()
    page = page_of(reader, article)
    links = re.findall('<a class="actions__button" href="(https:[^"]+)" target="_blank" rel="noopener nofollow">', page)
    assert [urlsplit(link).hostname for link in links] == ["button-share.zalo.me", "www.facebook.com"]
    assert re.findall(r'<script[^>]+src="(?!/static/)', page) == []


@pytest.mark.parametrize("url", ["https://a.vn/tin/x-1/", "https://a.vn/tin/xy-1/", "https://a.vn/tin/xyz-1/"])
def test_zalo_gets_the_address_without_padding(url: str) -> None:
    (data,) = parse_qs(urlsplit(zalo_share(url)).query)["d"]
    assert ("=" in data, json.loads(base64.b64decode(data, validate=True))) == (False, {"url": url})


def test_facebook_gets_the_whole_address() -> None:
    assert parse_qs(urlsplit(facebook_share("https://a.vn/?a=1&b=2")).query) == {"u": ["https://a.vn/?a=1&b=2"]}


def test_the_article_can_be_saved_from_its_page(reader: Client) -> None:
    article = make_article()
    assert f'href="{article.get_absolute_url()}luu/" rel="nofollow" download' in page_of(reader, article)


def test_a_preview_passes_no_address_on() -> None:
    approver = make_user("approver")
    article = make_article(status="in_review", body="<h2>Một</h2><h2>Hai</h2><h2>Ba</h2>")
    page = client_of(approver).post(address(article, "preview"), typed(article)).content.decode()
    assert ('class="contents"' in page, "zalo" in page, "/luu/" in page) == (True, False, False)


def test_the_first_picture_of_a_text_is_the_lead_where_there_is_none(reader: Client) -> None:
    body = f'<img src="{make_picture().file.url}" alt="Kênh">'
    with_lead = page_of(reader, make_article(body=body, lead_picture=make_picture()))
    without = page_of(reader, make_article(body=body))
    assert [page.count('fetchpriority="high"') for page in (with_lead, without)] == [1, 1]
