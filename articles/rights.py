"""Who may do what with articles and pictures: said here, asked by the admin, the preview and the uploads.

The permissions of a role (`articles.roles`) say which work somebody does; the rules here say on which rows:

- ``add_article``: write, and change one's own drafts;
- ``change_article``: also change what is unpublished in the sections given to one (`Section.editors`);
- ``publish_article``: change every article, publish, send back and archive;
- ``view_article``: read what is published.
"""

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from articles.models import Article, Picture, Section

Status = Article.Status
AnyUser = User | AnonymousUser

_UNPUBLISHED = [Status.DRAFT, Status.IN_REVIEW]


def may_write(user: AnyUser) -> bool:
    """Whether the user may begin an article."""
    return user.has_perm("articles.add_article")


def may_publish(user: AnyUser) -> bool:
    """Whether the user decides what readers see: publish, send back, archive, change what is live."""
    return user.has_perm("articles.publish_article")


def require_publisher(user: AnyUser) -> None:
    """Raise `PermissionDenied` unless the user may publish."""
    if not may_publish(user):
        raise PermissionDenied


def editable_by(user: AnyUser) -> QuerySet[Article]:
    """The articles that the user may change now."""
    if may_publish(user):
        return Article.objects.all()
    allowed = Q(pk__in=[])
    if may_write(user):
        allowed |= Q(created_by=user.pk, status=Status.DRAFT)
    if user.has_perm("articles.change_article"):
        allowed |= Q(section__in=_sections_of(user), status__in=_UNPUBLISHED)
    return Article.objects.filter(allowed)


def visible_to(user: AnyUser) -> QuerySet[Article]:
    """The articles that the user may read in the admin."""
    if may_publish(user):
        return Article.objects.all()
    allowed = Q(pk__in=[])
    if user.has_perm("articles.view_article"):
        allowed |= Q(status=Status.PUBLISHED)
    if may_write(user):
        allowed |= Q(created_by=user.pk)
    if user.has_perm("articles.change_article"):
        allowed |= Q(section__in=_sections_of(user))
    return Article.objects.filter(allowed)


def may_edit(user: AnyUser, article: Article) -> bool:
    """Whether the user may change this article now."""
    return may_publish(user) or editable_by(user).filter(pk=article.pk).exists()


def may_see(user: AnyUser, article: Article) -> bool:
    """Whether the user may read this article in the admin."""
    return may_publish(user) or visible_to(user).filter(pk=article.pk).exists()


def may_delete(user: AnyUser, article: Article) -> bool:
    """Whether the user may delete it: an own draft, or as administrator whatever readers do not see."""
    if article.status == Status.DRAFT and article.created_by_id == user.pk:
        return may_edit(user, article)
    return user.is_superuser and article.status != Status.PUBLISHED


def sections_for(user: AnyUser, article: Article | None) -> QuerySet[Section]:
    """The sections that the user may put the article under; None stands for a new one.

    Somebody else's article stays within the sections given to the user: nobody pushes it onto another desk.
    """
    is_own = article is None or article.created_by_id == user.pk
    return Section.objects.all() if is_own or may_publish(user) else _sections_of(user)


def may_change_picture(user: AnyUser, picture: Picture) -> bool:
    """Whether the user may change the picture: an own one, unless it stands over a published article."""
    if may_publish(user):
        return True
    is_own = picture.uploaded_by_id == user.pk and user.has_perm("articles.add_picture")
    return is_own and not picture.led_articles.filter(status=Status.PUBLISHED).exists()


def may_delete_picture(user: AnyUser, picture: Picture) -> bool:
    """Whether the user may delete the picture: one that no article shows."""
    if not may_change_picture(user, picture) or picture.led_articles.exists():
        return False
    stem = str(picture.file.name).rpartition(".")[0]
    return not Article.objects.filter(body__contains=stem).exists()


def _sections_of(user: AnyUser) -> QuerySet[Section]:
    return Section.objects.filter(Q(editors=user.pk) | Q(parent__editors=user.pk)).distinct()
