"""Who is told of what happens to an article. The notices stand in the admin until they are read."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

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
    approvers = User.objects.with_perm(
        "articles.publish_article", include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
    )
    is_free = Q(section_limit__isnull=True, edited_sections__isnull=True)
    is_given_it = Q(edited_sections=article.section_id) | Q(edited_sections__children=article.section_id)
    return approvers.filter(is_free | is_given_it, is_active=True, is_staff=True).distinct()
