"""``manage.py make_renditions``: draw the sizes that stored pictures lack; running it again changes nothing."""

from collections.abc import Iterator
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError

from articles.models import Picture


class Command(BaseCommand):
    help = "Draws the renditions of stored pictures that the storage does not have."

    def handle(self, *_arguments: Any, **options: Any) -> None:
        drawn = failed = 0
        stored = Picture.objects.only("file", "width").iterator(chunk_size=500)
        for picture in cast("Iterator[Picture]", stored):
            try:
                drawn += picture.draw_missing()
            # One damaged or lost file must not keep the others waiting.
            except (OSError, ValueError, SyntaxError) as error:
                failed += 1
                self.stderr.write(f"{picture.file.name}: {error}")
        if drawn or options["verbosity"] > 1:
            self.stdout.write(f"{drawn} renditions drawn.")
        if failed:
            raise CommandError(f"{failed} pictures could not be read.")
