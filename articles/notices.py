"""Who is told of what happens to an article. The notices stand in the admin until they are read."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from articles import rights
from articles.models import Article, Notice


def tell(
    people: Iterable[User | None], kind: Notice.Kind, article: Article, *, by: User | None, text: str = ""
) -> None:
    """Leave a notice for each of these people who works here and may read the article, but for whoever did it."""
    at_work = {user.pk: user for user in people if user and user != by and user.is_active and user.is_staff}
    addressed = {pk: user for pk, user in at_work.items() if rights.may_see(user, article)}
    Notice.objects.bulk_create(
        Notice(user=user, kind=kind, article=article, created_by=by, text=text) for user in addressed.values()
    )


def reviewers(article: Article) -> QuerySet[User]:
    """Whom a submitted article waits for: the reviewer it names, or else every approver of its section.

    A reviewer who has another role or other sections by now is as good as none.
    """
    approvers = rights.approvers_of(article.section_id)
    named = approvers.filter(pk=article.reviewer_id or 0)
    return named if named.exists() else approvers


def settle(article: Article) -> None:
    """The article does not wait for anybody's decision any more: whoever was asked for it need not look."""
    asked = Notice.objects.filter(article=article, kind__in=[Notice.Kind.SUBMITTED, Notice.Kind.ASSIGNED])
    asked.filter(read_at__isnull=True).update(read_at=timezone.now())


def unread(user: User) -> QuerySet[Notice]:
    """What the user was told and has not looked at."""
    return Notice.objects.filter(user=user, read_at__isnull=True)


def mark_read(user: User, article: Article | None = None) -> None:
    """The user has looked at what was told of this article, or of all."""
    told = unread(user) if article is None else unread(user).filter(article=article)
    told.update(read_at=timezone.now())
