"""The office's own pages, the map of the site, and how figures are counted."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article, SiteSettings, StaticPage
from articles.views.pages import MOST_TAGS
from stats import opening
from stats.models import SiteDay
from tests.factories import make_article, make_section, make_tag

pytestmark = pytest.mark.django_db

MAP = "/so-do/"
METHOD = "/cach-tinh/"


def make_page(**fields: Any) -> StaticPage:
    return StaticPage.objects.create(**{"title": "Giới thiệu", "body": "<p>Xã ven sông.</p>", **fields})


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_page_shows_its_title_its_text_and_its_day(reader: Client) -> None:
    page = text_of(reader, make_page(title="Giới <thiệu>").get_absolute_url())
    assert '<h1 class="page__title">Giới &lt;thiệu&gt;</h1>' in page
    assert '<div class="prose"><p>Xã ven sông.</p></div>' in page
    assert f">{timezone.localdate():%d/%m/%Y}</time>" in page


def test_a_page_that_is_not_published_does_not_exist(reader: Client) -> None:
    assert reader.get(make_page(is_published=False).get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", ["/trang/khong-co/", "/trang/", f"/trang/{'a' * 3000}/", "/trang/%00/"])
def test_an_unknown_page_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_a_page_that_moved_is_found_at_its_old_address(reader: Client) -> None:
    page = make_page(slug="gioi-thieu")
    page.slug = "ve-chung-toi"
    page.save()
    assert reader.get("/trang/gioi-thieu/")["Location"] == "/trang/ve-chung-toi/"


def test_translations_lead_to_each_other_and_hidden_ones_are_left_out(reader: Client) -> None:
    original = make_page()
    english = make_page(title="About", language="en", translation_of=original)
    make_page(title="Ẩn", slug="an", language="en", translation_of=original, is_published=False)
    assert [list(reader.get(page.get_absolute_url()).context["translations"]) for page in (original, english)] == [
        [english],
        [original],
    ]


def test_a_page_describes_itself_by_its_first_words(reader: Client) -> None:
    page = make_page(body="<h2>Bộ máy &amp; người</h2><p>Mười hai thôn.</p>")
    described = '<meta name="description" content="Bộ máy &amp; người Mười hai thôn.">'
    assert described in text_of(reader, page.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_for_any_number_of_translations(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = make_page()
    for n in range(number):
        make_page(title=f"About {n}", language="en", translation_of=page)
        make_article()
    with django_assert_num_queries(8):
        text_of(reader, page.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_the_map_costs_the_same_for_any_number_of_rows(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(number):
        make_page(title=f"Trang {n}")
        make_article(section=make_section(parent=make_section())).tags.add(make_tag())
    with django_assert_num_queries(7):
        text_of(reader, MAP)


def test_the_map_leads_to_every_section_and_published_page(reader: Client) -> None:
    parent = make_section()
    rows = [parent, make_section(parent=parent), make_page()]
    make_page(title="Ẩn", slug="an", is_published=False)
    page = text_of(reader, MAP)
    assert all(f'href="{row.get_absolute_url()}"' in page for row in rows)
    assert "/trang/an/" not in page


def test_the_map_names_tags_of_published_articles_with_their_number(reader: Client) -> None:
    tag, hidden = make_tag(), make_tag()
    for _ in range(2):
        make_article().tags.add(tag)
    make_article(status=Article.Status.DRAFT).tags.add(tag, hidden)
    make_article(publish_at=timezone.now() + timedelta(days=1)).tags.add(tag, hidden)
    assert [(found, found.number) for found in reader.get(MAP).context["tags"]] == [(tag, 2)]


def test_the_map_takes_the_most_used_tags_and_sorts_them_by_name(reader: Client) -> None:
    tags = [make_tag(name=f"T{n:03}") for n in range(MOST_TAGS + 2)]
    make_article().tags.add(*tags)
    make_article().tags.add(tags[-1])
    assert list(reader.get(MAP).context["tags"]) == [*tags[: MOST_TAGS - 1], tags[-1]]


def test_an_empty_portal_has_a_map(reader: Client) -> None:
    assert 'href="/lien-he/"' in text_of(reader, MAP)


def test_the_method_is_told_before_anything_was_counted(reader: Client) -> None:
    assert "Cổng vừa bắt đầu đếm." in text_of(reader, METHOD)


def test_the_method_says_since_when_and_with_what(reader: Client) -> None:
    SiteDay.objects.create(day=date(2026, 3, 2), views=1, visits=1)
    opening.set_site(530364, by="quantri", reason="Chuyển cổng")
    page = text_of(reader, METHOD)
    assert ("từ ngày 02/03/2026" in page, "530.364 lượt" in page) == (True, True)


def test_the_method_names_the_limit_that_is_set(reader: Client, settings: Settings) -> None:
    settings.FLOOD_VIEWS_PER_MINUTE = 1234
    assert "1.234 trang" in text_of(reader, METHOD)


@pytest.mark.parametrize("figure", ["online", "today", "week", "total"])
def test_the_method_shows_the_figures_of_the_moment_that_the_office_shows(reader: Client, figure: str) -> None:
    SiteSettings(**{f"shows_{figure}": False}).save()
    [shown] = re.findall(r'<dl class="figures__list">.*?</dl>', text_of(reader, METHOD), re.DOTALL)
    assert shown.count("data-figure=") == 3
    assert f'data-figure="{figure}"' not in shown


def test_the_method_tells_of_a_measuring_program_that_a_regulator_demands(reader: Client) -> None:
    SiteSettings(measuring_snippet="<script></script>").save()
    page = text_of(reader, METHOD)
    assert ("cơ quan quản lý yêu cầu" in page, "của bất kỳ bên nào khác" in page) == (True, False)


def test_the_figures_may_have_names_of_the_office(reader: Client) -> None:
    SiteSettings(week_label="Tuần này <b>").save()
    assert "<dt>Tuần này &lt;b&gt;</dt>" in text_of(reader, METHOD)


@pytest.mark.parametrize("address", [MAP, METHOD, "/trang/gioi-thieu/", "/lien-he/", "/lien-he/da-gui/"])
def test_every_page_beside_the_news_keeps_to_the_site_itself(reader: Client, address: str) -> None:
    make_page()
    page = text_of(reader, address)
    assert (
        re.findall(
            r' style="|<script(?! (?:type="module" )?src="/| type="application/ld\+json")|(?:src|srcset)="(?!/)|<style',
            page,
        )
        == []
    )
    assert dict(reader.cookies) == {}


@pytest.mark.parametrize("address", [MAP, METHOD, "/trang/gioi-thieu/", "/lien-he/"])
def test_every_page_beside_the_news_has_one_heading_and_its_own_address(reader: Client, address: str) -> None:
    make_page()
    page = text_of(reader, address)
    assert (page.count("<h1"), f'<link rel="canonical" href="http://testserver{address}">' in page) == (1, True)


def test_a_translation_is_of_an_original_and_not_of_another_translation() -> None:
    original = make_page(title="Giới thiệu")
    translation = make_page(title="About us", language="en", translation_of=original)
    with pytest.raises(ValidationError):
        StaticPage(title="Giới thiệu lại", translation_of=translation).clean()
