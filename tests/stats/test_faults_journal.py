"""A disk that is full, and lines that are not ours."""

import logging
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import pytest

from stats import clock, journal
from stats.journal import Record
from tests.conftest import BROWSER
from tests.nodes import Node
from tests.readers import Readers, new_visitor, read
from tests.servers import query, wait_until

pytestmark = pytest.mark.server
logger = logging.getLogger(__name__)


def _one(node: Node, statement: str) -> int:
    return int(query(node.database, statement)[0][0] or 0)


def _lost(node: Node) -> int:
    return _one(node, "SELECT SUM(requests) FROM stats_excluded WHERE reason = 'lost'")


def _damaged(node: Node) -> int:
    return _one(node, "SELECT SUM(damaged_records) FROM stats_rollupstate")


@contextmanager
def _full(node: Node) -> Iterator[None]:
    """Nothing fits on the disk of the journals any more."""
    if not os.path.ismount(node.data_dir / "journal"):
        pytest.skip("only root can give the journals a disk of their own")
    ballast = node.data_dir / "journal" / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    assert os.statvfs(ballast.parent).f_bfree == 0
    yield
    ballast.unlink()


@contextmanager
def _limited(node: Node) -> Iterator[None]:
    """No file of the workers may grow beyond a few more lines: the last one is written in part."""
    sizes = {int(name.split("-")[1]): size for name, size in node.journals().items()}
    before = {worker.pid: resource.prlimit(worker.pid, resource.RLIMIT_FSIZE) for worker in node.workers()}
    for pid, (_, most) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (sizes[pid] + 1000, most))
    yield
    for pid, limits in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("disk", [_full, _limited])
def test_a_full_disk_loses_views_but_neither_pages_nor_count(
    node: Node, address: str, disk: Callable[[Node], AbstractContextManager[None]]
) -> None:
    lost_before, damaged_before = _lost(node), _damaged(node)
    with Readers([node.url + address], number=3) as readers:
        with disk(node):
            readers.read_on(500)
        readers.read_on(500)
    answered = readers.answered.total()
    wait_until(lambda: node.counted(address) + _lost(node) - lost_before == answered, what="all is counted or lost")
    logger.info("%d answered, %d of them lost, %d broken", answered, _lost(node) - lost_before, readers.broken)
    assert (readers.broken, _lost(node) > lost_before, _damaged(node)) == (0, True, damaged_before)


def test_torn_and_foreign_lines_are_skipped_and_reported(node: Node, address: str) -> None:
    before = _damaged(node)
    half = journal.seal(Record(clock.now_ms(), journal.ARTICLE, 99, agent=BROWSER))[:-9]
    (node.data_dir / "journal" / "1-1-foreign.journal").write_bytes(b"GET / HTTP/1.1\r\n\0\xff\n" + half)
    assert read(node.url + address, new_visitor()) is True
    wait_until(lambda: _damaged(node) == before + 3, what="three damaged lines are reported")
    assert (node.counted(address), node.counted("x-99")) == (1, 0)


def test_forged_forwarding_headers_make_no_visitors(node: Node, address: str) -> None:
    visits, visitor = "SELECT SUM(visits) FROM stats_siteday", new_visitor()
    before = _one(node, visits)
    for number in range(5):
        forged = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        assert read(node.url + address, visitor, **forged) is True
    assert (node.counted(address), _one(node, visits) - before) == (5, 1)
