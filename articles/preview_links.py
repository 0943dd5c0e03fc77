"""Signed addresses under which somebody without an account reads one article, and may approve it.

The signature in the address is the whole secret. What it opens is looked up each time, so a link ends with its
time, when it is revoked, with the article, and with the rights of whoever sent it.
"""

import json
from datetime import timedelta
from hashlib import blake2b

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notices, rights, workflow
from articles.logbook import Logged
from articles.models import Article, Note, Notice, PreviewLink
from articles.revisions import CONTENT, LISTS, keys_of
from articles.workflow import TransitionError
from portal import audit
from portal.people import display_name

Status = Article.Status

DAYS = (1, 3, 7, 30)
MOST_COMMENTS = 20  # by one recipient about one article
MOST_LETTERS = 1000

_SIGNER = Signer(salt="articles.preview_links", sep=".")
_LINKED = [Status.DRAFT, Status.IN_REVIEW]


class TextChangedError(Exception):
    """The article says something else than what the sender saw, so an approval would be of another text."""


@transaction.atomic
def make(article: Article, *, by: User, recipient: str, lasts: timedelta, may_approve: bool) -> PreviewLink:
    """Store a link to the article as it stands; only who may publish it can let the recipient approve it."""
    if not rights.may_edit(by, article) or (may_approve and not rights.may_publish(by, article)):
        raise PermissionDenied
    if article.status not in _LINKED:
        raise TransitionError(_("Only an article that is not published yet is sent out to be read."))
    if not timedelta() < lasts <= timedelta(days=max(DAYS)):
        raise ValueError(f"A preview link lasts up to {max(DAYS)} days, not {lasts}.")
    audit.write(Logged.LINK_MADE, by=by, target=article, recipient=recipient)
    return PreviewLink.objects.create(
        article=article,
        recipient=recipient,
        may_approve=may_approve,
        version=text_of(article),
        created_by=by,
        expires_at=timezone.now() + lasts,
    )


def text_of(article: Article) -> str:
    """What changes with every change of what readers will see, and with nothing else: a step on its way leaves it."""
    picture = article.lead_picture
    shown = [
        *(getattr(article, name) for name in CONTENT),
        *([str(picture.file), picture.alt, picture.caption, picture.credit, picture.is_decorative] if picture else []),
        *(keys_of(article, name) for name in LISTS),
    ]
    return blake2b(json.dumps(shown).encode(), digest_size=20).hexdigest()


def token(link: PreviewLink) -> str:
    """The secret part of the link's address."""
    return _SIGNER.sign(f"{link.pk}-{_birth(link)}")


def address(link: PreviewLink) -> str:
    """Where the recipient reads it, without the name of the site."""
    return reverse("articles:preview-link", args=[token(link)])


def find(token: str) -> PreviewLink | None:
    """The link with this secret while it may be used; None for every reason for which it may not."""
    number, _dash, birth = _signed(token).partition("-")
    # Asked of the database even for a forged one, so that the answers take the same time.
    rows = PreviewLink.objects.select_related(
        "created_by", "article__section__parent", "article__lead_picture", "article__redraft_of__section"
    )
    link = rows.filter(pk=int(number), expires_at__gt=timezone.now(), revoked_at__isnull=True).first()
    # A number may be given out again when an older database was brought back; the moment is not.
    return link if link and birth == str(_birth(link)) and _is_permitted(link) else None


def is_published(link: PreviewLink) -> bool:
    """Whether nothing is left to decide, because the article was published meanwhile."""
    return link.article.status == Status.PUBLISHED


def is_changed(link: PreviewLink) -> bool:
    """Whether the article says something else now than when the link was made."""
    return text_of(link.article) != link.version


def open_(link: PreviewLink) -> None:
    """Write down when the recipient first looked at it."""
    PreviewLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=timezone.now())


