"""Adding to rows that may not exist yet, many at once: on each database in the way that is fastest there."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
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
    table = connection.ops.quote_name(model._meta.db_table)
    into = f"INSERT INTO {table} ({_names(columns)})"
    conflict = _conflict(table, keys, adding, replacing)
    left = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(left, _VALUES_AT_ONCE // len(columns))):
            if connection.vendor == "postgresql":
                # An array for each column: to read a parameter for each value would take most of the time.
                types = (model._meta.get_field(name).db_type(connection) for name in columns)
                arrays = ", ".join(f"%s::{db_type}[]" for db_type in types)
                values: list[Any] = list(map(_array, zip(*batch, strict=True)))
                cursor.execute(f"{into} SELECT * FROM unnest({arrays}) {conflict}", values)  # noqa: S608  our names
            else:
                # Past Django's cursor, which would look through the thousands of places one by one.
                places = ", ".join([f"({', '.join('?' * len(columns))})"] * len(batch))
                cursor.connection.execute(f"{into} VALUES {places} {conflict}", _flat(batch))


def _conflict(table: str, keys: Sequence[str], adding: Sequence[str], replacing: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    changes = [f"{quote(name)} = {table}.{quote(name)} + excluded.{quote(name)}" for name in adding]
    changes += [f"{quote(name)} = excluded.{quote(name)}" for name in replacing]
    return f"ON CONFLICT ({_names(keys)}) DO UPDATE SET {', '.join(changes)}"


def _names(columns: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


def _flat(rows: list[Sequence[Any]]) -> list[Any]:
    """The values of all rows; dates as SQLite keeps them, which its driver would make of each in turn."""
    if any(isinstance(value, date) for value in rows[0]):
        written = lru_cache(str)
        return [written(value) if isinstance(value, date) else value for row in rows for value in row]
    return [value for row in rows for value in row]


def _array(values: Sequence[Any]) -> str | list[Any]:
    """The values of a column as PostgreSQL reads an array; whatever needs quoting is left to the driver."""
    if isinstance(values[0], int | date):
        return f"{{{','.join(map(str, values))}}}"
    return list(values)
