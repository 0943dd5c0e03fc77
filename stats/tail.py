"""Views that this node has journalled and no rollup has added yet, so that a page shows the view it just recorded."""

import mmap
import os
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from stats import records
from stats.journal import Place
from stats.journal_file import SUFFIX
from stats.records import RECORDS_AT, SIZE

# The journals are looked into through memory, at each request while few processes write them: a hundredth of the time.
_LOOK_SECONDS = 0.0001  # for each
_NEW_SECONDS = 0.01  # between two looks at the folder, which is no memory
_PIECE = 2_000 * SIZE


@dataclass(slots=True)
class _File:
    map: mmap.mmap
    descriptor: int
    added: int = 0  # how far the rollup has come, as this process knows it
    read: int = 0
    views: Counter[int] = field(default_factory=Counter)  # between the two


class Waiting(NamedTuple):
    """So many records, the oldest of this time (milliseconds since 1970; None where there is none)."""

    records: int
    oldest_at: int | None


class Tail:
    """Follows the journals in `folder`; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._place = str(folder)
        self._files: dict[str, _File] = {}
        self._views: Counter[int] = Counter()  # of all files
        self._lock = threading.Lock()
        self._looked_at = self._looked_for_new_at = 0.0
        self._changed_at = 0

    def views(self, article_id: int) -> int:
        """Views of the article that are journalled and not yet in the database."""
        now = time.monotonic()
        if now - self._looked_at > _LOOK_SECONDS * len(self._files) and self._lock.acquire(blocking=False):
            try:
                self._looked_at = now
                self._advance(now)
            finally:
                self._lock.release()
        return self._views.get(article_id, 0)

    def follow(self, place: Place, article_id: int) -> None:
        """Take in a view that this process has just written down, without looking for it."""
        if not self._lock.acquire(blocking=False):
            return  # somebody reads the journals, and will come to it
        try:
            name, begin = place
            file = self._files.get(name)
            if file is not None and file.read == begin:
                file.read = begin + SIZE
                if article_id:
                    file.views[article_id] += 1
                    self._views[article_id] += 1
        finally:
            self._lock.release()

    def names(self) -> list[str]:
        """The journals that are followed."""
        with self._lock:
            self._follow_new()
            return list(self._files)

    def rebase(self, positions: Mapping[str, int]) -> None:
        """Let go what the rollup has added up to `positions`, and the journals that it has deleted."""
        with self._lock:
            for name, file in list(self._files.items()):
                if os.fstat(file.descriptor).st_nlink == 0:
                    self._let_go(file)
                    _close(self._files.pop(name))
                elif positions.get(name, 0) > file.added:
                    self._let_go(file)
                    file.added = positions[name]
                    end, file.read = max(file.read, file.added), file.added
                    self._read(file, end)

    def waiting(self) -> Waiting:
        """What stands in the journals behind the rollup."""
        with self._lock:
            self._advance(time.monotonic())
            behind = [file for file in self._files.values() if file.read > file.added]
            begins = [(file.map, RECORDS_AT + file.added) for file in behind]
            times = [records.first_time(data[begin : begin + SIZE]) for data, begin in begins]
        return Waiting(sum(file.read - file.added for file in behind) // SIZE, min(times, default=None))

    def close(self) -> None:
        """Let every journal go."""
        with self._lock:
            while self._files:
                _close(self._files.popitem()[1])
            self._views.clear()

    def _advance(self, now: float) -> None:
        if now - self._looked_for_new_at > _NEW_SECONDS:
            self._looked_for_new_at = now
            self._follow_new()
        for file in self._files.values():
            while records.is_complete(file.map, RECORDS_AT + file.read):
                self._read(file, file.read + _PIECE)

    def _follow_new(self) -> None:
        try:
            changed_at = os.stat(self._place).st_mtime_ns  # noqa: PTH116  a Path would cost more than the call
        except FileNotFoundError:
            return  # nothing was ever journalled here
        if changed_at == self._changed_at:
            return
        self._changed_at = changed_at
        for path in self.folder.glob(f"*{SUFFIX}"):
            if path.name not in self._files:
                with suppress(FileNotFoundError, ValueError):  # deleted since it was listed, or empty
                    # Nothing of it is in the totals that this process knows: it is younger than those.
                    self._files[path.name] = _open(path)

    def _read(self, file: _File, end: int) -> None:
        """Take in the records up to `end` that are complete."""
        data = file.map[RECORDS_AT + file.read : RECORDS_AT + end]
        data = data[: records.written(data)]
        file.read += len(data)
        articles = records.articles_viewed(data)
        file.views.update(articles)
        self._views.update(articles)

    def _let_go(self, file: _File) -> None:
        self._views -= file.views  # which leaves out what comes to nothing
        file.views.clear()


def _open(path: Path) -> _File:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return _File(mmap.mmap(descriptor, 0, prot=mmap.PROT_READ), descriptor)
    except ValueError:
        os.close(descriptor)
        raise


def _close(file: _File) -> None:
    file.map.close()
    os.close(file.descriptor)
