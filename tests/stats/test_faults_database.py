"""The database goes away under load: readers notice nothing, and no view is lost."""

import logging
import os
import threading

import pytest
from django.db import connections

from tests.database import outage
from tests.nodes import Node, article_number
from tests.readers import Readers
from tests.servers import query, wait_until

pytestmark = pytest.mark.server
logger = logging.getLogger(__name__)

OUTAGE_SECONDS = float(os.environ.get("OUTAGE_SECONDS", "3"))


def _other_views(node: Node) -> int:
    return int(query(node.database, "SELECT COALESCE(SUM(other_views), 0) FROM stats_siteday")[0][0])


def test_known_pages_go_on_and_no_view_is_lost_while_the_database_is_away(node: Node, address: str) -> None:
    article, front, section = (node.url + path for path in (address, "/", f"/{address.split('/')[1]}/"))
    live = f"{node.url}/stats/live.json?article={article_number(address)}"
    others_before = _other_views(node)
    with Readers([article, front, section, live], number=3) as readers:
        wait_until(lambda: min(readers.answered[url] for url in readers.urls) > 60, what="each worker knows each page")
        connections.close_all()  # this process's own would break
        with outage(node.database):
            before = readers.answered.total()
            threading.Event().wait(OUTAGE_SECONDS)
            during = readers.answered.total() - before
    counted, others = node.counted(address), _other_views(node) - others_before
    logger.info("%.0f s without database: %d answered meanwhile, %d broken", OUTAGE_SECONDS, during, readers.broken)
    assert (readers.broken, during > 0) == (0, True)
    assert (counted, others) == (readers.answered[article], readers.answered[front] + readers.answered[section])
