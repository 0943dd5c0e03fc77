"""``manage.py set_baseline``: the figures with which a portal moves in."""

import csv
import re
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.redirects.models import Redirect
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from stats import opening

_MOST = 10**15
_ID = re.compile(r"(?:^|-)([1-9][0-9]{0,17})/?$")  # an id, or the end of an article's address here


class Command(BaseCommand):
    help = "Sets opening totals: of all visits, and of single articles from a CSV file. Each is kept in a ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--visits", type=int, help="all visits of the portal before it moved in")
        parser.add_argument(
            "--articles", type=Path, help="CSV file with two columns: id, address here or old address, and views"
        )
        parser.add_argument("--by", required=True, help="who sets them")
        parser.add_argument("--reason", required=True, help="why, for whoever reads the ledger in years")

    def handle(self, *_: Any, visits: int | None, articles: Path | None, by: str, reason: str, **__: Any) -> None:
        if visits is None and articles is None:
            raise CommandError("Say what to set: --visits, --articles, or both.")
        if visits is not None and not 0 <= visits <= _MOST:
            raise CommandError("--visits must be a whole number from 0 on.")
        views = _read(articles) if articles else {}
        with transaction.atomic():
            if visits is not None:
                opening.set_site(visits, by=by, reason=reason)
            if views:
                opening.set_articles(views, by=by, reason=reason)
        self.stdout.write(f"Set: {visits if visits is not None else 'no'} visits, views of {len(views)} articles.")


def _read(path: Path) -> dict[int, int]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(enumerate(csv.reader(file), start=1))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    if rows and not any(cell.strip().isdigit() for cell in rows[0][1]):
        rows = rows[1:]  # a line of headings
    views: dict[int, int] = {}
    moved = dict(Redirect.objects.values_list("old_path", "new_path"))
    for number, row in rows:
        if not row:
            continue
        article_id, count = _read_row(path, number, row, moved)
        if article_id in views:
            raise CommandError(f"{path}, line {number}: article {article_id} is named twice.")
        views[article_id] = count
    return views


def _read_row(path: Path, number: int, row: list[str], moved: Mapping[str, str]) -> tuple[int, int]:
    name, count = row[0].strip(), row[1].strip() if len(row) == 2 else ""
    found = _ID.search(moved.get(name, name))
    if not found or not (count.isascii() and count.isdigit() and int(count[:20]) <= _MOST):
        raise CommandError(f"{path}, line {number}: expected an id or address, and views; got {','.join(row)!r}.")
    return int(found[1]), int(count)
