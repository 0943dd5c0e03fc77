"""The page of results and the suggestions."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from articles.models import VainSearch
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/tim-kiem/"


def text_of(client: Client, **asked: str) -> str:
    response = client.get(ADDRESS, asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_results_cost_the_same_for_any_number(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make_article(title="Lúa chín")
    with django_assert_num_queries(9):
        text_of(reader, q="lua")


def test_words_found_are_marked_in_the_original_text(reader: Client) -> None:
    make_article(title="Con Đường & cầu mới")
    assert "Con <mark>Đường</mark> &amp; cầu mới" in text_of(reader, q="duong")


def test_markup_in_a_text_or_in_a_query_stays_text(reader: Client) -> None:
    make_article(title="<script>alert(1)</script> lúa")
    page = text_of(reader, q="<script>alert lúa")
    assert "<script>alert" not in page


def test_an_empty_query_shows_the_form(reader: Client) -> None:
    assert 'name="chuyen-muc"' in text_of(reader)


def test_results_are_not_for_search_engines(reader: Client) -> None:
    assert '<meta name="robots" content="noindex, follow">' in text_of(reader, q="lúa")


def test_it_says_when_only_other_marks_were_found(reader: Client) -> None:
    make_article(title="Cây dương")
    assert "dấu khác" in text_of(reader, q="đường")


def test_a_section_covers_those_below_it(reader: Client) -> None:
    parent = make_section()
    make_article(title="Lúa ở dưới", section=make_section(parent=parent))
    make_article(title="Lúa nơi khác")
    page = text_of(reader, q="lúa", **{"chuyen-muc": parent.slug})
    assert "<mark>Lúa</mark> ở dưới" in page
    assert "<mark>Lúa</mark> nơi khác" not in page


def test_links_to_other_pages_keep_what_was_asked(reader: Client) -> None:
    for _ in range(21):
        make_article(title="Lúa", source="Báo A")
    assert "?q=l%C3%BAa&amp;nguon=B%C3%A1o+A&amp;page=2" in text_of(reader, q="lúa", nguon="Báo A")


@pytest.mark.parametrize("page", ["0", "2", "99999999", "-1", "x", "²", "1e3", ""])
def test_a_page_that_is_not_there_is_a_page_of_the_site(reader: Client, page: str) -> None:
    make_article(title="Lúa")
    response = reader.get(ADDRESS, {"q": "lúa", "page": page})
    assert response.status_code == 404
    assert 'class="masthead"' in response.content.decode()


@pytest.mark.parametrize("day", ["x", "2026-02-31", "0001-01-01", "9999-12-31", "1' OR 1", "\0"])
def test_a_day_that_is_none_is_passed_over_with_a_word(reader: Client, day: str) -> None:
    make_article(title="Lúa")
    page = text_of(reader, q="lúa", tu=day, den=day)
    assert "<mark>Lúa</mark>" in page
    assert "finder__note" in page


def test_a_long_query_is_cut_with_a_word(reader: Client) -> None:
    assert "200" in text_of(reader, q="a" * 10_000)


@given(st.text(max_size=60), st.text(max_size=20))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_whatever_is_asked_is_answered(reader: Client, typed: str, other: str) -> None:
    asked = {"q": typed.encode("utf-8", "replace").decode(), "nguon": other.encode("utf-8", "replace").decode()}
    assert reader.get(ADDRESS, asked).status_code == 200


@pytest.mark.parametrize("typed", ["", " ", "\0", "😀", '"', "AND OR", "%", "<", "a", "x" * 10_000])
def test_suggestions_answer_whatever_is_typed(reader: Client, typed: str) -> None:
    assert reader.get("/tim-kiem/goi-y.json", {"q": typed}).json() == {"titles": []}


def test_suggestions_are_titles_with_their_addresses(reader: Client) -> None:
    article = make_article(title="Cầu Ngòi Vạn thông xe")
    response = reader.get("/tim-kiem/goi-y.json", {"q": "cau ng"})
    assert response.json() == {"titles": [{"title": article.title, "url": article.get_absolute_url()}]}
    assert not response.cookies


def test_a_planned_article_is_not_suggested(reader: Client) -> None:
    make_article(title="Cầu Ngòi Vạn", publish_at=timezone.now() + timedelta(hours=1))
    assert reader.get("/tim-kiem/goi-y.json", {"q": "cau"}).json() == {"titles": []}


def test_a_search_in_vain_is_counted_whatever_its_capitals(reader: Client) -> None:
    text_of(reader, q="Khủng Long")
    text_of(reader, q=" khủng  long ")
    assert list(VainSearch.objects.values_list("query", "times")) == [("khủng long", 2)]


@pytest.mark.parametrize("asked", [{"q": "x", "nguon": "A"}, {"q": "lúa"}, {"q": ""}, {"q": "…"}])
def test_other_searches_are_not_counted_as_in_vain(reader: Client, asked: dict[str, str]) -> None:
    make_article(title="Lúa")
    text_of(reader, **asked)
    assert not VainSearch.objects.exists()


def test_what_a_program_searches_is_not_counted(client: Client) -> None:
    client.get(ADDRESS, {"q": "khủng long"}, HTTP_USER_AGENT="Googlebot/2.1")
    assert not VainSearch.objects.exists()


def test_what_staff_search_is_not_counted(reader: Client) -> None:
    reader.force_login(make_user("editor"))
    text_of(reader, q="khủng long")
    assert not VainSearch.objects.exists()
