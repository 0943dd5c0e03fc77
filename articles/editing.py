"""Forms that are open now: who is here, and what was typed there since the last save.

A row is one form in one tab. Nothing here touches the article itself: what is kept so makes no revision, no
redirect, and readers never see it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.comparison import Difference, differences, differing
from articles.models import Article, EditingSession
from articles.richtext.allowed import MOST_BYTES
from articles.snapshots import Posted, Snapshot, of_article, of_posted
from portal.people import display_name

Status = Article.Status

# An open form tells of itself every 20 seconds, one in a hidden tab about every minute.
HERE = timedelta(seconds=90)
ABANDONED = timedelta(minutes=5)
KEPT = timedelta(days=30)
MOST_ROWS = 50  # of one user, with text
MOST_FIELDS = 60
# The article's text, and room for everything else that its form holds.
MOST_CHARACTERS = MOST_BYTES + 64 * 1024

_KEPT_STATUSES = (Status.DRAFT, Status.IN_REVIEW)
# What makes a new article worth keeping; the form fills in the others by itself.
_WRITTEN = ("title", "lead", "body")


class TooMuchError(ValueError):
    """More was typed than is kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The row of a form, and who had taken its text over before this writing; empty for nobody."""

    session: EditingSession
    taken_over_by: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody else who has the article open."""

    name: str
    has_unsaved: bool


def refuse_too_much(data: Posted) -> None:
    """Raise `TooMuchError` when it is more than an article may hold."""
    size = sum(len(name) + sum(map(len, values)) for name, values in data.items())
    if size > MOST_CHARACTERS or len(data) > MOST_FIELDS:
        raise TooMuchError


def is_kept(article: Article | None) -> bool:
    """Whether what is typed is kept here: of drafts, new texts and new articles, never of what readers know."""
    return article is None or article.status in _KEPT_STATUSES


@transaction.atomic
def keep(tab: UUID, user: User, article: Article | None, *, version: str, data: Posted | None) -> Kept:
    """Write down that the form is open, and what was typed in it; None when nothing was since the last time.

    `version` is the stored article that the text began from. A tab belongs to whoever began it: `PermissionError`
    for anybody else. `TooMuchError` when it is more than an article may hold.
    """
    if data is not None:
        refuse_too_much(data)
    rows = EditingSession.objects.select_for_update(of=("self",)).select_related("taken_over_by").defer("data")
    session, is_new = rows.get_or_create(tab=tab, defaults={"user": user, "article": article})
    if session.user_id != user.pk or session.article_id != (article and article.pk):
        raise PermissionError
    taker = display_name(session.taken_over_by)
    session.seen_at = timezone.now()
    written = ["seen_at"]
    if data is not None and is_kept(article):
        session.data, session.version, session.changed_at = dict(data), version, session.seen_at
        session.taken_over_by = None
        written += ["data", "version", "changed_at", "taken_over_by"]
    session.save(update_fields=written)
    if is_new:
        _forget_old(user)
    return Kept(session, taker)


def of_others(article: Article, user: User) -> QuerySet[EditingSession]:
    """The rows of other people that tell something: who is here, or has left text behind; the latest first."""
    tells = Q(seen_at__gte=timezone.now() - HERE) | Q(changed_at__isnull=False, taken_over_by=None)
    return article.editing_sessions.exclude(user=user).filter(tells).select_related("user").defer("data")[:30]


def people(sessions: Iterable[EditingSession]) -> list[Person]:
    """Who of these is here now, each once."""
    since = timezone.now() - HERE
    here: dict[str, bool] = {}
    for session in sessions:
        if session.seen_at >= since:
            name = display_name(session.user)
            here[name] = here.get(name, False) or session.changed_at is not None
    return [Person(name, has_unsaved) for name, has_unsaved in here.items()]


def is_abandoned(session: EditingSession) -> bool:
    """Whether there is text in it that was never saved, and its person is gone for minutes: it can be taken over."""
    is_waiting = session.changed_at is not None and session.taken_over_by_id is None
    return is_waiting and session.seen_at < timezone.now() - ABANDONED


def is_open_elsewhere(article: Article, user: User, *, except_tab: UUID) -> bool:
    """Whether the user has the article open in another tab or on another device."""
    own = EditingSession.objects.filter(article=article, user=user, seen_at__gte=timezone.now() - HERE)
    return own.exclude(tab=except_tab).exists()


def rows_for(article: Article | None) -> QuerySet[EditingSession]:
    """The rows of this article; of a new text also those of its article, which took over what earlier ones left."""
    if article and article.redraft_of_id:
        return EditingSession.objects.filter(article__in=[article.pk, article.redraft_of_id])
    return EditingSession.objects.filter(article=article)


def unsaved(user: User, article: Article | None) -> QuerySet[EditingSession]:
    """The user's own rows with text that was never saved, the latest first."""
    own = rows_for(article).filter(user=user, changed_at__gte=timezone.now() - KEPT)
    return own.select_related("taken_over_by").order_by("-changed_at", "-pk")


def newest_unsaved(user: User, article: Article | None) -> EditingSession | None:
    """The latest text of the user that says something else than the article does; None when nothing was lost."""
    return next((row for row in unsaved(user, article)[:5] if differs(article, row.data)), None)


def differs(article: Article | None, data: Posted) -> bool:
    """Whether what was typed says something else than the stored article."""
    return bool(differing(*_stored_and_typed(article, data)))


def compared(article: Article | None, data: Posted) -> list[Difference]:
    """How what was typed differs from the stored article; from nothing at all for a new one."""
    return differences(*_stored_and_typed(article, data))


def _stored_and_typed(article: Article | None, data: Posted) -> tuple[Snapshot, Snapshot]:
    typed = of_posted(data)
    if article is None and not any(typed.get(name) for name in _WRITTEN):
        return {}, {}
    return of_article(article or Article()), typed


@transaction.atomic
def take_over(tab: UUID, *, by: User) -> EditingSession | None:
    """Mark an abandoned text as taken over, and return it; None when its person is back or somebody was faster.

    The row stays: its own person still finds it, and is told who went on with it.
    """
    session = EditingSession.objects.select_for_update(of=("self",)).filter(tab=tab).exclude(user=by).first()
    if session is None or not is_abandoned(session):
        return None
    session.taken_over_by = by
    session.save(update_fields=["taken_over_by"])
    return session


def forget(user: User, tabs: Iterable[UUID]) -> None:
    """Drop what was kept for these forms of the user: it was saved, or is not wanted."""
    EditingSession.objects.filter(user=user, tab__in=list(tabs)).delete()


def _forget_old(user: User) -> None:
    now = timezone.now()
    # A form in which nothing was typed only told who is here.
    old = Q(seen_at__lt=now - KEPT) | Q(seen_at__lt=now - timedelta(days=1), changed_at=None)
    EditingSession.objects.filter(old).delete()
    typed = EditingSession.objects.filter(user=user, changed_at__isnull=False)
    beyond = typed.order_by("-seen_at", "-pk").values_list("pk", flat=True)
    EditingSession.objects.filter(pk__in=list(beyond[MOST_ROWS:])).delete()
