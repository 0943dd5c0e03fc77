"""The live figures as data."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stats import figures


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The figures of the site, and with ``?article=<id>`` the views of that article."""
    site = figures.site
    answer = {"online": site.online, "today": site.today, "week": site.week, "total": site.total}
    if "article" in request.GET:
        answer["views"] = figures.views(int(request.GET["article"]))
    return JsonResponse(answer)
