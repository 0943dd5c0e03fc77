"""Views that this node has journalled and no rollup has added yet, so that a page shows the view it just recorded."""

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

# Whoever reloads a page sees his view at once, whichever process answers. Under load, with a request on the heels of
# another, the journals of the other processes grow all the time: looking now and then is enough for any eye.
_HEEL_SECONDS = 0.0005
_LOOK_SECONDS = 0.01
_LITTLE, _MUCH = 100 * records.SIZE, 5_000 * records.SIZE  # bytes read at once


@dataclass(slots=True)
class _File:
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
        self._asked_at = self._looked_at = 0.0
        self._changed_at = 0

    def views(self, article_id: int) -> int:
        """Views of the article that are journalled and not yet in the database."""
        now = time.monotonic()
        is_quiet, self._asked_at = now - self._asked_at > _HEEL_SECONDS, now
        if (is_quiet or now - self._looked_at > _LOOK_SECONDS) and self._lock.acquire(blocking=False):
            try:
                self._looked_at = now
                self._advance()
            finally:
                self._lock.release()
        return self._views.get(article_id, 0)

    def follow(self, place: Place, article_id: int) -> None:
        """Take in a view that this process has just written down, without reading it."""
        if not self._lock.acquire(blocking=False):
            return  # somebody reads the journals, and will come to it
        try:
            name, begin = place
            file = self._files.get(name)
            if file is not None and file.read == begin:
                file.read = begin + records.SIZE
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
                    os.close(self._files.pop(name).descriptor)
                elif positions.get(name, 0) > file.added:
                    self._let_go(file)
                    file.added = positions[name]
                    end, file.read = max(file.read, file.added), file.added
                    while file.read < end and self._read(file, end - file.read):
                        pass

    def waiting(self) -> Waiting:
        """What stands in the journals behind the rollup."""
        with self._lock:
            self._advance()
            behind = [file for file in self._files.values() if file.read > file.added]
            firsts = [os.pread(file.descriptor, records.SIZE, records.RECORDS_AT + file.added) for file in behind]
        oldest_at = min(map(records.first_time, firsts), default=None)
        return Waiting(sum(file.read - file.added for file in behind) // records.SIZE, oldest_at)

    def close(self) -> None:
        """Let every journal go."""
        with self._lock:
            while self._files:
                os.close(self._files.popitem()[1].descriptor)
            self._views.clear()

    def _advance(self) -> None:
        self._follow_new()
        for file in self._files.values():
            most = _LITTLE
            while self._read(file, most) > most // 2:
                most = _MUCH

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
                with suppress(FileNotFoundError):  # rolled up and deleted since it was listed
                    # Nothing of it is in the totals that this process knows: it is younger than those.
                    self._files[path.name] = _File(os.open(path, os.O_RDONLY))

    def _read(self, file: _File, most: int) -> int:
        """Take in the records among the next `most` bytes; how many bytes these are."""
        data = os.pread(file.descriptor, most, records.RECORDS_AT + file.read)
        data = data[: records.written(data)]
        file.read += len(data)
        articles = records.articles_viewed(data)
        file.views.update(articles)
        self._views.update(articles)
        return len(data)

    def _let_go(self, file: _File) -> None:
        self._views -= file.views  # which leaves out what comes to nothing
        file.views.clear()
