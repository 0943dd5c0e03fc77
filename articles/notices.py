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
    """Leave a notice for each of these people, but for whoever did it and who does not work here any more."""
    addressed = {user.pk: user for user in people if user and user != by and user.is_active and user.is_staff}
    Notice.objects.bulk_create(
        Notice(user=user, kind=kind, article=article, created_by=by, text=text) for user in addressed.values()
    )


def reviewers(article: Article) -> QuerySet[User]:
    """Whom a submitted article waits for: the reviewer it names, or else every approver of its section."""
    if article.reviewer_id:
        return User.objects.filter(pk=article.reviewer_id)
    return rights.approvers_of(article.section_id)


def unread(user: User) -> QuerySet[Notice]:
    """What the user was told and has not looked at."""
    return Notice.objects.filter(user=user, read_at__isnull=True)


def mark_read(user: User, article: Article | None = None) -> None:
    """The user has looked at what was told of this article, or of all."""
    told = unread(user) if article is None else unread(user).filter(article=article)
    told.update(read_at=timezone.now())
