"""The newsroom's first page: what waits for whom."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles import rights
from articles.admin.states import COLORS, state_of
from articles.models import Article, Revision

Status = Article.Status

_MOST = 8


def fill_desk(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's dashboard callback: the lists of the desk, each with at most eight rows."""
    user = request.user
    writes = rights.may_write(user)
    visible = rights.visible_to(user).select_related("section", "created_by").defer("body")
    own = visible.filter(created_by=user.pk) if writes else visible.none()
    in_review = visible.filter(status=Status.IN_REVIEW) if writes else visible.none()
    return {
        **context,
        "title": _("My desk"),
        "may_write": writes,
        "may_publish": rights.is_publisher(user),
        "drafts": _rows(_with_reason(own.filter(status=Status.DRAFT)).order_by("-updated_at")),
        "in_review": _rows(in_review.order_by("updated_at")),
        "published": _rows(visible.filter(status=Status.PUBLISHED).order_by("-publish_at", "-pk")),
    }


def waiting_count(request: HttpRequest) -> int:
    """How many articles in review the user sees, for the badge in the sidebar."""
    return rights.visible_to(request.user).filter(status=Status.IN_REVIEW).count()


def _rows(articles: QuerySet[Article]) -> list[dict[str, Any]]:
    rows = []
    for article in articles[:_MOST]:
        key, words = state_of(article)
        rows.append({"article": article, "state": words, "color": COLORS[key]})
    return rows


def _with_reason(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Each with `reason`: why it was last sent back, unless it was handed in again since."""
    steps = Revision.objects.filter(
        article=OuterRef("pk"), action__in=[Revision.Action.SENT_BACK, Revision.Action.SUBMITTED]
    )
    return articles.annotate(reason=Subquery(steps.order_by("-created_at", "-pk").values("note")[:1]))
