"""The rows of the list of articles: of the view that is asked for, one page of them, with their views."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.views.main import ORDER_VAR
from django.http import HttpRequest
from unfold.views import ChangeList

from articles.admin import listviews, readers
from articles.admin.rows import Row, row_of
from articles.models import Article
from portal.people import staff

MOST_FOUND = 500  # articles that one search finds


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column to sort by: where a press on it leads, and how the rows are sorted by it now."""

    name: str
    url: str
    sorted: str  # as `aria-sort` says it; empty when they are not


class _SearchField(forms.CharField):
    """What is typed to search for; a NUL in it would be refused, and separates words instead."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\0", " ")


class _SearchForm(forms.Form):
    q = _SearchField(required=False, strip=False)


class ArticleChangeList(ChangeList):
    """Django's change list of one saved view."""

    search_form_class = _SearchForm
    queryset: Any
    result_list: Any

    def __init__(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        self.view = listviews.chosen(request)
        super().__init__(request, *args, **options)

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str] | None = None) -> Any:
        self.root_queryset = self.view.rows(staff(request))
        return super().get_queryset(request, exclude_parameters)

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        # The view is no filter: taking all filters away stays within it.
        kept = super().get_filters_params(params)
        return {name: value for name, value in kept.items() if name != listviews.PARAMETER}

    def get_filters(self, request: HttpRequest) -> tuple[list[Any], bool, dict[str, Any], bool, bool]:
        specs, _has_filters, *others = super().get_filters(request)
        # The list's own template draws them; Unfold's panel, which no keyboard opens, stays away.
        return (specs, False, *others)

    def get_ordering(self, request: HttpRequest, queryset: Any) -> list[Any]:
        # Django's own answer falls back on the order of the model's admin, which knows of no views.
        asked = super().get_ordering(request, queryset)
        return asked if ORDER_VAR in self.params else list(self.view.order)

    def _get_default_ordering(self) -> list[str]:
        return list(self.view.order)

    def get_results(self, request: HttpRequest) -> None:
        order = self.queryset.query.order_by
        if self.query:
            # To search reads every article: once, for the number of those found and for the page together.
            found = list(self.queryset.values_list("pk", flat=True)[:MOST_FOUND])
            self.queryset = Article.objects.filter(pk__in=found).order_by(*order)
            vars(request)["found"] = len(found)  # `ArticleList.get_paginator` need not count them again
        super().get_results(request)
        # Only the keys of the pages before are passed over; what a row shows is read of this page alone.
        page = Article.objects.filter(pk__in=self.result_list.values("pk"))
        rows = page.select_related("section", "created_by").defer("body", "search_text", "lead")
        self.result_list = list(rows.order_by(*order))

    @property
    def is_cut(self) -> bool:
        """Whether the search found more than is shown."""
        return bool(self.query) and self.result_count >= MOST_FOUND

    @property
    def rows(self) -> list[Row]:
        """The articles of this page as the list shows them."""
        views = readers.views_of(self.result_list)
        return [row_of(article, views.get(article.pk)) for article in self.result_list]

    @property
    def headings(self) -> dict[str, Heading]:
        """The columns to sort by, by the names of their fields; the newest come first at the first press."""
        now = self.get_ordering_field_columns()
        return {name: self._heading(name, now.get(self.list_display.index(name), "")) for name in self.sortable_by}

    def _heading(self, name: str, direction: str) -> Heading:
        place = self.list_display.index(name)
        turned = str(place) if direction == "desc" else f"-{place}"
        url = self.get_query_string({ORDER_VAR: turned})
        said = {"asc": "ascending", "desc": "descending"}.get(direction, "")
        return Heading(str(label_for_field(name, Article)), url, said)

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """What a new search or choice of filters leaves as it is: the view and the order."""
        return [(name, self.params[name]) for name in (listviews.PARAMETER, ORDER_VAR) if name in self.params]

    @property
    def active_filters(self) -> int:
        """How many filters hide something."""
        return sum(1 for spec in self.filter_specs if spec.value())
