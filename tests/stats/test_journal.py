"""What is written down of a request, and what happens where it cannot be."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.pages import Subject
from stats import clock, journal
from stats.journal_file import JournalFile
from stats.records import EXCLUDED, SIZE
from tests.conftest import BROWSER
from tests.journals import One, stored, view

ENVIRON = {
    "REQUEST_METHOD": "GET",
    "REMOTE_ADDR": "203.0.113.7",
    "HTTP_HOST": "tin.example.vn",
    "HTTP_USER_AGENT": BROWSER,
}


def _files(data_dir: Path) -> list[Path]:
    return sorted((data_dir / "journal").glob("*.journal"))


def _records(data_dir: Path) -> list[One]:
    return stored(_files(data_dir))


def test_no_address_and_no_page_that_led_here_is_written(data_dir: Path) -> None:
    journal.record({**ENVIRON, "HTTP_REFERER": "https://mail.example/inbox?user=lan"}, Subject(5, "giao-duc"))
    [record] = _records(data_dir)
    assert (record.article_id, record.section, record.referrer) == (5, "giao-duc", "mail.example")
    [file] = _files(data_dir)
    assert b"203.0.113.7" not in file.read_bytes()


@pytest.mark.parametrize("agent", ["a\tb\nc Firefox/1.0", "Firefox " + "x" * 9000, "Firefox \x00\xff", "Firefox/Điện"])
def test_a_hostile_agent_is_one_short_name(data_dir: Path, agent: str) -> None:
    journal.record({**ENVIRON, "HTTP_USER_AGENT": agent}, Subject(5))
    [record] = _records(data_dir)
    assert record.article_id == 5
    assert len(record.agent) <= 400
    assert {"\0", "\n"}.isdisjoint(record.agent)


def test_the_place_of_a_view_is_told(data_dir: Path) -> None:
    first, second = (journal.record(ENVIRON, Subject(5)) for _ in range(2))
    [file] = _files(data_dir)
    assert (first, second) == ((file.name, 0), (file.name, SIZE))


@contextmanager
def _full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file can be begun, and the one at hand is full."""

    def fill(*_: object) -> None:
        raise OSError("No space left on device")

    journal.sync()
    file = journal._journal._file
    assert file is not None
    end, file.end = file.end, 10**9
    with monkeypatch.context() as full:
        full.setattr(os, "posix_fallocate", fill)
        yield
    file.end = end


def test_what_a_full_disk_does_not_take_is_written_down_as_lost(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _full_disk(monkeypatch):
        for _ in range(3):
            assert journal.record(ENVIRON, Subject(5)) is None
        journal.ping(ENVIRON)
    journal.sync()
    journal.sync()
    [record] = _records(data_dir)
    assert (record.kind, record.referrer, record.visitor) == (EXCLUDED, journal.LOST, 3)


def test_what_was_lost_counts_for_its_day(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    midnight = clock.midnight_ms(20_000)
    with _full_disk(monkeypatch):
        for now in (midnight - 5000, midnight + 5000):
            monkeypatch.setattr(clock, "now_ms", lambda now=now: now)
            journal._journal.append(view(now))
    journal.sync()
    assert [record.at for record in _records(data_dir)] == [midnight - 1, midnight + 5000]


def test_a_full_disk_is_one_error_in_the_log_each_minute(
    data_dir: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _full_disk(monkeypatch):
        for now in (1000.0, 1010.0, 1059.0, 1061.0):
            monkeypatch.setattr(time, "monotonic", lambda now=now: now)
            journal.record(ENVIRON, Subject(5))
    ends = [record.getMessage().rpartition(": ")[2] for record in caplog.records]
    assert ends == ["1.", "4."]  # requests lost by then


def test_a_file_that_cannot_be_begun_leaves_nothing_behind(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _full_disk(monkeypatch), pytest.raises(OSError, match="No space"):
        JournalFile(journal.folder(), room=1000)
    assert len(list(journal.folder().iterdir())) == 1


def test_a_full_file_is_followed_by_a_new_one(data_dir: Path) -> None:
    journal._journal.append(view(1))
    assert journal._journal._file is not None
    journal._journal._file.end = 10**9
    assert journal._journal.append(view(2)) == (_files(data_dir)[1].name, 0)


def test_an_old_file_is_followed_by_a_new_one(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal._journal.append(view(1))
    journal.sync()
    monkeypatch.setattr(journal, "_FILE_SECONDS", -1)
    journal.sync()
    journal.sync()  # but an empty one is as good as new
    assert len(_files(data_dir)) == 2


def test_a_process_that_is_forked_off_writes_to_a_file_of_its_own(data_dir: Path) -> None:
    journal._journal.append(view(1))
    child = os.fork()
    if not child:
        journal._journal.append(view(2))
        os._exit(0)
    os.waitpid(child, 0)
    assert [len(stored([path])) for path in _files(data_dir)] == [1, 1]
