"""The page of results, and titles suggested while somebody types."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_date
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles import search
from articles.models import Article, SearchText
from articles.navigation import Branch, find_branch, section_tree
from articles.search import vain
from articles.search.extracts import Marker
from articles.views.rendering import PER_PAGE, latest, render_public

_LONGEST_NAME = 150
_SHORTEST_SUGGESTED = 2


@dataclass(frozen=True, slots=True)
class Result:
    """An article with what of it answers to the query."""

    article: Article
    title: SafeString
    extract: SafeString


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says; what is no day or no section is told in `bad` and passed over."""

    typed: str
    section: str
    since: date | None
    until: date | None
    author: str
    source: str
    is_cut: bool
    bad: frozenset[str]

    def address(self) -> str:
        """The query of the same page without a number, for the links to the others."""
        days = {"tu": str(self.since or ""), "den": str(self.until or "")}
        named = {"q": self.typed, "chuyen-muc": self.section, **days, "tac-gia": self.author, "nguon": self.source}
        return urlencode({name: value for name, value in named.items() if value})


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The articles that answer to the words and filters of the address; without any, the form alone."""
    tree = section_tree()
    asked = _asked(request, tree)
    query, filters = search.parse(asked.typed), _filters(asked, tree)
    number = _number(request)
    context: dict[str, Any] = {"asked": asked, "filters": filters, "navigation": tree, "latest": latest()}
    is_asked = bool(query) or bool(filters)
    if is_asked:
        found = search.find(query, filters, first=(number - 1) * PER_PAGE, count=PER_PAGE)
        page = _page(found, number)
        page.object_list = _results(found.ids, query)
        is_loose = query.has_marks and found.total > 0 and not search.is_found_as_typed(query, filters)
        context |= {"page": page, "found": found, "most": search.MOST, "is_loose": is_loose}
        if not found.total and not filters and _is_reader(request):
            vain.note(asked.typed)
    return render_public(request, "articles/search.html", {**context, "is_asked": is_asked or bool(asked.typed)})


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that begin with what was typed so far, with their addresses, as JSON."""
    query = search.parse(_text(request, "q", search.LONGEST))
    ids = search.suggest(query) if len("".join(query.words)) >= _SHORTEST_SUGGESTED else []
    articles = {row.pk: row for row in Article.objects.published().for_listing().filter(pk__in=ids)}
    rows = [{"title": articles[pk].title, "url": articles[pk].get_absolute_url()} for pk in ids if pk in articles]
    return JsonResponse({"titles": rows}, headers={"Cache-Control": "public, max-age=60", "X-Robots-Tag": "noindex"})


def _asked(request: HttpRequest, tree: list[Branch]) -> Asked:
    days = {name: request.GET.get(name, "").strip() for name in ("tu", "den")}
    read = {name: _day(text) for name, text in days.items()}
    bad = {name for name, text in days.items() if text and read[name] is None}
    section = _text(request, "chuyen-muc", 80)
    if section and not find_branch(tree, section):
        bad.add("chuyen-muc")
        section = ""
    if read["tu"] and read["den"] and read["tu"] > read["den"]:
        read["tu"], read["den"] = read["den"], read["tu"]
    return Asked(
        typed=_text(request, "q", search.LONGEST),
        section=section,
        since=read["tu"],
        until=read["den"],
        author=_text(request, "tac-gia", _LONGEST_NAME),
        source=_text(request, "nguon", _LONGEST_NAME),
        is_cut=len(request.GET.get("q", "").strip()) > search.LONGEST,
        bad=frozenset(bad),
    )


def _filters(asked: Asked, tree: list[Branch]) -> search.Filters:
    found = find_branch(tree, asked.section) if asked.section else None
    sections: tuple[int, ...] = ()
    if found:
        branch, section = found
        chosen = branch.sections if section == branch.section else [section]
        sections = tuple(one.pk for one in chosen)
    return search.Filters(sections, asked.since, asked.until, asked.author, asked.source)


def _results(ids: list[int], query: search.Query) -> list[Result]:
    articles = {row.pk: row for row in Article.objects.published().for_listing().filter(pk__in=ids)}
    texts = {row.article_id: row for row in SearchText.objects.filter(article__in=ids)}
    return [_result(articles[pk], texts[pk], query) for pk in ids if pk in articles and pk in texts]


def _result(article: Article, text: SearchText, query: search.Query) -> Result:
    marker = Marker(query, text.title, text.lead, text.body)
    is_in_lead = not query or marker.is_in(text.lead) or not marker.is_in(text.body)
    shown = text.lead if is_in_lead and text.lead else text.body
    return Result(article, marker.marked(text.title), marker.extract(shown.replace("\n", " ")))


def _page(found: search.Found, number: int) -> Page[Any]:
    paginator = Paginator(range(found.total), PER_PAGE)
    if number > paginator.num_pages:
        raise Http404
    return paginator.page(number)


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    # More digits than any page has, and digits that are none of ours, are no page either.
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text)):
        raise Http404
    return int(text)


def _text(request: HttpRequest, name: str, most: int) -> str:
    return request.GET.get(name, "").replace("\0", " ").strip()[:most]


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:  # well formed, but no such day
        return None
    # At the ends of the calendar a day more or another time zone leads out of it.
    return day if day and 1900 < day.year < 2200 else None


def _is_reader(request: HttpRequest) -> bool:
    """Whether a person of the public asks, for the first page."""
    exclusion = import_string(settings.READER_EXCLUSION)
    is_staff = request.user.is_authenticated
    return request.method == "GET" and not is_staff and exclusion(request.META) is None
