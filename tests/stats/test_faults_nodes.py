"""Two nodes on one database count as one."""

import fcntl
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.nodes import Node, article_number
from tests.readers import new_visitor, read
from tests.servers import query, wait_until

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def second(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Another node, with journals of its own, on the database of the first."""
    with Node(tmp_path_factory.mktemp("second"), node.database, WORKERS="1") as running:
        yield running.start()


def _live(node: Node, address: str) -> dict[str, int]:
    figures: dict[str, int] = json.loads(node.get(f"/stats/live.json?article={article_number(address)}")[1])
    return figures


def _visits(node: Node) -> int:
    return int(query(node.database, "SELECT COALESCE(SUM(visits), 0) FROM stats_siteday")[0][0])


@contextmanager
def _rollups_held(node: Node) -> Iterator[None]:
    with (node.data_dir / "journal" / "rollup.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_two_nodes_show_the_figures_of_one(node: Node, second: Node, address: str) -> None:
    visits = _visits(node)
    visitors = [new_visitor() for _ in range(40)] * 2  # each comes back, and is sent to the other node
    urls = [node.url + address] * 40 + [second.url + address] * 40
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, urls, visitors)) is True
    wait_until(node.is_rolled_up)
    assert (second.counted(address), _visits(node) - visits) == (80, 40)
    wait_until(lambda: _live(second, address)["views"] == 80, what="each node has seen the other's views")
    wait_until(lambda: _live(node, address) == _live(second, address), what="both nodes show the same")


def test_the_journal_of_a_dead_node_counts_once_when_the_node_returns(node: Node, second: Node, address: str) -> None:
    with _rollups_held(second):
        assert all(read(second.url + address, new_visitor()) for _ in range(50)) is True
        second.crash()
    left = second.journals().keys()
    assert (node.counted(address), second.is_rolled_up()) == (0, False)
    second.start()
    assert second.counted(address) == 50
    wait_until(lambda: left.isdisjoint(second.journals()), what="the journal is deleted")
    assert (second.manage("rollup").returncode, second.counted(address)) == (0, 50)
