"""The live figures as data, and what an open page tells about its reader."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.numbers import whole_number
from portal.pages import read_token
from stats import bots, figures, journal

IsPublic = Callable[[int], bool]


@csrf_exempt  # readers have no session to ride on; what a stranger's page could send is refused below
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def live(request: HttpRequest, is_public: IsPublic) -> JsonResponse:
    """The figures of the site, and with ``?article=<id>`` the views of that article.

    A POST also tells that a page is open and seen; with ``shown=<page token>`` that a page fetched ahead is shown only
    now, which makes it a view. `is_public(article_id)` tells whether readers may see the article; others, and what is
    no id, are a 404.
    """
    article_id = _article_id(request, is_public)
    if request.method == "POST":
        _note(request)
    site = figures.site
    answer = {"online": site.online, "today": site.today, "week": site.week, "total": site.total}
    if article_id:
        answer["views"] = figures.views(article_id)
    return JsonResponse(answer)


def _note(request: HttpRequest) -> None:
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise PermissionDenied
    is_staff = bool(request.user.is_authenticated and request.user.is_staff)
    if is_staff or bots.exclusion(request.META):
        return  # the request for the page itself was tallied already
    if "shown" in request.POST:
        try:
            journal.view(request.META, read_token(request.POST["shown"]))
        except BadSignature as error:
            raise PermissionDenied from error
    else:
        journal.ping(request.META)


def _article_id(request: HttpRequest, is_public: IsPublic) -> int:
    article_id = whole_number(request.GET.get("article", "0"))
    if article_id is None:
        raise Http404
    if "article" in request.GET and not figures.is_known(article_id) and not is_public(article_id):
        raise Http404
    return article_id
