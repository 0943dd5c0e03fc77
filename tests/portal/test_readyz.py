"""Whoever watches over the portal learns within seconds that its figures stand still."""

import fcntl
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import Client

from stats import clock, figures, health, journal
from tests.conftest import BROWSER, roll_up
from tests.journals import view
from tests.servers import Server, wait_until


def _journal(*ages_ms: int) -> None:
    for age in ages_ms:
        journal._journal.append(view(clock.now_ms() - age, 7))


@pytest.mark.usefixtures("counting")
def test_all_is_well_on_a_quiet_portal(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["journal"]) == (
        200, {"ok": True, "lag_seconds": 0.0, "waiting_records": 0}
    )  # fmt: skip


@pytest.mark.usefixtures("counting")
def test_the_oldest_record_that_waits_is_the_lag(client: Client) -> None:
    _journal(60_000, 2_000)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["journal"]["ok"]) == (503, False)
    assert 60 <= response.json()["journal"]["lag_seconds"] < 70
    assert response.json()["journal"]["waiting_records"] == 2


@pytest.mark.usefixtures("counting")
def test_what_is_rolled_up_waits_no_more(client: Client) -> None:
    _journal(60_000)
    roll_up()
    told = client.get("/readyz").json()
    assert (told["journal"]["waiting_records"], told["rollup"]["records"]) == (0, 1)
    assert told["rollup"]["finished_at"] is not None


@pytest.mark.usefixtures("counting")
def test_a_database_that_fell_silent_is_no_good(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    figures.refresh()
    monkeypatch.setattr(figures, "refreshed_at", figures.refreshed_at - 30)
    assert client.get("/readyz").json()["database"]["ok"] is False


@pytest.mark.usefixtures("counting")
def test_a_stall_is_one_error_a_minute(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_complained_at", float("-inf"))
    _journal(60_000)
    health.watch()
    health.watch()
    [record] = [record for record in caplog.records if record.name == "stats.health"]
    assert (record.levelno, "60 s old" in record.message) == (logging.ERROR, True)


@contextmanager
def _rollup_held(data_dir: Path) -> Iterator[None]:
    with (data_dir / "journal" / "rollup.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.mark.server
def test_a_rollup_that_hangs_is_seen_and_its_end_too(server: Server) -> None:
    server.start()
    wait_until((server.data_dir / "journal" / "rollup.lock").exists)
    with _rollup_held(server.data_dir):
        server.get("/", User_Agent=BROWSER)
        wait_until(lambda: server.get("/readyz")[0] == 503, seconds=10)
        assert json.loads(server.get("/readyz")[1])["database"]["ok"] is True
    wait_until(lambda: server.get("/readyz")[0] == 200, seconds=10)
