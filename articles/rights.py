"""Who may do what with articles and pictures: said here, asked by the admin, the previews and the uploads.

The permissions of a role (`articles.roles`) say which work somebody does; the rules here say on which rows:

- ``add_article``: write, and change one's own drafts;
- ``change_article``: also change what is unpublished in the sections given to one (`Section.editors`);
- ``publish_article``: change every article, publish, send back and archive; whoever was given sections does so
  in these and those below them only, and goes on being limited (`SectionLimit`) when they are taken away;
- ``view_article``: read what is published.

Nobody changes an article in the trash, nor one whose new text is being written.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.logbook import Logged
from articles.models import Article, Picture, Section, SiteSettings, StaticPage
from articles.querysets import ArticleQuerySet
from portal import audit

Status = Article.Status
AnyUser = User | AnonymousUser


class Level(IntEnum):
    """How far somebody's rights go in one section; each level holds those before it."""

    NONE = 0
    READ = 1  # what is published
    WRITE = 2  # articles of one's own
    EDIT = 3  # what others have not published yet
    PUBLISH = 4  # and decide what readers see


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody may do at all, and the sections given to them: from these follows the level in each section."""

    may_read: bool
    may_write: bool
    may_edit: bool
    may_publish: bool
    is_limited: bool = False
    given: Collection[int] = ()

    def level_in(self, section_id: int) -> Level:
        """The level in this section, where the person comes to it through themselves or the section above."""
        is_given = section_id in self.given
        if self.may_publish and (is_given or not self.is_limited):
            return Level.PUBLISH
        if self.may_edit and is_given:
            return Level.EDIT
        if self.may_write:
            return Level.WRITE
        return Level.READ if self.may_read else Level.NONE


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


def may_arrange_front_page(user: AnyUser) -> bool:
    """Whether the user decides what stands first on the portal: it belongs to all sections, so no limited one."""
    return _decides_all(user)


def standing(user: AnyUser) -> Standing:
    """What the user may do in which section; the sections are looked up only where they matter."""
    limited = is_publisher(user) and is_limited(user)
    matters = limited or (user.has_perm("articles.change_article") and not is_publisher(user))
    return Standing(
        may_read=user.has_perm("articles.view_article"),
        may_write=may_write(user),
        may_edit=user.has_perm("articles.change_article"),
        may_publish=is_publisher(user),
        is_limited=limited,
        given=set(given_sections(user).values_list("pk", flat=True)) if matters else (),
    )


def publishable_by(user: AnyUser) -> ArticleQuerySet:
    """The articles of the sections in which the user decides what readers see."""
    return Article.objects.all() if _decides_all(user) else Article.objects.filter(_decided_by(user))


def waiting_for(user: AnyUser) -> ArticleQuerySet:
    """The articles in review that the user is to decide about: those that name nobody else who can."""
    somebody_else = Exists(approvers_of(OuterRef("section")).filter(pk=OuterRef("reviewer")).exclude(pk=user.pk or 0))
    return publishable_by(user).filter(~somebody_else, status=Status.IN_REVIEW)


def may_publish(user: AnyUser, article: Article) -> bool:
    """Whether the user decides about this article: publish, send back, archive, change what is live."""
    if not is_publisher(user):
        return False
    known = standing(user)
    # A new text must be theirs where it comes from and where it goes to.
    sections = [article.section_id, *([article.redraft_of.section_id] if article.redraft_of else [])]
    return all(known.level_in(section) == Level.PUBLISH for section in sections)


def approvers() -> QuerySet[User]:
    """Everybody whose role it is to publish, in some section at least; administrators are not among them."""
    backend = "django.contrib.auth.backends.ModelBackend"
    people = User.objects.with_perm("articles.publish_article", include_superusers=False, backend=backend)
    return people.filter(is_staff=True).distinct()


def approvers_of(section: int | OuterRef) -> QuerySet[User]:
    """The approvers who decide in this section, named by its key."""
    is_free = Q(section_limit__isnull=True, edited_sections__isnull=True)
    is_given_it = Q(edited_sections=section) | Q(edited_sections__children=section)
    return approvers().filter(is_free | is_given_it)


def require_publisher(user: AnyUser, article: Article) -> None:
    """Raise `PermissionDenied`, which the log tells of, unless the user decides about this article."""
    if not may_publish(user, article):
        raise audit.Refused(Logged.PUBLISH_REFUSED, article)


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


def works_on(user: AnyUser, article: Article) -> bool:
    """Whether it is the user's own article or one of the sections given to them, wherever it stands on its way."""
    is_own = article.created_by_id == user.pk and may_write(user)
    return is_own or standing(user).level_in(article.section_id) >= Level.EDIT


