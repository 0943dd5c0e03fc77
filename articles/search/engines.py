"""The two databases: where the terms of articles are kept, and how rows with certain terms are found.

SQLite keeps them in an FTS5 table without text of its own, whose rows bear the keys of `SearchText`; PostgreSQL in a
column of that table with a GIN index. Both read the newest rows first and stop when there are enough.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection
from django.utils import timezone

Rows = Sequence[tuple[int, set[str]]]  # key and terms
Span = tuple[int, int]


class Engine(Protocol):
    """What is asked of a database. A `condition` is made of terms; a `span` is the first and the last key."""

    def condition(self, every: Iterable[str], one_of: Iterable[Sequence[str]] = (), beginning: str = "") -> str: ...

    def count(self, condition: str, span: Span, *, most: int) -> int:
        """How many articles that readers may see now meet it; at most `most` are counted."""

    def newest(self, condition: str, span: Span, *, most: int, of_many: bool = False) -> list[int]:
        """The ids of the newest of them, newest first; `of_many` when there are known to be a thousand at least."""

    def add(self, rows: Rows) -> None: ...

    def remove(self, rows: Rows) -> None: ...

    def clear(self) -> None: ...


class _Sqlite:
    _FROM = (
        "articles_searchterms JOIN articles_searchtext ON key = articles_searchterms.rowid"
        " WHERE articles_searchterms MATCH %s AND articles_searchterms.rowid BETWEEN %s AND %s"
        " AND (ends_at IS NULL OR ends_at > %s)"
    )

    def condition(self, every: Iterable[str], one_of: Iterable[Sequence[str]] = (), beginning: str = "") -> str:
        asked = [f'"{term}"' for term in every]
        asked += ["(" + " OR ".join(f'"{term}"' for term in terms) + ")" for terms in one_of]
        return " AND ".join([*asked, *([f'"{beginning}" *'] if beginning else [])])

    def count(self, condition: str, span: Span, *, most: int) -> int:
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {self._FROM} LIMIT %s)"  # noqa: S608  names of our own
        return _numbers(sql, condition, span, most)[0]

    def newest(self, condition: str, span: Span, *, most: int, of_many: bool = False) -> list[int]:
        order = "ORDER BY articles_searchterms.rowid DESC LIMIT %s"
        return _numbers(f"SELECT article_id FROM {self._FROM} {order}", condition, span, most)  # noqa: S608  as above

    def add(self, rows: Rows) -> None:
        self._write("INSERT INTO articles_searchterms (rowid, terms) VALUES (%s, %s)", rows)

    def remove(self, rows: Rows) -> None:
        self._write(
            "INSERT INTO articles_searchterms (articles_searchterms, rowid, terms) VALUES ('delete', %s, %s)", rows
        )

    def clear(self) -> None:
        _execute("INSERT INTO articles_searchterms (articles_searchterms) VALUES ('delete-all')")

    def _write(self, sql: str, rows: Rows) -> None:
        with connection.cursor() as cursor:
            # In one order, for what is taken away must be just what was added.
            cursor.executemany(sql, [(key, " ".join(sorted(terms))) for key, terms in rows])


class _Postgres:
    # Of more matches than this the newest are found by reading rows by their keys: one in fifty answers at least.
    _MANY = 2_000

    def condition(self, every: Iterable[str], one_of: Iterable[Sequence[str]] = (), beginning: str = "") -> str:
        asked = [f"'{term}'" for term in every]
        asked += ["(" + " | ".join(f"'{term}'" for term in terms) + ")" for terms in one_of]
        return " & ".join([*asked, *([f"'{beginning}':*"] if beginning else [])])

    def count(self, condition: str, span: Span, *, most: int) -> int:
        return _numbers("SELECT count(*) FROM articles_search_some(%s, %s, %s, %s, %s)", condition, span, most)[0]

    def newest(self, condition: str, span: Span, *, most: int, of_many: bool = False) -> list[int]:
        if not of_many:
            some = "SELECT article_id FROM articles_search_some(%s, %s, %s, %s, %s) ORDER BY key DESC"
            found = _numbers(some, condition, span, self._MANY + 1)
            if len(found) <= self._MANY:
                return found[:most]
        return _numbers("SELECT * FROM articles_search_newest(%s, %s, %s, %s, %s)", condition, span, most)

    def add(self, rows: Rows) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE articles_searchtext SET terms = array_to_tsvector(%s::text[]) WHERE key = %s",
                [(sorted(terms), key) for key, terms in rows],
            )

    def remove(self, rows: Rows) -> None:
        """Nothing: they went with the rows."""

    def clear(self) -> None:
        """Nothing: they went with the rows."""


def _numbers(sql: str, condition: str, span: Span, most: int) -> list[int]:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(sql, [condition, *span, now, most])
        return [number for (number,) in cursor.fetchall()]


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def engine() -> Engine:
    """That of the database in use."""
    return _Postgres() if connection.vendor == "postgresql" else _Sqlite()
