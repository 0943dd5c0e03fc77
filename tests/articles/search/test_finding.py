"""Which articles a query finds, and in which order."""

import unicodedata
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles import search
from articles.models import Article
from articles.search import Filters
from tests.factories import make_article, make_section

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

pytestmark = pytest.mark.django_db


def titles(typed: str, **filters: object) -> list[str]:
    found = search.find(search.parse(typed), Filters(**filters))  # type: ignore[arg-type]
    by_id = Article.objects.in_bulk(found.ids)
    return [by_id[pk].title for pk in found.ids]


@pytest.fixture
def three_marks() -> None:
    for hours, title in enumerate(["Con đường mới", "Cây dương xanh", "Việc đương nhiên"]):
        make_article(title=title, lead="", publish_at=timezone.now() - timedelta(hours=3 - hours))


@pytest.mark.usefixtures("three_marks")
def test_a_word_with_marks_is_found_first_as_it_is_typed() -> None:
    assert titles("đường") == ["Con đường mới", "Việc đương nhiên", "Cây dương xanh"]


@pytest.mark.usefixtures("three_marks")
def test_a_word_without_marks_finds_all_forms_the_newest_first() -> None:
    assert titles("DUONG") == ["Việc đương nhiên", "Cây dương xanh", "Con đường mới"]


@pytest.mark.usefixtures("three_marks")
def test_decomposed_unicode_is_searched_as_composed() -> None:
    assert titles(unicodedata.normalize("NFD", "đường"))[0] == "Con đường mới"


def test_the_title_comes_before_the_lead_and_the_lead_before_the_body() -> None:
    now = timezone.now()
    plain = {"title": "Tin", "lead": "", "body": ""}
    for hours, place in enumerate(["title", "lead", "body"], 1):
        text = "<p>lúa chín</p>" if place == "body" else "lúa chín"
        make_article(**{**plain, place: text, "slug": place, "publish_at": now - timedelta(hours=5 - hours)})
    found = search.find(search.parse("lúa"), Filters()).ids
    assert [Article.objects.get(pk=pk).slug for pk in found] == ["title", "lead", "body"]


def test_words_side_by_side_come_before_words_apart() -> None:
    make_article(title="Điện về đến biên giới")
    make_article(title="Tin Điện Biên", publish_at=timezone.now() - timedelta(days=9))
    assert titles("dien bien") == ["Tin Điện Biên", "Điện về đến biên giới"]


@pytest.mark.parametrize("typed", ['"điện biên"', "“dien bien”", "«điện biên»", "điện-biên"])
def test_a_phrase_leaves_out_words_that_stand_apart(typed: str) -> None:
    make_article(title="Điện về đến biên giới")
    make_article(title="Tin Điện Biên")
    assert titles(typed) == ["Tin Điện Biên"]


def test_a_phrase_does_not_run_over_the_end_of_a_paragraph() -> None:
    make_article(body="<p>có điện</p><p>biên giới</p>")
    assert titles('"điện biên"') == []


def test_words_with_and_without_marks_may_be_mixed() -> None:
    make_article(title="Đường bộ", publish_at=timezone.now() - timedelta(days=2))
    make_article(title="Dương bờ")
    assert titles("đường bo") == ["Đường bộ", "Dương bờ"]


def test_every_word_must_be_there() -> None:
    make_article(title="Cầu Ngòi Vạn")
    assert titles("cầu xyz") == []


def test_sections_narrow_the_results() -> None:
    chosen, other = make_section(), make_section()
    make_article(title="Lúa ở đây", section=chosen)
    make_article(title="Lúa ở kia", section=other)
    assert titles("lúa", sections=(chosen.pk,)) == ["Lúa ở đây"]


@pytest.mark.parametrize("field", ["author", "source"])
def test_an_author_or_a_source_narrows_the_results_however_it_is_typed(field: str) -> None:
    make_article(title="Lúa của An", **{field: "Nguyễn Thị An"})
    make_article(title="Lúa của Bình", **{field: "Trần Bình"})
    assert titles("lúa", **{field: "nguyen thi AN"}) == ["Lúa của An"]


def test_days_narrow_the_results_both_included() -> None:
    for day in (1, 2, 3, 4):
        at = datetime(2026, 3, day, 23, 59, tzinfo=HANOI)
        make_article(title=f"Lúa ngày {day}", publish_at=at)
    assert titles("lúa", since=date(2026, 3, 2), until=date(2026, 3, 3)) == ["Lúa ngày 3", "Lúa ngày 2"]


def test_filters_alone_list_what_they_leave_the_newest_first() -> None:
    make_article(title="Cũ", source="Báo A", publish_at=timezone.now() - timedelta(days=1))
    make_article(title="Mới", source="Báo A")
    assert titles("", source="báo a") == ["Mới", "Cũ"]


def test_days_alone_list_their_articles() -> None:
    make_article(title="Hôm ấy", publish_at=datetime(2026, 3, 2, 0, 5, tzinfo=HANOI))
    make_article(title="Hôm nay")
    assert titles("", since=date(2026, 3, 2), until=date(2026, 3, 2)) == ["Hôm ấy"]


def test_the_count_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.search.finding.MOST", 2)
    for _ in range(3):
        make_article(title="Lúa")
    found = search.find(search.parse("lúa"), Filters())
    assert (len(found.ids), found.total, found.has_more) == (2, 2, True)


def test_pages_have_each_result_once() -> None:
    for number in range(7):
        make_article(title="Đường" if number % 2 else "Dương", lead="đường" if number % 3 else "")
    query = search.parse("đường")
    pages = [pk for first in range(0, 8, 2) for pk in search.find(query, Filters(), first=first, count=2).ids]
    assert pages == search.find(query, Filters()).ids
    assert len(set(pages)) == 7


@given(st.text(max_size=300))
def test_whatever_is_typed_is_a_query(typed: str) -> None:
    query = search.parse(typed)
    assert len(query.words) <= 20
    if query:
        assert search.find(query, Filters()).ids == []


HOSTILE = [
    "AND OR NOT",
    '"',
    '""""',
    "* - + ( ) :",
    "\0",
    "😀",
    "a\0b",
    "'; --",
    "t:duong",
    "#s1",
    "\ud800",
    "a" * 10_000,
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_queries_find_nothing(typed: str) -> None:
    make_article(title="Lúa")
    query = search.parse(typed)
    assert not query or (titles(typed), search.suggest(query)) == ([], [])


def test_titles_are_suggested_by_how_their_last_word_begins() -> None:
    wanted = make_article(title="Cầu Ngòi Vạn thông xe")
    make_article(title="Ngòi cạn")
    assert search.suggest(search.parse("ngoi va")) == [wanted.pk]
