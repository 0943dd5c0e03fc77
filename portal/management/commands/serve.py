"""``manage.py serve``: the production server, watched over."""

import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# A server that breaks down at once is not started again more often than this.
_RESTART_SECONDS = 5.0


class Command(BaseCommand):
    help = "Serves the portal with Granian until it is interrupted; a server that breaks down is started again."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at")
        parser.add_argument("--port", type=int, default=8000, help="the port to listen at")

    def handle(self, *_: Any, host: str, port: int, **__: Any) -> None:
        _check_database()
        if not staticfiles_storage.exists("staticfiles.json"):
            raise CommandError("The static files are not collected; run: manage.py collectstatic")
        self.stdout.write(f"{settings.SITE_NAME}: http://{host}:{port}/  (Ctrl-C stops it)")
        sys.exit(_Supervisor(_granian(host, port)).run())


def _check_database() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date; run: manage.py migrate")
    connection.close()


def _granian(host: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "portal.wsgi:application",
        "--interface", "wsgi", "--host", host, "--port", str(port), "--http", "1", "--no-ws",
        "--workers", str(settings.WORKERS), "--blocking-threads", str(settings.THREADS),
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip


class _Supervisor:
    """Runs the server again whenever it ends unasked; Granian itself gives up when a worker dies twice in seconds."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.is_stopping = False
        self.server: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while True:
            # A session of its own: Ctrl-C reaches the server once, from here, and not twice.
            self.server = subprocess.Popen(  # noqa: S603  our own command
                self.command, cwd=Path(settings.BASE_DIR), start_new_session=True
            )
            started_at = time.monotonic()
            status = self.server.wait()
            if self.is_stopping:
                return 0
            sys.stderr.write(f"The server ended with status {status}; it is started again.\n")
            time.sleep(max(0.0, _RESTART_SECONDS - (time.monotonic() - started_at)))

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True
        if self.server:
            self.server.terminate()
