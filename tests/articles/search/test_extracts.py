"""Extracts of the original text with the words that were searched for."""

import re

from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from articles.search import parse
from articles.search.extracts import LENGTH, Marker


@given(st.text(max_size=400), st.text(max_size=30))
def test_without_its_marks_the_text_is_as_it_was(text: str, typed: str) -> None:
    marked = Marker(parse(typed), text).marked(text)
    assert re.sub("</?mark>", "", marked) == escape(text)


def test_words_side_by_side_are_marked_as_one() -> None:
    assert Marker(parse("dien bien"), "").marked("Tỉnh Điện Biên") == "Tỉnh <mark>Điện Biên</mark>"


def test_a_word_with_marks_marks_no_other_word_where_it_is_there_itself() -> None:
    text = "đường và dương"
    assert Marker(parse("đường"), text).marked(text) == "<mark>đường</mark> và dương"


def test_an_extract_shows_the_words_far_into_a_text() -> None:
    text = f"{'một hai ' * 200}cầu Ngòi Vạn {'ba bốn ' * 200}"
    extract = Marker(parse("ngoi van"), text).extract(text)
    assert "<mark>Ngòi Vạn</mark>" in extract
    assert len(extract) < LENGTH + 40
