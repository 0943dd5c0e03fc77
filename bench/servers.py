"""Real servers as processes of their own: the portal, WSGI applications on the same server, nginx."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

ROOT = Path(__file__).resolve().parent.parent
WORKERS, THREADS = 2, 4  # the portal's own defaults, given to every server that is compared

_NGINX = """
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    default_type "text/html; charset=utf-8";
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    open_file_cache max=20000 inactive=60s;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    server {{ listen 127.0.0.1:{port}; root {root}; index index.html; }}
}}
"""


def environment(**variables: str) -> dict[str, str]:
    """The variables of a server: none of the caller's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONWARNINGS": "ignore", "WORKERS": str(WORKERS), "THREADS": str(THREADS), **variables}


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def tree(roots: Iterable[int]) -> list[psutil.Process]:
    """The processes with these ids and all below them."""
    found: dict[int, psutil.Process] = {}
    for root in roots:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(root)
            found.update({one.pid: one for one in [process, *process.children(recursive=True)]})
    return list(found.values())


def processor_seconds(roots: Iterable[int]) -> float:
    """What these processes and all below them have spent so far, those that ended included."""
    total = 0.0
    for process in tree(roots):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


class Server:
    """A server in a process of its own, as a context manager that stops it."""

    def __init__(
        self,
        command: list[str],
        *,
        port: int,
        log: Path,
        cwd: Path = ROOT,
        variables: Mapping[str, str] | None = None,
        probe: str = "/",
    ) -> None:
        self.command = command
        self.port = port
        self.log = log
        self.cwd = cwd
        self.variables = environment(**(variables or {}))
        self.probe = probe
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Of the process at the root of its tree."""
        if self.process is None:
            raise RuntimeError("the server is not started")
        return self.process.pid

    def __enter__(self) -> Self:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=self.cwd, env=self.variables, stdout=log, stderr=log)
        with ExitStack() as failing:
            failing.callback(self.stop)
            self.wait_until_up()
            failing.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait_until_up(self, seconds: float = 60) -> None:
        """Return at the first good answer."""
        end = time.monotonic() + seconds
        while not self.is_up():
            if time.monotonic() > end or (self.process and self.process.poll() is not None):
                log = self.log.read_text(errors="replace")[-3000:]
                raise RuntimeError(f"the server did not start: {' '.join(self.command)}\n{log}")
            time.sleep(0.01)

    def is_up(self) -> bool:
        """Whether it answers."""
        try:
            self.get(self.probe)
        except OSError:
            return False
        return True

    def get(self, path: str, **headers: str) -> bytes:
        """The body of an answer; raises for one that is not 200."""
        request = urllib.request.Request(  # noqa: S310  the server that was started here
            f"{self.url}{path}", headers={"User-Agent": "bench", **headers}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  as above
            body: bytes = answer.read()
        return body

    def has(self, path: str) -> bool:
        """Whether this page exists."""
        try:
            self.get(path)
        except urllib.error.HTTPError:
            return False
        return True

    def workers(self) -> list[psutil.Process]:
        """The processes at the leaves of its tree, which answer."""
        return [one for one in tree([self.pid]) if not one.children() and one.pid != self.pid]

    def stop(self) -> None:
        """End it, gently first."""
        if self.process is None or self.process.poll() is not None:
            return
        processes = tree([self.process.pid])
        self.process.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs(processes, timeout=20)
        for process in alive:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait(5)


def portal(data_dir: Path, database: str, **variables: str) -> Server:
    """``manage.py serve`` on a database that is migrated."""
    port = free_port()
    return Server(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        port=port,
        log=data_dir / "server.log",
        variables={"DATA_DIR": str(data_dir), "DATABASE_URL": database, **variables},
        probe="/healthz",
    )


def granian(
    application: str, *, folder: Path, python: str = sys.executable, probe: str = "/", **variables: str
) -> Server:
    """A WSGI application on the portal's own server, with the options that `manage.py serve` gives it."""
    port = free_port()
    command = [
        python, "-m", "granian", application, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--http", "1", "--no-ws", "--workers", str(WORKERS), "--blocking-threads", str(THREADS),
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip
    return Server(command, port=port, log=folder / "server.log", cwd=folder, variables=variables, probe=probe)


def nginx(folder: Path, root: Path) -> Server | None:
    """nginx on a folder of files; None where there is no nginx."""
    program = shutil.which("nginx")
    if program is None:
        return None
    port = free_port()
    configuration = folder / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""  # the folder is the caller's alone
    configuration.write_text(user + _NGINX.format(workers=WORKERS, folder=folder, port=port, root=root))
    command = [program, "-p", str(folder), "-c", str(configuration)]
    return Server(command, port=port, log=folder / "nginx.log", probe="/index.html")
