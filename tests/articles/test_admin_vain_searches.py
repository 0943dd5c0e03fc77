"""The list of what readers searched in vain."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import VainSearch
from articles.search import vain
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/articles/vainsearch/"


@pytest.fixture
def official(client: Client) -> Client:
    client.force_login(make_user("official"))
    return client


def make_searches() -> None:
    today = timezone.localdate()
    for days, query, times in [(0, "khủng long", 2), (3, "khủng long", 5), (0, "sao hỏa", 3), (40, "cũ", 99)]:
        VainSearch.objects.create(day=today - timedelta(days=days), query=query, times=times)


def test_days_are_added_up_and_the_most_frequent_come_first() -> None:
    make_searches()
    found = [(row["query"], row["all_times"], row["last_day"]) for row in vain.searches(days=30)]
    assert found == [("khủng long", 7, timezone.localdate()), ("sao hỏa", 3, timezone.localdate())]


def test_the_list_shows_those_of_the_period(official: Client) -> None:
    make_searches()
    page = official.get(ADDRESS, {"period": "7"}).content.decode()
    assert ("khủng long" in page, ">cũ<" in page) == (True, False)


def test_a_period_that_is_none_is_thirty_days(official: Client) -> None:
    make_searches()
    assert ">cũ<" not in official.get(ADDRESS, {"period": "9999999999"}).content.decode()


def test_the_file_has_no_formula(official: Client) -> None:
    VainSearch.objects.create(query="=1+1", times=1)
    text = b"".join(official.get(f"{ADDRESS}export/").streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=1+1,1," in text


def test_old_searches_are_forgotten() -> None:
    VainSearch.objects.create(query="cũ", times=1, day=timezone.localdate() - timedelta(days=91))
    VainSearch.objects.create(query="mới", times=1)
    vain.tidy()
    assert VainSearch.objects.get().query == "mới"


def test_a_day_takes_only_so_many_different_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vain, "MOST_A_DAY", 1)
    for query in ("một", "hai", "một"):
        vain.note(query)
    assert list(VainSearch.objects.values_list("query", "times")) == [("một", 2)]


@pytest.mark.parametrize("typed", ["\0", "   ", "a" * 500, "e\u0301" * 99, "😀"])
def test_whatever_was_typed_can_be_noted(typed: str) -> None:
    vain.note(typed)
    assert VainSearch.objects.count() == bool(typed.strip("\0 "))
