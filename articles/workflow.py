"""The way of an article: each step is a function that checks, writes, and records who did it.

The functions ask where the article stands; whether the user may take the step is asked of `articles.rights`.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notices, readiness, redrafts
from articles.logbook import Logged
from articles.models import Article, Notice, Revision
from articles.revisions import record
from portal import audit

Status = Article.Status
Action = Revision.Action


class TransitionError(Exception):
    """The step cannot be taken from where the article stands; the message says why to the user."""


def refusal(article: Article) -> str:
    """Why a step cannot be taken from where the article stands."""
    return _("This cannot be done while the article is: %(status)s.") % {"status": article.get_status_display()}


def lock(article_id: int) -> Article | None:
    """Lock an article, and the one whose new text it is, until the transaction ends; as it is stored, or None."""
    of = Article.objects.filter(pk=article_id).values("redraft_of")
    # In the order of their age, as every step locks them, so that no two wait for each other.
    rows = Article.objects.select_for_update().filter(Q(pk=article_id) | Q(pk__in=of)).order_by("pk")
    return next((row for row in rows if row.pk == article_id), None)


@transaction.atomic
def submit(article: Article, *, by: User) -> None:
    """Hand a draft to the approvers."""
    _lock(article, from_=[Status.DRAFT])
    _move(article, to=Status.IN_REVIEW)
    record(article, Action.SUBMITTED, by=by)
    notices.tell(notices.reviewers(article), Notice.Kind.SUBMITTED, article, by=by)


def ask_reviewer(article: Article, *, by: User) -> None:
    """Tell the reviewer that an article in review now names; a draft is told of when it is handed in."""
    if article.status == Status.IN_REVIEW:
        notices.tell([article.reviewer], Notice.Kind.ASSIGNED, article, by=by)


@transaction.atomic
def send_back(article: Article, *, by: User, reason: str) -> None:
    """Return an article in review to its writer with the reason, which must not be empty."""
    if not reason.strip():
        raise TransitionError(_("Please say why the article is sent back."))
    _lock(article, from_=[Status.IN_REVIEW])
    _move(article, to=Status.DRAFT)
    _end_approvals(article)
    notices.settle(article)
    record(article, Action.SENT_BACK, by=by, note=reason.strip())
    notices.tell([article.created_by], Notice.Kind.SENT_BACK, article, by=by, text=reason.strip())


@transaction.atomic
def publish(article: Article, *, by: User, at: datetime | None = None, note: str = "") -> Article:
    """Let readers see the article from `at` on; without it from its own planned time, or from now.

    A planned time that passed while the article waited counts as now, so that it does not come out below
    newer ones. A new text takes the place of the one that readers know, under its address and its time.
    An article that lacks something readers need is refused, and the message lists all that is missing.

    Returns the article that is published: `article` itself, or the one whose new text it was.
    """
    if article.redraft_of_id:
        return _publish_redraft(article, of=article.redraft_of_id, by=by, note=note)
    stored = _lock(article, from_=[Status.DRAFT, Status.IN_REVIEW, Status.ARCHIVED])
    begins = at or _planned(article, was=stored)
    _require_ready(article, begins=begins, ends=article.expire_at)
    article.publish_at = begins
    _move(article, to=Status.PUBLISHED)
    notices.settle(article)
    record(article, Action.PUBLISHED, by=by, note=note)
    notices.tell([article.created_by], Notice.Kind.PUBLISHED, article, by=by)
    return article


@transaction.atomic
def archive(article: Article, *, by: User) -> None:
    """Take a published article away from readers; it can be published again."""
    _lock(article, from_=[Status.PUBLISHED])
    _move(article, to=Status.ARCHIVED)
    record(article, Action.ARCHIVED, by=by)
    notices.tell([article.created_by], Notice.Kind.ARCHIVED, article, by=by)


@transaction.atomic
def trash(article: Article, *, by: User) -> None:
    """Put an article that readers do not see into the trash, from where it can be taken out again."""
    _lock(article, from_=[Status.DRAFT, Status.IN_REVIEW, Status.ARCHIVED])
    if article.redraft_of_id or article.is_redrafted():
        raise TransitionError(_("Give up the new text of this article first."))
    _move(article, to=Status.TRASHED)
    _end_approvals(article)
    notices.settle(article)
    record(article, Action.TRASHED, by=by)


@transaction.atomic
def untrash(article: Article, *, by: User) -> None:
    """Take an article out of the trash: as a draft, or as archived when readers have known it."""
    _lock(article, from_=[Status.TRASHED])
    was_published = article.revisions.filter(action=Action.PUBLISHED).exists()
    _move(article, to=Status.ARCHIVED if was_published else Status.DRAFT)
    record(article, Action.UNTRASHED, by=by)


@transaction.atomic
def purge(article: Article, *, by: User) -> None:
    """Delete an article in the trash for ever, with its history."""
    _lock(article, from_=[Status.TRASHED])
    audit.write(Logged.PURGED, by=by, target=article)
    article.delete()


@transaction.atomic
def redraft(article: Article, *, by: User) -> Article:
    """Begin a new text of an article that readers know; they keep the old one until the new one is published."""
    _lock(article, from_=[Status.PUBLISHED, Status.ARCHIVED])
    if article.is_redrafted():
        raise TransitionError(_("Somebody has begun a new text of this article already."))
    new = redrafts.copy_of(article, by=by)
    record(new, Action.REDRAFTED, by=by)
    return new


@transaction.atomic
def discard(article: Article, *, by: User) -> Article:
    """Give up a new text: it stays readable in the history of its article, which is returned."""
    _lock(article, from_=[Status.DRAFT, Status.IN_REVIEW])
    if article.redraft_of is None:
        raise TransitionError(_("This is no new text of another article."))
    record(article, Action.DISCARDED, by=by)
    return redrafts.leave_history(article)


def _publish_redraft(article: Article, *, of: int, by: User, note: str) -> Article:
    # The older row is always locked first, so that two steps never wait for each other.
    live = Article.objects.select_for_update().get(pk=of)
    _lock(article, from_=[Status.DRAFT, Status.IN_REVIEW])
    article.refresh_from_db()  # what was saved since the caller read it must not go with the row
    _require_ready(article, begins=live.publish_at or timezone.now(), ends=live.expire_at)
    live.publish_at = live.publish_at or timezone.now()
    live.status = Status.PUBLISHED
    writer = article.created_by
    notices.settle(article)
    redrafts.replace(live, new=article)
    record(live, Action.PUBLISHED, by=by, note=note)
    notices.tell([writer], Notice.Kind.PUBLISHED, live, by=by)
    return live


def _end_approvals(article: Article) -> None:
    """What was not good enough to stay in review is not published by a leader's link of before."""
    links = article.preview_links.filter(may_approve=True, revoked_at__isnull=True, approved_at__isnull=True)
    links.update(revoked_at=timezone.now())


def _require_ready(article: Article, *, begins: datetime, ends: datetime | None) -> None:
    problems = readiness.problems(article)
    if ends and ends <= begins:
        problems.append(_("The article would expire before it is published."))
    elif ends and ends <= timezone.now():
        problems.append(_("The time at which it expires has passed."))
    if problems:
        raise TransitionError(" ".join([_("The article cannot be published yet."), *problems]))


def _planned(article: Article, *, was: Article) -> datetime:
    now = timezone.now()
    if was.status == Status.ARCHIVED:
        return article.publish_at or now
    return max(article.publish_at or now, now)


def _lock(article: Article, *, from_: list[Article.Status]) -> Article:
    # The row is locked and read anew, so that two people cannot take two different steps from one state.
    stored = Article.objects.select_for_update().only("status").filter(pk=article.pk).first()
    if stored is None:
        raise TransitionError(_("Somebody has deleted this article meanwhile."))
    # Somebody may have moved it to a place from where the step is possible, too; but nobody decided to take it there.
    if stored.status not in from_ or stored.status != article.status:
        raise TransitionError(refusal(stored))
    return stored


def _move(article: Article, *, to: Article.Status) -> None:
    article.status = to
    article.save(update_fields=["status", "publish_at", "updated_at"])
