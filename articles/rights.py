"""Who may do what with articles and pictures: said here, asked by the admin, the previews and the uploads.

The permissions of a role (`articles.roles`) say which work somebody does; the rules here say on which rows:

- ``add_article``: write, and change one's own drafts;
- ``change_article``: also change what is unpublished in the sections given to one (`Section.editors`);
- ``publish_article``: change every article, publish, send back and archive; whoever was given sections does so
  in these and those below them only, and goes on being limited (`SectionLimit`) when they are taken away;
- ``view_article``: read what is published.

Nobody changes an article in the trash, nor one whose new text is being written.
"""

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from articles.models import Article, Picture, Section
from articles.querysets import ArticleQuerySet

Status = Article.Status
AnyUser = User | AnonymousUser

_NOBODY = Q(pk__in=[])
_UNPUBLISHED = [Status.DRAFT, Status.IN_REVIEW]
_REDRAFTABLE = [Status.PUBLISHED, Status.ARCHIVED]


def may_write(user: AnyUser) -> bool:
    """Whether the user may begin an article."""
    return user.has_perm("articles.add_article")


def is_publisher(user: AnyUser) -> bool:
    """Whether the user decides what readers see, in some section at least."""
    return user.has_perm("articles.publish_article")


def is_limited(user: AnyUser) -> bool:
    """Whether the user publishes in the sections given to them only; asked once of each user object."""
    if user.is_superuser:
        return False
    known = vars(user)  # beside Django's own caches of a user's permissions
    if "is_limited" not in known:
        is_given_some = Q(section_limit__isnull=False) | Q(edited_sections__isnull=False)
        known["is_limited"] = User.objects.filter(is_given_some, pk=user.pk or 0).exists()
    return bool(known["is_limited"])


def publishable_by(user: AnyUser) -> ArticleQuerySet:
    """The articles of the sections in which the user decides what readers see."""
    return Article.objects.all() if _decides_all(user) else Article.objects.filter(_decided_by(user))


def waiting_for(user: AnyUser) -> ArticleQuerySet:
    """The articles in review that the user is to decide about: those that name nobody else as reviewer."""
    named = Q(reviewer__isnull=True) | Q(reviewer=user.pk)
    return publishable_by(user).filter(named, status=Status.IN_REVIEW)


def may_publish(user: AnyUser, article: Article) -> bool:
    """Whether the user decides about this article: publish, send back, archive, change what is live."""
    if not is_publisher(user) or not is_limited(user):
        return is_publisher(user)
    # A new text must be theirs where it comes from and where it goes to.
    sections = {article.section_id} | ({article.redraft_of.section_id} if article.redraft_of else set())
    return sections <= set(given_sections(user).values_list("pk", flat=True))


def require_publisher(user: AnyUser, article: Article) -> None:
    """Raise `PermissionDenied` unless the user decides about this article."""
    if not may_publish(user, article):
        raise PermissionDenied


def editable_by(user: AnyUser) -> QuerySet[Article]:
    """The articles that the user may change now."""
    changeable = Article.objects.filter(redraft__isnull=True).exclude(status=Status.TRASHED)
    if _decides_all(user):
        return changeable
    allowed = _decided_by(user)
    if may_write(user):
        allowed |= Q(created_by=user.pk, status=Status.DRAFT)
    if user.has_perm("articles.change_article"):
        allowed |= Q(section__in=given_sections(user), status__in=_UNPUBLISHED)
    return changeable.filter(allowed)


def visible_to(user: AnyUser) -> ArticleQuerySet:
    """The articles that the user may read in the admin."""
    if _decides_all(user):
        return Article.objects.all()
    allowed = _decided_by(user)
    if user.has_perm("articles.view_article"):
        allowed |= Q(status=Status.PUBLISHED)
    if may_write(user):
        allowed |= Q(created_by=user.pk)
    if user.has_perm("articles.change_article"):
        allowed |= Q(section__in=given_sections(user))
    return Article.objects.filter(allowed)


