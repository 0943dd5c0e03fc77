"""The numbers in the sidebar, which stands on every page of the newsroom: asked of the database at once."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from articles import notices
from articles.models import ContactMessage
from portal.people import staff


def unread_notices(request: HttpRequest) -> int:
    """How much the user was told and has not looked at."""
    return _numbers(request)[0]


def waiting_messages(request: HttpRequest) -> int:
    """How many messages from readers nobody has dealt with."""
    return _numbers(request)[1]


def _numbers(request: HttpRequest) -> tuple[int, int]:
    known: tuple[int, int] | None = vars(request).get("sidebar_numbers")
    if known is None:
        user = staff(request)
        counts = _count(notices.unread(user)), _count(ContactMessage.objects.waiting())
        known = vars(request)["sidebar_numbers"] = User.objects.filter(pk=user.pk).values_list(*counts).get()
    return known


def _count(rows: QuerySet[Any]) -> Coalesce:
    alone = rows.order_by().annotate(all_rows=Value(1)).values("all_rows")
    return Coalesce(Subquery(alone.annotate(number=Count("pk")).values("number")), 0)
