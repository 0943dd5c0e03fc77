"""What stands in the journals of this node and is not rolled up yet, piece by piece."""

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from stats import journal, records
from stats.journal_file import SUFFIX, is_owned
from stats.models import JournalPosition
from stats.records import HEAD, NAMES_ROOM, RECORDS_AT, Records

logger = logging.getLogger(__name__)

# One transaction takes so many records while little waits, since whoever saves an article waits for it; but when so
# many wait as after an outage, the more it takes at once, the faster it is over.
_FEW, _LITTLE, _MUCH = 1_000, 5_000, 40_000
_PIECE = 4_000 * records.SIZE


@dataclass(slots=True)
class Batch:
    """A part of the journals: what stands there, from where to where in each file, and the files that are done."""

    records: Records = field(default_factory=Records)
    damaged: int = 0
    begins: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    finished: list[Path] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many records these are, sound and damaged."""
        return len(self.records.at) + self.damaged

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing more."""
        return not self.ends and not self.damaged


def read() -> Batch:
    """The next batch; an empty one is the last."""
    batch = _read(_MUCH)
    return _read(_FEW) if _FEW < batch.size <= _LITTLE else batch


def check_positions(batch: Batch) -> None:
    """Raise `RuntimeError` when somebody rolled up the same since the batch was read."""
    stored = dict(JournalPosition.objects.filter(name__in=batch.ends).values_list("name", "position"))
    if any(stored.get(name, 0) != begin for name, begin in batch.begins.items()):
        raise RuntimeError("Another process rolled up the same journals at the same time; nothing was added.")


def delete_finished(batch: Batch) -> None:
    """Delete the journals that are wholly rolled up and whose owner is gone."""
    for path in batch.finished:
        # The file first: a position without a file does no harm, a file without its position would count twice.
        with suppress(FileNotFoundError):
            path.unlink()
        JournalPosition.objects.filter(name=path.name).delete()


def _read(most: int) -> Batch:
    batch = Batch()
    paths = sorted(journal.folder().glob(f"*{SUFFIX}"))
    known = dict(JournalPosition.objects.filter(name__in=[path.name for path in paths]).values_list("name", "position"))
    left = most * records.SIZE
    for path in paths:
        if left <= 0:
            break
        left -= _read_journal(path, known.get(path.name, 0), left, batch)
    return batch


def _read_journal(path: Path, begin: int, most: int, batch: Batch) -> int:
    """Add what stands in the file after `begin` to the batch; the number of bytes of it."""
    with path.open("rb") as file:
        # Asked before reading: once the owner is gone nothing can be added after what is read.
        is_live = is_owned(file.fileno())
        if file.read(len(HEAD)) != HEAD:
            _put_aside(path, batch)
            return 0
        data = _read_on(file.fileno(), begin, most, records.written if is_live else records.used)
        if data:
            # After the records, whose names were there before them.
            names = records.names(os.pread(file.fileno(), NAMES_ROOM, len(HEAD)))
            found, damaged = records.read(data, names)
            batch.records = batch.records.and_then(found)
            batch.damaged += damaged
            batch.begins[path.name] = begin
            batch.ends[path.name] = begin + len(data)
        elif not is_live:
            batch.finished.append(path)
    return len(data)


def _read_on(descriptor: int, begin: int, most: int, end_of: Callable[[bytes], int]) -> bytes:
    """What stands in the file after `begin`, `most` bytes of it at most, read piece by piece: the rest is zeros."""
    pieces: list[bytes] = []
    while most > 0:
        piece = os.pread(descriptor, min(most, _PIECE), RECORDS_AT + begin)
        end = end_of(piece)
        pieces.append(piece[:end])
        if end < _PIECE:
            break
        begin, most = begin + end, most - end
    return b"".join(pieces)


def _put_aside(path: Path, batch: Batch) -> None:
    aside = path.with_suffix(".foreign")
    path.rename(aside)
    batch.damaged += 1
    logger.error("%s is no journal of this version; it is not counted and now called %s.", path, aside.name)
