"""The front page desk: which articles stand on top of the portal, which sections follow, and how that looks."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import front_desk, front_page, rights
from articles.admin.states import COLORS, state_of
from articles.front_desk import ArrangementError, ConflictError, Order
from articles.models import Article
from articles.navigation import section_tree
from portal.numbers import whole_number
from portal.pages import without_figures
from portal.people import staff

_MOST_SENT = 200  # of each kind; a portal has some ten sections of the first level


def pages(wrapped: Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]) -> list[URLPattern]:
    """The addresses, each view `wrapped` for staff."""
    return [
        path("front-page/", wrapped(desk), name="front_page_desk"),
        path("front-page/preview/", wrapped(preview), name="front_page_desk_preview"),
        path("front-page/search/", wrapped(search), name="front_page_desk_search"),
    ]


def may_arrange(request: HttpRequest) -> bool:
    """Whether the sidebar offers the desk."""
    return rights.may_arrange_front_page(staff(request))


def desk(request: HttpRequest) -> HttpResponse:
    """The arrangement that stands, the one being made of it, and its applying.

    Every button works without a script: it sends the whole arrangement, and gets it back changed.
    """
    _require_right(request)
    if request.method != "POST":
        return _page(request)
    order = _changed(_sent(request.POST), request.POST)
    if "_apply" not in request.POST:
        return _page(request, order)
    try:
        front_desk.arrange(order, seen=request.POST.get("version", ""), by=staff(request))
    except ArrangementError as refusal:
        return _page(request, order, refusal)
    done = _("Applied: readers see the new front page now.")
    link = format_html('<a class="underline" href="{}">{}</a>', reverse("articles:front-page"), _("Look at the page"))
    messages.success(request, format_html("{} {}", done, link))
    return redirect("admin:front_page_desk")


@require_POST
@csp(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
def preview(request: HttpRequest) -> HttpResponse:
    """The front page as the arrangement that is sent would make it now; never counted, never kept."""
    _require_right(request)
    tree = section_tree()
    front = front_page.compose(tree, _sent(request.POST).arrangement)
    response = render(request, "articles/front_page.html", {"front": front, "navigation": tree})
    response.content = without_figures(response.content)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The articles that may be featured and hold all words of `q`, as rows to choose from."""
    _require_right(request)
    found = _rows(front_desk.search(request.GET.get("q", "")[:200]))
    return render(request, "admin/articles/_front_desk_found.html", {"found": found})


def _require_right(request: HttpRequest) -> None:
    if not may_arrange(request):
        raise PermissionDenied


def _page(request: HttpRequest, order: Order | None = None, refusal: ArrangementError | None = None) -> HttpResponse:
    tree = section_tree()
    now = front_desk.stored(tree)
    is_conflict = isinstance(refusal, ConflictError)
    shown = _complete(order, now) if order else now
    names = {branch.section.pk: branch.section.name for branch in tree}
    # Whoever has seen the other arrangement beside the own one may replace it by applying once more.
    seen = request.POST.get("version", "") if order and not is_conflict else now.version
    query = request.POST.get("q", "")[:200]
    context = {
        **admin.site.each_context(request),
        "title": _("Front page"),
        "featured": _featured_rows(shown.featured),
        "blocks": [{"pk": pk, "name": names[pk], "is_shown": pk not in shown.hidden} for pk in shown.blocks],
        "version": seen,
        "is_changed": shown.version != now.version,
        "refusal": refusal,
        "standing": _standing(now, names) if is_conflict else None,
        "query": query,
        "found": _rows(front_desk.search(query)) if "_search" in request.POST else [],
        "last": front_desk.last_arranged(),
        "most": front_page.MOST_FEATURED,
    }
    return render(request, "admin/articles/front_desk.html", context)


def _sent(data: QueryDict) -> Order:
    """The arrangement in a form; what is no number cannot have come from it and is passed over."""
    blocks = _numbers(data, "block")
    shown = set(_numbers(data, "shown"))
    return Order(_numbers(data, "featured"), blocks, frozenset(pk for pk in blocks if pk not in shown))


def _numbers(data: QueryDict, name: str) -> list[int]:
    # Eighteen digits fit every database's whole numbers.
    sent = data.getlist(name)[:_MOST_SENT]
    return [number for value in sent if (number := whole_number(value)) is not None]


def _changed(order: Order, data: QueryDict) -> Order:
    """The order after the one button that was pressed beside an article or a section."""
    featured = [pk for pk in order.featured if pk not in _numbers(data, "_remove")]
    featured += [pk for pk in _numbers(data, "_add") if pk not in featured]
    for pk in _numbers(data, "_featured_up"):
        featured = _moved(featured, pk, by=-1)
    for pk in _numbers(data, "_featured_down"):
        featured = _moved(featured, pk, by=1)
    blocks = order.blocks
    for pk in _numbers(data, "_block_up"):
        blocks = _moved(blocks, pk, by=-1)
    for pk in _numbers(data, "_block_down"):
        blocks = _moved(blocks, pk, by=1)
    return Order(featured, blocks, order.hidden)


def _moved(keys: list[int], key: int, *, by: int) -> list[int]:
    if key not in keys:
        return keys
    place = keys.index(key)
    others = keys[:place] + keys[place + 1 :]
    to = max(0, place + by)
    return [*others[:to], key, *others[to:]]


def _complete(order: Order, now: Order) -> Order:
    """The order with every section that there is, and each article once."""
    blocks = [pk for pk in dict.fromkeys(order.blocks) if pk in now.blocks]
    new = [pk for pk in now.blocks if pk not in blocks]
    hidden = (order.hidden & set(blocks)) | (now.hidden & set(new))
    return Order(list(dict.fromkeys(order.featured)), blocks + new, frozenset(hidden))


def _featured_rows(keys: list[int]) -> list[dict[str, Any]]:
    articles = Article.objects.select_related("section").defer("body").in_bulk(keys[:_MOST_SENT])
    return _rows(articles[pk] for pk in keys if pk in articles)


def _rows(articles: Any) -> list[dict[str, Any]]:
    rows = []
    for article in articles:
        key, words = state_of(article)
        rows.append({"article": article, "state": words, "color": COLORS[key]})
    return rows


def _standing(now: Order, names: dict[int, str]) -> dict[str, list[str]]:
    """The arrangement that readers see, in words."""
    return {
        "featured": [row["article"].title for row in _featured_rows(now.featured)],
        "blocks": [names[pk] for pk in now.arrangement.blocks],
    }
