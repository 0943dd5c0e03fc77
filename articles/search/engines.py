"""The two databases: where the terms of articles are kept, and how rows with certain terms are found.

SQLite keeps them in an FTS5 table without text of its own, whose rows bear the keys of `SearchText`; PostgreSQL in a
column of that table with a GIN index. Both read the newest rows first and stop when there are enough.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection, transaction

Rows = Sequence[tuple[int, set[str]]]  # key and terms


class Engine(Protocol):
    """What is asked of a database.

    `source` has the tables and the condition, which takes what `condition` makes of terms and a span of keys;
    `order` is the column of the keys. `read` runs a statement made of all this; `newest_first` when it has an order
    and many rows answer to it.
    """

    source: str
    order: str

    def condition(self, every: Iterable[str], one_of: Iterable[Sequence[str]] = (), beginning: str = "") -> str: ...

    def read(self, sql: str, parameters: Sequence[Any], *, newest_first: bool) -> list[tuple[int]]: ...

    def add(self, rows: Rows) -> None: ...

    def remove(self, rows: Rows) -> None: ...

    def clear(self) -> None: ...


class _Sqlite:
    source = (
        "articles_searchterms JOIN articles_searchtext ON key = articles_searchterms.rowid"
        " WHERE articles_searchterms MATCH %s AND articles_searchterms.rowid BETWEEN %s AND %s"
    )
    order = "articles_searchterms.rowid"

    def condition(self, every: Iterable[str], one_of: Iterable[Sequence[str]] = (), beginning: str = "") -> str:
        asked = [f'"{term}"' for term in every]
        asked += ["(" + " OR ".join(f'"{term}"' for term in terms) + ")" for terms in one_of]
        return " AND ".join([*asked, *([f'"{beginning}" *'] if beginning else [])])

    def read(self, sql: str, parameters: Sequence[Any], *, newest_first: bool) -> list[tuple[int]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows: list[tuple[int]] = cursor.fetchall()
            return rows

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
    source = "articles_searchtext WHERE terms @@ %s::tsquery AND key BETWEEN %s AND %s"
    order = "key"

    def condition(self, every: Iterable[str], one_of: Iterable[Sequence[str]] = (), beginning: str = "") -> str:
        asked = [f"'{term}'" for term in every]
        asked += ["(" + " | ".join(f"'{term}'" for term in terms) + ")" for terms in one_of]
        return " & ".join([*asked, *([f"'{beginning}':*"] if beginning else [])])

    def read(self, sql: str, parameters: Sequence[Any], *, newest_first: bool) -> list[tuple[int]]:
        # The planner guesses badly how often terms stand together, and reading the terms of rows to find out which
        # have them takes ten times as long as asking the index.
        ways = {"seqscan": False, "indexscan": newest_first, "bitmapscan": not newest_first}
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("; ".join(f"SET LOCAL enable_{way} = {is_open}" for way, is_open in ways.items()))
            cursor.execute(sql, parameters)
            rows: list[tuple[int]] = cursor.fetchall()
            cursor.execute("; ".join(f"SET LOCAL enable_{way} TO DEFAULT" for way in ways))
            return rows

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


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def engine() -> Engine:
    """That of the database in use."""
    return _Postgres() if connection.vendor == "postgresql" else _Sqlite()
