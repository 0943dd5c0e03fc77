"""`kill -9` at any moment: what was answered is counted, nothing is lost and nothing counted twice."""

import logging
import os
import random

import psutil
import pytest

from tests.nodes import Node, caught_rolling_up, kill
from tests.readers import Readers
from tests.servers import wait_until

pytestmark = pytest.mark.server
logger = logging.getLogger(__name__)

KILLS = int(os.environ.get("KILLS", "8"))  # in both tests together; `make test-faults` asks for more


def _kill_one(node: Node, *, rolling_up: bool) -> bool:
    """Kill a worker, if asked for one that rolls up, and wait for its successor; whether it did roll up.

    The youngest is spared, since Granian takes two deaths of one worker in a few seconds for a crash loop.
    """
    victims = [worker.pid for worker in sorted(node.workers(), key=psutil.Process.create_time)[:-1]]
    roller = caught_rolling_up(node, victims) if rolling_up else None
    kill(psutil.Process(roller or random.choice(victims)))
    wait_until(node.is_whole, seconds=60, what="a new worker takes the place of the killed one")
    return roller is not None


def test_killing_workers_and_rollups_under_load_loses_and_doubles_nothing(node: Node, address: str) -> None:
    rollups, kills = 0, KILLS - KILLS // 4
    with Readers([node.url + address], number=3) as readers:
        for number in range(kills):
            rollups += _kill_one(node, rolling_up=number % 2 == 0)
    answered, counted = readers.answered.total(), node.counted(address)
    logger.info("%d kills, %d in a rollup: %d answered, %d broken, %d counted",
                kills, rollups, answered, readers.broken, counted)  # fmt: skip
    # Above is only what a worker had written down and was killed before it answered.
    assert answered <= counted <= answered + readers.broken
    assert rollups > 0


def test_killing_workers_while_nobody_asks_counts_exactly_what_was_answered(node: Node, address: str) -> None:
    kills = KILLS // 4
    with Readers([node.url + address], number=3) as readers:
        for number in range(kills):
            with readers.quiet():
                _kill_one(node, rolling_up=number % 2 == 0)
            readers.read_on(100)
    logger.info("%d kills: %d answered, %d counted", kills, readers.answered.total(), node.counted(address))
    assert (readers.broken, node.counted(address)) == (0, readers.answered.total())


def test_the_identities_hold_after_all_that(node: Node) -> None:
    checked = node.manage("check_figures")
    assert (checked.returncode, checked.stderr) == (0, "")
