"""``manage.py demo``: a portal as it looks after a year, to try everything out."""

import json
import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.demo.load import Staff, load
from articles.models import Article, Section
from stats import clock
from stats.demo import write_history

# Role, user name, family and given name.
PEOPLE = [
    ("contributor", "congtacvien", "Lò Thị", "Mây"),
    ("editor", "bientapvien", "Nguyễn Hoàng", "Lâm"),
    ("approver", "duyetbai", "Trần Thu", "Hà"),
    ("official", "lanhdao", "Phạm Quốc", "Vinh"),
    ("administrator", "quantri", "Vũ Minh", "Đức"),
]


class Command(BaseCommand):
    help = "Loads demo articles, pictures, users and 13 months of figures into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is content already")

    def handle(self, *_: Any, if_empty: bool, **__: Any) -> None:
        if not (Section.objects.exists() or Article.objects.exists() or User.objects.exists()):
            self._load()
        elif not if_empty:
            raise CommandError("The demo is loaded into an empty database only; this one has content.")
        self._print_logins()

    def _load(self) -> None:
        self.stdout.write("Drawing pictures and writing the demo articles …")
        passwords = {name: secrets.token_urlsafe(12) for _, name, _, _ in PEOPLE}
        people = {role: _make_user(role, name, family, given, passwords[name]) for role, name, family, given in PEOPLE}
        now = timezone.now()
        articles = load(Staff(people["contributor"], people["editor"], people["approver"]), now=now)
        published = [(a.pk, a.section.slug, timezone.localdate(a.publish_at)) for a in articles]
        write_history(published, until=clock.today(), seed=1)
        with os.fdopen(os.open(_logins_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(passwords, file)

    def _print_logins(self) -> None:
        if not _logins_file().exists():
            return
        passwords = json.loads(_logins_file().read_text())
        self.stdout.write("\nDemo logins at /admin/:")
        for role, name, family, given in PEOPLE:
            self.stdout.write(f"  {role:<14} {name:<12} {passwords[name]:<18} {family} {given}")
        self.stdout.write("")


def _logins_file() -> Path:
    # Only for these made-up people, so that a second start can print the logins again.
    return Path(settings.DATA_DIR) / "demo-logins.json"


def _make_user(role: str, name: str, family: str, given: str, password: str) -> User:
    user = User.objects.create_user(
        name,
        password=password,
        last_name=family,
        first_name=given,
        is_staff=True,
        is_superuser=role == "administrator",
    )
    if role != "administrator":
        user.groups.add(Group.objects.get(name=role))
    return user
