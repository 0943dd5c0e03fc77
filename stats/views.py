"""The live figures as data."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stats import figures


@require_safe
@never_cache
def live(request: HttpRequest, is_public: Callable[[int], bool]) -> JsonResponse:
    """The figures of the site, and with ``?article=<id>`` the views of that article.

    `is_public(article_id)` tells whether readers may see the article; others, and what is no id, are a 404.
    """
    site = figures.site
    answer = {"online": site.online, "today": site.today, "week": site.week, "total": site.total}
    if "article" in request.GET:
        answer["views"] = figures.views(_public_id(request.GET["article"], is_public))
    return JsonResponse(answer)


def _public_id(text: str, is_public: Callable[[int], bool]) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    article_id = int(text)
    if not figures.is_known(article_id) and not is_public(article_id):
        raise Http404
    return article_id
