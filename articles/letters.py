"""Letters, where a mail server is set up: to staff about notices that nobody has looked at yet, and to the office about
messages from readers."""

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.models import ContactMessage, Notice, SiteSettings
from portal import site
from portal.people import display_name

Sendable = Notice | ContactMessage

logger = logging.getLogger(__name__)

MOST_TRIES = 5
WAIT = timedelta(minutes=5)  # after each failed try
KEPT_FOR = timedelta(days=1)  # older news is no news
AT_ONCE = 50


def send_waiting() -> int:
    """Hand the letters that wait to the mail server; how many it took. Nothing happens without a server.

    A letter is claimed before it is sent, so that several processes send it once. One that was claimed by a
    process that died is not sent: the notice still stands in the admin.
    """
    if not settings.EMAIL_HOST:
        return 0
    office = SiteSettings.load().email
    to_staff = sum(_send(notice, letter(notice)) for notice in _notices() if _claim(notice))
    if not office:
        return to_staff
    return to_staff + sum(_send(row, office_letter(row, to=office)) for row in _messages() if _claim(row))


def _notices() -> list[Notice]:
    now = timezone.now()
    notices = Notice.objects.filter(
        emailed_at__isnull=True,
        read_at__isnull=True,
        email_tries__lt=MOST_TRIES,
        created_at__gt=now - KEPT_FOR,
        user__is_active=True,
        user__is_staff=True,
    )
    with_people = notices.exclude(user__email="").select_related("user", "article", "created_by")
    # New ones first: what a server keeps refusing holds up nothing else.
    candidates = with_people.order_by("email_tries", "pk")[:AT_ONCE]
    return [notice for notice in candidates if notice.created_at + WAIT * notice.email_tries <= now]


def _messages() -> list[ContactMessage]:
    now = timezone.now()
    recent = ContactMessage.objects.waiting().filter(created_at__gt=now - KEPT_FOR)
    unsent = recent.filter(emailed_at__isnull=True, email_tries__lt=MOST_TRIES)
    candidates = unsent.order_by("email_tries", "pk")[:AT_ONCE]
    return [message for message in candidates if message.created_at + WAIT * message.email_tries <= now]


def _rows(row: Sendable) -> QuerySet[Any]:
    return type(row)._default_manager.filter(pk=row.pk)


def _claim(row: Sendable) -> bool:
    unclaimed = _rows(row).filter(emailed_at__isnull=True)
    return unclaimed.update(emailed_at=timezone.now(), email_tries=F("email_tries") + 1) == 1


def _send(row: Sendable, letter: EmailMessage) -> bool:
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        logger.warning("A letter to %s could not be handed over: %s", ", ".join(letter.to), error)
        _rows(row).update(emailed_at=None)
        return False
    return True


def letter(notice: Notice) -> EmailMessage:
    """The letter for this notice, in the interface's language."""
    with override(settings.LANGUAGE_CODE):
        context = {
            "notice": notice,
            "name": display_name(notice.user),
            "by": display_name(notice.created_by),
            "url": settings.SITE_URL + reverse("admin:articles_article_change", args=[notice.article_id]),
            "site_name": site.names().name,
        }
        subject = f"{notice.get_kind_display()}: {notice.article.title}"
        body = render_to_string("articles/letter.txt", context)
    return EmailMessage(" ".join(subject.split()), body, to=[notice.user.email])


def office_letter(message: ContactMessage, *, to: str) -> EmailMessage:
    """The letter that tells the office of this message; answering it answers the reader who gave an address."""
    with override(settings.LANGUAGE_CODE):
        context = {
            "message": message,
            "url": settings.SITE_URL + reverse("admin:articles_contactmessage_change", args=[message.pk]),
            "site_name": site.names().name,
        }
        subject = _("Message from a reader: %(subject)s") % {"subject": message.subject}
        body = render_to_string("articles/office_letter.txt", context)
    answer_to = [message.email] if _is_address(message.email) else []
    return EmailMessage(" ".join(subject.split()), body, to=[to], reply_to=answer_to)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
