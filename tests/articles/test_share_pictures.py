import io
import re

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles import share_pictures
from articles.images import sharing
from articles.models import Article, SiteSettings
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db


def url_of(article: Article | None) -> str:
    return share_pictures.url_of(article, SiteSettings.load())


def kept(folder: str) -> list[str]:
    return default_storage.listdir(f"share/{folder}")[1]


@pytest.mark.parametrize("picture", [True, False])
def test_an_article_has_a_picture_even_when_its_own_cannot_be_read(reader: Client, picture: bool) -> None:  # noqa: FBT001
    response = reader.get(url_of(make_article(lead_picture=make_picture() if picture else None)))
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert "immutable" in response["Cache-Control"]
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


def test_the_portal_has_one(reader: Client) -> None:
    assert reader.get(url_of(None))["Content-Type"] == "image/jpeg"


def test_a_page_names_the_picture_that_is_there(reader: Client) -> None:
    page = reader.get(make_article().get_absolute_url()).content.decode()
    (address,) = re.findall(r'property="og:image" content="http://testserver([^"]+)"', page)
    assert reader.get(address).status_code == 200


def test_it_is_drawn_once(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = url_of(make_article())
    first = reader.get(address).content
    monkeypatch.delattr(sharing, "draw")
    assert reader.get(address).content == first


def test_nothing_is_drawn_for_an_address_made_up(reader: Client) -> None:
    article = make_article()
    response = reader.get(f"/anh-chia-se/{article.pk}-{'0' * 20}.jpg")
    assert (response.status_code, response["Location"]) == (302, url_of(article))
    assert not default_storage.exists(f"share/{article.pk}")


def test_another_title_takes_the_place_of_the_one_before(reader: Client) -> None:
    article = make_article()
    before = url_of(article)
    reader.get(before)
    article.title = "Tên khác"
    article.save()
    assert reader.get(before)["Location"] == url_of(article)
    reader.get(url_of(article))
    assert kept(str(article.pk)) == [f"{share_pictures.drawing_of(article, SiteSettings.load())}.jpg"]


def test_an_unpublished_article_has_none(reader: Client) -> None:
    assert reader.get(url_of(make_article(status="draft"))).status_code == 404


def test_a_fault_shows_the_picture_of_the_portal_for_a_minute(
    reader: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(sharing, "BASE_DIR", tmp_path)
    monkeypatch.setattr(sharing, "_FONTS", tmp_path)
    sharing._font.cache_clear()
    response = reader.get(url_of(make_article()))
    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=60")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("ấỗựĐ-ếWiy", min_size=1, max_size=30), min_size=1, max_size=30))
def test_lines_break_between_words_and_lose_nothing(words: list[str]) -> None:
    lines = sharing.broken(" ".join(words), 42, 1072)
    assert " ".join(lines) == " ".join(words)
    assert all(sharing._length(line, 700, 42) <= 1072 for line in lines)


def test_a_title_that_is_too_long_is_cut_with_a_mark() -> None:
    size, lines = sharing._fitted("Ủy ban nhân dân " * 40, 500)
    assert (size, len(lines)) == (42, 6)
    assert lines[-1].endswith("…")
    assert max(sharing._length(line, 700, size) for line in lines) <= 500


def test_marks_of_the_highest_letters_stay_within_the_picture_and_the_line() -> None:
    for size in sharing._SIZES:
        top = min(font.getbbox(run, anchor="ls")[1] for font, run in sharing._runs("ẤẦẨỖỮ", 700, size))
        bottom = max(font.getbbox(run, anchor="ls")[3] for font, run in sharing._runs("ậợựgy", 700, size))
        assert bottom - top <= sharing._LINE * size
