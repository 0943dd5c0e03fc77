"""``manage.py import_addresses FILE``: many old addresses at once, from a CSV file."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal import addresses

_BATCH = 1000


class Line(NamedTuple):
    """One line of the file; `problem` is empty for one that can be taken."""

    number: int
    old: str
    new: str
    problem: str


class Command(BaseCommand):
    help = (
        "Take old addresses from a CSV file with two columns: the old address, and the new one (empty: it is gone). "
        "Lines that cannot be taken are named, and the others are taken all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="UTF-8, separated by commas, without or with a line of headings")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *_arguments: Any, file: Path, dry_run: bool, **_options: Any) -> None:
        try:
            lines = list(_read(file))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        for line in lines:
            if line.problem:
                self.stderr.write(f"line {line.number}: {line.problem} ({line.old} → {line.new})")
        good = [line for line in lines if not line.problem]
        if not dry_run:
            _store(good)
        self.stdout.write(f"{len(good)} addresses taken, {len(lines) - len(good)} lines left out.")


def _read(file: Path) -> Iterator[Line]:
    seen: set[str] = set()
    # The mark that spreadsheets put at the beginning is no part of the first address.
    with file.open(encoding="utf-8-sig", newline="") as text:
        for number, row in enumerate(csv.reader(text), start=1):
            cells = [cell.strip() for cell in row]
            if not any(cells) or (number == 1 and not cells[0].startswith("/")):
                continue
            old, new = (*cells, "")[:2]
            problem = addresses.problem(old, new) if len(cells) <= 2 else "There are more than two columns."
            if old in seen:
                problem = "This old address stands further up already."
            seen.add(old)
            yield Line(number, old, new, str(problem))


@transaction.atomic
def _store(lines: list[Line]) -> None:
    rows = [Redirect(site_id=settings.SITE_ID, old_path=line.old, new_path=line.new) for line in lines]
    Redirect.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["site", "old_path"],
        update_fields=["new_path"],
    )