@transaction.atomic
def comment(link: PreviewLink, text: str) -> bool:
    """Give the newsroom a note of what the recipient says; False when they have said too much already."""
    # One after the other, so that none is over the limit; read anew, since publishing a new text moves its links.
    link = PreviewLink.objects.select_for_update().get(pk=link.pk)
    notes = Note.objects.filter(article=link.article_id, created_by__isnull=True, created_at__gte=link.created_at)
    if notes.filter(text__startswith=_prefix(link)).count() >= MOST_COMMENTS:
        return False
    _leave_note(link, link.article, text)
    notices.tell([link.created_by], Notice.Kind.NOTE, link.article, by=None, text=f"{_prefix(link)}{text}")
    return True


@transaction.atomic
def approve(link: PreviewLink, *, comment: str) -> Article:
    """Publish the article in the name of the link's sender, and tell the sender; the article that is published.

    Raises `PermissionDenied` when the link or its sender does not reach so far, `TextChangedError` when the text
    is not the one that was sent, and `TransitionError` when it cannot be published.
    """
    article = _locked(link)
    if not (link.may_approve and rights.may_publish(link.created_by, article)):
        raise PermissionDenied
    if text_of(article) != link.version:
        raise TextChangedError
    # Whoever revoked it meanwhile, or pressed the button first, decides.
    unused = PreviewLink.objects.filter(pk=link.pk, approved_at__isnull=True, revoked_at__isnull=True)
    if not unused.update(approved_at=timezone.now(), comment=comment):
        raise PermissionDenied
    facts = {"recipient": link.recipient, "number": link.pk}
    said = _("%(recipient)s agreed through preview link no. %(number)d.") % facts
    published = workflow.publish(article, by=link.created_by, note=said)
    audit.write(Logged.LINK_APPROVED, by=link.created_by, target=published, recipient=link.recipient)
    if comment:
        _leave_note(link, published, comment)
    text = f"{said} {comment}".strip()
    notices.tell([link.created_by], Notice.Kind.APPROVED_BY_LINK, published, by=None, text=text)
    return published


@transaction.atomic
def revoke(link: PreviewLink, *, by: User) -> None:
    """End the link now."""
    if not may_revoke(by, link):
        raise PermissionDenied
    if PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        audit.write(Logged.LINK_REVOKED, by=by, target=link.article, recipient=link.recipient)


def may_list(user: User, article: Article) -> bool:
    """Whether the user may see to whom the article was sent: who may change it, and who sent it."""
    return rights.may_edit(user, article) or article.preview_links.filter(created_by=user).exists()


def may_revoke(user: User, link: PreviewLink) -> bool:
    return link.created_by_id == user.pk or rights.may_edit(user, link.article)


def comments_on(article: Article) -> dict[int, list[Note]]:
    """What recipients of links said about the article, by the key of the link."""
    prefixes = {link.pk: _prefix(link) for link in article.preview_links.select_related("created_by")}
    found: dict[int, list[Note]] = {}
    for note in article.notes.filter(created_by__isnull=True):
        for key, prefix in prefixes.items():
            if note.text.startswith(prefix):
                found.setdefault(key, []).append(note)
    return found


def _birth(link: PreviewLink) -> int:
    return int(link.created_at.timestamp())


def _signed(token: str) -> str:
    try:
        return _SIGNER.unsign(token)
    except BadSignature:
        return "0-"


def _is_permitted(link: PreviewLink) -> bool:
    sender, article = link.created_by, link.article
    if not (sender.is_active and sender.is_staff) or article.status not in {*_LINKED, Status.PUBLISHED}:
        return False
    return rights.may_publish(sender, article) if link.may_approve else rights.may_see(sender, article)


def _locked(link: PreviewLink) -> Article:
    # Nobody changes the text between this look and publishing.
    article = workflow.lock(link.article_id)
    if article is None:
        raise TransitionError(_("Somebody has deleted this article meanwhile."))
    return article


def _prefix(link: PreviewLink) -> str:
    # With the sender: anybody may write any name on a link, and this one answers for it.
    facts = {"recipient": link.recipient, "number": link.pk, "sender": display_name(link.created_by)}
    return _("%(recipient)s (through link no. %(number)d of %(sender)s)") % facts + ": "


def _leave_note(link: PreviewLink, article: Article, text: str) -> None:
    Note.objects.create(article=article, text=f"{_prefix(link)}{text}", created_by=None)
