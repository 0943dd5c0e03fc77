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

from stats import journal

# Under load the journals grow with every request: looking this often is enough for any eye.
_LOOK_SECONDS = 0.001


@dataclass(slots=True)
class _File:
    descriptor: int
    added: int = 0  # how far the rollup has come, as this process knows it
    read: int = 0
    views: Counter[int] = field(default_factory=Counter)  # between the two


class Waiting(NamedTuple):
    """So many bytes, of which the oldest record is of this time (milliseconds since 1970; None where there is none)."""

    size: int
    oldest_at: int | None


class Tail:
    """Follows the journals in `folder`; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._place = str(folder)
        self._files: dict[str, _File] = {}
        self._lock = threading.Lock()
        self._looked_at = 0.0
        self._changed_at = 0

    def views(self, article_id: int) -> int:
        """Views of the article that are journalled and not yet in the database."""
        self._advance()
        return sum(file.views[article_id] for file in list(self._files.values()))

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
                    os.close(self._files.pop(name).descriptor)
                elif positions.get(name, 0) > file.added:
                    _rebase(file, positions[name])

    def waiting(self) -> Waiting:
        """What stands in the journals behind the rollup, whole or not."""
        with self._lock:
            self._follow_new()
            left = [(file, os.fstat(file.descriptor).st_size - file.added) for file in self._files.values()]
            begins = [os.pread(file.descriptor, 1024, file.added) for file, size in left if size > 0]
        times = [journal.first_time(begin) for begin in begins]
        return Waiting(sum(size for _, size in left), min((at for at in times if at is not None), default=None))

    def close(self) -> None:
        """Let every journal go."""
        with self._lock:
            while self._files:
                os.close(self._files.popitem()[1].descriptor)

    def _advance(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < _LOOK_SECONDS or not self._lock.acquire(blocking=False):
            return
        try:
            self._looked_at = now
            self._follow_new()
            for file in self._files.values():
                size = os.fstat(file.descriptor).st_size
                if size > file.read:
                    _read(file, size)
        finally:
            self._lock.release()

    def _follow_new(self) -> None:
        try:
            changed_at = os.stat(self._place).st_mtime_ns  # noqa: PTH116  a Path would cost more than the call
        except FileNotFoundError:
            return  # nothing was ever journalled here
        if changed_at == self._changed_at:
            return
        self._changed_at = changed_at
        for path in self.folder.glob(f"*{journal.SUFFIX}"):
            if path.name not in self._files:
                with suppress(FileNotFoundError):  # rolled up and deleted since it was listed
                    # Nothing of it is in the totals that this process knows: it is younger than those.
                    self._files[path.name] = _File(os.open(path, os.O_RDONLY))


def _rebase(file: _File, position: int) -> None:
    file.added = position
    file.views.clear()
    end, file.read = max(file.read, position), position
    _read(file, end)


def _read(file: _File, end: int) -> None:
    data = os.pread(file.descriptor, end - file.read, file.read)
    data = data[: data.rfind(b"\n") + 1]
    file.read += len(data)
    file.views.update(journal.articles_viewed(data))
