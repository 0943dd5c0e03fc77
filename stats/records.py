"""A journal as a file: what stands where, how it is written and how it is read.

After a head that names the format there is room for names and room for records of one size, filled with zeros from the
beginning. Whatever repeats itself (agents, sections, referring hosts) is a name, written once in a file, one a line;
records hold its number. The last two bytes of a record say that it is complete, and are written last.
"""

import sys
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress
from mmap import mmap
from struct import Struct
from typing import NamedTuple

HEAD = b"Ban Tin journal, format 1\n".ljust(48, b"\0")
NAMES_ROOM = 128 * 1024
RECORDS_AT = len(HEAD) + NAMES_ROOM

# Kinds of records: a view of an article, of another page, a request that is not counted, a page still open.
ARTICLE, OTHER, EXCLUDED, PING = 1, 2, 3, 4
_KINDS = {ARTICLE, OTHER, EXCLUDED, PING}

# A record as it stands in the file: with the numbers of section, referrer and agent, and everything as the machine has
# it, since a journal is read where it was written.
FORMAT = Struct("=qqqqIIIH")
COMPLETE = b"\xa5\x5a"
SIZE = FORMAT.size + len(COMPLETE)
_COMPLETE = int.from_bytes(COMPLETE, sys.byteorder)

_MOST_MS = 10**13  # later than any date

# at, article_id, visitor, previous, section, referrer, agent, kind: as in `Records`
Record = tuple[int, int, int, int, str, str, str, int]


class Records(NamedTuple):
    """Records, column by column.

    `at` is milliseconds since 1970; `visitor` and `previous` are hashes (`stats.visitors`) or 0; `referrer` is a host,
    or empty, or `stats.referrers.INTERNAL`. Of requests that are not counted `referrer` is the reason instead, and
    `visitor` how many there were.
    """

    at: Sequence[int] = ()
    article_id: Sequence[int] = ()
    visitor: Sequence[int] = ()
    previous: Sequence[int] = ()
    section: Sequence[str] = ()
    referrer: Sequence[str] = ()
    agent: Sequence[str] = ()
    kind: Sequence[int] = ()

    def where(self, wanted: Sequence[bool]) -> "Records":
        """The records at whose place `wanted` is true."""
        return self if all(wanted) else Records._make(list(compress(column, wanted)) for column in self)

    def and_then(self, others: "Records") -> "Records":
        """These records, and others after them."""
        return Records._make([*some, *more] for some, more in zip(self, others, strict=True)) if self.at else others


def read(data: bytes, names: Sequence[str]) -> tuple[Records, int]:
    """The records that stand in `data`, from the beginning of one on, and how many are damaged or torn."""
    whole = len(data) // SIZE * SIZE
    torn = int(whole < len(data))
    if not whole:
        return Records(), torn
    columns = _columns(data[:whole])
    damaged = 0
    if not _are_sound(columns, len(names)):
        are_sound = [_are_sound([[value] for value in row], len(names)) for row in zip(*columns, strict=True)]
        damaged = are_sound.count(False)
        columns = [list(compress(column, are_sound)) for column in columns]
    at, article_id, visitor, previous, *numbers, kind, _ = columns
    section, referrer, agent = ([names[number] for number in column] for column in numbers)
    return Records(at, article_id, visitor, previous, section, referrer, agent, kind), damaged + torn


def written(data: bytes) -> int:
    """How many bytes at the beginning of `data` are complete records, where a living process may write more."""
    count = len(data) // SIZE
    return SIZE * bisect_left(range(count), 1, key=lambda place: data[(place + 1) * SIZE - 1] == 0)


def is_complete(data: bytes | mmap, place: int) -> bool:
    """Whether a record stands there as a whole."""
    return data[place + FORMAT.size : place + SIZE] == COMPLETE


def used(data: bytes) -> int:
    """How many bytes at the beginning of `data` a process has written that is gone; the last record may be torn."""
    return min(len(data), -(-len(data.rstrip(b"\0")) // SIZE) * SIZE)


def names(data: bytes) -> list[str]:
    """The names in `data`, from the beginning of their room on."""
    lines = data.partition(b"\0")[0].split(b"\n")[:-1]  # the last may be on its way
    return [line.decode(errors="replace") for line in lines]


def articles_viewed(data: bytes) -> list[int]:
    """The articles of the views in complete records."""
    _, article_id, *_, kind, _ = _columns(data)
    return [article for article, one in zip(article_id, kind, strict=True) if one == ARTICLE]


def first_time(data: bytes) -> int:
    """The time of the first of complete records."""
    at: int = FORMAT.unpack_from(data)[0]
    return at


def _columns(data: bytes) -> list[list[int]]:
    """Each field of whole records, as `FORMAT` has them, and whether they are complete."""
    eights, fours, twos = (memoryview(data).cast(size) for size in "qIH")  # type: ignore[call-overload]
    return [
        *(eights[place :: SIZE // 8].tolist() for place in range(4)),
        *(fours[place :: SIZE // 4].tolist() for place in range(8, 11)),
        *(twos[place :: SIZE // 2].tolist() for place in range(22, 24)),
    ]


def _are_sound(columns: Sequence[Sequence[int]], count: int) -> bool:
    at, article_id, _, _, section, referrer, agent, kind, complete = columns
    return (
        set(complete) == {_COMPLETE}
        and _KINDS.issuperset(kind)
        and 0 < min(at) <= max(at) < _MOST_MS
        and min(article_id) >= 0
        and all(max(numbers) < count for numbers in (section, referrer, agent))
    )
