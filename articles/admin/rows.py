"""One article in a list of the newsroom: what the desk, the list and the pages of many say of it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.states import COLORS, state_of
from articles.models import Article
from portal.people import display_name

_UNDECIDED = {Article.Status.DRAFT, Article.Status.IN_REVIEW}


@dataclass(frozen=True, slots=True)
class Row:
    """An article with its state in words and colour, what is pressing about it, its writer and its views.

    `views` is None for an article that readers have never known.
    """

    article: Article
    state: str
    color: str
    pressing: list[str]
    due: str
    writer: str
    views: int | None = None


def row_of(article: Article, views: int | None = None) -> Row:
    """The row of an article that comes with its section and writer."""
    key, words = state_of(article)
    is_undecided = article.status in _UNDECIDED
    return Row(
        article,
        words,
        COLORS[key],
        _pressing(article) if is_undecided else [],
        _due(article) if is_undecided else "",
        article.author or display_name(article.created_by),
        views,
    )


def _pressing(article: Article) -> list[str]:
    found = []
    if article.publish_at and article.publish_at <= timezone.now():
        found.append(_("The planned time has passed"))
    today = timezone.localdate()
    if article.due_on and article.due_on <= today:
        day = date_format(article.due_on, "SHORT_DATE_FORMAT")
        found.append(_("Due today") if article.due_on == today else _("Overdue since %(day)s") % {"day": day})
    return found


def _due(article: Article) -> str:
    if article.due_on is None or article.due_on <= timezone.localdate():
        return ""
    return _("Due on %(day)s") % {"day": date_format(article.due_on, "SHORT_DATE_FORMAT")}
