"""Messages from readers in the newsroom: found, dealt with, exported, and never rewritten."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import contact
from articles.models import ContactMessage
from portal.models import AuditEntry
from tests.articles.newsroom import client_of
from tests.factories import make_message, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/contactmessage/"


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


@pytest.fixture
def desk(approver: User) -> Client:
    return client_of(approver)


def found(client: Client, query: str) -> list[ContactMessage]:
    return list(client.get(f"{LIST}?{query}").context["cl"].result_list)


def press(client: Client, message: ContactMessage, button: str, **fields: Any) -> Any:
    return client.post(f"{LIST}{message.pk}/change/", {"remark": "", **fields, button: "1"})


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_messages_as_for_one(
    desk: Client, approver: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        contact.handle(make_message(), by=make_user("approver"))
    with django_assert_num_queries(9):
        assert desk.get(LIST).status_code == 200


def test_the_newest_message_stands_first(desk: Client) -> None:
    newer = make_message()
    older = make_message(created_at=timezone.now() - timedelta(days=1))
    assert found(desk, "") == [newer, older]


@pytest.mark.parametrize(("state", "expected"), [("waiting", [0]), ("handled", [1]), ("nonsense", [1, 0])])
def test_the_list_is_narrowed_to_a_state(desk: Client, approver: User, state: str, expected: list[int]) -> None:
    messages = [make_message(), make_message()]
    contact.handle(messages[1], by=approver)
    assert found(desk, f"state={state}") == [messages[number] for number in expected]


@pytest.mark.parametrize("words", ["đèn đường", "DEN DUONG", "lụa", "lua@", "0912 345", "nhà văn hóa"])
def test_a_search_finds_words_people_and_numbers(desk: Client, words: str) -> None:
    message = make_message(subject="Đèn đường", phone="0912 345 678", text="Trước nhà văn hóa.")
    make_message(subject="Rác", name="Hòa", email="hoa@example.vn", text="Đổ trộm.")
    assert found(desk, f"q={words}") == [message]


def test_the_sidebar_shows_the_badge_to_whom_it_concerns(desk: Client) -> None:
    make_message()
    badge = '<span class="sidebar-badge sidebar-badge--warning">1</span>'
    assert badge in desk.get("/admin/").content.decode()
    assert LIST not in client_of(make_user("editor")).get("/admin/").content.decode()


def test_a_button_marks_a_message_as_handled_and_keeps_the_remark(desk: Client, approver: User) -> None:
    message = make_message()
    press(desk, message, "articles_contactmessage_handle", remark="Đã gọi điện.")
    message.refresh_from_db()
    assert (message.handled_by, message.remark) == (approver, "Đã gọi điện.")


def test_a_button_lets_it_wait_again(desk: Client, approver: User) -> None:
    message = make_message()
    contact.handle(message, by=approver)
    press(desk, message, "articles_contactmessage_reopen")
    message.refresh_from_db()
    assert message.handled_at is None


@pytest.mark.parametrize("is_handled", [True, False])
def test_only_the_button_that_changes_something_is_there(desk: Client, approver: User, is_handled: bool) -> None:  # noqa: FBT001
    message = make_message()
    if is_handled:
        contact.handle(message, by=approver)
    page = desk.get(f"{LIST}{message.pk}/change/").content.decode()
    assert [f"contactmessage_{name}" in page for name in ("handle", "reopen")] == [not is_handled, is_handled]


def test_nobody_rewrites_what_a_reader_wrote(desk: Client) -> None:
    message = make_message()
    forged = {"name": "X", "subject": "X", "text": "X", "email": "x@example.vn", "handled_at": "2020-01-01"}
    press(desk, message, "_save", remark="Xem sau.", **forged)
    kept = ContactMessage.objects.get()
    assert (kept.name, kept.subject, kept.text, kept.email) == (
        message.name,
        message.subject,
        message.text,
        message.email,
    )
    assert (kept.remark, kept.handled_at) == ("Xem sau.", None)


def test_a_message_is_shown_as_text(desk: Client) -> None:
    message = make_message(subject="<b>Đèn</b>", text="<script>alert(1)</script>\nhai dòng")
    page = desk.get(f"{LIST}{message.pk}/change/").content.decode()
    assert ("<script>alert(1)" in page, "<b>Đèn" in page) == (False, False)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>hai dòng" in page


def test_many_are_marked_at_once_and_counted(desk: Client, approver: User) -> None:
    messages = [make_message() for _ in range(3)]
    contact.handle(messages[0], by=make_user("approver"))
    data = {"action": "handle_chosen", "_selected_action": [message.pk for message in messages]}
    page = desk.post(LIST, data, follow=True).content.decode()
    assert ("Đã đánh dấu 2 thư." in page, ContactMessage.objects.filter(handled_by=approver).count()) == (True, 2)


def test_an_approver_deletes_nothing(desk: Client) -> None:
    data = {"action": "delete_selected", "_selected_action": [make_message().pk], "post": "yes"}
    desk.post(LIST, data)
    assert ContactMessage.objects.count() == 1


@pytest.mark.parametrize("is_one", [True, False])
def test_an_administrator_deletes_and_the_log_has_it(is_one: bool) -> None:  # noqa: FBT001
    client, message = client_of(make_user("administrator")), make_message()
    if is_one:
        client.post(f"{LIST}{message.pk}/delete/", {"post": "yes"})
    else:
        data = {"action": "delete_selected", "_selected_action": [message.pk], "post": "yes"}
        client.post(LIST, data)
    assert ContactMessage.objects.count() == 0
    assert AuditEntry.objects.filter(action="message_deleted").count() == 1


def test_the_export_holds_the_filtered_messages_and_is_written_down(desk: Client, approver: User) -> None:
    make_message(subject="=1+1", text="Một\nhai")
    contact.handle(make_message(), by=approver)
    response: Any = desk.get(f"{LIST}export/?state=waiting")
    _header, *rows = csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    assert [row[4:6] for row in rows] == [["'=1+1", "Một\nhai"]]
    assert [entry.details for entry in AuditEntry.objects.filter(action="exported")] == [{"filter": "state=waiting"}]


@pytest.mark.parametrize("query", ["nonsense=1", "p=x", "o=9.9", "state=%00", "q=%00"])
def test_a_broken_address_gets_a_page(desk: Client, query: str) -> None:
    for address in (LIST, f"{LIST}export/"):
        assert desk.get(f"{address}?{query}").status_code in {200, 302}
