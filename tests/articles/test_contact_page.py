"""The page with the contact form, as readers and programs meet it."""

import re
from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import contact
from articles.models import ContactMessage, SiteSettings
from portal.proxies import is_trusted
from tests.articles.letters_from_readers import FORM, SENT, send, token
from tests.articles.test_contact import fill

pytestmark = pytest.mark.django_db

SAME_ORIGIN = {"sec-fetch-site": "same-origin"}


def settle(**fields: Any) -> None:
    SiteSettings(**fields).save()


def test_a_message_is_taken_in_and_thanked_for(reader: Client) -> None:
    response = send(reader, headers=SAME_ORIGIN)
    assert (response.status_code, response["Location"], ContactMessage.objects.count()) == (302, SENT, 1)
    assert "<h1" in reader.get(SENT).content.decode()


def test_the_page_asks_little_of_the_database(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        reader.get(FORM)


def test_a_message_costs_a_fixed_number_of_queries(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Settings; the transaction, whether it was sent, both limits, the sending in its own savepoint, the message.
    with django_assert_num_queries(11):
        send(reader)


def test_neither_form_nor_thanks_set_a_cookie(reader: Client) -> None:
    reader.get(FORM)
    send(reader)
    reader.get(SENT)
    assert dict(reader.cookies) == {}


def test_each_form_has_a_token_of_its_own(reader: Client) -> None:
    tokens = {re.search('name="token" value="([^"]+)"', reader.get(FORM).content.decode())[1] for _ in range(2)}  # type: ignore[index]
    assert len(tokens) == 2


@pytest.mark.parametrize("part", ['href="tel:0203456789"', 'href="mailto:vanthu@example.vn"', "Số 2 Bờ Kênh"])
def test_the_page_says_how_to_reach_the_office(reader: Client, part: str) -> None:
    settle(address="Số 2 Bờ Kênh", phone="0203 456 789 / 0912 000 111", email="vanthu@example.vn")
    assert part in reader.get(FORM).content.decode()


def test_what_was_typed_stays_in_the_form(reader: Client) -> None:
    response = send(reader, email="", phone="", text="Đèn <hỏng> & tối")
    page = response.content.decode()
    assert (response.status_code, "Đèn &lt;hỏng&gt; &amp; tối" in page) == (400, True)


def test_a_wrong_field_is_tied_to_its_sentence(reader: Client) -> None:
    page = send(reader, email="lua@").content.decode()
    field = re.search(r'<input[^>]*id="id_email"[^>]*>', page)
    assert field
    assert 'aria-invalid="true" aria-describedby="id_email_error"' in field[0]
    assert '<p class="form__error" id="id_email_error">' in page
    assert '<a href="#id_email">' in page


def test_the_summary_is_where_the_form_leads_and_takes_the_focus(reader: Client) -> None:
    page = send(reader, name="").content.decode()
    assert ('action="/lien-he/#thu"' in page, 'id="thu" tabindex="-1"' in page) == (True, True)


@pytest.mark.parametrize("changes", [{"website": "x"}, {"token": "x"}, {"token": ""}, {}])
def test_programs_are_refused_politely(reader: Client, changes: dict[str, Any]) -> None:
    response = send(reader, **{"token": token(age=0), **changes})
    problems = response.context["form"].non_field_errors()
    assert (response.status_code, len(problems), ContactMessage.objects.count()) == (400, 1, 0)


def test_too_many_are_told_to_wait(reader: Client) -> None:
    fill(contact.MOST_OF_ONE, address="203.0.113.9")
    assert send(reader).status_code == 429


@pytest.mark.parametrize(("proxies", "status"), [((), 429), ((ip_network("203.0.113.9"),), 302)])
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(
    reader: Client, settings: Any, proxies: tuple[Any, ...], status: int
) -> None:
    settings.TRUSTED_PROXIES = proxies
    is_trusted.cache_clear()
    fill(contact.MOST_OF_ONE, address="203.0.113.9")
    assert send(reader, headers={"x-forwarded-for": "198.51.100.7"}).status_code == status
    is_trusted.cache_clear()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 302),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "http://testserver"}, 302),
        ({"origin": "https://e.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_only_the_form_of_this_site_may_send(reader: Client, headers: dict[str, str], status: int) -> None:
    assert send(reader, headers=headers).status_code == status


def test_a_closed_form_is_not_shown_and_takes_nothing(reader: Client) -> None:
    settle(has_contact_form=False)
    assert "<textarea" not in reader.get(FORM).content.decode()
    assert (send(reader).status_code, ContactMessage.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"x" * 300_000, "application/x-www-form-urlencoded"),
        (b"name=%ff%fe&token=%00", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"--x\r\n", "multipart/form-data"),
        (b"&".join(b"a%d=1" % n for n in range(2000)), "application/x-www-form-urlencoded"),
        (b"name=%ff%fe%00&token=%00%0d", "application/x-www-form-urlencoded"),
        (b'{"name": 1}', "application/json"),
    ],
)
def test_whatever_is_sent_gets_a_page_and_never_a_fault(reader: Client, body: bytes, kind: str) -> None:
    response = reader.post(FORM, body, content_type=kind)
    assert (response.status_code, b"</html>" in response.content) == (400, True)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(reader: Client, method: str) -> None:
    assert getattr(reader, method)(FORM).status_code == 405


@pytest.mark.parametrize("is_sent", [True, False])
def test_neither_thanks_nor_a_refused_form_are_found_kept_or_counted(reader: Client, is_sent: bool) -> None:  # noqa: FBT001
    response = reader.get(SENT) if is_sent else send(reader, name="")
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex", "no-store")
    assert not hasattr(response, "page")


def test_the_form_itself_is_counted_and_never_kept(reader: Client) -> None:
    page: Any = getattr(reader.get(FORM), "page", None)
    assert (page.subject.article_id, page.seconds) == (0, 0)
