"""Whatever a request asks of a public page, the answer is a page in the site's design and never a fault."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_article, make_tag, make_thread

pytestmark = pytest.mark.django_db

PARAMETERS = ("q", "page", "ky", "tu", "den", "chuyen-muc", "tac-gia", "nguon")
HOSTILE = [
    "0",
    "-1",
    "abc",
    "9" * 30,
    "1e3",
    "٣",
    "\0",
    "2" * 10_000,
    "2020-02-31",
    "'\"<script>",
    "🐟",
    "AND OR NOT",
    '"""',
]


@pytest.fixture
def addresses() -> list[str]:
    article = make_article(author="Ngọc Trâm", thread=make_thread())
    article.tags.add(tag := make_tag())
    assert article.thread is not None
    lists = [article.section.get_absolute_url(), tag.get_absolute_url(), article.thread.get_absolute_url()]
    return ["/", *lists, "/tac-gia/ngoc-tram/", "/doc-nhieu/", "/tim-kiem/", "/so-do/", article.get_absolute_url()]


def is_a_page_of_the_site(reader: Client, address: str, query: dict[str, str]) -> bool:
    answer = reader.get(f"{address}?{urlencode(query, errors='surrogatepass')}")
    return answer.status_code in {200, 404} and 'class="masthead"' in answer.content.decode()


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_hostile_values_get_a_page(reader: Client, addresses: list[str], parameter: str) -> None:
    listed = addresses if parameter == "page" else ["/doc-nhieu/", "/tim-kiem/"]
    asked = [(address, value) for address in listed for value in HOSTILE]
    assert [one for one in asked if not is_a_page_of_the_site(reader, one[0], {parameter: one[1], "q": "a"})] == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=300), max_size=4))
def test_any_search_gets_a_page(reader: Client, query: dict[str, str]) -> None:
    assert is_a_page_of_the_site(reader, "/tim-kiem/", query)


@pytest.mark.parametrize("host", ["evil.example", "a" * 300, "[::1", "localhost\0", "<script>"])
def test_a_hostile_host_gets_a_page_without_it(reader: Client, host: str) -> None:
    answer = reader.get("/", headers={"host": host})
    assert (answer.status_code, 'class="masthead"' in answer.content.decode()) == (400, True)
    assert host not in answer.content.decode()
