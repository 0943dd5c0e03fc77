"""What readers search in, the same on SQLite and on PostgreSQL: everybody else calls these functions only."""

from articles.search.finding import MOST, Found, find, is_found_as_typed, suggest
from articles.search.index import FIELDS, drop, keep, keep_many, rebuild
from articles.search.queries import LONGEST, Filters, Query, parse

__all__ = [
    "FIELDS",
    "LONGEST",
    "MOST",
    "Filters",
    "Found",
    "Query",
    "drop",
    "find",
    "is_found_as_typed",
    "keep",
    "keep_many",
    "parse",
    "rebuild",
    "suggest",
]
