"""Adding to rows that may not exist yet, in one statement for many: the same SQL on SQLite and PostgreSQL."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

_VALUES_AT_ONCE = 9_000  # far below the 32,766 that SQLite takes


def upsert(
    model: type[models.Model],
    rows: Iterable[Sequence[Any]],
    *,
    keys: Sequence[str],
    adding: Sequence[str] = (),
    replacing: Sequence[str] = (),
) -> None:
    """Write `rows`: values of the columns `keys`, then `adding`, then `replacing`.

    Where a row with the same keys exists, the `adding` columns grow by their values and the `replacing` columns take
    theirs. No two of `rows` may have the same keys.
    """
    columns = [*keys, *adding, *replacing]
    statement = _statement(model._meta.db_table, keys, adding, replacing)
    left = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(left, _VALUES_AT_ONCE // len(columns))):
            places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(batch))
            cursor.execute(statement % places, [value for row in batch for value in row])


def _statement(table: str, keys: Sequence[str], adding: Sequence[str], replacing: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    changes = [f"{quote(name)} = {quote(table)}.{quote(name)} + excluded.{quote(name)}" for name in adding]
    changes += [f"{quote(name)} = excluded.{quote(name)}" for name in replacing]
    columns = ", ".join(map(quote, [*keys, *adding, *replacing]))
    return (
        f"INSERT INTO {quote(table)} ({columns}) VALUES %s"  # noqa: S608  every name comes from a model
        f" ON CONFLICT ({', '.join(map(quote, keys))}) DO UPDATE SET {', '.join(changes)}"
    )
