"""The way of an article: each step is a function that checks, writes, and records who did it.

The functions ask where the article stands; whether the user may take the step is asked of `articles.rights`.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import readiness
from articles.models import Article, Revision

Status = Article.Status


class TransitionError(Exception):
    """The step cannot be taken from where the article stands; the message says why to the user."""


@transaction.atomic
def submit(article: Article, *, by: User) -> None:
    """Hand a draft to the approvers."""
    _lock(article, from_=[Status.DRAFT])
    _move(article, to=Status.IN_REVIEW)
    record(article, Revision.Action.SUBMITTED, by=by)


@transaction.atomic
def send_back(article: Article, *, by: User, reason: str) -> None:
    """Return an article in review to its writer with the reason, which must not be empty."""
    if not reason.strip():
        raise TransitionError(_("Please say why the article is sent back."))
    _lock(article, from_=[Status.IN_REVIEW])
    _move(article, to=Status.DRAFT)
    record(article, Revision.Action.SENT_BACK, by=by, note=reason.strip())


@transaction.atomic
def publish(article: Article, *, by: User, at: datetime | None = None) -> None:
    """Let readers see the article from `at` on; without it from its own planned time, or from now.

    An article that lacks something readers need is refused, and the message lists all that is missing.
    """
    _lock(article, from_=[Status.DRAFT, Status.IN_REVIEW, Status.ARCHIVED])
    publish_at = at or article.publish_at or timezone.now()
    problems = readiness.problems(article)
    if article.expire_at and article.expire_at <= publish_at:
        problems.append(_("The article would expire before it is published."))
    if problems:
        raise TransitionError(" ".join([_("The article cannot be published yet."), *problems]))
    article.publish_at = publish_at
    _move(article, to=Status.PUBLISHED)
    record(article, Revision.Action.PUBLISHED, by=by)


@transaction.atomic
def archive(article: Article, *, by: User) -> None:
    """Take a published article away from readers; it can be published again."""
    _lock(article, from_=[Status.PUBLISHED])
    _move(article, to=Status.ARCHIVED)
    record(article, Revision.Action.ARCHIVED, by=by)


def record(article: Article, action: Revision.Action, *, by: User | None, note: str = "") -> Revision:
    """Write down what the article is now, and who made it so."""
    return Revision.objects.create(
        article=article,
        action=action,
        note=note,
        title=article.title,
        lead=article.lead,
        body=article.body,
        created_by=by,
    )


def _lock(article: Article, *, from_: list[Article.Status]) -> None:
    # The row is locked and read anew, so that two people cannot take two different steps from one state.
    stored = Article.objects.select_for_update().only("status").get(pk=article.pk)
    if stored.status not in from_:
        raise TransitionError(
            _("This cannot be done while the article is: %(status)s.") % {"status": stored.get_status_display()}
        )


def _move(article: Article, *, to: Article.Status) -> None:
    article.status = to
    article.save(update_fields=["status", "publish_at", "updated_at"])
