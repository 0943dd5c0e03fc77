"""Journals as tests write them: of a process that has ended, with records of their own."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from stats.journal_file import JournalFile
from stats.records import ARTICLE, OTHER, RECORDS_AT, SIZE, Records, names, read, used
from tests.conftest import BROWSER


class One(NamedTuple):
    """A record; `stats.records.Records` says what each field means."""

    at: int
    article_id: int = 1
    visitor: int = 1
    previous: int = 0
    section: str = ""
    referrer: str = ""
    agent: str = BROWSER
    kind: int = ARTICLE


def view(at: int, article: int = 1, visitor: int = 1, previous: int = 0, **fields: str) -> One:
    return One(at, article, visitor, previous, kind=ARTICLE if article else OTHER, **fields)


def write(folder: Path, *records: One) -> Path:
    """A journal with these records, and no room for more."""
    file = JournalFile(folder, room=1000)
    for record in records:
        assert file.append(record) is not None
    file.close()
    os.truncate(folder / file.name, RECORDS_AT + len(records) * SIZE)
    return folder / file.name


def records(*ones: One) -> Records:
    """What the rollup would read of these records."""
    return Records(*map(list, zip(*ones, strict=True)))


def stored(paths: Iterable[Path]) -> list[One]:
    """The records of these journals, of living processes as well."""
    return [one for path in paths for one in _stored(path.read_bytes())]


def _stored(data: bytes) -> list[One]:
    found: Records = read(data[RECORDS_AT:][: used(data[RECORDS_AT:])], names(data[48:RECORDS_AT]))[0]
    return [One(*record) for record in zip(*found, strict=True)]
