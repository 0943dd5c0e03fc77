"""What is written down of a request, and what is read back."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages import Subject
from stats import clock, journal
from stats.journal import Record

RECORD = Record(1_764_000_000_000, "v", 12, "giao-duc", "00000000000000ff", "", "zalo.me", "Mozilla/5.0 Firefox/140.0")
LINE = journal.seal(RECORD)


def _lines(data_dir: Path) -> list[bytes]:
    return [line for path in (data_dir / "journal").glob("*.journal") for line in path.read_bytes().splitlines(True)]


def _records(data: bytes) -> list[Record]:
    """The sound records among lines."""
    rows, _ = journal.read(data)
    texts = [[field.decode("latin-1") for field in row[journal.AT :]] for row in rows]
    return [Record(int(at), kind, int(article_id), *rest) for at, kind, article_id, *rest in texts]


def test_a_line_is_read_back() -> None:
    assert _records(LINE) == [RECORD]


@given(st.binary(max_size=200))
def test_foreign_bytes_are_damaged_lines_and_no_records(data: bytes) -> None:
    assert journal.read(data) == ([], sum(1 for line in data.split(b"\n") if line))


@given(st.integers(0, len(LINE) - 2), st.integers(1, 255))
def test_one_changed_byte_is_noticed(place: int, change: int) -> None:
    damaged = bytearray(LINE)
    damaged[place] ^= change
    assert RECORD not in _records(bytes(damaged))


@given(
    st.lists(
        st.tuples(st.integers(0, 10**13 - 1), st.sampled_from("vox"), st.integers(0, 10**18 - 1)).map(
            lambda fields: journal.seal(Record(*fields))
        )
        | st.binary(max_size=30),
        max_size=8,
    )
)
def test_the_articles_viewed_are_those_of_the_records(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    views = [record.article_id for record in _records(data) if record.kind == journal.ARTICLE]
    assert journal.articles_viewed(data) == views


ENVIRON = {
    "REQUEST_METHOD": "GET",
    "REMOTE_ADDR": "203.0.113.7",
    "HTTP_HOST": "tin.example.vn",
    "HTTP_USER_AGENT": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0",
}


def test_no_address_and_no_page_that_led_here_is_written(data_dir: Path) -> None:
    journal.record({**ENVIRON, "HTTP_REFERER": "https://mail.example/inbox?user=lan"}, Subject(5, "giao-duc"))
    [record] = _records(b"".join(_lines(data_dir)))
    assert (record.article_id, record.section, record.referrer) == (5, "giao-duc", "mail.example")
    assert b"203.0.113.7" not in b"".join(_lines(data_dir))


@pytest.mark.parametrize("agent", ["a\tb\nc Firefox/1.0", "Firefox " + "x" * 9000, "Firefox \x00\xff", "Firefox/Điện"])
def test_a_hostile_agent_is_one_whole_short_line(data_dir: Path, agent: str) -> None:
    journal.record({**ENVIRON, "HTTP_USER_AGENT": agent}, Subject(5))
    [line] = _lines(data_dir)
    assert len(line) < 600
    assert [(record.article_id, "\0" in record.agent) for record in _records(line)] == [(5, False)]


def test_a_half_line_is_taken_back(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    with monkeypatch.context() as full_disk:
        full_disk.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:-1]))
        journal._journal.append(journal.seal(Record(1, "v", 1)))
    journal._journal.append(journal.seal(Record(2, "v", 2)))
    data = b"".join(_lines(data_dir))
    assert (_records(data), journal.read(data)[1]) == ([Record(2, "v", 2)], 0)


def test_a_half_line_that_stays_takes_only_itself(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    with monkeypatch.context() as full_disk:
        full_disk.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:12]))
        full_disk.setattr(os, "ftruncate", lambda *_: os.open("", os.O_RDONLY))  # an OSError
        journal._journal.append(journal.seal(Record(1, "v", 1)))
    journal._journal.append(journal.seal(Record(2, "v", 2)))
    data = b"".join(_lines(data_dir))
    assert (_records(data), journal.read(data)[1]) == ([Record(2, "v", 2)], 1)


@contextmanager
def _full_disk() -> Iterator[None]:
    """The journal's file stands on a disk on which nothing fits."""
    journal.sync()
    descriptor = journal._journal._descriptor
    own, full = os.dup(descriptor), os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, descriptor)
    yield
    os.dup2(own, descriptor)
    os.close(own)
    os.close(full)


def test_what_a_full_disk_does_not_take_is_written_down_as_lost(data_dir: Path) -> None:
    with _full_disk():
        for _ in range(3):
            journal.record(ENVIRON, Subject(5))
        journal.ping(ENVIRON)
    journal.sync()
    journal.sync()
    [record] = _records(b"".join(_lines(data_dir)))
    assert (record.kind, record.visitor, record.previous) == (journal.EXCLUDED, journal.LOST, "3")


def test_what_was_lost_counts_for_its_day(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    midnight = clock.midnight_ms(20_000)
    with _full_disk():
        for now in (midnight - 5000, midnight + 5000):
            monkeypatch.setattr(clock, "now_ms", lambda now=now: now)
            journal._journal.append(LINE)
    journal.sync()
    assert [record.at for record in _records(b"".join(_lines(data_dir)))] == [midnight - 1, midnight + 5000]


def test_a_full_disk_is_one_error_in_the_log_each_minute(
    data_dir: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _full_disk():
        for now in (1000.0, 1010.0, 1059.0, 1061.0):
            monkeypatch.setattr(time, "monotonic", lambda now=now: now)
            journal.record(ENVIRON, Subject(5))
    ends = [record.getMessage().rpartition(": ")[2] for record in caplog.records]
    assert ends == ["1.", "4."]  # requests lost by then


@pytest.mark.parametrize("record", [RECORD._replace(at=10**13), RECORD._replace(article_id=10**18)])
def test_numbers_that_no_date_or_table_can_hold_are_damage(record: Record) -> None:
    assert journal.read(journal.seal(record)) == ([], 1)


def test_a_journal_has_an_owner_while_its_process_lives(data_dir: Path) -> None:
    journal._journal.append(journal.seal(Record(1, "v", 1)))
    [path] = (data_dir / "journal").glob("*.journal")
    with path.open("rb") as file:
        assert journal.is_owned(file.fileno()) is True
        journal._journal.close()
        assert journal.is_owned(file.fileno()) is False


def test_a_long_journal_is_followed_by_a_new_one(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_ROTATE_BYTES", 10)
    journal._journal.append(journal.seal(Record(1, "v", 1)))
    journal.sync()
    journal._journal.append(journal.seal(Record(2, "v", 2)))
    assert len(list((data_dir / "journal").glob("*.journal"))) == 2
