"""Which articles answer to a query, best first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from articles.search.engines import engine
from articles.search.index import key_at
from articles.search.queries import Filters, Query
from articles.search.terms import scoped, without_marks

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
    total = _count(engine().condition(tiers[-1], facets), span)
    needed = min(first + count, total, MOST)
    ids: dict[int, None] = {}
    for tier in tiers:
        if len(ids) >= needed:
            break
        ids.update(dict.fromkeys(_ids(engine().condition(tier, facets), span, most=needed, of_many=total > MOST)))
    return Found(list(ids)[first:needed], min(total, MOST), has_more=total > MOST)


def is_found_as_typed(query: Query, filters: Filters) -> bool:
    """Whether an article has all the words with the marks as typed."""
    return bool(_ids(engine().condition(query.all_terms(is_exact=True), filters.facets()), _span(filters), most=1))


def suggest(query: Query, *, most: int = 8) -> list[int]:
    """The newest articles with these words in the title, of which the last may have only begun."""
    *whole, begun = map(without_marks, query.words)
    return _ids(engine().condition(scoped("t", whole), beginning=f"t:{begun}"), _span(Filters()), most=most)


def _span(filters: Filters) -> tuple[int, int]:
    now = timezone.now()
    begin, end = 0, key_at(now + timedelta(seconds=1)) - 1
    if filters.since:
        begin = key_at(_midnight(filters.since))
    if filters.until:
        end = min(end, key_at(_midnight(filters.until + timedelta(days=1))) - 1)
    return begin, end


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _ids(condition: str, span: tuple[int, int], *, most: int, of_many: bool = False) -> list[int]:
    sql = _select("article_id", f"ORDER BY {engine().order} DESC LIMIT %s")
    rows = engine().read(sql, [condition, *span, _now(), most], newest_first=of_many)
    return [article_id for (article_id,) in rows]


def _count(condition: str, span: tuple[int, int]) -> int:
    return len(engine().read(_select("1", "LIMIT %s"), [condition, *span, _now(), MOST + 1], newest_first=False))


def _select(column: str, end: str) -> str:
    # Names of our own only; what was typed is in the parameters.
    return f"SELECT {column} FROM {engine().source} AND (ends_at IS NULL OR ends_at > %s) {end}"  # noqa: S608  see above


def _by_date(span: tuple[int, int], *, first: int, count: int) -> Found:
    from articles.models import SearchText  # noqa: PLC0415  models import this module

    rows = SearchText.objects.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()), key__range=span)
    total = rows.order_by()[: MOST + 1].count()
    ids = rows.order_by("-key").values_list("article_id", flat=True)[first : min(first + count, MOST)]
    return Found(list(ids), min(total, MOST), has_more=total > MOST)


def _now() -> Any:
    return connection.ops.adapt_datetimefield_value(timezone.now())
