"""The newsroom's first page: what needs the person today, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights
from articles.admin import listviews, notices
from articles.admin.rows import row_of
from articles.models import Article
from portal.days import midnight
from portal.people import staff

Status = Article.Status

_MOST = 8
_UNDECIDED = [Status.DRAFT, Status.IN_REVIEW]


@dataclass(frozen=True, slots=True)
class _Part:
    """One list of the desk: its key and name, its articles, and the view of the list that has all of them."""

    key: str
    name: str | Promise
    articles: QuerySet[Article]
    view: str = ""
    needs_me: bool = False


def fill_desk(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's dashboard callback: the parts of the desk that are not empty, each with at most eight rows.

    An article that stands in an earlier part is not named again.
    """
    user = staff(request)
    writes = rights.may_write(user)
    parts = _filled([*(_work(user) if writes else []), *_published(user)])
    return {
        **context,
        "title": _("My desk"),
        "may_write": writes,
        "news": notices.news(request),
        "parts": parts,
        "is_calm": writes and not any(part["needs_me"] for part in parts),
    }


def waiting_count(request: HttpRequest) -> int:
    """How many articles wait for the user's decision, for the badge in the sidebar."""
    if "list_counts" in vars(request):
        return listviews.counts(request).get("waiting", 0)
    return rights.waiting_for(staff(request)).count()


def _work(user: User) -> list[_Part]:
    """What a writer has to do, the most urgent first."""
    return [*_pressing(user), *_under_way(user)]


def _pressing(user: User) -> list[_Part]:
    seen = rights.visible_to(user)
    undecided = seen.filter(status__in=_UNDECIDED)
    return [
        _Part(
            "late",
            gettext_lazy("The planned time has passed without an approval"),
            undecided.filter(publish_at__lte=timezone.now()).order_by("publish_at", "pk"),
            needs_me=True,
        ),
        _Part(
            "due",
            gettext_lazy("Due today or before"),
            undecided.filter(due_on__lte=timezone.localdate()).order_by("due_on", "pk"),
            needs_me=True,
        ),
        _Part(
            "sent_back",
            gettext_lazy("Sent back to me"),
            seen.filter(created_by=user.pk).sent_back().order_by("-updated_at", "-pk"),
            view="sent-back",
            needs_me=True,
        ),
        _Part(
            "waiting",
            gettext_lazy("Waiting for your decision"),
            rights.waiting_for(user).order_by("updated_at", "pk"),
            view="waiting",
            needs_me=True,
        ),
    ]


def _under_way(user: User) -> list[_Part]:
    seen = rights.visible_to(user)
    own = seen.filter(created_by=user.pk)
    coming = seen.filter(status__in=[*_UNDECIDED, Status.PUBLISHED], publish_at__range=(timezone.now(), _midnight()))
    return [
        _Part("today", gettext_lazy("Planned for today"), coming.order_by("publish_at", "pk"), view="scheduled"),
        _Part(
            "drafts", gettext_lazy("My drafts"), own.filter(status=Status.DRAFT).order_by("-updated_at"), view="drafts"
        ),
        _Part(
            "in_review",
            gettext_lazy("My articles in review"),
            own.filter(status=Status.IN_REVIEW).order_by("updated_at", "pk"),
            view="in-review",
        ),
    ]


def _published(user: User) -> list[_Part]:
    if not user.has_perm("articles.view_article"):
        return []
    newest = rights.visible_to(user).published().order_by("-publish_at", "-pk")
    return [_Part("published", gettext_lazy("Recently published"), newest, view="live")]


def _filled(parts: Sequence[_Part]) -> list[dict[str, Any]]:
    shown: set[int] = set()
    filled = []
    for part in parts:
        found = part.articles.select_related("section", "created_by").defer("body", "search_text")
        # As many more as may have been named before, so that those do not hide others.
        articles = [article for article in found[: _MOST + len(shown)] if article.pk not in shown][:_MOST]
        shown.update(article.pk for article in articles)
        if articles:
            filled.append(
                {
                    "key": part.key,
                    "name": part.name,
                    "needs_me": part.needs_me,
                    "more": listviews.address(part.view) if part.view else "",
                    "rows": [row_of(article) for article in articles],
                }
            )
    return filled


def _midnight() -> datetime:
    return midnight(timezone.localdate() + timedelta(days=1))
