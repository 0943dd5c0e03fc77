"""What stands around an article's form: its state, the steps it may take, its history."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles import preview_links, rights
from articles.admin import steps
from articles.admin.readers import course_of
from articles.admin.states import COLORS, state_of
from articles.models import Article, Revision
from portal.people import staff


def of_form(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """The context of the form of this article, or of a new one, beside the fields."""
    context: dict[str, Any] = {"steps": steps.offered(staff(request), article), "revisions": []}
    if article:
        key, words = state_of(article)
        is_at_work = rights.works_on(request.user, article)
        context |= {
            "revisions": _revisions(article) if is_at_work else [],
            "is_at_work": is_at_work,
            "state": words,
            "state_color": COLORS[key],
            "sent_back": _reason(article),
            "is_overdue": _is_overdue(article),
            "redraft": Article.objects.filter(redraft_of=article).select_related("created_by").first(),
            "notes": article.notes.select_related("created_by"),
            "may_send_links": preview_links.may_list(staff(request), article),
            "course": course_of(article),
        }
    return context


def _revisions(article: Article) -> QuerySet[Revision]:
    return article.revisions.select_related("created_by").defer("lead", "body")[:10]


def _reason(article: Article) -> str:
    """Why the draft was sent back, until it is handed in again."""
    if article.status != Article.Status.DRAFT:
        return ""
    steps = article.revisions.filter(action__in=[Revision.Action.SENT_BACK, Revision.Action.SUBMITTED])
    return steps.values_list("note", flat=True).first() or ""


def _is_overdue(article: Article) -> bool:
    """Whether its planned time has passed and readers do not see it, since nobody has approved it."""
    waits = article.status in {Article.Status.DRAFT, Article.Status.IN_REVIEW}
    return waits and article.publish_at is not None and article.publish_at <= timezone.now()
