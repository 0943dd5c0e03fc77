"""What is read of a journal is what was written, and nothing else is."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stats import records
from stats.journal_file import JournalFile, is_owned
from stats.records import COMPLETE, EXCLUDED, NAMES_ROOM, PING, RECORDS_AT, SIZE
from tests.journals import One, stored, view, write

texts = st.text(st.characters(exclude_characters="\0\n", exclude_categories=["Cs"]), max_size=20)
hashes = st.integers(-(1 << 63), (1 << 63) - 1)
ones = st.builds(
    One,
    at=st.integers(1, 10**13 - 1),
    article_id=st.integers(0, (1 << 63) - 1),
    visitor=hashes,
    previous=hashes,
    section=texts,
    referrer=texts,
    agent=texts,
    kind=st.integers(1, 4),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ones, max_size=10))
def test_what_is_written_is_read_back(tmp_path: Path, written: list[One]) -> None:
    assert stored([write(tmp_path, *written)]) == written


@given(st.binary(min_size=1, max_size=5 * SIZE).filter(lambda data: COMPLETE not in data))
def test_foreign_bytes_are_damaged_records(data: bytes) -> None:
    found, damaged = records.read(data, [""])
    assert (list(found.at), damaged) == ([], -(-len(data) // SIZE))


@pytest.mark.parametrize(
    "one",
    [
        view(0),
        view(10**13),  # no date
        view(1, article=-1),
        One(1, kind=9),
    ],
)
def test_a_record_that_makes_no_sense_is_damaged_alone(tmp_path: Path, one: One) -> None:
    path = write(tmp_path, view(1), one, view(2))
    assert stored([path]) == [view(1), view(2)]


def test_a_name_that_is_not_there_is_damage(tmp_path: Path) -> None:
    data = write(tmp_path, view(1), view(2, section="giao-duc")).read_bytes()[RECORDS_AT:]
    assert records.read(data, ["", view(1).agent])[1] == 1


def test_of_a_living_process_only_complete_records_are_read(tmp_path: Path) -> None:
    data = write(tmp_path, view(1), view(2)).read_bytes()[RECORDS_AT:] + bytes(10 * SIZE)
    half = bytearray(data)
    half[2 * SIZE - 2 : 2 * SIZE] = b"\0\0"  # written last
    assert [records.written(some) for some in (data, bytes(half), bytes(SIZE), b"")] == [2 * SIZE, SIZE, 0, 0]


def test_a_torn_record_of_a_process_that_is_gone_is_one_damaged(tmp_path: Path) -> None:
    data = write(tmp_path, view(1), view(2)).read_bytes()[RECORDS_AT:]
    torn = data[: 2 * SIZE - 9] + bytes(SIZE)
    assert records.read(torn[: records.used(torn)], ["", view(1).agent])[1] == 1


@given(st.lists(st.sampled_from([view(1, 7), view(1, 8), view(1, 0), One(1, 7, kind=EXCLUDED), One(1, kind=PING)])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_articles_viewed_are_those_of_the_views(tmp_path: Path, written: list[One]) -> None:
    data = write(tmp_path, *written).read_bytes()[RECORDS_AT:]
    views = [one for one in written if one.kind == records.ARTICLE]
    assert records.articles_viewed(data) == [one.article_id for one in views]


def test_a_full_file_takes_no_more(tmp_path: Path) -> None:
    file = JournalFile(tmp_path, room=3)
    assert [file.append(view(1)) for _ in range(4)] == [0, SIZE, 2 * SIZE, None]
    file.close()


def test_a_file_full_of_names_takes_no_more(tmp_path: Path) -> None:
    file = JournalFile(tmp_path, room=1000)
    taken = [file.append(view(1, agent=f"{number} {'x' * 1000}")) for number in range(NAMES_ROOM // 1000)]
    assert (taken[0], taken[-1]) == (0, None)
    file.close()
    assert len(stored([tmp_path / file.name])) == taken.index(None)


def test_a_name_that_repeats_is_written_once(tmp_path: Path) -> None:
    path = write(tmp_path, *(view(at, section="giao-duc") for at in range(1, 9)))
    assert path.read_bytes().count(b"giao-duc") == 1


def test_a_journal_has_an_owner_while_it_is_open(tmp_path: Path) -> None:
    file = JournalFile(tmp_path, room=1000)
    with (tmp_path / file.name).open("rb") as reader:
        assert is_owned(reader.fileno()) is True
        file.close()
        assert is_owned(reader.fileno()) is False
