"""Notices by e-mail, where a mail server is set up: one letter for each notice that nobody has looked at yet."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from articles.models import Notice
from portal.people import display_name

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
    return sum(_send(notice) for notice in _waiting() if _claim(notice))


def _waiting() -> list[Notice]:
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


def _claim(notice: Notice) -> bool:
    unclaimed = Notice.objects.filter(pk=notice.pk, emailed_at__isnull=True)
    return unclaimed.update(emailed_at=timezone.now(), email_tries=F("email_tries") + 1) == 1


def _send(notice: Notice) -> bool:
    try:
        letter(notice).send()
    except (SMTPException, OSError) as error:
        logger.warning("A letter to %s could not be handed over: %s", notice.user.get_username(), error)
        Notice.objects.filter(pk=notice.pk).update(emailed_at=None)
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
            "site_name": settings.SITE_NAME,
        }
        subject = f"{notice.get_kind_display()}: {notice.article.title}"
        body = render_to_string("articles/letter.txt", context)
    return EmailMessage(" ".join(subject.split()), body, to=[notice.user.email])
