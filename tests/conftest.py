"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models.signals import post_migrate
from django.test import Client
from django.test.signals import setting_changed

from articles import roles
from portal import site
from stats import dimensions, figures, journal, readers, rollup, visitors
from tests.servers import Server, copy_database, template_database

BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)


def pytest_configure() -> None:
    # A slow hash protects real passwords; it would only slow the tests down.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A test of real transactions empties the database when it ends; the roles that a migration made come back.
    post_migrate.connect(_restore_roles, sender=list(apps.get_app_configs())[-1])


def _restore_roles(**_sent: object) -> None:
    roles.grant(apps)


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and statistics that know nothing of other tests."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "media")
    # The storage remembers its folder until it is told.
    setting_changed.send(sender=settings, setting="MEDIA_ROOT", value=settings.MEDIA_ROOT, enter=True)
    monkeypatch.setattr(journal, "_journal", journal._Journal())
    monkeypatch.setattr(rollup, "_rolled_up_at", 0)
    for part in (visitors, readers, figures, dimensions, site):
        part.reset()
    return tmp_path


@pytest.fixture
def reader() -> Client:
    """A person with a browser."""
    return Client(headers={"user-agent": BROWSER, "accept-language": "vi"})


@pytest.fixture
def counting(db: None) -> Iterator[None]:
    """The salts are there, as in a serving process."""
    readers.refresh()
    yield
    journal._journal.close()


def roll_up() -> None:
    """Let a rollup and a refresh of the figures go by."""
    rollup.roll_up()
    figures.refresh()


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> str:
    return template_database(tmp_path_factory.mktemp("template"))


@pytest.fixture
def server(_template: str, tmp_path: Path) -> Iterator[Server]:
    """The production server with two workers on a database of its own, not yet started."""
    with Server(tmp_path, copy_database(_template, tmp_path)) as running:
        yield running


requires_browser = pytest.mark.skipif(
    not os.environ.get("REQUIRE_BROWSER") and not Path("/usr/bin/chromium").exists(),
    reason="Chromium is not installed (REQUIRE_BROWSER=1 makes this a failure)",
)
