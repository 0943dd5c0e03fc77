"""What is written down of a request, and what is read back."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages import Subject
from stats import journal
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
        st.tuples(st.integers(0), st.sampled_from("vox"), st.integers(0)).map(
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
    assert [record.article_id for record in _records(line)] == [5]


def test_a_half_line_takes_only_itself(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    with monkeypatch.context() as full_disk:
        full_disk.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:12]))
        journal._journal.append(journal.seal(Record(1, "v", 1)))
    journal._journal.append(journal.seal(Record(2, "v", 2)))
    data = b"".join(_lines(data_dir))
    assert (_records(data), journal.read(data)[1]) == ([Record(2, "v", 2)], 1)


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