def may_edit(user: AnyUser, article: Article) -> bool:
    """Whether the user may change this article now."""
    return editable_by(user).filter(pk=article.pk).exists()


def may_see(user: AnyUser, article: Article) -> bool:
    """Whether the user may read this article in the admin."""
    return visible_to(user).filter(pk=article.pk).exists()


def may_redraft(user: AnyUser, article: Article) -> bool:
    """Whether the user may begin a new text of a published or archived article."""
    if article.status not in _REDRAFTABLE or Article.objects.filter(redraft_of=article.pk).exists():
        return False
    is_own = article.created_by_id == user.pk and may_write(user)
    return is_own or may_publish(user, article) or _is_given(user, article)


def may_discard(user: AnyUser, article: Article) -> bool:
    """Whether the user may give up this new text of an article."""
    return article.redraft_of_id is not None and may_edit(user, article)


def may_trash(user: AnyUser, article: Article) -> bool:
    """Whether the user may move it to the trash: an own draft, or as approver whatever readers do not see."""
    if article.status in {Status.PUBLISHED, Status.TRASHED} or article.redraft_of_id:
        return False
    is_own_draft = article.status == Status.DRAFT and article.created_by_id == user.pk
    return (is_own_draft or may_publish(user, article)) and may_edit(user, article)


def may_untrash(user: AnyUser, article: Article) -> bool:
    """Whether the user may take it out of the trash."""
    is_own = article.created_by_id == user.pk and may_write(user)
    return article.status == Status.TRASHED and (is_own or may_publish(user, article))


def may_purge(user: AnyUser, article: Article) -> bool:
    """Whether the user may delete it for ever: as administrator, out of the trash."""
    return user.is_superuser and article.status == Status.TRASHED


def sections_for(user: AnyUser, article: Article | None) -> QuerySet[Section]:
    """The sections that the user may put the article under; None stands for a new one.

    Somebody else's article stays within the sections given to the user: nobody pushes it onto another desk.
    """
    is_own = article is None or article.created_by_id == user.pk
    return Section.objects.all() if is_own or _decides_all(user) else given_sections(user)


def given_sections(user: AnyUser) -> QuerySet[Section]:
    """The sections given to the user, with those below them."""
    return Section.objects.filter(Q(editors=user.pk) | Q(parent__editors=user.pk)).distinct()


def may_change_picture(user: AnyUser, picture: Picture) -> bool:
    """Whether the user may change the picture: an own one, unless it stands over a published article."""
    if _decides_all(user):
        return True
    if is_publisher(user):
        published = picture.led_articles.filter(status=Status.PUBLISHED)
        return published.count() == published.filter(_decided_by(user)).count()
    is_own = picture.uploaded_by_id == user.pk and user.has_perm("articles.add_picture")
    return is_own and not picture.led_articles.filter(status=Status.PUBLISHED).exists()


def may_delete_picture(user: AnyUser, picture: Picture) -> bool:
    """Whether the user may delete the picture: one that no article shows."""
    if not may_change_picture(user, picture) or picture.led_articles.exists():
        return False
    stem = str(picture.file.name).rpartition(".")[0]
    return not Article.objects.filter(body__contains=stem).exists()


def _decides_all(user: AnyUser) -> bool:
    return is_publisher(user) and not is_limited(user)


def _decided_by(user: AnyUser) -> Q:
    """The condition on articles that a limited approver decides about; nobody else meets it."""
    if not is_publisher(user):
        return _NOBODY
    given = given_sections(user)
    return Q(section__in=given) & (Q(redraft_of__isnull=True) | Q(redraft_of__section__in=given))


def _is_given(user: AnyUser, article: Article) -> bool:
    return user.has_perm("articles.change_article") and given_sections(user).filter(pk=article.section_id).exists()
