"""``manage.py check_figures``: do the sums still agree?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stats import identities


class Command(BaseCommand):
    help = "Checks the identities of docs/definitions.md on the stored figures; exit status 1 when one fails."
    requires_migrations_checks = True

    def handle(self, *_: Any, **__: Any) -> None:
        found = identities.violations()
        for identity, sentences in found.items():
            for sentence in sentences:
                self.stderr.write(f"{identity}: {sentence}")
        broken = sum(bool(sentences) for sentences in found.values())
        if broken:
            raise CommandError(f"{broken} of {len(found)} identities do not hold.")
        self.stdout.write(f"{len(found)} identities hold.")
