import pytest

from stats import clock, readers
from tests.conftest import BROWSER


def _recognize(agent: str) -> readers.Reader:
    return readers.recognize({"REMOTE_ADDR": "192.0.2.1", "HTTP_USER_AGENT": agent}, clock.now_ms())


@pytest.mark.usefixtures("counting")
def test_who_asks_again_is_remembered() -> None:
    assert _recognize(BROWSER) is _recognize(BROWSER)


@pytest.mark.usefixtures("counting")
def test_a_hostile_agent_is_told_apart_but_takes_no_memory() -> None:
    long, other = (BROWSER + filler * 8_000 for filler in "xy")

    assert _recognize(long) == _recognize(long)
    assert _recognize(long).visitor != _recognize(other).visitor
    assert len(_recognize(long).agent) == 400
    assert len(readers._readers) == 0


@pytest.mark.usefixtures("counting")
def test_no_more_readers_are_remembered_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_MOST_REMEMBERED", 3)

    for number in range(10):
        _recognize(f"{BROWSER} {number}")

    assert len(readers._readers) <= 3