def may_redraft(user: AnyUser, article: Article) -> bool:
    """Whether the user may begin a new text of a published or archived article."""
    if article.status not in _REDRAFTABLE or article.is_redrafted():
        return False
    return works_on(user, article)


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

    Only an own draft goes anywhere. Somebody else's article stays within the sections given to the user, so that
    nobody pushes it onto another desk, and so does what readers see, which would come out there without a decision.
    """
    is_own_draft = article is None or (article.created_by_id == user.pk and article.status == Status.DRAFT)
    return Section.objects.all() if is_own_draft or _decides_all(user) else given_sections(user)


def given_sections(user: AnyUser) -> QuerySet[Section]:
    """The sections given to the user, with those below them."""
    return Section.objects.filter(Q(editors=user.pk) | Q(parent__editors=user.pk)).distinct()


def may_change_section(user: AnyUser, section: Section | None) -> bool:
    """Whether the user may change this section, or add one (None): a limited approver changes the given ones only."""
    if not user.has_perm("articles.change_section" if section else "articles.add_section"):
        return False
    return not is_limited(user) or (section is not None and given_sections(user).filter(pk=section.pk).exists())


def may_delete_tag(user: AnyUser) -> bool:
    """Whether the user may delete tags: articles of every section stand under them."""
    return user.has_perm("articles.delete_tag") and not is_limited(user)


def may_delete_thread(user: AnyUser) -> bool:
    """Whether the user may delete story threads, which gather articles of every section, too."""
    return user.has_perm("articles.delete_storythread") and not is_limited(user)


def may_change_picture(user: AnyUser, picture: Picture) -> bool:
    """Whether the user may change the picture.

    Whoever decides everywhere changes all; a limited approver those over articles of the given sections only;
    everybody their own, unless it is the emblem, or stands over an article that they may not change: whoever reads
    one to approve it has seen its picture, too.
    """
    if _decides_all(user):
        return True
    if SiteSettings.objects.filter(emblem=picture.pk).exists():
        return False
    led, decided = picture.led_articles.all(), picture.led_articles.filter(_decided_by(user))
    if is_publisher(user) and 0 < led.count() == decided.count():
        return True
    is_own = picture.uploaded_by_id == user.pk and user.has_perm("articles.add_picture")
    return is_own and led.count() == editable_by(user).filter(lead_picture=picture).count()


def may_delete_picture(user: AnyUser, picture: Picture) -> bool:
    """Whether the user may delete the picture: one that neither an article nor a page shows."""
    if not may_change_picture(user, picture) or picture.led_articles.exists():
        return False
    stem = str(picture.file.name).rpartition(".")[0]
    return not any(shown.objects.filter(body__contains=stem).exists() for shown in (Article, StaticPage))


def _decides_all(user: AnyUser) -> bool:
    return is_publisher(user) and not is_limited(user)


def _decided_by(user: AnyUser) -> Q:
    """The condition on articles that a limited approver decides about; nobody else meets it."""
    if not is_publisher(user):
        return _NOBODY
    given = given_sections(user)
    return Q(section__in=given) & (Q(redraft_of__isnull=True) | Q(redraft_of__section__in=given))
