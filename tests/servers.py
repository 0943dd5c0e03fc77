"""Real servers for tests: processes of their own, on databases of their own."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psutil
import psycopg2

ROOT = Path(__file__).resolve().parent.parent


def wait_until(condition: Callable[[], object], *, seconds: float = 20, what: str = "") -> None:
    """Return as soon as `condition` is true; fail when it is not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what or condition}")
        time.sleep(0.02)


def manage(*arguments: str, data_dir: Path, database: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``manage.py`` as an operator does; its output and status are in the answer."""
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=_environment(data_dir, database, **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def _environment(data_dir: Path, database: str, **variables: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "DATA_DIR": str(data_dir), "DATABASE_URL": database, "PYTHONWARNINGS": "ignore", **variables}


def template_database(folder: Path) -> str:
    """A migrated empty database to copy; its URL."""
    if os.environ.get("TEST_DATABASE") == "postgres":
        url = _create_postgres("template1")
    else:
        url = f"sqlite:///{folder / 'template.sqlite3'}"
    migrated = manage("migrate", "-v0", data_dir=folder, database=url)
    if migrated.returncode:
        raise RuntimeError(migrated.stderr)
    return url


def copy_database(template: str, folder: Path) -> str:
    """A copy of the template for one test; its URL."""
    if template.startswith("sqlite"):
        path = folder / "site.sqlite3"
        shutil.copy(template.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"
    return _create_postgres(urlsplit(template).path.lstrip("/"))


def _create_postgres(template: str) -> str:
    name = f"bantin_{uuid4().hex}"
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def query(database: str, statement: str) -> list[tuple[Any, ...]]:
    """The rows that `statement` reads, whatever this process's own database is."""
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as file:
            return file.execute(statement).fetchall()
    with closing(psycopg2.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@cache
def collected_files() -> Path:
    """The static files, collected once for the whole run."""
    folder = Path(os.environ["DATA_DIR"]) / "collected"
    collected = manage("collectstatic", "--noinput", "-v0", data_dir=folder, database="sqlite:///unused")
    if collected.returncode:
        raise RuntimeError(collected.stderr)
    return folder / "static"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """``manage.py serve`` in a process of its own; a context manager that stops it."""

    def __init__(self, data_dir: Path, database: str, **variables: str) -> None:
        self.data_dir = data_dir
        self.database = database
        self.variables = variables
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return manage(*arguments, data_dir=self.data_dir, database=self.database, **self.variables)

    def start(self) -> Self:
        """Start it and wait until it answers."""
        if not (self.data_dir / "static").exists():
            (self.data_dir / "static").symlink_to(collected_files())
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(self.port)],
            env=_environment(self.data_dir, self.database, **self.variables),
        )
        wait_until(self._is_complete, seconds=60, what="every worker of the server answers")
        return self

    def _is_complete(self) -> bool:
        if self.process and self.process.poll() is not None:
            raise RuntimeError(f"the server ended with status {self.process.returncode}")
        # A worker opens its journal as the last step before it answers.
        journals = {path.name.split("-")[1] for path in (self.data_dir / "journal").glob("*.journal")}
        workers = {str(worker.pid) for worker in self.workers()}
        return bool(workers) and workers <= journals and self.is_up()

    def is_up(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def workers(self) -> list[psutil.Process]:
        """The worker processes: the grandchildren of the supervisor."""
        if not self.process:
            return []
        return [w for master in psutil.Process(self.process.pid).children() for w in master.children()]

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of an answer, errors included."""
        request = urllib.request.Request(
            f"{self.url}{path}", headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
