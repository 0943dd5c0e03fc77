"""What bounds the messages of readers: tokens, limits, and how long they are kept."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from articles import contact
from articles.contact import Refusal, RefusedError
from articles.models import ContactMessage, ContactSending
from portal.models import AuditEntry
from tests.articles.letters_from_readers import token
from tests.factories import make_message, make_user

pytestmark = pytest.mark.django_db

FIELDS = {"name": "Lụa", "email": "lua@example.vn", "phone": "", "subject": "Đèn đường", "text": "Hỏng."}


def refusal(sent_token: str, address: str = "203.0.113.9") -> Refusal | None:
    try:
        contact.receive(FIELDS, token=sent_token, address=address)
    except RefusedError as error:
        return error.refusal
    return None


def fill(number: int, *, address: str = "", minutes_ago: int = 1) -> None:
    """So many sendings, each of another network where no address is given."""
    at = timezone.now() - timedelta(minutes=minutes_ago)
    first = ContactSending.objects.count()
    ContactSending.objects.bulk_create(
        ContactSending(nonce=f"{first + n}", sender=contact._sender(address or f"10.0.0.{n}"), at=at)
        for n in range(number)
    )


@pytest.fixture
def approver() -> User:
    return make_user("approver")


def test_a_message_is_kept_with_all_that_was_written() -> None:
    contact.receive(FIELDS, token=token(), address="203.0.113.9")
    [kept] = ContactMessage.objects.values("name", "email", "phone", "subject", "text")
    assert kept == FIELDS


@pytest.mark.parametrize(
    ("age", "expected"),
    [(1, Refusal.TOO_QUICK), (5, None), (23 * 3600, None), (25 * 3600, Refusal.TOO_OLD), (-600, Refusal.TOO_QUICK)],
)
def test_a_form_is_good_from_three_seconds_to_a_day(age: int, expected: Refusal | None) -> None:
    assert refusal(token(age=age)) == expected


def test_a_form_is_sent_once() -> None:
    used = token()
    assert (refusal(used), refusal(used), ContactMessage.objects.count()) == (None, Refusal.SENT_BEFORE, 1)


@given(st.text())
def test_a_token_that_was_made_up_is_refused(made_up: str) -> None:
    with pytest.raises(RefusedError) as error:
        contact.check_token(made_up)
    assert error.value.refusal == Refusal.FORGED


def test_one_network_sends_ten_in_an_hour() -> None:
    fill(contact.MOST_OF_ONE - 1, address="203.0.113.9")
    assert (refusal(token()), refusal(token())) == (None, Refusal.MANY_OF_ONE)


def test_another_network_is_not_held_up_by_it() -> None:
    fill(contact.MOST_OF_ONE, address="203.0.113.9")
    assert refusal(token(), address="203.0.113.10") is None


def test_all_together_send_sixty_in_an_hour() -> None:
    fill(contact.MOST_IN_ALL - 1)
    answers = refusal(token(), address="192.0.2.1"), refusal(token(), address="192.0.2.2")
    assert answers == (None, Refusal.MANY_IN_ALL)


def test_an_hour_later_there_is_room_again() -> None:
    fill(contact.MOST_IN_ALL, address="203.0.113.9", minutes_ago=61)
    assert refusal(token()) is None


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2:3::4", "2001:db8:1:2:9::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("", "no address", True),
    ],
)
def test_a_household_is_one_sender(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001
    assert (contact._sender(one) == contact._sender(other)) is is_same


def test_no_address_is_stored() -> None:
    contact.receive(FIELDS, token=token(), address="203.0.113.9")
    stored = [*ContactMessage.objects.values_list().get(), *ContactSending.objects.values_list().get()]
    assert "203.0.113.9" not in " ".join(map(str, stored))


def test_who_sent_is_forgotten_after_an_hour_and_the_sending_after_its_token() -> None:
    fill(1)
    contact.tidy(timezone.now() + timedelta(hours=1))
    assert [row.sender for row in ContactSending.objects.all()] == [""]
    contact.tidy(timezone.now() + timedelta(hours=26))
    assert ContactSending.objects.count() == 0


def test_a_form_that_was_sent_is_never_forgotten_before_it_is_too_old() -> None:
    used = token(age=contact.TOKEN_LIVES.total_seconds() - 60)
    assert refusal(used) is None
    contact.tidy(timezone.now() + timedelta(minutes=30))
    assert refusal(used) == Refusal.SENT_BEFORE


def test_handled_messages_go_after_their_months(settings: Settings, approver: User) -> None:
    settings.CONTACT_MONTHS = 12
    contact.handle(make_message(), by=approver)
    waiting = make_message(created_at=timezone.now() - timedelta(days=4000))
    assert contact.tidy(timezone.now() + timedelta(days=364)) == 0
    assert contact.tidy(timezone.now() + timedelta(days=366)) == 1
    assert list(ContactMessage.objects.all()) == [waiting]


def test_tidying_is_written_down_only_when_something_went(approver: User) -> None:
    contact.handle(make_message(), by=approver)
    contact.tidy()
    contact.tidy(timezone.now() + timedelta(days=800))
    tidied = AuditEntry.objects.filter(action="messages_tidied")
    assert [entry.details["rows"] for entry in tidied] == [1]


def test_handling_says_who_and_when_and_only_the_first_time(approver: User) -> None:
    message = make_message()
    assert (contact.handle(message, by=approver), contact.handle(message, by=make_user("approver"))) == (True, False)
    assert (message.handled_by, message.handled_at is not None) == (approver, True)


def test_a_message_can_wait_again(approver: User) -> None:
    message = make_message()
    contact.handle(message, by=approver)
    assert (contact.reopen(message, by=approver), contact.reopen(message, by=approver)) == (True, False)
    assert (message.handled_by, message.handled_at) == (None, None)


def test_the_log_names_a_message_without_its_words(approver: User) -> None:
    message = make_message(subject="Chuyện riêng của tôi")
    contact.handle(message, by=approver)
    contact.reopen(message, by=approver)
    contact.delete(message, by=approver)
    entries = AuditEntry.objects.order_by("pk")
    assert [entry.action for entry in entries] == ["message_handled", "message_reopened", "message_deleted"]
    assert "riêng" not in " ".join(f"{entry.target_label} {entry.details} {entry.search_text}" for entry in entries)
