"""The figure that everything stands for: real processes, real requests, each counted once."""

import json
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

import pytest

from tests.conftest import BROWSER
from tests.servers import Server, wait_until

pytestmark = pytest.mark.server

READS = 1_000


@pytest.fixture
def address(server: Server) -> str:
    """The address of a published article on the running server."""
    script = "from tests.factories import make_article; print(make_article().get_absolute_url())"
    made = server.manage("shell", "--no-imports", "-v0", "-c", script)
    assert made.returncode == 0, made.stderr
    server.start()
    return made.stdout.strip()


def _views(server: Server, address: str) -> int:
    article = address.rstrip("/").rpartition("-")[2]
    views: int = json.loads(server.get(f"/stats/live.json?article={article}")[1])["views"]
    return views


def _read(url: str) -> bool:
    """Whether the page was answered whole."""
    try:
        with urlopen(Request(url, headers={"User-Agent": BROWSER}), timeout=30) as answer:
            return answer.status == 200 and bool(answer.read())
    except OSError:
        return False


def test_a_thousand_concurrent_reads_count_a_thousand(server: Server, address: str) -> None:
    with ThreadPoolExecutor(32) as pool:
        answered = sum(pool.map(_read, [server.url + address] * READS))
    assert answered == READS
    wait_until(lambda: _views(server, address) == READS, what="every worker shows every view")
    assert server.manage("rollup").returncode == 0
    assert _views(server, address) == READS


def test_killing_workers_loses_no_answered_view(server: Server, address: str) -> None:
    def kill_and_read(number: int) -> None:
        if number in {READS // 4, READS // 2}:
            random.choice(server.workers()).kill()
        wait_until(lambda: _read(server.url + address))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(kill_and_read, range(READS)))
    server.manage("rollup")
    # Above is only what a worker had written down and was killed before answering: 16 readers, two kills.
    assert READS <= _views(server, address) <= READS + 32


def test_every_worker_shows_a_view_at_once(server: Server, address: str) -> None:
    for number in range(1, 6):
        assert _read(server.url + address)
        assert _views(server, address) == number


def test_a_stopped_server_keeps_its_journal_for_the_next(server: Server, address: str) -> None:
    assert _read(server.url + address)
    for worker in server.workers():
        worker.send_signal(signal.SIGKILL)
    server.stop()
    server.manage("rollup")
    assert server.manage("rollup").stdout.startswith("0 records")
    server.start()
    assert _views(server, address) == 1
