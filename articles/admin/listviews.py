"""The saved views of the list of articles: ``?view=`` names one, and what it shows is said here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.models import Article
from articles.querysets import ArticleQuerySet
from portal.people import staff

Status = Article.Status
Rows = ArticleQuerySet

PARAMETER = "view"
_EDITED_LAST = ("-updated_at", "-pk")


@dataclass(frozen=True, slots=True)
class ListView:
    """One view: its name, its articles, their order, who has it, and whether its tab says how many there are.

    `has_all_statuses` says whether choosing a status makes sense in it.
    """

    key: str
    name: str | Promise
    rows: Callable[[User], Rows]
    order: tuple[str, ...] = _EDITED_LAST
    is_for: Callable[[User], bool] = rights.may_write
    is_counted: bool = False
    has_all_statuses: bool = False


def _own(user: User) -> Rows:
    # Writers see whatever they wrote; to ask for that again would look through what others wrote.
    return Article.objects.filter(created_by=user.pk).outside_trash()


def _all(user: User) -> Rows:
    return rights.visible_to(user).outside_trash()


def _everybody(_user: User) -> bool:
    return True


ALL = ListView("all", _("All"), _all, is_for=_everybody, has_all_statuses=True)

VIEWS = (
    ListView(
        "waiting",
        _("Waiting for me"),
        rights.waiting_for,
        order=("updated_at", "pk"),
        is_for=rights.is_publisher,
        is_counted=True,
    ),
    ListView("sent-back", _("Sent back to me"), lambda user: _own(user).sent_back(), is_counted=True),
    ListView("drafts", _("My drafts"), lambda user: _own(user).filter(status=Status.DRAFT), is_counted=True),
    ListView("mine", _("My articles"), _own, has_all_statuses=True),
    ListView(
        "in-review",
        _("All in review"),
        lambda user: rights.visible_to(user).filter(status=Status.IN_REVIEW),
        order=("updated_at", "pk"),
        is_counted=True,
    ),
    ListView(
        "scheduled",
        _("Scheduled"),
        lambda user: rights.visible_to(user).planned(),
        order=("publish_at", "pk"),
        is_counted=True,
    ),
    ListView(
        "live",
        _("On the site"),
        lambda user: rights.visible_to(user).published(),
        order=("-publish_at", "-pk"),
        is_for=_everybody,
    ),
    ALL,
    ListView("trash", _("Trash"), lambda user: rights.visible_to(user).filter(status=Status.TRASHED)),
)


def offered(user: User) -> list[ListView]:
    """The views that this person has, in the order of their tabs."""
    return [view for view in VIEWS if view.is_for(user)]


def chosen(request: HttpRequest) -> ListView:
    """The view that the request asks for; all articles when it asks for none that the person has."""
    asked = request.GET.get(PARAMETER)
    return next((view for view in offered(staff(request)) if view.key == asked), ALL)


def address(key: str) -> str:
    """Where this view is found."""
    path = reverse("admin:articles_article_changelist")
    return path if key == ALL.key else f"{path}?{PARAMETER}={key}"


def counts(request: HttpRequest) -> dict[str, int]:
    """How many articles stand in the counted views, asked in one query and once for each request."""
    known = vars(request)
    if "list_counts" not in known:
        counted = [view for view in offered(staff(request)) if view.is_counted]
        known["list_counts"] = _count(counted, staff(request))
    found: dict[str, int] = known["list_counts"]
    return found


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The tabs above the list, for its template."""
    found, current = counts(request), chosen(request)
    return [
        {"name": view.name, "url": address(view.key), "count": found.get(view.key, 0), "is_active": view is current}
        for view in offered(staff(request))
    ]


def _count(views: list[ListView], user: User) -> dict[str, int]:
    if not views:
        return {}
    single = [
        view.rows(user).order_by().annotate(key=Value(view.key)).values("key").annotate(number=Count("pk"))
        for view in views
    ]
    return {row["key"]: row["number"] for row in single[0].union(*single[1:], all=True)}
