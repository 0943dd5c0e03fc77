"""Which other articles may be picked for one: those shown below its text, and the one that it translates."""

from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article, Section, SiteSettings
from articles.querysets import ArticleQuerySet
from articles.rights import AnyUser

MOST_RELATED = 6


def pickable_by(user: AnyUser) -> ArticleQuerySet:
    """The articles that the user may pick: those that the user sees, but no new text, which will be gone one day."""
    return rights.visible_to(user).filter(redraft_of__isnull=True)


def is_itself(article: Article, other: Article) -> bool:
    """Whether `other` is the article, or the one whose new text it is."""
    return other.pk is not None and other.pk in {article.pk, article.redraft_of_id}


def why_no_translation(article: Article, original: Article, section: Section | None) -> str:
    """Why the article, under this section, cannot be a translation of `original`; empty when it can.

    Every translation names the one original: no chains, and so no circles.
    """
    if is_itself(article, original):
        return _("An article is no translation of itself.")
    if original.translation_of_id:
        return _("This article is a translation itself. Please choose the original.")
    if _is_translated(article):
        return _("Other articles are translations of this one, so it is the original.")
    if section and _language(section) == _language(original.section):
        return _("A translation is in another language.")
    return ""


def _is_translated(article: Article) -> bool:
    own = [pk for pk in (article.pk, article.redraft_of_id) if pk]
    return Article.objects.filter(translation_of__in=own).exists()


def _language(section: Section) -> str:
    return section.spoken or SiteSettings.load().language
