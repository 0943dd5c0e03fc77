"""The link chooser of the editor: articles of the portal by the words of their titles."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from articles import rights
from articles.admin.states import state_of
from articles.models import Article

_MOST = 10


@require_safe
def choose(request: HttpRequest) -> JsonResponse:
    """At most ten articles that the person may read, those that readers see first, for the words in ``q``."""
    if not rights.may_write(request.user):
        raise PermissionDenied
    visible = rights.visible_to(request.user).exclude(status=Article.Status.TRASHED).filter(redraft_of=None)
    found = Article.objects.filter(pk__in=visible).matching(request.GET.get("q", "")).for_listing()
    live = list(found.published()[:_MOST])
    others = found.exclude(pk__in=[article.pk for article in live]).order_by("-updated_at", "-pk")
    rows = live + list(others[: _MOST - len(live)])
    seen = {article.pk for article in live}
    return JsonResponse({"results": [_row(article, is_live=article.pk in seen) for article in rows]})


def _row(article: Article, *, is_live: bool) -> dict[str, Any]:
    at = article.publish_at or article.updated_at
    return {
        "title": article.title,
        "section": article.section.name,
        "date": date_format(localtime(at), "SHORT_DATE_FORMAT"),
        "url": article.get_absolute_url(),
        "state": "" if is_live else str(state_of(article)[1]),
    }
