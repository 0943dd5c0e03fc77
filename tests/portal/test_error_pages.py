import pytest
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from portal.login import locked_out
from portal.views import csrf_failure, server_error
from tests.factories import make_user


@pytest.mark.django_db
def test_unknown_address_is_answered_in_the_design_of_the_site(reader: Client) -> None:
    response = reader.get("/khong-co-gi-o-day/")
    assert (response.status_code, b'class="brand"' in response.content) == (404, True)


@pytest.mark.django_db
def test_unknown_address_shows_no_figures(reader: Client) -> None:
    assert b'id="statistics"' not in reader.get("/khong-co-gi-o-day/").content


@pytest.mark.django_db
def test_unknown_address_is_not_for_search_engines(reader: Client) -> None:
    assert b'<meta name="robots" content="noindex">' in reader.get("/khong-co-gi-o-day/").content


@pytest.mark.django_db
def test_fault_is_answered_without_the_database(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0, connection=connection):
        response = server_error(RequestFactory().get("/"))
    assert (response.status_code, b'class="brand"' in response.content) == (500, True)


@pytest.mark.django_db
def test_locked_out_page_asks_to_wait(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = locked_out(RequestFactory().get("/"))
    assert (response.status_code, b"15" in response.content) == (429, True)


def test_request_that_cannot_be_read_is_answered_in_the_design_of_the_site() -> None:
    response = Client(headers={"host": "elsewhere.example"}).get("/")
    assert (response.status_code, b'class="error"' in response.content) == (400, True)


@pytest.mark.django_db
def test_page_without_the_right_to_it_is_answered_in_the_design_of_the_site() -> None:
    client = Client()
    client.force_login(make_user("contributor"))
    response = client.get("/admin/auth/user/")
    assert (response.status_code, b'class="error"' in response.content) == (403, True)


def test_form_without_its_token_is_answered_in_the_design_of_the_site() -> None:
    response = csrf_failure(RequestFactory().get("/"))
    assert (response.status_code, b'class="brand"' in response.content) == (403, True)


def test_form_without_its_token_reaches_that_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/")
    assert (response.status_code, b'class="error"' in response.content) == (403, True)


@pytest.mark.django_db
@pytest.mark.parametrize("forbidden", ["<script>", "style=", "onclick", "http://", "https://"])
def test_error_pages_hold_nothing_that_the_policy_forbids(reader: Client, forbidden: str) -> None:
    pages = [reader.get("/khong-co/").content, server_error(RequestFactory().get("/")).content]
    assert [page for page in pages if forbidden.encode() in page] == []
