"""An article as one file that needs nothing else."""

import base64
import re
from unittest.mock import patch

import pytest
from django.test import Client

from articles import saving
from articles.models import Article, Picture
from tests.articles.hostile import HOSTILE
from tests.articles.test_images import opened, picture_bytes, upload
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db


def saved(reader: Client, article: Article) -> str:
    return reader.get(f"{article.get_absolute_url()}luu/").content.decode()


def stored_picture(width: int = 1200) -> Picture:
    return Picture.objects.create(file=upload(picture_bytes((width, 300))), alt="Kênh")


def article_with(*pictures: Picture, **fields: object) -> Article:
    return make_article(body="".join(f'<img src="{each.file.url}" alt="Kênh">' for each in pictures), **fields)


def test_it_is_a_file_to_keep_that_no_search_engine_shows(reader: Client) -> None:
    article = make_article(title="Đường hoa")
    response = reader.get(f"{article.get_absolute_url()}luu/")
    assert response["Content-Disposition"] == f'attachment; filename="duong-hoa-{article.pk}.html"'
    assert (response["X-Robots-Tag"], '<meta name="robots" content="noindex">' in response.content.decode()) == (
        "noindex",
        True,
    )


def test_it_holds_the_text_and_where_it_came_from(reader: Client) -> None:
    article = make_article(title="Đường <hoa>", body="<p>Hoa <b>nở</b>.</p>", signature="CTTĐT")
    page = saved(reader, article)
    url = f"http://testserver{article.get_absolute_url()}"
    parts = ["<h1>Đường &lt;hoa&gt;</h1>", "<p>Hoa <b>nở</b>.</p>", "CTTĐT", f'<a href="{url}">{url}</a>', "Lưu lúc:"]
    assert [part for part in parts if part not in page] == []


def test_its_pictures_stand_in_it_at_most_960_wide(reader: Client) -> None:
    page = saved(reader, article_with(stored_picture(), lead_picture=stored_picture()))
    found = re.findall('src="data:image/jpeg;base64,([^"]+)"', page)
    assert [opened(base64.b64decode(data)).width for data in found] == [960, 960]


def test_it_asks_nobody_for_anything(reader: Client) -> None:
    page = saved(reader, article_with(stored_picture(), lead_picture=stored_picture(100)))
    assert re.findall(r"<script|srcset=|<link rel=.stylesheet|src=\"(?!data:)", page) == []


def test_links_of_the_site_name_the_site(reader: Client) -> None:
    page = saved(reader, make_article(body='<p><a href="/the/hoa/">Hoa</a></p>'))
    assert 'href="http://testserver/the/hoa/"' in page


def test_pictures_beyond_the_bounds_are_named_instead(reader: Client) -> None:
    article = article_with(stored_picture(), stored_picture())
    with patch.object(saving, "MOST_PICTURES", 1):
        page = saved(reader, article)
    assert (page.count("data:image"), page.count("<em>Ảnh: Kênh (http://testserver/media/pictures/")) == (1, 1)


def test_a_picture_too_large_for_what_is_left_goes_in_smaller(reader: Client) -> None:
    picture = stored_picture()
    smaller = picture.file.storage.size(picture.fallback_names()[1][1])
    with patch.object(saving, "MOST_BYTES", smaller):
        page = saved(reader, article_with(picture))
    (data,) = re.findall('base64,([^"]+)"', page)
    assert opened(base64.b64decode(data)).width == 480


def test_a_lost_file_does_not_hinder(reader: Client) -> None:
    assert "<em>Ảnh: Kênh" in saved(reader, article_with(make_picture()))


def test_hostile_text_stays_harmless(reader: Client) -> None:
    article = make_article(title="<script>a()</script>", body="".join(HOSTILE[:60]).encode(errors="replace").decode())
    assert re.findall(r"<script|<[^>]*\son\w+\s*=", saved(reader, article), re.IGNORECASE) == []


def test_what_readers_cannot_open_cannot_be_saved(reader: Client) -> None:
    assert reader.get(f"{make_article(status='draft').get_absolute_url()}luu/").status_code == 404


def test_saving_is_no_view_and_is_not_kept(reader: Client) -> None:
    page = reader.get(f"{make_article().get_absolute_url()}luu/").page  # type: ignore[attr-defined]
    assert (page.subject, page.seconds) == (None, 0)
