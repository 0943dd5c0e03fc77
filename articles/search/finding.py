"""Which articles answer to a query, best first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from articles.search.engines import engine
from articles.search.index import key_at
from articles.search.queries import Filters, Query
from articles.search.terms import scoped, without_marks
from portal.days import midnight

MOST = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of one page in order; how many there are, at most `MOST` and with `has_more` beyond them."""

    ids: list[int]
    total: int
    has_more: bool = False


def find(query: Query, filters: Filters, *, first: int = 0, count: int = 20) -> Found:
    """The articles from place `first` on that readers see now; without words all that the filters leave."""
    span = _span(filters)
    facets = filters.facets()
    if not query and not facets:
        return _by_date(span, first=first, count=count)
    tiers = list(query.tiers()) if query else [[]]
    total = engine().count(engine().condition(tiers[-1], facets), span, most=MOST + 1)
    needed = min(first + count, total, MOST)
    ids: dict[int, None] = {}
    for tier in tiers:
        if len(ids) >= needed:
            break
        of_many = total > MOST and tier is tiers[-1]  # of the others nobody knows
        found = engine().newest(engine().condition(tier, facets), span, most=needed, of_many=of_many)
        ids.update(dict.fromkeys(found))
    return Found(list(ids)[first:needed], min(total, MOST), has_more=total > MOST)


def is_found_as_typed(query: Query, filters: Filters) -> bool:
    """Whether an article has all the words with the marks as typed."""
    return bool(
        engine().newest(engine().condition(query.all_terms(is_exact=True), filters.facets()), _span(filters), most=1)
    )


def suggest(query: Query, *, most: int = 8) -> list[int]:
    """The newest articles with these words in the title, of which the last may have only begun."""
    *whole, begun = map(without_marks, query.words)
    return engine().newest(engine().condition(scoped("t", whole), beginning=f"t:{begun}"), _span(Filters()), most=most)


def _span(filters: Filters) -> tuple[int, int]:
    now = timezone.now()
    begin, end = 0, key_at(now + timedelta(seconds=1)) - 1
    if filters.since:
        begin = key_at(midnight(filters.since))
    if filters.until:
        end = min(end, key_at(midnight(filters.until + timedelta(days=1))) - 1)
    return begin, end


def _by_date(span: tuple[int, int], *, first: int, count: int) -> Found:
    from articles.models import SearchText  # noqa: PLC0415  models import this module

    rows = SearchText.objects.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()), key__range=span)
    total = rows.order_by()[: MOST + 1].count()
    ids = rows.order_by("-key").values_list("article_id", flat=True)[first : min(first + count, MOST)]
    return Found(list(ids), min(total, MOST), has_more=total > MOST)
