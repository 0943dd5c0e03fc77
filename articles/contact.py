"""Taking in what readers write, with bounds that need neither a cookie nor anybody else's service.

Each form carries a token: signed, a day old at most, and good for one sending. What the forms look like to a reader is
`articles.contact_form`.
"""

import ipaddress
import secrets
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.logbook import Logged
from articles.models import ContactMessage, ContactSending
from portal import audit

TOKEN_LIVES = timedelta(days=1)
LEAST_TIME = timedelta(seconds=3)  # nobody reads the form and fills it in sooner
HOUR = timedelta(hours=1)
MOST_OF_ONE = 10  # in an hour; the phones of a mobile network may share one address
MOST_IN_ALL = 60  # in an hour: some 10 MB a day when all of them are as long as can be

_SIGNER = Signer(salt="articles.contact")


class Refusal(Enum):
    """Why a sending is not taken in, though its fields are well filled in."""

    FORGED = "forged"
    TOO_QUICK = "too_quick"
    TOO_OLD = "too_old"
    SENT_BEFORE = "sent_before"
    MANY_OF_ONE = "many_of_one"
    MANY_IN_ALL = "many_in_all"


class RefusedError(Exception):
    """A sending that is not taken in; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def new_token() -> str:
    """What a form that is shown now carries."""
    return _SIGNER.sign(f"{int(timezone.now().timestamp())}.{secrets.token_urlsafe(12)}")


def check_token(token: str) -> str:
    """The part of the token that no other has; raises `RefusedError` for one that is not good now."""
    try:
        written, _, nonce = _SIGNER.unsign(token).partition(".")
    except BadSignature as error:
        raise RefusedError(Refusal.FORGED) from error
    age = timezone.now() - datetime.fromtimestamp(int(written), tz=timezone.get_default_timezone())
    if age > TOKEN_LIVES:
        raise RefusedError(Refusal.TOO_OLD)
    # A clock of another node may be behind a little: what comes from its future is too quick as well.
    if age < LEAST_TIME:
        raise RefusedError(Refusal.TOO_QUICK)
    return nonce


@transaction.atomic
def receive(fields: dict[str, str], *, token: str, address: str) -> ContactMessage:
    """Keep the message; raises `RefusedError` for a token that is not good or was used, and beyond the limits.

    `address` is where it comes from. Processes that look at the same instant may let a few more through.
    """
    nonce = check_token(token)
    now = timezone.now()
    recent = ContactSending.objects.filter(at__gt=now - HOUR)
    sender = _sender(address)
    if ContactSending.objects.filter(nonce=nonce).exists():
        raise RefusedError(Refusal.SENT_BEFORE)
    if recent.filter(sender=sender).count() >= MOST_OF_ONE:
        raise RefusedError(Refusal.MANY_OF_ONE)
    if recent.count() >= MOST_IN_ALL:
        raise RefusedError(Refusal.MANY_IN_ALL)
    _row, is_first = ContactSending.objects.get_or_create(nonce=nonce, defaults={"sender": sender, "at": now})
    if not is_first:  # in the same instant, by another process
        raise RefusedError(Refusal.SENT_BEFORE)
    return ContactMessage.objects.create(**fields)


@transaction.atomic
def handle(message: ContactMessage, *, by: User) -> bool:
    """Write down that `by` has dealt with the message; False when somebody had before."""
    now = timezone.now()
    is_mine = ContactMessage.objects.filter(pk=message.pk).waiting().update(handled_at=now, handled_by=by) == 1
    if is_mine:
        audit.write(Logged.MESSAGE_HANDLED, by=by, label=label(message))
    message.refresh_from_db(fields=["handled_at", "handled_by"])
    return is_mine


@transaction.atomic
def reopen(message: ContactMessage, *, by: User) -> bool:
    """Let the message wait again; False when it does already."""
    rows = ContactMessage.objects.filter(pk=message.pk).handled()
    is_mine = rows.update(handled_at=None, handled_by=None) == 1
    if is_mine:
        audit.write(Logged.MESSAGE_REOPENED, by=by, label=label(message))
    message.refresh_from_db(fields=["handled_at", "handled_by"])
    return is_mine


@transaction.atomic
def delete(message: ContactMessage, *, by: User) -> None:
    """Delete it for ever; the log keeps its number and its day, and nothing that a reader wrote."""
    audit.write(Logged.MESSAGE_DELETED, by=by, label=label(message))
    message.delete()


def label(message: ContactMessage) -> str:
    """``"26/11/2026 #12"``: how the log names a message without saying what is in it."""
    return f"{timezone.localtime(message.created_at):%d/%m/%Y} #{message.pk}"


def tidy(now: datetime | None = None) -> int:
    """Forget who sent within the last hours, and delete messages handled CONTACT_MONTHS ago; how many of these."""
    now = now or timezone.now()
    ContactSending.objects.filter(at__lt=now - TOKEN_LIVES - HOUR).delete()
    ContactSending.objects.filter(at__lt=now - HOUR).exclude(sender="").update(sender="")
    before = now - timedelta(days=round(settings.CONTACT_MONTHS * 365.25 / 12))
    deleted: Any
    deleted, _rows = ContactMessage.objects.filter(handled_at__lt=before).delete()
    if deleted:
        audit.write(Logged.MESSAGES_TIDIED, rows=deleted, before=timezone.localdate(before).isoformat())
    return int(deleted)


def _sender(address: str) -> str:
    return salted_hmac("articles.contact.sender", _network(address), algorithm="sha256").hexdigest()[:32]


def _network(address: str) -> str:
    """An IPv4 address, or the first half of an IPv6 one, which a household keeps."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""  # they share one limit
    mapped = getattr(ip, "ipv4_mapped", None)
    if mapped or ip.version == 4:
        return str(mapped or ip)
    return str(ipaddress.ip_network((int(ip) >> 64 << 64, 64)))
