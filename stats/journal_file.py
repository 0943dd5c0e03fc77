"""One journal while a process writes to it."""

import fcntl
import mmap
import os
import time
from pathlib import Path

from stats.records import COMPLETE, FORMAT, HEAD, RECORDS_AT, SIZE, Record

SUFFIX = ".journal"


class JournalFile:
    """A new file in a folder, locked for as long as it is open; raises `OSError` when the disk has no room for it.

    `room` is the number of records that it takes.

    The file is mapped into memory. What was written there belongs to the kernel at once: it stays when the process is
    killed, and whoever reads the file sees it. It costs no call of the kernel, which under load takes longer than all
    the rest of a page. Not safe for several threads.
    """

    def __init__(self, folder: Path, room: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"{time.time_ns()}-{os.getpid()}-{os.urandom(4).hex()}"
        self.name = f"{stem}{SUFFIX}"
        self.opened_at = time.monotonic()
        self.end = 0  # of the records
        self._room = room * SIZE
        length = RECORDS_AT + self._room
        self._names_end = len(HEAD)
        self._numbers: dict[str, int] = {}
        draft = folder / f"{stem}.draft"
        self._descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            # The room is taken now: a disk that is full later cannot stop what is written into the map.
            os.posix_fallocate(self._descriptor, 0, length)
            # Locked before it has its name: a journal that is seen unlocked is one whose owner is gone.
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            self._map = mmap.mmap(self._descriptor, length)
            self._map[: len(HEAD)] = HEAD
            draft.rename(folder / self.name)
        except OSError:
            os.close(self._descriptor)
            draft.unlink()
            raise

    def append(self, record: Record) -> int | None:
        """Write down a record; where it begins, or None when the file is full."""
        at, article_id, visitor, previous, section, referrer, agent, kind = record
        numbers = self._numbers
        begin = self.end
        if begin >= self._room:
            return None
        try:
            names = numbers[section], numbers[referrer], numbers[agent]
        except KeyError:
            for name in (section, referrer, agent):
                if name not in numbers and not self._add_name(name):
                    return None
            names = numbers[section], numbers[referrer], numbers[agent]
        place = RECORDS_AT + begin
        FORMAT.pack_into(self._map, place, at, article_id, visitor, previous, *names, kind)
        self.end = begin + SIZE
        self._map[place + FORMAT.size : place + SIZE] = COMPLETE
        return begin

    def sync(self) -> None:
        """Bring what was written to the disk itself; another thread may go on writing."""
        os.fdatasync(self._descriptor)

    def close(self) -> None:
        """Let the file go: to the rollup it is like that of a process that ended."""
        # It keeps its length, for others may have it mapped, and would break down beyond the end of a shorter one.
        self._map.close()
        os.close(self._descriptor)

    def _add_name(self, name: str) -> bool:
        line = name.encode(errors="replace").translate(None, b"\0\n") + b"\n"
        end = self._names_end + len(line)
        if end > RECORDS_AT:
            return False
        self._map[self._names_end : end] = line
        self._names_end = end
        self._numbers[name] = len(self._numbers)
        return True


def is_owned(descriptor: int) -> bool:
    """Whether a living process still writes to the journal open as `descriptor`."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return False
