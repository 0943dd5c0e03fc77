"""Slugs, folding and order of Vietnamese text."""

import random
import re
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.vietnamese import fold, sort_key, to_slug

TITLE = "Đảng bộ tỉnh Điện Biên đẩy mạnh học tập"


def test_slug_keeps_every_letter() -> None:
    assert to_slug(TITLE) == "dang-bo-tinh-dien-bien-day-manh-hoc-tap"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_slug_is_the_same_in_every_unicode_form(form: Literal["NFC", "NFD", "NFKC", "NFKD"]) -> None:
    assert to_slug(unicodedata.normalize(form, TITLE)) == to_slug(TITLE)


def test_slug_is_cut_between_words() -> None:
    assert to_slug("Nước sạch về bản", most=12) == "nuoc-sach-ve"
    assert to_slug("Nước sạch về bản", most=11) == "nuoc-sach"


def test_slug_of_one_long_word_is_cut_in_it() -> None:
    assert to_slug("a" * 100, most=10) == "a" * 10


def test_slug_of_nothing_readable_has_a_name() -> None:
    assert to_slug("!!! ★") == "bai-viet"


@given(st.text(max_size=300), st.integers(8, 80))
def test_slug_is_always_short_ascii_words(text: str, most: int) -> None:
    slug = to_slug(text, most=most)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= most
    assert to_slug(slug, most=most) == slug


def test_fold_takes_every_mark_away() -> None:
    assert fold("ĐƯỜNG Lượt nhiều nhất") == "duong luot nhieu nhat"


def test_letters_sort_before_tones_and_as_in_the_dictionary() -> None:
    words = ["An", "Ánh", "Ăn", "Ấm", "Ân", "Bắc", "Dak", "Đà", "ma", "mà", "mả", "mã", "má", "mạ", "Yên"]
    shuffled = random.Random(1).sample(words, len(words))
    assert sorted(shuffled, key=sort_key) == ["An", "Ánh", "Ăn", "Ấm", "Ân", *words[5:]]
