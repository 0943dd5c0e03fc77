"""What other people's programs take from a real page of an article."""

import logging
from datetime import datetime
from typing import Any

import extruct
import pytest
import trafilatura
from django.test import Client
from django.utils import timezone

from articles import share_pictures
from articles.models import Article, SiteSettings
from tests.factories import make_article, make_picture, make_section, make_tag

pytestmark = pytest.mark.django_db

PARAGRAPHS = [
    "Sáng nay, hàng trăm người dân hai bên bờ sông đã có mặt từ sớm để chờ giờ cắt băng khánh thành cây cầu mới.",
    "Cầu dài 210 mét, rộng 9 mét, được xây dựng trong 14 tháng bằng ngân sách của tỉnh và đóng góp của nhân dân.",
    "Từ hôm nay, học sinh ba xã không còn phải qua đò để đến trường, kể cả trong những ngày nước lũ dâng cao.",
]


@pytest.fixture
def article() -> Article:
    article = make_article(
        title="Cầu Ngòi Vạn thông xe sau mười bốn tháng thi công",
        lead="Ngày 15/7, tại xã Hoa Lũng, cầu Ngòi Vạn chính thức thông xe, nối liền hai bờ sông </script>.",
        body="".join(f"<p>{text}</p>" for text in PARAGRAPHS),
        author="Ngọc Trâm",
        lead_picture=make_picture(),
        section=make_section(name="Tin địa phương", parent=make_section(name="Thời sự")),
        publish_at=datetime(2022, 7, 15, 9, 30, tzinfo=timezone.get_default_timezone()),
    )
    article.tags.add(make_tag(name="Giao thông"))
    return article


@pytest.fixture
def page(article: Article, reader: Client) -> str:
    return reader.get(article.get_absolute_url()).content.decode()


def extracted(page: str, syntax: str) -> list[dict[str, Any]]:
    found = extruct.extract(page, base_url="http://testserver/", syntaxes=[syntax], uniform=True)
    rows: list[dict[str, Any]] = found[syntax]
    return rows


def json_ld(page: str, kind: str) -> dict[str, Any]:
    (row,) = (row for row in extracted(page, "json-ld") if row["@type"] == kind)
    return row


def test_trafilatura_finds_title_author_date_lead_and_picture(page: str, article: Article) -> None:
    found = trafilatura.extract_metadata(page)
    assert (found.title, found.author, found.date) == (article.title, "Ngọc Trâm", "2022-07-15")
    assert found.description == article.lead
    share = share_pictures.url_of(article, SiteSettings.load())
    assert found.image == f"http://testserver{share}"


def test_trafilatura_finds_the_body(page: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        text = trafilatura.extract(page) or ""
    assert [line for line in text.splitlines() if line in PARAGRAPHS] == PARAGRAPHS


def test_json_ld_is_the_article(page: str, article: Article) -> None:
    found = json_ld(page, "NewsArticle")
    assert (found["headline"], found["description"]) == (article.title, article.lead)
    assert found["datePublished"] == "2022-07-15T09:30:00+07:00"
    assert found["author"] == {"@type": "Person", "name": "Ngọc Trâm"}
    assert (found["articleSection"], found["keywords"]) == ("Tin địa phương", ["Giao thông"])


def test_json_ld_shows_the_lead_picture_and_the_share_picture(page: str, article: Article) -> None:
    assert article.lead_picture
    lead, share = json_ld(page, "NewsArticle")["image"]
    assert (lead["url"], lead["width"]) == (f"http://testserver{article.lead_picture.file.url}", 1600)
    assert (share["width"], share["height"]) == (1200, 630)


def test_json_ld_leads_from_the_front_page_to_the_article(page: str, article: Article) -> None:
    steps = json_ld(page, "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == ["Trang chủ", "Thời sự", "Tin địa phương", article.title]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert steps[-1]["item"] == f"http://testserver{article.get_absolute_url()}"


def test_open_graph_is_the_article(page: str, article: Article) -> None:
    (found,) = extracted(page, "opengraph")
    assert (found["@type"], found["og:title"]) == ("article", article.title)
    assert found["og:description"] == article.lead
    assert found["og:url"] == f"http://testserver{article.get_absolute_url()}"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")


def test_dublin_core_is_the_article(page: str, article: Article) -> None:
    (found,) = extracted(page, "dublincore")
    elements = {row["name"].lower(): row["content"] for row in found["elements"]}
    url = f"http://testserver{article.get_absolute_url()}"
    assert (elements["dc.title"], elements["dc.creator"]) == (article.title, "Ngọc Trâm")
    assert (elements["dc.date"], elements["dc.language"]) == ("2022-07-15T09:30:00+07:00", "vi")
    assert (elements["dc.description"], elements["dc.identifier"]) == (article.lead, url)
    assert elements["dc.publisher"] == "Cổng thông tin điện tử"
    assert elements["dc.subject"] == "Tin địa phương; Giao thông"


def test_an_article_without_an_author_is_by_the_body(reader: Client) -> None:
    page = reader.get(make_article(signature="").get_absolute_url()).content.decode()
    assert json_ld(page, "NewsArticle")["author"]["@type"] == "Organization"


def test_the_front_page_is_a_site_that_can_be_published_by_somebody(reader: Client) -> None:
    page = reader.get("/").content.decode()
    assert json_ld(page, "WebSite")["url"] == "http://testserver/"
    assert json_ld(page, "GovernmentOrganization")["name"] == "Cổng thông tin điện tử"


def test_a_section_leads_there_from_the_front_page(reader: Client, article: Article) -> None:
    page = reader.get(article.section.get_absolute_url()).content.decode()
    steps = json_ld(page, "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == ["Trang chủ", "Thời sự", "Tin địa phương"]
