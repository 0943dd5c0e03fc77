"""``manage.py rollup``: add up now what this node has journalled."""

from typing import Any

from django.core.management.base import BaseCommand

from stats import rollup


class Command(BaseCommand):
    help = "Rolls up what this node's journals hold now, once."

    def handle(self, *_: Any, **__: Any) -> None:
        records = rollup.roll_up()
        self.stdout.write(f"{records} records rolled up.")
