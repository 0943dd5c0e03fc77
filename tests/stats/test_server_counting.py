"""The figure that everything stands for: real processes, real requests, each counted once."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.nodes import Node, article_number
from tests.readers import new_visitor, read
from tests.servers import wait_until

pytestmark = pytest.mark.server

READS = 1_000


def _views(node: Node, address: str) -> int:
    views: int = json.loads(node.get(f"/stats/live.json?article={article_number(address)}")[1])["views"]
    return views


def test_a_thousand_concurrent_reads_count_a_thousand(node: Node, address: str) -> None:
    visitors = [new_visitor() for _ in range(READS // 4)] * 4
    with ThreadPoolExecutor(32) as pool:
        answered = sum(pool.map(read, [node.url + address] * READS, visitors))
    assert answered == READS
    wait_until(lambda: _views(node, address) == READS, what="every worker shows every view")
    assert (node.counted(address), _views(node, address)) == (READS, READS)


def test_every_worker_shows_a_view_at_once(node: Node, address: str) -> None:
    for number in range(1, 8):
        assert read(node.url + address)
        assert _views(node, address) == number
