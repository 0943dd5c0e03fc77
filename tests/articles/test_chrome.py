"""What stands around every public page, by the settings of the site."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Announcement, MenuLink, SiteSettings
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def page(reader: Client, address: str = "/") -> str:
    return reader.get(address).content.decode()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        *(("name", "Tin Hoa Lũng"), ("owner", "UBND xã Hoa Lũng"), ("slogan", "Gần dân"), ("address", "12 Bờ Kênh")),
        *(("phone", "0123"), ("email", "a@b.vn"), ("footer", "Giấy phép số 1")),
    ],
)
def test_page_says_what_the_settings_say(reader: Client, field: str, words: str) -> None:
    SiteSettings(**{field: words}).save()
    assert words in page(reader)


@pytest.mark.parametrize("place", MenuLink.Place.values)
def test_page_shows_the_links_of_every_menu(reader: Client, place: str) -> None:
    MenuLink.objects.create(place=place, label="Cổng Chính phủ", url="https://chinhphu.vn/")
    assert 'href="https://chinhphu.vn/"' in page(reader)


@pytest.mark.parametrize("counter", ["online", "today", "week", "total"])
def test_a_counter_that_is_switched_off_is_not_shown(reader: Client, counter: str) -> None:
    SiteSettings(**{f"shows_{counter}": False}).save()
    shown = [name for name in ("online", "today", "week", "total") if f'data-figure="{name}"' in page(reader)]
    assert shown == [name for name in ("online", "today", "week", "total") if name != counter]


def test_without_counters_there_is_no_block_for_them(reader: Client) -> None:
    SiteSettings(shows_online=False, shows_today=False, shows_week=False, shows_total=False).save()
    assert 'id="statistics"' not in page(reader)


def test_a_counter_bears_the_name_of_the_settings(reader: Client) -> None:
    SiteSettings(total_label="Tổng lượt truy cập").save()
    assert "Tổng lượt truy cập" in page(reader)


@pytest.mark.parametrize("is_shown", [True, False])
def test_views_of_an_article_are_shown_by_the_settings(reader: Client, is_shown: bool) -> None:  # noqa: FBT001
    SiteSettings(shows_views=is_shown).save()
    assert ('data-figure="views"' in page(reader, make_article().get_absolute_url())) is is_shown


def test_announcement_of_now_stands_above_the_page(reader: Client) -> None:
    Announcement.objects.create(text="Cấm đường Bờ Kênh", is_urgent=True)
    Announcement.objects.create(text="Chưa đến lúc", starts_at=timezone.now() + timedelta(days=1))
    html = page(reader)
    assert ("Cấm đường Bờ Kênh" in html, "is-urgent" in html, "Chưa đến lúc" in html) == (True, True, False)


def test_english_section_speaks_english(reader: Client) -> None:
    html = page(reader, make_section(language="en").get_absolute_url())
    assert ('<html lang="en">' in html, "Skip to content" in html) == (True, True)


def test_site_in_english_speaks_english_everywhere(reader: Client) -> None:
    SiteSettings(language="en").save()
    assert "Skip to content" in page(reader)
