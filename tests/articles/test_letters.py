"""Letters about notices, taken by a real mail server."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import Settings

from articles import letters, notices, workflow
from articles.models import Article, ContactMessage, Notice, SiteSettings
from tests.factories import make_article, make_message, make_user

pytestmark = pytest.mark.django_db


class Inbox:
    """Takes what is delivered; refuses it with `refusal` when that is set."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refusal = ""

    async def handle_DATA(self, _server: object, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        self.letters.append(message_from_bytes(envelope.original_content or b"", policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    """A mail server that the portal knows of."""
    handler = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.SITE_URL = "https://tin.example.vn"
    yield handler
    controller.stop()


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa", email="hoa@example.vn")


def sent_back(writer: User) -> Article:
    article = make_article(status="in_review", created_by=writer, title="Lễ hội Đồng Vọng")
    approver = make_user("approver", last_name="Nguyễn Văn", first_name="An")
    workflow.send_back(article, by=approver, reason="Thiếu nguồn.")
    return article


def test_a_notice_is_sent_once_with_a_link_to_the_article(inbox: Inbox, writer: User) -> None:
    article = sent_back(writer)
    assert (letters.send_waiting(), letters.send_waiting()) == (1, 0)
    [letter] = inbox.letters
    assert (letter["To"], letter["Subject"].strip()) == ("hoa@example.vn", "Bài của bạn được trả lại: Lễ hội Đồng Vọng")
    text = letter.get_content()
    assert f"https://tin.example.vn/admin/articles/article/{article.pk}/change/" in text
    assert all(part in text for part in ("Trần Thị Hoa", "Nguyễn Văn An", "Thiếu nguồn."))


def test_what_was_read_in_the_admin_is_not_sent(inbox: Inbox, writer: User) -> None:
    notices.mark_read(writer, sent_back(writer))
    assert (letters.send_waiting(), inbox.letters) == (0, [])


def test_who_gave_no_address_gets_no_letter(inbox: Inbox) -> None:
    sent_back(make_user("contributor"))
    assert (letters.send_waiting(), inbox.letters) == (0, [])


def test_without_a_server_nothing_is_tried(writer: User, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    sent_back(writer)
    assert (letters.send_waiting(), Notice.objects.get().email_tries) == (0, 0)


def test_a_letter_that_was_refused_is_tried_again_later(inbox: Inbox, writer: User) -> None:
    sent_back(writer)
    inbox.refusal = "451 later"
    assert (letters.send_waiting(), letters.send_waiting(), Notice.objects.get().email_tries) == (0, 0, 1)
    inbox.refusal = ""
    Notice.objects.update(created_at=timezone.now() - letters.WAIT)
    assert (letters.send_waiting(), len(inbox.letters)) == (1, 1)


def test_a_letter_is_given_up_after_five_tries(inbox: Inbox, writer: User) -> None:
    sent_back(writer)
    Notice.objects.update(email_tries=letters.MOST_TRIES, created_at=timezone.now() - timedelta(hours=2))
    assert letters.send_waiting() == 0


def test_old_news_is_not_sent(inbox: Inbox, writer: User) -> None:
    sent_back(writer)
    Notice.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert letters.send_waiting() == 0


def test_a_title_cannot_add_headers(inbox: Inbox, writer: User) -> None:
    article = sent_back(writer)
    Article.objects.filter(pk=article.pk).update(title="Lễ hội\r\nBcc: khac@example.vn")
    letters.send_waiting()
    assert (inbox.letters[0]["Bcc"], "Bcc: khac" in inbox.letters[0]["Subject"]) == (None, True)


@pytest.fixture
def office(db: None) -> None:
    """The office reads its mail."""
    SiteSettings(name="Hoa Lũng", email="vanthu@example.vn").save()


def test_the_office_is_told_once_of_a_message_and_may_answer_it(inbox: Inbox, office: None) -> None:
    message = make_message(subject="Đèn đường", phone="0912 345 678", text="Hỏng <từ> hôm qua.")
    assert (letters.send_waiting(), letters.send_waiting()) == (1, 0)
    [letter] = inbox.letters
    assert (letter["To"], letter["Reply-To"]) == ("vanthu@example.vn", "lua@example.vn")
    assert letter["Subject"] == "Thư bạn đọc: Đèn đường"
    text = letter.get_content()
    assert f"https://tin.example.vn/admin/articles/contactmessage/{message.pk}/change/" in text
    assert all(part in text for part in ("Nguyễn Thị Lụa", "0912 345 678", "Hỏng <từ> hôm qua."))


@pytest.mark.parametrize("address", ["", "lua@", "lua@example.vn\r\nBcc: khac@example.vn"])
def test_only_an_address_that_can_be_one_is_answered(inbox: Inbox, office: None, address: str) -> None:
    make_message(email=address)
    letters.send_waiting()
    assert (inbox.letters[0]["Reply-To"], inbox.letters[0]["Bcc"]) == (None, None)


def test_a_subject_of_a_reader_cannot_add_headers(inbox: Inbox, office: None) -> None:
    make_message(subject="Đèn\r\nBcc: khac@example.vn")
    letters.send_waiting()
    assert (inbox.letters[0]["Bcc"], "Bcc: khac" in inbox.letters[0]["Subject"]) == (None, True)


def test_an_office_without_an_address_gets_no_letter(inbox: Inbox) -> None:
    make_message()
    assert (letters.send_waiting(), ContactMessage.objects.get().email_tries) == (0, 0)


def test_what_was_handled_before_needs_no_letter(inbox: Inbox, office: None) -> None:
    make_message(handled_at=timezone.now())
    assert letters.send_waiting() == 0


def test_a_letter_to_the_office_that_was_refused_is_tried_again_later(inbox: Inbox, office: None) -> None:
    make_message()
    inbox.refusal = "451 later"
    assert (letters.send_waiting(), letters.send_waiting()) == (0, 0)
    inbox.refusal = ""
    ContactMessage.objects.update(created_at=timezone.now() - letters.WAIT)
    assert (letters.send_waiting(), len(inbox.letters)) == (1, 1)
