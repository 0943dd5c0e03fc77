"""A disk that is full, and lines that are not ours."""

import logging
import os
import resource
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import pytest

from stats import clock
from tests.journals import view, write
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
    """Nothing fits on the disk of the journals any more, not even in the room of one that is deleted."""
    if not os.path.ismount(node.data_dir / "journal"):
        pytest.skip("only root can give the journals a disk of their own")
    ballast, is_over = node.data_dir / "journal" / "ballast", threading.Event()

    def fill() -> None:
        with ballast.open("wb", buffering=0) as file:
            while not is_over.wait(0.001):
                with suppress(OSError):
                    while True:
                        file.write(bytes(4096))

    filling = threading.Thread(target=fill)
    filling.start()
    wait_until(lambda: os.statvfs(ballast.parent).f_bfree == 0, what="the disk is full")
    yield
    is_over.set()
    filling.join()
    ballast.unlink()


@contextmanager
def _limited(node: Node) -> Iterator[None]:
    """The workers may begin no file that is as long as a journal."""
    before = {worker.pid: resource.prlimit(worker.pid, resource.RLIMIT_FSIZE) for worker in node.workers()}
    for pid, (_, most) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1000, most))
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
            readers.read_on(2000)  # more than the journals at hand have room for
        readers.read_on(500)
    answered = readers.answered.total()
    wait_until(lambda: node.counted(address) + _lost(node) - lost_before == answered, what="all is counted or lost")
    logger.info("%d answered, %d of them lost, %d broken", answered, _lost(node) - lost_before, readers.broken)
    assert (readers.broken, _lost(node) > lost_before, _damaged(node)) == (0, True, damaged_before)


def test_torn_records_and_foreign_files_are_skipped_and_reported(node: Node, address: str) -> None:
    before = _damaged(node)
    folder = node.data_dir / "journal"
    (folder / "1-1-foreign.journal").write_bytes(b"GET / HTTP/1.1\r\n\0\xff\n")
    torn = write(node.data_dir, view(clock.now_ms(), 98), view(clock.now_ms(), 99))
    os.truncate(torn, torn.stat().st_size - 9)
    shutil.copy(torn, folder / "1-1-torn.draft")
    (folder / "1-1-torn.draft").rename(folder / "1-1-torn.journal")  # at once, as a process that died left it
    assert read(node.url + address, new_visitor()) is True
    wait_until(lambda: _damaged(node) == before + 2, what="both are reported")
    assert (node.counted(address), node.counted("x-98"), node.counted("x-99")) == (1, 1, 0)


def test_forged_forwarding_headers_make_no_visitors(node: Node, address: str) -> None:
    visits, visitor = "SELECT SUM(visits) FROM stats_siteday", new_visitor()
    before = _one(node, visits)
    for number in range(5):
        forged = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        assert read(node.url + address, visitor, **forged) is True
    assert (node.counted(address), _one(node, visits) - before) == (5, 1)
